// The names of our orders at venues: whose start nonce an order number bears, and which order a name is.

#pragma once

#include "core/desk/engine/desk_state.h"
#include "core/desk/ports/broker.h"

#include <vector>

namespace omni::runtime {

/// Order numbers rise over the life of a profile, and each start has named those from its first one on. A profile that
/// is an older backup has lost later starts: orders with their nonces are somebody else's to it, and no name comes
/// again, since this start has a nonce of its own.
class OrderNames final : public ports::OrderNames
{
public:
    /// Of an open session.
    explicit OrderNames(const engine::DeskState& state);
    /// Of a session that is about to be opened by `started`, upon what `state` holds.
    OrderNames(const engine::DeskState& state, const events::SessionStarted& started);

    [[nodiscard]] Result<orders::ClientOrderId> nameOf(const orders::OrderTicket& ticket) const override;
    [[nodiscard]] std::optional<OrderId> orderOf(std::string_view name) const override;
    [[nodiscard]] bool isLost(std::string_view name) const override;

private:
    [[nodiscard]] const engine::NamedStart* startOf(OrderId order) const noexcept;

    orders::Nonce m_install;
    std::vector<engine::NamedStart> m_starts;
};

} // namespace omni::runtime

// What the audit record says of a message to a venue: the order under the name that the venue knows, so that its own
// ledger can be laid beside the record (V28).

#pragma once

#include "core/desk/driver/session_opening.h"
#include "core/edge/security/audit/audit_entry.h"
#include "core/host/runtime/broker/order_names.h"
#include "core/host/runtime/venue_lanes.h"

#include <string>
#include <vector>

namespace omni::runtime {

/// Actions of the record. A script may rely on them.
inline constexpr std::string_view submitAction = "order.submit";
inline constexpr std::string_view cancelAction = "order.cancel";
inline constexpr std::string_view replaceAction = "order.replace";
inline constexpr std::string_view cancelExternalAction = "order.cancel_external";

/// It asks a venue to change something: an order, a cancel, a change. Questions are none.
[[nodiscard]] bool isVenueMessage(const Sending& sending) noexcept;

/// Immutable: any thread.
class MessageWords
{
public:
    /// Without names: orders have their numbers. For sessions of tests.
    MessageWords() = default;
    /// `state` is that from which the session begins, `setup` its own.
    MessageWords(const engine::DeskState& state, const driver::SimulatedSetup& setup);

    /// Of a venue message. Outcome `Begun`: it is about to leave.
    [[nodiscard]] audit::AuditEntry entryOf(const Sending& sending) const;
    [[nodiscard]] audit::AuditEntry ofSubmit(const orders::OrderTicket& ticket) const;
    /// `ticket` may know nothing but the order's id, or not even that.
    [[nodiscard]] audit::AuditEntry ofCancel(const orders::OrderTicket& ticket, OrderId order) const;
    [[nodiscard]] audit::AuditEntry ofReplace(const orders::OrderTicket& ticket, const events::Replace& replace) const;

private:
    [[nodiscard]] std::string nameOf(const orders::OrderTicket& ticket, OrderId order) const;
    [[nodiscard]] const market::Instrument* find(InstrumentId id) const;
    [[nodiscard]] std::string price(InstrumentId id, Ticks price) const;
    [[nodiscard]] std::string quantity(InstrumentId id, Lots size) const;
    [[nodiscard]] std::string submitted(const orders::OrderTicket& ticket) const;
    [[nodiscard]] std::string replaced(const events::Replace& replace, const orders::OrderTicket& ticket) const;

    std::optional<OrderNames> m_names;
    std::vector<market::Instrument> m_instruments;
};

} // namespace omni::runtime

#include "core/host/runtime/broker/order_names.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace omni::runtime {

OrderNames::OrderNames(const engine::DeskState& state)
    : m_install(std::string_view(state.session.installNonce).substr(0, 8))
    , m_starts(state.starts)
{
}

OrderNames::OrderNames(const engine::DeskState& state, const events::SessionStarted& started)
    : m_install(std::string_view(started.installNonce).substr(0, 8))
    , m_starts(state.starts)
{
    const OrderId first{state.nextOrder};
    std::erase_if(m_starts, [first](const engine::NamedStart& start) { return start.first == first; });
    m_starts.push_back({first, ShortText<8>(std::string_view(started.startNonce).substr(0, 8))});
}

const engine::NamedStart* OrderNames::startOf(OrderId order) const noexcept
{
    const auto behind = std::upper_bound(m_starts.begin(), m_starts.end(), order,
                                         [](OrderId id, const engine::NamedStart& start) { return id < start.first; });
    return behind == m_starts.begin() ? nullptr : &*std::prev(behind);
}

Result<orders::ClientOrderId> OrderNames::nameOf(const orders::OrderTicket& ticket) const
{
    const auto* start = startOf(ticket.id);
    if (!ticket.id || start == nullptr) {
        return failure(Errc::NotFound, fmt::format("order {} was never named", ticket.id.value));
    }
    return orders::clientOrderId({m_install, start->nonce, ticket.id, ticket.role});
}

std::optional<OrderId> OrderNames::orderOf(std::string_view name) const
{
    const auto parts = orders::partsOf(name);
    if (!parts || parts->install != m_install) {
        return std::nullopt;
    }
    const auto* start = startOf(parts->order);
    return start != nullptr && start->nonce == parts->start ? std::optional(parts->order) : std::nullopt;
}

bool OrderNames::isLost(std::string_view name) const
{
    const auto parts = orders::partsOf(name);
    if (!parts || parts->install != m_install || orders::isWatchdogNonce(parts->start)) {
        return false;
    }
    const auto start = std::find_if(m_starts.begin(), m_starts.end(),
                                    [&parts](const engine::NamedStart& one) { return one.nonce == parts->start; });
    if (start != m_starts.end()) { // the record has the beginning of that start; has it all of it?
        const auto next = std::next(start);
        return next != m_starts.end() && parts->order >= next->first;
    }
    // Below the oldest start that is remembered they may be of one that is not.
    return m_starts.size() < engine::mostNamedStarts || parts->order >= m_starts.front().first;
}

} // namespace omni::runtime

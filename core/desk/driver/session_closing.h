// What the drivers share at the end of a session.

#pragma once

#include "core/desk/driver/session_opening.h"
#include "core/desk/engine/desk_state.h"
#include "core/trade/orders/ledger.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace omni::driver {

/// How often all orders are cancelled at the end: an entry that was on its way may fill while others are being
/// cancelled, and its stop goes out then.
inline constexpr int mostCancelRounds = 16;

/// An order that would still be cancelled if it were asked for.
[[nodiscard]] inline bool hasWorking(const orders::Ledger& ledger)
{
    bool found = false;
    ledger.forEachOpen(
        [&found](const orders::OrderRecord& record) { found = found || record.state == orders::OrderState::Working; });
    return found;
}

/// What stands at the venue for a position that is kept outlives the session there (F69).
[[nodiscard]] inline bool staysBehind(const orders::OrderRecord& record, const SimulatedSetup& setup)
{
    const auto role = record.ticket.role;
    const bool protects = role == orders::OrderRole::Stop || role == orders::OrderRole::Target;
    return setup.stopsStay && setup.atEnd == AtEnd::Keep && protects && record.ticket.reduceOnly;
}

/// An order whose end, or whose place at the venue, is still to be heard of; `isWorking`: one that can be cancelled.
[[nodiscard]] inline bool hasToEnd(const orders::Ledger& ledger, const SimulatedSetup& setup, bool isWorking)
{
    bool found = false;
    ledger.forEachOpen([&](const orders::OrderRecord& record) {
        const bool works = record.state == orders::OrderState::Working;
        found = found || ((works || !isWorking) && !(works && staysBehind(record, setup)));
    });
    return found;
}

/// An order at market for each position that this session's market can close: reduce-only, so that it never turns one
/// round, however its fills race.
[[nodiscard]] inline std::vector<events::Command> closingOrders(const engine::DeskState& state,
                                                                const SimulatedSetup& setup)
{
    std::vector<events::Command> out;
    for (const auto& position : state.portfolio.positions()) {
        const bool isTraded = std::any_of(setup.instruments.begin(), setup.instruments.end(),
                                          [&](const market::Instrument& one) { return one.id == position.instrument; });
        if (!isTraded || position.lots.count == 0) {
            continue;
        }
        orders::OrderTicket ticket;
        ticket.instrument = position.instrument;
        ticket.side = position.lots.count > 0 ? Side::Sell : Side::Buy;
        ticket.kind = orders::OrderKind::Market;
        ticket.size = Lots{std::abs(position.lots.count)};
        ticket.reduceOnly = true;
        out.push_back(commandOf(setup.by, "the session ends flat", events::PlaceOrder{ticket, {}, {}}));
    }
    return out;
}

} // namespace omni::driver

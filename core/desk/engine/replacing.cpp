#include "core/desk/engine/replacing.h"

#include "core/desk/engine/loosened_stop.h"
#include "core/desk/engine/risk_view.h"

#include <algorithm>

namespace omni::engine {

namespace {

using namespace events;

bool hasMoved(const orders::OrderTicket& before, const orders::OrderTicket& after) noexcept
{
    return before.limit != after.limit || before.stop != after.stop;
}

/// A leg that waits at home meets the market where its entry fills.
std::optional<Ticks> awaitedPrice(const Turn& turn, const orders::OrderRecord& record)
{
    const auto* entry = record.ticket.held ? turn.state.ledger.find(record.ticket.parent) : nullptr;
    if (entry == nullptr) {
        return std::nullopt;
    }
    return entry->ticket.limit ? entry->ticket.limit : entry->ticket.stop;
}

/// Nearer to the market than the collar lets a new one be, beyond it, or farther than was promised when the entry was
/// approved.
std::optional<risk::Refusal> refusalOfMove(Turn& turn, const orders::OrderRecord& record,
                                           const orders::OrderTicket& changed)
{
    if (!hasMoved(record.ticket, changed)) {
        return std::nullopt;
    }
    if (changed.stop) {
        if (const auto refusal = refusalOfLooserStop(turn, record, *changed.stop)) {
            return refusal;
        }
    }
    return refusalOfPrices(turn, changed, awaitedPrice(turn, record));
}

/// The lots that a reduce-only order gets on top are an order of their own: all the others are counted, its twin, too,
/// for it may not grow beyond what both may close.
std::optional<risk::Refusal> refusalOfMore(Turn& turn, orders::OrderTicket changed, std::int64_t added)
{
    if (added <= 0) {
        return std::nullopt;
    }
    changed.size = Lots{added};
    changed.held = false;
    changed.oco = {};
    return refusalNow(turn, changed, std::nullopt);
}

std::optional<risk::Refusal> refusalOfEntry(Turn& turn, const orders::OrderRecord& record, orders::OrderTicket changed)
{
    changed.size = Lots{std::max(changed.size, record.ticket.size).count - record.filled.count};
    const auto* bracket = turn.state.brackets.find(changed.id);
    const auto* stop = bracket != nullptr ? turn.state.ledger.find(bracket->stop) : nullptr;
    return refusalOfChange(turn, record, changed, stop != nullptr ? stop->ticket.stop : std::nullopt);
}

} // namespace

bool mayBeReplaced(Turn& turn, const orders::OrderRecord& record, const ReplaceAsked& asked)
{
    orders::OrderTicket changed = record.ticket;
    changed.size = asked.size.value_or(changed.size);
    changed.limit = asked.limit ? asked.limit : changed.limit;
    changed.stop = asked.stop ? asked.stop : changed.stop;
    const std::int64_t added = changed.size.count - record.ticket.size.count;

    std::optional<risk::Refusal> refusal;
    if (changed.reduceOnly) {
        refusal = refusalOfMove(turn, record, changed);
        refusal = refusal ? refusal : refusalOfMore(turn, changed, added);
    } else if (added > 0 || hasMoved(record.ticket, changed)) {
        refusal = refusalOfEntry(turn, record, changed);
    }
    if (refusal) {
        turn.decide(OrderRefused{changed, *refusal, false});
    }
    return !refusal;
}

} // namespace omni::engine

#include "core/desk/engine/loosened_stop.h"

#include "core/base/wide_int.h"
#include "core/trade/market/notional.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace omni::engine {

namespace {

/// What the stop closes, and what that has cost in the quote currency.
struct Covered {
    Lots lots;
    Int128 cost = 0;
};

/// Of a leg whose entry has not filled yet: what it would cost now. Nothing: no price is known.
std::optional<Covered> coveredBy(Turn& turn, const orders::OrderRecord& order, const market::Instrument& instrument)
{
    const Lots open{order.ticket.size.count - order.filled.count};
    const auto position = turn.state.portfolio.position(instrument.id);
    if (const std::int64_t held = std::abs(position.lots.count); held > 0) {
        const Lots closed{std::min(held, open.count)};
        return Covered{closed, Int128{std::abs(position.cost.e8)} * closed.count / held};
    }
    const auto price = turn.market.reference(instrument.id);
    if (!price) {
        return std::nullopt;
    }
    const auto value = market::notional(instrument, *price, open);
    return value ? std::optional(Covered{open, value->e8}) : std::nullopt;
}

} // namespace

std::optional<risk::Refusal> refusalOfLooserStop(Turn& turn, const orders::OrderRecord& order, Ticks trigger)
{
    const orders::OrderTicket& ticket = order.ticket;
    const auto* instrument = turn.state.instrument(ticket.instrument);
    const bool isLooser = ticket.stop && (Int128{trigger.count} - ticket.stop->count) * signOf(ticket.side) > 0;
    if (!turn.limits().enforced || !isLooser || instrument == nullptr) {
        return std::nullopt;
    }
    const auto equity = turn.equity();
    const auto quote = turn.state.portfolio.quoteOf(instrument->id);
    const auto inQuote
        = equity ? turn.state.rates.convert(*equity, turn.state.base, quote, turn.stamp.wall) : std::nullopt;
    if (!inQuote) {
        return risk::Refusal{risk::Rule::EquityUnknown};
    }
    const auto covered = coveredBy(turn, order, *instrument);
    const auto worth = covered ? market::notional(*instrument, trigger, covered->lots) : failure(Errc::NotFound, "");
    if (!worth) {
        return risk::Refusal{risk::Rule::Overflow};
    }
    // A sell stop protects what was bought: it loses when it brings less than that cost.
    const Int128 loss = (Int128{worth->e8} - covered->cost) * signOf(ticket.side);
    const Int128 share = Int128{std::max<std::int64_t>(0, inQuote->e8)} * turn.limits().lossAtStop.count / 10'000;
    const Int128 distance = covered->cost * turn.limits().hardStopDistance.count / 10'000;
    const Int128 allowed = std::min(share, distance);
    if (loss <= allowed) {
        return std::nullopt;
    }
    return risk::Refusal{risk::Rule::LossAtStop, narrowed(allowed).value_or(0),
                         narrowed(loss).value_or(std::numeric_limits<std::int64_t>::max())};
}

} // namespace omni::engine

#include "core/desk/engine/rescaling.h"

#include "core/base/wide_int.h"
#include "core/desk/engine/booking.h"
#include "core/desk/engine/moved_legs.h"

#include <vector>

namespace omni::engine {

namespace {

using namespace events;

/// Together they stay what the account holds: where single ones do not come out even, each gets what the running sum
/// gains by it.
void rescaleHoldings(DeskState& state, const Stamp& stamp, InstrumentId instrument, const orders::Rescale& by)
{
    Int128 before = 0;
    Int128 after = 0;
    for (const auto& entry : std::vector(state.holdings.begin(), state.holdings.end())) {
        if (entry.key.instrument != instrument) {
            continue;
        }
        before += entry.value.lots.count;
        const Int128 sum = dividedDown(before * by.lotsTimes, by.lotsOver);
        const std::int64_t lots = narrowed(sum - after).value_or(entry.value.lots.count);
        after += lots;
        hold(state, stamp, entry.key, checkedDifference(lots, entry.value.lots.count).value_or(0));
    }
}

/// What is counted in lots beside positions and orders.
void rescaleTheRest(DeskState& state, const Stamp& stamp, InstrumentId instrument, const orders::Rescale& by)
{
    rescaleHoldings(state, stamp, instrument, by);
    for (const auto& entry : std::vector(state.parts.begin(), state.parts.end())) {
        const auto lots = orders::rescaled(entry.value.lots, by);
        if (entry.key.instrument == instrument && lots && lots->count > 0) {
            state.parts.find(entry.key)->lots = *lots;
        } else if (entry.key.instrument == instrument) {
            state.parts.erase(entry.key);
        }
    }
    state.brackets.forEach([&](OrderId entry, Bracket& bracket) {
        const auto* record = state.ledger.find(entry);
        if (record != nullptr && record->ticket.instrument == instrument) {
            bracket.closed = orders::rescaled(bracket.closed, by, orders::Rounding::Up).value_or(bracket.closed);
        }
    });
    forgetMovesOf(state, instrument);
    state.external.rescale(instrument, by);
    state.reported.erase(instrument); // counted in the old units
}

} // namespace

Result<void> bookIncrements(DeskState& state, const Stamp& stamp, const market::Instrument& before,
                            const market::Instrument& after)
{
    const auto by = orders::rescaleBetween(before, after);
    if (!by) {
        return tl::unexpected(by.error());
    }
    orders::Ledger ledger = state.ledger; // changed whole or not at all
    if (auto done = ledger.rescale(after.id, *by); !done) {
        return done;
    }
    if (auto done = state.portfolio.rescale(after); !done) {
        return done;
    }
    state.ledger = std::move(ledger);
    rescaleTheRest(state, stamp, after.id, *by);
    return {};
}

Result<void> bookSplit(DeskState& state, const Stamp& stamp, const SplitHappened& split)
{
    const auto by = orders::splitOf(split.numerator, split.denominator);
    if (!by) {
        return tl::unexpected(by.error());
    }
    orders::Ledger ledger = state.ledger;
    if (auto done = ledger.rescale(split.instrument, *by); !done) {
        return done;
    }
    if (auto done = state.portfolio.split(split.instrument, split.numerator, split.denominator); !done) {
        return done;
    }
    state.ledger = std::move(ledger);
    rescaleTheRest(state, stamp, split.instrument, *by);
    return {};
}

} // namespace omni::engine

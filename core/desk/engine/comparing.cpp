// What the broker's word on the account does to the state: differences, and positions and cash that follow it.

#include "core/base/wide_int.h"
#include "core/desk/engine/booking.h"
#include "core/trade/market/notional.h"
#include "core/trade/portfolio/asset_fee.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace omni::engine {

using namespace events;

bool isSamePosition(const DeskState& state, InstrumentId instrument, Lots own, Lots there) noexcept
{
    if (own == there) {
        return true;
    }
    const auto* known = state.instrument(instrument);
    const auto unit = known != nullptr ? portfolio::lotUnitOf(*known) : portfolio::LotUnit{};
    const Int128 more = Int128{there.count} - own.count;
    return unit.isKnown() && more > 0 && more * unit.numerator < unit.denominator;
}

namespace {

bool isCountedInUnits(const market::Instrument& instrument) noexcept
{
    const auto unit = portfolio::lotUnitOf(instrument);
    return unit.isKnown() && unit.numerator == unit.denominator;
}

} // namespace

std::optional<Money> coinsHeld(const DeskState& state, CurrencyId currency)
{
    const auto code = state.portfolio.currencies().codeOf(currency);
    int asBase = 0, asQuote = 0;
    Int128 sum = 0;
    for (std::uint64_t id = 1; id <= state.portfolio.instruments(); ++id) {
        const auto* instrument = state.instrument(InstrumentId{id});
        if (instrument != nullptr && instrument->baseCurrency == code && isCountedInUnits(*instrument)) {
            ++asBase;
            sum += state.portfolio.position(InstrumentId{id}).lots.count;
        }
        asQuote += instrument != nullptr && instrument->quoteCurrency == code ? 1 : 0;
    }
    if (asBase + asQuote < 2 || asBase == 0) {
        return Money{};
    }
    const auto e8 = narrowed(sum);
    return e8 ? std::optional(Money{*e8}) : std::nullopt;
}

void noteCompared(DeskState& state, const Stamp& stamp, const DifferenceSubject& what, bool differs)
{
    if (!differs) {
        state.differsSince.erase(what);
        state.ignored.erase(what);
    } else if (!state.differsSince.contains(what)) {
        state.differsSince.insertOrAssign(what, stamp.wall);
    }
}

void moveCapital(DeskState& state, const Stamp& stamp, CurrencyId currency, Money amount)
{
    const auto inBase = state.rates.convert(amount, currency, state.base, stamp.wall);
    if (!inBase) {
        return;
    }
    const auto move = [&inBase](Money& figure) { figure.e8 = checkedSum(figure.e8, inBase->e8).value_or(figure.e8); };
    move(state.invested);
    if (state.day >= 0) {
        move(state.dayStart);
    }
    if (state.peak) {
        move(*state.peak);
    }
}

void bookCashAdoption(DeskState& state, const Stamp& stamp, const CashAdopted& adopted)
{
    const auto change = checkedDifference(adopted.to.e8, adopted.from.e8);
    state.reportedCash.erase(adopted.currency);
    noteCompared(state, stamp, {DifferenceKind::Cash, {}, adopted.currency, {}, {}}, false);
    if (!change || *change == 0 || *change == std::numeric_limits<std::int64_t>::min()) {
        return;
    }
    auto& book = state.portfolio;
    if (!adopted.isCapital) {
        static_cast<void>(book.dust(adopted.currency, Money{*change}, stamp.wall));
        return;
    }
    const auto done = *change > 0 ? book.deposit(adopted.currency, Money{*change}, stamp.wall)
                                  : book.withdraw(adopted.currency, Money{-*change}, stamp.wall);
    if (done) {
        moveCapital(state, stamp, adopted.currency, Money{*change});
    }
}

void bookAdoption(DeskState& state, const Stamp& stamp, const PositionAdopted& adopted)
{
    const auto change = checkedDifference(adopted.to.count, adopted.from.count);
    const auto* instrument = state.instrument(adopted.instrument);
    state.reported.erase(adopted.instrument);
    state.reportedCash.clear();
    noteCompared(state, stamp, {DifferenceKind::Position, adopted.instrument, {}, {}, {}}, false);
    if (!change || *change == 0 || *change == std::numeric_limits<std::int64_t>::min() || instrument == nullptr) {
        return;
    }
    orders::Fill fill;
    fill.id = FillId{state.portfolio.lastFill().value + 1};
    fill.instrument = adopted.instrument;
    fill.account = state.session.account;
    fill.side = *change > 0 ? Side::Buy : Side::Sell;
    fill.price = adopted.price;
    fill.size = Lots{*change > 0 ? *change : -*change};
    fill.feeCurrency = state.portfolio.quoteOf(adopted.instrument);
    fill.time = stamp.wall;
    const auto value = market::notional(*instrument, adopted.price, fill.size);
    if (!value) {
        return;
    }
    fill.value = *value;
    if (!state.portfolio.adopt(fill)) {
        return;
    }
    // Before the first order and the first fill nothing can have been won or lost: what is there came from outside.
    if (state.counters.orders == 0 && state.counters.fills == 0) {
        const bool isIn = fill.side == Side::Buy;
        moveCapital(state, stamp, fill.feeCurrency, Money{isIn ? fill.value.e8 : -fill.value.e8});
    }
    // Whoever holds against the change has held what the broker does not know: people first, then strategies.
    std::int64_t left = *change;
    for (const auto& entry : std::vector(state.holdings.begin(), state.holdings.end())) {
        const std::int64_t lots = entry.value.lots.count;
        if (entry.key.instrument == adopted.instrument && left != 0 && (lots > 0) != (left > 0)) {
            const std::int64_t taken = left > 0 ? std::min(left, -lots) : std::max(left, -lots);
            hold(state, stamp, entry.key, taken);
            left -= taken;
        }
    }
    if (left != 0) {
        hold(state, stamp, {{}, adopted.instrument}, left);
    }
}

} // namespace omni::engine

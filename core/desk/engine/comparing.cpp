// What the broker's word on the account does to the state: differences, and cash that follows it.

#include "core/desk/engine/booking.h"

#include <limits>

namespace omni::engine {

using namespace events;

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

} // namespace omni::engine

#include "core/desk/views/closing_cost.h"

#include "core/base/wide_int.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/picture_desk.h"
#include "core/trade/market/notional.h"
#include "core/trade/portfolio/rate_table.h"

#include <algorithm>

namespace omni::views {

namespace {

const InstrumentView* viewOf(const DeskSnapshot& desk, InstrumentId id)
{
    const auto found = std::find_if(desk.instruments.begin(), desk.instruments.end(),
                                    [id](const auto& one) { return one.instrument.id == id; });
    return found == desk.instruments.end() ? nullptr : &*found;
}

std::optional<Money> sumOf(std::optional<Money> a, std::optional<Money> b)
{
    const auto sum = a && b ? checkedSum(a->e8, b->e8) : std::nullopt;
    return sum ? std::optional(Money{*sum}) : std::nullopt;
}

ClosingCost costOf(const DeskSnapshot& desk, const PositionView& position)
{
    const InstrumentView* view = viewOf(desk, position.position.instrument);
    const auto rate = PictureDesk(desk).rate(position.position.instrument);
    const bool isFresh = view != nullptr && view->quote && view->quote->isTwoSided() && view->age
        && *view->age <= desk.limits.quoteAge;
    const auto held = checkedDifference(0, position.position.lots.count);
    if (!isFresh || !rate || !held) {
        return {};
    }
    const Lots lots{std::max(*held, position.position.lots.count)};
    const auto width = checkedDifference(view->quote->ask.count, view->quote->bid.count);
    const auto whole = width ? market::notionalRoundedUp(view->instrument, Ticks{*width}, lots)
                             : Result<Money>(failure(Errc::Overflow, {}));
    if (!whole) {
        return {};
    }
    ClosingCost cost;
    cost.spread = portfolio::convertedUp(Money{whole->e8 / 2 + whole->e8 % 2}, *rate);
    const Ticks best = position.position.lots.count > 0 ? view->quote->bid : view->quote->ask;
    const auto value = market::notionalRoundedUp(view->instrument, best, lots);
    if (cost.spread && value && desk.venueFees) {
        const auto fee = orders::feeOfWhole(*desk.venueFees, view->instrument, *value, lots, orders::Liquidity::Taker);
        cost.fees = fee ? portfolio::convertedUp(*fee, *rate) : std::nullopt;
    }
    return cost;
}

} // namespace

ClosingCost closingCost(const DeskSnapshot& desk, std::span<const PositionView* const> positions)
{
    ClosingCost sum{Money{}, Money{}};
    for (const PositionView* position : positions) {
        if (position->position.lots.count != 0) {
            const ClosingCost one = costOf(desk, *position);
            sum.spread = sumOf(sum.spread, one.spread);
            sum.fees = sumOf(sum.fees, one.fees);
        }
    }
    return sum;
}

} // namespace omni::views

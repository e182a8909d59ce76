#include "core/trade/portfolio/exposure.h"

#include "core/base/wide_int.h"
#include "core/trade/market/notional.h"

#include <algorithm>
#include <limits>

namespace omni::portfolio {

namespace {

Lots saturated(Int128 lots) noexcept
{
    constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
    return Lots{static_cast<std::int64_t>(std::clamp<Int128>(lots, 0, most))};
}

Money sizeOf(Money value) noexcept
{
    return value.e8 < 0 ? Money{-value.e8} : value;
}

bool hasOrders(const orders::InstrumentOrders& open) noexcept
{
    return open.openBuys.count != 0 || open.openSells.count != 0 || open.notionalBuys.e8 != 0
        || open.notionalSells.e8 != 0;
}

/// False: it does not fit.
bool addTo(Money& sum, Money amount) noexcept
{
    const auto after = checkedSum(sum.e8, amount.e8);
    sum = Money{after.value_or(0)};
    return after.has_value();
}

} // namespace

WorstLots worstLots(Lots position, Lots openBuys, Lots openSells) noexcept
{
    WorstLots worst;
    worst.longest = saturated(Int128{position.count} + openBuys.count);
    worst.shortest = saturated(Int128{openSells.count} - position.count);
    worst.gross = std::max(worst.longest, worst.shortest);
    return worst;
}

Result<Exposure> exposureOf(const market::Instrument& instrument, Lots position, const orders::InstrumentOrders& open,
                            Ticks mark)
{
    const WorstLots worst = worstLots(position, open.openBuys, open.openSells);
    const auto longValue = market::notionalRoundedUp(instrument, mark, worst.longest);
    const auto shortValue = market::notionalRoundedUp(instrument, mark, worst.shortest);
    if (!longValue || !shortValue || longValue->e8 == std::numeric_limits<std::int64_t>::min()
        || shortValue->e8 == std::numeric_limits<std::int64_t>::min()) {
        return failure(Errc::Overflow, "an exposure to " + instrument.name() + " does not fit");
    }
    // An order by value buys on top of a long; a short it eats up first, which is not counted in its favour.
    const auto inLong = checkedSum(sizeOf(*longValue).e8, open.notionalBuys.e8);
    const auto inShort = checkedSum(sizeOf(*shortValue).e8, open.notionalSells.e8);
    if (!inLong || !inShort) {
        return failure(Errc::Overflow, "an exposure to " + instrument.name() + " does not fit");
    }
    return Exposure{Money{*inLong}, Money{*inShort}, Money{std::max(*inLong, *inShort)}};
}

bool isExposed(const Portfolio& portfolio, const orders::OrdersInSight& orders, InstrumentId id)
{
    return portfolio.position(id).lots.count != 0 || hasOrders(orders.of(id));
}

std::optional<Exposure> exposureIn(CurrencyId base, const Portfolio& portfolio, const orders::OrdersInSight& orders,
                                   InstrumentId id, const Marks& marks, const RateTable& rates, Timestamp now)
{
    const auto* instrument = portfolio.instrument(id);
    const auto mark = marks.find(id, now);
    const auto rate = rates.find(portfolio.quoteOf(id), base, now);
    if (instrument == nullptr || !mark || !rate) {
        return std::nullopt;
    }
    const auto here = exposureOf(*instrument, portfolio.position(id).lots, orders.of(id), *mark);
    if (!here) {
        return std::nullopt;
    }
    const auto longValue = convertedUp(here->longValue, rate->rate);
    const auto shortValue = convertedUp(here->shortValue, rate->rate);
    const auto gross = convertedUp(here->gross, rate->rate);
    if (!longValue || !shortValue || !gross) {
        return std::nullopt;
    }
    return Exposure{*longValue, *shortValue, *gross};
}

bool add(Exposure& total, const Exposure& one) noexcept
{
    return addTo(total.longValue, one.longValue) && addTo(total.shortValue, one.shortValue)
        && addTo(total.gross, one.gross);
}

std::optional<Exposure> totalExposure(const Portfolio& portfolio, const orders::OrdersInSight& orders, CurrencyId base,
                                      const Marks& marks, const RateTable& rates, Timestamp now, InstrumentId without)
{
    Exposure total;
    for (std::uint64_t number = 1; number <= portfolio.instruments(); ++number) {
        const InstrumentId id{number};
        if (id == without || !isExposed(portfolio, orders, id)) {
            continue;
        }
        const auto here = exposureIn(base, portfolio, orders, id, marks, rates, now);
        if (!here || !add(total, *here)) {
            return std::nullopt;
        }
    }
    return total;
}

} // namespace omni::portfolio

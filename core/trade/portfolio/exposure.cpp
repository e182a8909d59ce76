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

/// Adds `amount`, converted, to `sum`. False: it does not fit.
bool addTo(Money& sum, Money amount, Rate rate) noexcept
{
    const auto inBase = convertedUp(amount, rate);
    const auto after = inBase ? checkedSum(sum.e8, inBase->e8) : std::nullopt;
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

std::optional<Exposure> totalExposure(const Portfolio& portfolio, const orders::Ledger& ledger, CurrencyId base,
                                      const Marks& marks, const RateTable& rates, Timestamp now, InstrumentId without)
{
    Exposure total;
    for (std::uint64_t number = 1; number <= portfolio.instruments(); ++number) {
        const InstrumentId id{number};
        const Lots position = portfolio.position(id).lots;
        const orders::InstrumentOrders open = ledger.of(id);
        if (id == without || (position.count == 0 && !hasOrders(open))) {
            continue;
        }
        const auto mark = marks.find(id, now);
        const auto rate = rates.find(portfolio.quoteOf(id), base, now);
        if (!mark || !rate) {
            return std::nullopt;
        }
        const auto here = exposureOf(*portfolio.instrument(id), position, open, *mark);
        if (!here || !addTo(total.longValue, here->longValue, rate->rate)
            || !addTo(total.shortValue, here->shortValue, rate->rate) || !addTo(total.gross, here->gross, rate->rate)) {
            return std::nullopt;
        }
    }
    return total;
}

} // namespace omni::portfolio

#include "core/trade/orders/rescale.h"

#include "core/base/wide_int.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

namespace omni::orders {

namespace {

/// before / after as a reduced ratio of 64-bit counts.
std::optional<std::pair<std::int64_t, std::int64_t>> ratioOf(Decimal before, Decimal after) noexcept
{
    Int128 times = before.mantissa;
    Int128 over = after.mantissa;
    int shift = before.exponent - after.exponent;
    Int128& grows = shift >= 0 ? times : over;
    for (shift = shift < 0 ? -shift : shift; shift > 0; --shift) {
        const auto product = checkedProduct(grows, 10);
        if (!product) {
            return std::nullopt;
        }
        grows = *product;
    }
    Int128 a = times;
    Int128 b = over;
    while (b != 0) {
        a = std::exchange(b, a % b);
    }
    const auto reducedTimes = narrowed(times / a);
    const auto reducedOver = narrowed(over / a);
    if (!reducedTimes || !reducedOver) {
        return std::nullopt;
    }
    return std::pair{*reducedTimes, *reducedOver};
}

std::optional<std::int64_t> scaled(std::int64_t count, std::int64_t times, std::int64_t over) noexcept
{
    const Int128 product = Int128{count} * times;
    if (product % over != 0) {
        return std::nullopt;
    }
    return narrowed(product / over);
}

std::optional<std::int64_t> rounded(std::int64_t count, std::int64_t times, std::int64_t over,
                                    Rounding rounding) noexcept
{
    const Int128 product = Int128{count} * times;
    const auto after = narrowed(rounding == Rounding::Down ? dividedDown(product, over) : dividedUp(product, over));
    return after && count > 0 ? std::optional(std::max<std::int64_t>(1, *after)) : after;
}

} // namespace

Result<Rescale> rescaleBetween(const market::Instrument& before, const market::Instrument& after)
{
    if (before.id != after.id || before.quoteCurrency != after.quoteCurrency
        || normalised(before.contractSize) != normalised(after.contractSize)) {
        return failure(Errc::Conflict, after.name() + ": a new version may change increments and filters only");
    }
    if (before.lotSize.mantissa <= 0 || before.tickSize.mantissa <= 0 || after.lotSize.mantissa <= 0
        || after.tickSize.mantissa <= 0) {
        return failure(Errc::Conflict, after.name() + ": increments are above zero");
    }
    const auto lots = ratioOf(before.lotSize, after.lotSize);
    const auto ticks = ratioOf(before.tickSize, after.tickSize);
    if (!lots || !ticks) {
        return failure(Errc::Overflow, after.name() + ": the ratio of the increments does not fit");
    }
    return Rescale{lots->first, lots->second, ticks->first, ticks->second};
}

Result<Rescale> splitOf(std::int64_t newShares, std::int64_t oldShares)
{
    constexpr std::int64_t most = 1'000'000;
    if (newShares < 1 || newShares > most || oldShares < 1 || oldShares > most) {
        return failure(Errc::Invalid, "a split of " + std::to_string(newShares) + " for " + std::to_string(oldShares));
    }
    const std::int64_t common = std::gcd(newShares, oldShares);
    return Rescale{newShares / common, oldShares / common, oldShares / common, newShares / common};
}

std::optional<Lots> rescaled(Lots lots, const Rescale& by) noexcept
{
    const auto count = scaled(lots.count, by.lotsTimes, by.lotsOver);
    return count ? std::optional(Lots{*count}) : std::nullopt;
}

std::optional<Ticks> rescaled(Ticks price, const Rescale& by) noexcept
{
    const auto count = scaled(price.count, by.ticksTimes, by.ticksOver);
    return count ? std::optional(Ticks{*count}) : std::nullopt;
}

std::optional<Lots> rescaled(Lots lots, const Rescale& by, Rounding rounding) noexcept
{
    const auto count = rounded(lots.count, by.lotsTimes, by.lotsOver, rounding);
    return count ? std::optional(Lots{*count}) : std::nullopt;
}

std::optional<Ticks> rescaled(Ticks price, const Rescale& by, Rounding rounding) noexcept
{
    const auto count = rounded(price.count, by.ticksTimes, by.ticksOver, rounding);
    return count ? std::optional(Ticks{*count}) : std::nullopt;
}

} // namespace omni::orders

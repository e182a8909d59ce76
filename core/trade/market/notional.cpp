#include "core/trade/market/notional.h"

#include <algorithm>
#include <limits>

namespace omni::market {

namespace {

/// Trillionths in the unit of `Money::e8`.
constexpr std::int64_t trillionthsPerUnit = 10'000;

Int128 divisorOf(const TickLotValue& value) noexcept
{
    return Int128{trillionthsPerUnit} * value.divisor;
}

bool isComplete(const TickLotValue& value) noexcept
{
    return value.e12 > 0 && value.divisor > 0;
}

/// price x lots x tick-lot value, to be divided by `divisorOf`. `completed` bounds the divisor so that a product
/// which leaves 128 bits could not fit `Money` either.
Result<Int128> dividendOf(const Instrument& instrument, Ticks price, Lots lots)
{
    if (!isComplete(instrument.tickLotValue)) {
        return failure(Errc::Invalid, instrument.name() + " was never completed");
    }
    const auto product = checkedProduct(Int128{price.count} * lots.count, instrument.tickLotValue.e12);
    if (!product) {
        return failure(Errc::Overflow, "a value of " + instrument.name() + " does not fit");
    }
    return *product;
}

Result<Money> moneyFrom(const Instrument& instrument, Int128 e8)
{
    const auto narrow = narrowed(e8);
    if (!narrow) {
        return failure(Errc::Overflow, "a value of " + instrument.name() + " does not fit");
    }
    return Money{*narrow};
}

} // namespace

Result<Money> notional(const Instrument& instrument, Ticks price, Lots lots)
{
    const auto dividend = dividendOf(instrument, price, lots);
    if (!dividend) {
        return tl::unexpected(dividend.error());
    }
    return moneyFrom(instrument, dividedHalfEven(*dividend, divisorOf(instrument.tickLotValue)));
}

Result<Money> notionalRoundedUp(const Instrument& instrument, Ticks price, Lots lots)
{
    const auto dividend = dividendOf(instrument, price, lots);
    if (!dividend) {
        return tl::unexpected(dividend.error());
    }
    const Int128 divisor = divisorOf(instrument.tickLotValue);
    return moneyFrom(instrument, *dividend < 0 ? dividedDown(*dividend, divisor) : dividedUp(*dividend, divisor));
}

Lots mostLotsFor(const Instrument& instrument, std::optional<Ticks> reference, Money value) noexcept
{
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    if (value.e8 <= 0) {
        return {0};
    }
    if (!reference || reference->count <= 0 || !isComplete(instrument.tickLotValue)) {
        return {most};
    }
    const Ticks half{std::max<std::int64_t>(1, reference->count / 2)};
    return {checkedSum(lotsWorth(instrument, half, value).count, 1).value_or(most)};
}

Lots lotsWorth(const Instrument& instrument, Ticks price, Money value) noexcept
{
    if (!isComplete(instrument.tickLotValue) || price.count <= 0 || value.e8 <= 0) {
        return {0};
    }
    // Both sides fit: 2^63 x 10^4 x 10^15 and 2^63 x 2^63 are below 2^127.
    const Int128 affordable = Int128{value.e8} * divisorOf(instrument.tickLotValue);
    const Int128 perLot = Int128{price.count} * instrument.tickLotValue.e12;
    constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
    return {static_cast<std::int64_t>(std::min(affordable / perLot, most))};
}

} // namespace omni::market

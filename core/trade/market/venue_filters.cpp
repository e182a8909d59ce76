#include "core/trade/market/venue_filters.h"

#include <algorithm>
#include <limits>

namespace omni::market {

namespace {

std::optional<VenueRefusal> valueRefusalOf(const Instrument& instrument, Ticks price, Lots size) noexcept
{
    // In trillionths of the currency, times the divisor.
    constexpr Int128 perUnit = 10'000;
    const Int128 divisor = perUnit * instrument.tickLotValue.divisor;
    const auto value = checkedProduct(Int128{price.count} * size.count, instrument.tickLotValue.e12);
    if (!value || *value / divisor > std::numeric_limits<std::int64_t>::max()) {
        return VenueRefusal::ValueTooLarge;
    }
    if (*value < Int128{instrument.smallestValue.e8} * divisor) {
        return VenueRefusal::ValueBelowSmallest;
    }
    return std::nullopt;
}

} // namespace

std::string_view nameOf(VenueRefusal refusal) noexcept
{
    switch (refusal) {
    case VenueRefusal::PriceNotPositive:
        return "price_not_positive";
    case VenueRefusal::SizeNotPositive:
        return "size_not_positive";
    case VenueRefusal::SizeBelowSmallest:
        return "size_below_smallest";
    case VenueRefusal::SizeAboveLargest:
        return "size_above_largest";
    case VenueRefusal::SizeOffStep:
        return "size_off_step";
    case VenueRefusal::ValueBelowSmallest:
        return "value_below_smallest";
    case VenueRefusal::ValueTooLarge:
        return "value_too_large";
    }
    return "unknown";
}

std::optional<VenueRefusal> refusalOf(const Instrument& instrument, Lots size) noexcept
{
    if (size.count <= 0) {
        return VenueRefusal::SizeNotPositive;
    }
    if (size < instrument.smallest) {
        return VenueRefusal::SizeBelowSmallest;
    }
    if (size > instrument.largest) {
        return VenueRefusal::SizeAboveLargest;
    }
    if (size.count % instrument.step.count != 0) {
        return VenueRefusal::SizeOffStep;
    }
    return std::nullopt;
}

std::optional<VenueRefusal> refusalOf(const Instrument& instrument, Ticks price, Lots size) noexcept
{
    if (price.count <= 0) {
        return VenueRefusal::PriceNotPositive;
    }
    if (const auto refusal = refusalOf(instrument, size)) {
        return refusal;
    }
    return valueRefusalOf(instrument, price, size);
}

Lots withoutDust(const Instrument& instrument, Lots held) noexcept
{
    if (instrument.baseCurrency.empty()) {
        return held;
    }
    const Lots whole{held.count - held.count % instrument.step.count};
    const bool isTooSmall = whole.count < instrument.smallest.count && whole.count > -instrument.smallest.count;
    return isTooSmall ? Lots{0} : whole;
}

Lots acceptableSize(const Instrument& instrument, Lots size) noexcept
{
    if (size.count <= 0) {
        return {0};
    }
    const std::int64_t most = std::min(size, instrument.largest).count;
    const Lots stepped{most - most % instrument.step.count};
    return stepped < instrument.smallest ? Lots{0} : stepped;
}

} // namespace omni::market

// What a venue accepts of an instrument, asked before an order leaves the house.
//
// That a price is a multiple of the tick, and a size one of the lot, is given by the types.

#pragma once

#include "core/trade/market/instrument.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace omni::market {

/// Why the venue would refuse an order. Each is an answer, not a fault.
enum class VenueRefusal : std::uint8_t {
    PriceNotPositive, ///< The price is zero or below.
    SizeNotPositive, ///< The size is zero or below.
    SizeBelowSmallest, ///< Below `Instrument::smallest`.
    SizeAboveLargest, ///< Above `Instrument::largest`.
    SizeOffStep, ///< Not a multiple of `Instrument::step`.
    ValueBelowSmallest, ///< Worth less than `Instrument::smallestValue` at its price.
    ValueTooLarge, ///< Its value does not fit an amount of money.
};

/// A stable, untranslated name for logs and the journal, "size_off_step" for instance.
[[nodiscard]] std::string_view nameOf(VenueRefusal refusal) noexcept;

/// The first filter that a size breaks, in the order of `VenueRefusal`; nothing when the venue takes it.
[[nodiscard]] std::optional<VenueRefusal> refusalOf(const Instrument& instrument, Lots size) noexcept;

/// The same for an order with its price (for a market order: the price at which it is expected to fill).
/// The value is compared exactly, without rounding.
[[nodiscard]] std::optional<VenueRefusal> refusalOf(const Instrument& instrument, Ticks price, Lots size) noexcept;

/// The largest size that the venue takes and that is at most `size`; zero when there is none.
/// The filter on the value is not in it: it needs a price.
[[nodiscard]] Lots acceptableSize(const Instrument& instrument, Lots size) noexcept;

/// Of what is held, signed: what can be closed in one or more orders. The rest is dust: fees that were taken from what
/// was bought have left it, it is too small or off the step, and goes with the next order that is large enough. Where
/// what is bought is no currency there is none, and all of it counts.
[[nodiscard]] Lots withoutDust(const Instrument& instrument, Lots held) noexcept;

} // namespace omni::market

// What every sizing rule takes and gives.

#pragma once

#include "core/trade/market/units.h"

#include <cstdint>
#include <string_view>

namespace omni::risk {

/// One trade, as the strategy would like to make it.
struct SizingRequest {
    Side side = Side::Buy;
    Ticks entry; ///< Price at which the trade is expected to open. Above zero.
    Ticks stop; ///< Price at which it is given up: below `entry` for a buy, above it for a sell.
    Money equity; ///< Account value, in the instrument's quote currency.
    TickLotValue tickLotValue; ///< Of the instrument. Above zero.
    Lots smallest{1}; ///< The venue takes no order below this. At least one lot.
    Lots largest; ///< The venue takes no order above this. At least `smallest`.
    Lots step{1}; ///< Sizes are multiples of this. At least one lot.
};

/// The rule that had the last word on a size. Shown to the trader beside it.
enum class SizeLimit : std::uint8_t { LossAtStop, PositionCap, VenueMaximum, Wish, Cash };

struct Sizing {
    Lots lots; ///< Rounded down to a multiple of the step, so that no limit is passed.
    Money
        lossAtStop; ///< Rounded up to the next unit of money. Fees and slippage are not in it. Zero: no stop asked for.
    SizeLimit limitedBy = SizeLimit::LossAtStop;
};

/// Why no size could be given. Each is an answer, not a fault: the caller drops the trade and says so.
enum class SizingRefusal : std::uint8_t {
    RuleOutOfRange, ///< A number of the rule is outside its bounds.
    InstrumentInvalid, ///< `tickLotValue`, `smallest`, `largest` or `step` is outside its bounds.
    NoEquity, ///< Equity is zero or below.
    EntryNotPositive, ///< A share of equity says nothing about an instrument that costs nothing.
    StopDoesNotProtect, ///< The stop is at the entry or on its winning side.
    BelowVenueMinimum, ///< Even the smallest order would break the rule.
};

/// A stable, untranslated name for logs and the journal, "no_equity" for instance.
[[nodiscard]] std::string_view nameOf(SizingRefusal refusal) noexcept;
[[nodiscard]] std::string_view nameOf(SizeLimit limit) noexcept;

} // namespace omni::risk

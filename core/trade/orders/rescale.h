// A change of the units in which an instrument is counted: finer increments, or a split.
//
// Positions come out even or the change is refused. Orders need not: a split of two for one leaves a stop at 101 ticks
// between two of the new ones. The market goes on in new units whatever our orders say, so they are rounded; to which
// side is said where they are kept (ledger.h).

#pragma once

#include "core/base/error.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/units.h"

#include <cstdint>
#include <optional>

namespace omni::orders {

/// New lots = old lots x lotsTimes / lotsOver; new ticks = old ticks x ticksTimes / ticksOver. All above zero.
struct Rescale {
    std::int64_t lotsTimes = 1;
    std::int64_t lotsOver = 1;
    std::int64_t ticksTimes = 1;
    std::int64_t ticksOver = 1;
    friend bool operator==(const Rescale&, const Rescale&) = default;
};

/// From one version of an instrument to the next. Refused with Conflict when it is another instrument, or when its
/// quote currency or contract size differs; with Overflow when a ratio does not fit.
[[nodiscard]] Result<Rescale> rescaleBetween(const market::Instrument& before, const market::Instrument& after);

/// `newShares` for each `oldShares`, prices the other way round. Refused unless both are in [1, 1'000'000].
[[nodiscard]] Result<Rescale> splitOf(std::int64_t newShares, std::int64_t oldShares);

/// Exactly, or nothing.
[[nodiscard]] std::optional<Lots> rescaled(Lots lots, const Rescale& by) noexcept;
[[nodiscard]] std::optional<Ticks> rescaled(Ticks price, const Rescale& by) noexcept;

/// Rounded towards minus or plus infinity. What was above zero stays above zero. Nothing: it does not fit.
enum class Rounding : std::uint8_t { Down, Up };
[[nodiscard]] std::optional<Lots> rescaled(Lots lots, const Rescale& by, Rounding rounding) noexcept;
[[nodiscard]] std::optional<Ticks> rescaled(Ticks price, const Rescale& by, Rounding rounding) noexcept;

} // namespace omni::orders

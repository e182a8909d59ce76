// Where prices stand, and at which of them the axis has a label.
//
// Prices are ticks as doubles: a picture needs no more. Lengths are device-independent pixels. Plain values.

#pragma once

#include "core/trade/market/instrument.h"
#include "core/trade/market/units.h"

#include <vector>

namespace omni::ui {

/// What is in sight, in ticks; low < high.
struct PriceRange {
    double low = 0, high = 1;
    friend bool operator==(const PriceRange&, const PriceRange&) = default;
};

/// `low` to `high` with air above and below; never empty, and positive when the axis is logarithmic and `low` is.
[[nodiscard]] PriceRange withAir(double low, double high, double share = 0.06) noexcept;

class PriceScale
{
public:
    PriceScale() = default;
    /// From `top` (high) over `height` pixels down (low). A logarithmic scale needs a low above zero, else it is
    /// linear.
    PriceScale(PriceRange range, double top, double height, bool isLog) noexcept;

    [[nodiscard]] double yOf(double ticks) const noexcept;
    [[nodiscard]] double ticksAt(double y) const noexcept;
    [[nodiscard]] const PriceRange& range() const noexcept
    {
        return m_range;
    }
    [[nodiscard]] bool isLog() const noexcept
    {
        return m_isLog;
    }
    [[nodiscard]] double top() const noexcept
    {
        return m_top;
    }
    [[nodiscard]] double height() const noexcept
    {
        return m_height;
    }
    friend bool operator==(const PriceScale&, const PriceScale&) = default;

private:
    PriceRange m_range;
    double m_top = 0, m_height = 1;
    double m_low = 0, m_perUnit = 1; ///< Pixels a tick, or a unit of its logarithm.
    bool m_isLog = false;
};

struct PriceTick {
    Ticks price;
    double y = 0;
};

/// Round prices in sight, each a multiple of the instrument's tick, at least `spacing` pixels apart; from low to high.
/// Linear: 1, 2, 2.5 or 5 times a power of ten apart, unless the tick does not divide those; then 1, 2 or 5 times a
/// power of ten of ticks. Logarithmic: the roundest that have room.
void placePriceTicks(const PriceScale& scale, const Decimal& tickSize, double spacing, std::vector<PriceTick>& out);

} // namespace omni::ui

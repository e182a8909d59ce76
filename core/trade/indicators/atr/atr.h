// Average true range.
//
// Source: J. W. Wilder, "New Concepts in Technical Trading Systems" (1978), ch. 3, in TA-Lib's convention: the first
// bar has no true range, the first average is the mean of the next n, then (n - 1) parts of the old and one of the new.

#pragma once

#include "core/base/bytes.h"

#include <optional>

namespace omni::indicators {

/// O(1) a bar, no memory beside itself. Works in whatever unit the prices have: ticks give ticks.
class Atr
{
public:
    /// `period` in [1, 100'000].
    explicit Atr(int period);

    void add(double high, double low, double close) noexcept;

    /// `period` + 1 bars have come.
    [[nodiscard]] bool ready() const noexcept
    {
        return m_count == m_period + 1;
    }
    [[nodiscard]] int period() const noexcept
    {
        return m_period;
    }
    /// Nothing before `ready`.
    [[nodiscard]] std::optional<double> value() const noexcept
    {
        return ready() ? std::optional(m_value) : std::nullopt;
    }

    /// The same state again; a state of another period makes the reader bad and starts empty.
    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    int m_period;
    int m_count = 0; ///< Bars so far, up to the period + 1.
    double m_lastClose = 0;
    double m_value = 0; ///< Until ready: the sum of the true ranges.
};

/// The largest of high - low, |high - close before| and |low - close before|.
[[nodiscard]] double trueRange(double high, double low, double closeBefore) noexcept;

} // namespace omni::indicators

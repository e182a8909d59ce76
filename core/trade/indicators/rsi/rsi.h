// Relative strength index.
//
// Source: J. W. Wilder, "New Concepts in Technical Trading Systems" (1978), ch. 6, in TA-Lib's convention: the first
// averages of rises and falls are the means of n changes of the close, then (n - 1) parts of the old and one of the
// new; RSI = 100 x rises / (rises + falls), which is Wilder's 100 - 100 / (1 + RS).

#pragma once

#include "core/base/bytes.h"

#include <optional>

namespace omni::indicators {

/// O(1) a bar, no memory beside itself. The unit of the closes does not matter.
class Rsi
{
public:
    /// `period` in [1, 100'000].
    explicit Rsi(int period);

    void add(double close) noexcept;

    /// `period` + 1 bars have come.
    [[nodiscard]] bool ready() const noexcept
    {
        return m_count == m_period + 1;
    }
    [[nodiscard]] int period() const noexcept
    {
        return m_period;
    }
    /// In [0, 100]. Nothing before `ready`, and nothing where no close has ever changed: 0 / 0 is no strength. (TA-Lib
    /// says 0 there, other libraries 100.)
    [[nodiscard]] std::optional<double> value() const noexcept;

    /// The same state again; a state of another period makes the reader bad and starts empty.
    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    int m_period;
    int m_count = 0; ///< Bars so far, up to the period + 1.
    double m_lastClose = 0;
    double m_rises = 0, m_falls = 0; ///< Not below zero. Until ready: sums.
};

} // namespace omni::indicators

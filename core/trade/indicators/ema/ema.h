// Exponential moving average, seeded with the simple average of the first n values.
//
// Source: the convention of TA-Lib, k = 2 / (n + 1), value += k x (x - value), first value at the n-th input.

#pragma once

#include "core/base/bytes.h"

#include <optional>

namespace omni::indicators {

/// O(1) a value, no memory beside itself. Equal inputs give equal bits on every processor.
class Ema
{
public:
    /// `period` in [1, 100'000].
    explicit Ema(int period);

    void add(double value) noexcept;

    /// `period` values have come.
    [[nodiscard]] bool ready() const noexcept
    {
        return m_count == m_period;
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
    double m_weight;
    int m_count = 0; ///< Values so far, up to the period.
    double m_value = 0; ///< Until ready: the sum of them.
};

} // namespace omni::indicators

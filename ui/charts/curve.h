// The values of an indicator, one for each bar from its first on, with the extremes of any stretch of them.
//
// 8 bytes a value and 2 for the extremes. The last value may stand for a bar that still forms.

#pragma once

#include "ui/charts/levels.h"

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace omni::ui {

class Curve
{
public:
    struct Stretch {
        double low = 0, high = 0, last = 0;
    };

    void reserve(std::size_t values)
    {
        m_values.reserve(values);
        m_levels.expect(values);
    }
    /// The value of the next settled bar; before the first value: the number of bars without one.
    void skip() noexcept
    {
        ++m_start;
    }
    void push(double value)
    {
        m_values.push_back(value);
        if (m_values.size() - m_levels.covered() == leafSize) {
            const double* values = &m_values[m_levels.covered()];
            Extremes extremes{values[0], values[0], values[0]};
            for (std::size_t i = 1; i < leafSize; ++i) {
                extremes.add({values[i], values[i], values[i]});
            }
            m_levels.push(extremes);
        }
    }
    /// Of the bar behind the settled ones; none: there is no such bar, or no value of it.
    void setForming(std::optional<double> value) noexcept
    {
        m_forming = value;
    }

    /// Bars that have been counted, the forming one not among them.
    [[nodiscard]] std::size_t settled() const noexcept
    {
        return m_start + m_values.size();
    }
    /// `bar` moved down by less than `step`, which is of `stepWithin`, to where a stretch begins that is read quickly.
    [[nodiscard]] std::size_t stepStart(std::size_t bar, std::size_t step) const noexcept
    {
        return bar < m_start ? bar : bar - ((bar - m_start) & (step - 1));
    }
    /// The longest such step of at most `bars` bars; 1: there is none.
    [[nodiscard]] static std::size_t stepWithin(double bars) noexcept
    {
        return Tower::stepWithin(bars);
    }
    static constexpr std::size_t leafSize = 16;

    /// Of bar `index`; none before the indicator was ready.
    [[nodiscard]] std::optional<double> at(std::size_t index) const noexcept
    {
        if (index < m_start) {
            return std::nullopt;
        }
        return index < settled() ? std::optional(m_values[index - m_start])
            : index == settled() ? m_forming
                                 : std::nullopt;
    }
    /// Of the bars [first, last); none when none of them has a value.
    [[nodiscard]] std::optional<Stretch> over(std::size_t first, std::size_t last) const noexcept
    {
        const std::size_t from = first < m_start ? m_start : first;
        const std::size_t until = last < settled() ? last : settled();
        const bool hasForming = m_forming && last > settled() && first <= settled();
        if (from >= until) {
            return hasForming ? std::optional(Stretch{*m_forming, *m_forming, *m_forming}) : std::nullopt;
        }
        Extremes sum{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(), 0};
        m_levels.visit(
            from - m_start, until - m_start, [&sum](const Extremes& node) { sum.add(node); },
            [&sum, values = m_values.data()](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i) {
                    sum.add({values[i], values[i], values[i]});
                }
            });
        if (hasForming) {
            sum.add({*m_forming, *m_forming, *m_forming});
        }
        return Stretch{sum.low, sum.high, sum.last};
    }

private:
    struct Extremes {
        double low = 0, high = 0;
        double last = 0;

        void add(const Extremes& other) noexcept
        {
            last = other.last;
            low = other.low < low ? other.low : low;
            high = other.high > high ? other.high : high;
        }
    };

    using Tower = Levels<Extremes, 4>;
    static_assert(leafSize == Tower::leafSize);

    std::size_t m_start = 0; ///< Bars before the first value.
    std::vector<double> m_values;
    Tower m_levels;
    std::optional<double> m_forming;
};

} // namespace omni::ui

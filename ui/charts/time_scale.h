// Where bars stand: the axis of time goes by the number of the bar, so that nights and week-ends take no room.
//
// Bar i covers [i, i + 1). Lengths are device-independent pixels from the left edge of the plot. A plain value.

#pragma once

#include <cstddef>

namespace omni::ui {

class TimeScale
{
public:
    static constexpr double widestBar = 48; ///< Pixels.
    static constexpr double usualBar = 7;

    /// The plot is that wide. What stands at its right edge stays there.
    void setWidth(double pixels) noexcept;
    /// There are so many bars now. While the last one is in sight the picture moves with it.
    void setCount(std::size_t bars) noexcept;
    /// Another series: the usual width of a bar, at its end.
    void reset(std::size_t bars) noexcept;
    /// The last bar, with `marginShare` of the plot free to its right.
    void showLast() noexcept;
    /// `pixels` above zero: towards the past.
    void pan(double pixels) noexcept;
    /// What is at `x` stays there; `factor` above 1 makes the bars wider. Not beyond what shows all bars in half of
    /// the plot, nor beyond `widestBar`.
    void zoom(double x, double factor) noexcept;
    /// Puts bar `index` into sight, if it is not.
    void reveal(double index) noexcept;
    /// All bars [first, last) and nothing else.
    void showRange(double first, double last) noexcept;

    [[nodiscard]] double xOf(double index) const noexcept
    {
        return m_width - (m_right - index) * m_bar;
    }
    [[nodiscard]] double indexAt(double x) const noexcept
    {
        return m_right - (m_width - x) / m_bar;
    }
    /// Bars that are at least partly in sight: [first, last). Empty: equal.
    [[nodiscard]] std::size_t first() const noexcept;
    [[nodiscard]] std::size_t last() const noexcept;
    [[nodiscard]] double barWidth() const noexcept
    {
        return m_bar;
    }
    [[nodiscard]] double width() const noexcept
    {
        return m_width;
    }
    [[nodiscard]] std::size_t count() const noexcept
    {
        return m_count;
    }
    /// The last bar is in sight: new bars move the picture.
    [[nodiscard]] bool isFollowing() const noexcept
    {
        return m_right >= static_cast<double>(m_count);
    }
    /// Share of the plot that stays free behind the last bar.
    void setMarginShare(double share) noexcept
    {
        m_marginShare = share;
    }
    friend bool operator==(const TimeScale&, const TimeScale&) = default;

private:
    void bound() noexcept;
    [[nodiscard]] double narrowest() const noexcept;

    double m_width = 1;
    double m_bar = usualBar;
    double m_right = 0; ///< Index at the right edge.
    double m_marginShare = 0.18;
    std::size_t m_count = 0;
    bool m_isUsual = true; ///< At the end with the usual margin: it keeps to that when the plot becomes another size.
};

} // namespace omni::ui

// Extremes and volume of any stretch of a series in a few dozen steps, however long the stretch is.
//
// 40 bytes for each 16 bars that will not change, and a third of that above them: 3.3 bytes a bar, 33 MB for ten
// million beside the 800 MB of the bars themselves. One thread; a pyramid that another thread has built is moved here.

#pragma once

#include "core/desk/views/chart_series.h"
#include "ui/charts/levels.h"

#include <cstddef>
#include <cstdint>

namespace omni::ui {

/// What a stretch of bars looks like as one. Prices in ticks.
struct Bucket {
    std::int64_t open = 0, high = 0, low = 0, close = 0;
    double volume = 0;
    std::size_t count = 0; ///< Bars in it; with 0 the rest means nothing.
    friend bool operator==(const Bucket&, const Bucket&) = default;
};

/// Bars of a series that will not change as long as nothing is rewritten: all but the one that forms.
[[nodiscard]] std::size_t settledCount(const views::BarSeries& series) noexcept;

class BarPyramid
{
public:
    /// Takes in what `series` has become. Full blocks known already are not read again unless the key or `rewritten`
    /// changed; the bars of the tail are, so this costs at most 1'024 bars beyond the new blocks.
    void update(const views::BarSeries& series);
    void clear() noexcept;

    /// Exact, of the bars [first, last) of the series that `update` saw last. `last` is at most its count.
    [[nodiscard]] Bucket over(const views::BarSeries& series, std::size_t first, std::size_t last) const noexcept;

    /// The longest step of at most `bars` bars whose multiples begin and end stretches that are read quickly, without
    /// the bars themselves; 1: there is none.
    [[nodiscard]] static std::size_t stepWithin(double bars) noexcept
    {
        return Tower::stepWithin(bars);
    }
    /// Bars that `update` would read for `series`.
    [[nodiscard]] std::size_t unread(const views::BarSeries& series) const noexcept;
    /// Of all levels, as allocated.
    [[nodiscard]] std::size_t bytes() const noexcept
    {
        return m_levels.bytes();
    }

private:
    struct Node {
        std::int64_t open = 0, high = 0, low = 0, close = 0;
        double volume = 0;

        void add(const Node& other) noexcept
        {
            low = other.low < low ? other.low : low;
            high = other.high > high ? other.high : high;
            close = other.close;
            volume += other.volume;
        }
    };
    [[nodiscard]] static Node nodeOf(const market::Bar& bar) noexcept
    {
        return {bar.open.count, bar.high.count, bar.low.count, bar.close.count, bar.volume};
    }
    [[nodiscard]] bool continues(const views::BarSeries& series) const noexcept;

    using Tower = Levels<Node, 4>;
    Tower m_levels;
    views::SeriesKey m_key;
    std::uint64_t m_rewritten = 0;
    std::size_t m_blocks = 0; ///< Full blocks that have been read.
    bool m_isEmpty = true;
};

} // namespace omni::ui

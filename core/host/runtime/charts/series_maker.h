// Keeps one series of bars and makes pictures of it that share all but their last block.

#pragma once

#include "core/desk/views/chart_series.h"
#include "core/host/runtime/charts/held_bar.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace omni::runtime {

/// Deterministic; one thread. Memory: at most `mostBars` bars of 88 bytes and 1'024 gaps; then the oldest go.
class SeriesMaker
{
public:
    /// `mostBars` at least two blocks. `revision` and `rewritten` go on from where an earlier maker of the key ended.
    SeriesMaker(views::SeriesKey key, const market::Instrument& instrument, std::size_t mostBars,
                std::uint64_t revision = 0, std::uint64_t rewritten = 0);

    /// A finished bar of an interval of which this one is a multiple, in order of time.
    void add(const HeldBar& held);
    /// Time has come to `time`: finishes the bar that ended by it. True if there was one.
    bool advanceTo(Timestamp time);
    void addGap(views::SeriesGap gap);

    /// A picture of all, with `forming` as the shorter bar that is being built. Copies at most one block.
    [[nodiscard]] std::shared_ptr<const views::BarSeries> make(const std::optional<HeldBar>& forming);

    [[nodiscard]] std::uint64_t revision() const noexcept
    {
        return m_series.revision;
    }
    [[nodiscard]] std::uint64_t rewritten() const noexcept
    {
        return m_series.rewritten;
    }

private:
    void keep(const HeldBar& held);
    void letGo();

    market::Instrument m_instrument;
    std::size_t m_mostBlocks;
    HeldJoiner m_joiner;
    views::BarSeries m_series; ///< Without the forming bar.
};

} // namespace omni::runtime

// Bars for charts and the day's figures for lists: published by the history of the market, read by the window.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/desk/views/picture_times.h"
#include "core/trade/market/tick.h"
#include "core/trade/market/units.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace omni::views {

struct SeriesKey {
    InstrumentId instrument;
    Duration interval; ///< A whole number of seconds.
    friend auto operator<=>(const SeriesKey&, const SeriesKey&) = default;
};

/// Bars that will not change any more; shared by every later series.
struct BarBlock {
    static constexpr std::size_t size = 1'024;
    std::vector<market::Bar> bars; ///< Exactly `size`.
};

/// A time in which the feed was silent although the market was open; no bar stands for it.
struct SeriesGap {
    Timestamp from, until;
    friend bool operator==(const SeriesGap&, const SeriesGap&) = default;
};

/// All bars of one series, oldest first: full blocks, then the tail. Immutable; a new one is published on each change.
struct BarSeries {
    SeriesKey key;
    std::uint64_t revision = 0; ///< Rises with each change.
    std::uint64_t rewritten = 0; ///< Rises when bars before the tail changed: read everything anew.
    std::vector<std::shared_ptr<const BarBlock>> blocks;
    std::vector<market::Bar> tail; ///< At most `BarBlock::size`; the last one forms when `isForming`.
    bool isForming = false;
    std::vector<SeriesGap> gaps;

    [[nodiscard]] std::size_t count() const noexcept
    {
        return blocks.size() * BarBlock::size + tail.size();
    }
    [[nodiscard]] const market::Bar& at(std::size_t index) const noexcept
    {
        const std::size_t block = index / BarBlock::size;
        return block < blocks.size() ? blocks[block]->bars[index % BarBlock::size]
                                     : tail[index - blocks.size() * BarBlock::size];
    }
};

/// The day of an instrument. Its day begins at 00:00 UTC, or at the opening of its exchange.
struct InstrumentDay {
    InstrumentId instrument;
    std::optional<Ticks> last, open, high, low, previousClose; ///< None: not known, shown as "–".
    double volume = 0; ///< Units of the instrument since the day began.
    Timestamp lastTrade; ///< Venue time.
    std::vector<Ticks> spark; ///< Prices of the last 24 hours of trading, oldest first, at most 48.
};

struct MarketDay {
    Timestamp at;
    std::vector<InstrumentDay> instruments; ///< By rising id.
    PictureTimes times;

    [[nodiscard]] const InstrumentDay* find(InstrumentId id) const noexcept
    {
        for (const InstrumentDay& day : instruments) {
            if (day.instrument == id) {
                return &day;
            }
        }
        return nullptr;
    }
};

} // namespace omni::views

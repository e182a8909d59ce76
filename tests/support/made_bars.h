// Series of bars for charts: drawn from a seed, or written down close by close.

#pragma once

#include "core/base/seeded_random.h"
#include "core/desk/views/chart_series.h"
#include "core/trade/market/instrument.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace omni::testing {

inline constexpr Timestamp barsStart{1'709'564'400'000'000'000}; ///< 2024-03-04T15:00:00Z, a Monday.

/// Minute bars of instrument 1 in blocks and a tail, as a history publishes them.
inline std::shared_ptr<views::BarSeries> seriesFrom(std::vector<market::Bar> bars, bool isForming,
                                                    Duration interval = minutes(1))
{
    auto series = std::make_shared<views::BarSeries>();
    series->key = {InstrumentId{1}, interval};
    series->isForming = isForming;
    std::size_t at = 0;
    while (bars.size() - at > views::BarBlock::size) {
        auto block = std::make_shared<views::BarBlock>();
        const auto from = bars.begin() + static_cast<std::ptrdiff_t>(at);
        block->bars.assign(from, from + static_cast<std::ptrdiff_t>(views::BarBlock::size));
        series->blocks.push_back(std::move(block));
        at += views::BarBlock::size;
    }
    series->tail.assign(bars.begin() + static_cast<std::ptrdiff_t>(at), bars.end());
    return series;
}

inline market::Bar barAt(std::size_t index, std::int64_t open, std::int64_t high, std::int64_t low, std::int64_t close,
                         double volume = 1, Duration interval = minutes(1))
{
    market::Bar bar;
    bar.instrument = InstrumentId{1};
    bar.interval = interval;
    bar.opened = barsStart + interval * static_cast<std::int64_t>(index);
    bar.closedAt = bar.opened + interval;
    bar.open = Ticks{open};
    bar.high = Ticks{high};
    bar.low = Ticks{low};
    bar.close = Ticks{close};
    bar.volume = volume;
    return bar;
}

/// A walk around `price`.
inline std::vector<market::Bar> drawnBars(SeededRandom& random, std::size_t count, std::int64_t price = 1'000'000,
                                          std::int64_t step = 50)
{
    std::vector<market::Bar> bars;
    bars.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t open = price;
        price = std::max<std::int64_t>(1, price + random.between(-step, step));
        bars.push_back(barAt(i, open, std::max(open, price) + random.between(0, step),
                             std::max<std::int64_t>(1, std::min(open, price) - random.between(0, step)), price,
                             static_cast<double>(random.between(0, 1'000))));
    }
    return bars;
}

/// In dollars and whole pieces.
inline market::Instrument instrumentWith(Decimal tickSize)
{
    market::Instrument instrument;
    instrument.id = InstrumentId{1};
    instrument.venue = "demo";
    instrument.symbol = "TEST";
    instrument.quoteCurrency = "USD";
    instrument.tickSize = tickSize;
    instrument.lotSize = {1, 0};
    return market::completed(instrument).value();
}

/// 100.00 to 101.00 and back: a rising bar, a falling one, again and again.
inline std::vector<market::Bar> zigzag(std::size_t count, double volume = 5)
{
    std::vector<market::Bar> bars;
    for (std::size_t i = 0; i < count; ++i) {
        bars.push_back(i % 2 == 0 ? barAt(i, 10'000, 10'120, 9'980, 10'100, volume)
                                  : barAt(i, 10'100, 10'120, 9'980, 10'000, volume));
    }
    return bars;
}

} // namespace omni::testing

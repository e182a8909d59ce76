// A desk of charts for one coin and one share, with a hand on its clock.

#pragma once

#include "core/base/wide_int.h"
#include "core/host/runtime/charts/chart_desk.h"

#include <limits>
#include <memory>
#include <vector>

namespace omni::test {

using namespace omni::runtime;
using market::Bar;
using views::BarSeries;
using views::SeriesKey;

inline constexpr Timestamp noon{1'709'553'600'000'000'000}; // 2024-03-04T12:00:00Z, a Monday
inline constexpr InstrumentId coin{1};
inline constexpr InstrumentId share{2};

/// A lot is a thousandth of a coin; a share is a lot.
inline market::Instrument anInstrument(InstrumentId id)
{
    market::Instrument instrument;
    instrument.id = id;
    instrument.venue = "demo";
    instrument.symbol = id == coin ? "COIN" : "SHARE";
    instrument.tickSize = {1, -2};
    instrument.lotSize = id == coin ? Decimal{1, -3} : Decimal{1, 0};
    instrument.sessions = id == coin ? market::Sessions::AlwaysOpen : market::Sessions::UsEquities;
    return instrument;
}

inline market::Print printAt(Timestamp time, std::int64_t price, std::int64_t size = 1, InstrumentId id = coin)
{
    return {.instrument = id, .venueTime = time, .price = {price}, .size = {size}};
}

inline market::Quote quoteAt(Timestamp time, std::int64_t bid, std::int64_t ask)
{
    return {.instrument = coin, .venueTime = time, .bid = {bid}, .ask = {ask}};
}

inline Bar barAt(Timestamp opened, Duration interval, std::int64_t open, std::int64_t high, std::int64_t low,
                 std::int64_t close, double volume, InstrumentId id = coin)
{
    // At the end of the range of times there is no later one.
    constexpr auto last = std::numeric_limits<std::int64_t>::max();
    return {.instrument = id,
            .opened = opened,
            .interval = interval,
            .closedAt = {checkedSum(opened.ns, interval.ns).value_or(last)},
            .open = {open},
            .high = {high},
            .low = {low},
            .close = {close},
            .volume = volume};
}

inline std::vector<Bar> barsOf(const BarSeries& series)
{
    std::vector<Bar> bars;
    for (std::size_t i = 0; i < series.count(); ++i) {
        bars.push_back(series.at(i));
    }
    return bars;
}

/// A desk of one coin and one share whose clock stands where a test puts it.
struct Desk {
    explicit Desk(ChartOptions options = {}, bool coinFromMids = false)
        : desk(options, days)
    {
        const std::vector<ChartInstrument> told{{anInstrument(coin), coinFromMids}, {anInstrument(share), false}};
        desk.begin(told);
    }
    std::shared_ptr<ChartDesk::Slot> watch(SeriesKey key)
    {
        auto slot = std::make_shared<ChartDesk::Slot>();
        desk.watch(key, slot);
        return slot;
    }
    /// A second later everything is due.
    void publish()
    {
        now = now + seconds(1);
        desk.publish(now);
    }
    void take(const market::Print& print)
    {
        desk.take(print.venueTime, print);
    }
    /// A series as it is shown now.
    std::shared_ptr<const BarSeries> series(Duration interval, InstrumentId id = coin)
    {
        const auto slot = watch({id, interval});
        publish();
        desk.unwatch({id, interval});
        return slot->read();
    }
    const views::InstrumentDay& day(InstrumentId id = coin)
    {
        publish();
        picture = days.read();
        return *picture->find(id);
    }

    Latest<views::MarketDay> days;
    ChartDesk desk;
    Monotonic now;
    std::shared_ptr<const views::MarketDay> picture;
};

inline ChartOptions smallOptions()
{
    ChartOptions options;
    options.bounds = {.mostFine = 1'024, .mostCoarse = 64, .mostPast = 100};
    options.mostSeriesBars = 4 * views::BarBlock::size;
    return options;
}

} // namespace omni::test

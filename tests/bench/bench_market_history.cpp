// needs: host/runtime desk/sim desk/views trade/market
//
// What the bars behind the charts cost: the engine's side of a tick, the history's side, a picture of a million bars.

#include "core/host/runtime/market_history.h"

#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

using namespace omni;
using namespace omni::runtime;

namespace {

constexpr Timestamp start{1'709'553'600'000'000'000};
constexpr InstrumentId coin{1};

market::Instrument instrument()
{
    market::Instrument instrument;
    instrument.id = coin;
    instrument.tickSize = {1, -2};
    instrument.lotSize = {1, -3};
    return instrument;
}

market::Print printAt(Timestamp time, std::int64_t i)
{
    return {.instrument = coin, .venueTime = time, .price = {10'000 + i % 64}, .size = {1 + i % 9}};
}

/// The engine's side: one print into the ring. The history keeps up beside it or loses; both cost the engine the same.
void offerPrint(benchmark::State& state)
{
    MarketHistory history;
    history.begin(std::vector<ChartInstrument>{{instrument(), false}});
    std::int64_t i = 0;
    for (auto _ : state) {
        const Timestamp time = start + microseconds(10 * i);
        history.offer({.seq = {}, .wall = time, .mono = {}, .boot = 1}, printAt(time, i));
        ++i;
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["lost"] = static_cast<double>(history.figures().lost);
}
BENCHMARK(offerPrint);

/// The history's side: a print into bars, three series and the day.
void takePrint(benchmark::State& state)
{
    Latest<views::MarketDay> days;
    ChartDesk desk({}, days);
    desk.begin(std::vector<ChartInstrument>{{instrument(), false}});
    for (const Duration interval : {seconds(1), minutes(1), hours(1)}) {
        desk.watch({coin, interval}, std::make_shared<ChartDesk::Slot>());
    }
    desk.publish({});
    std::int64_t i = 0;
    for (auto _ : state) {
        const Timestamp time = start + microseconds(100 * i);
        desk.take(time, printAt(time, i));
        ++i;
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(takePrint);

/// One picture of a series of a million bars, after one more tick.
void publishMillionBars(benchmark::State& state)
{
    ChartOptions options;
    options.seriesPace = {};
    options.dayPace = hours(1);
    options.mostSeriesBars = std::size_t{1} << 21;
    Latest<views::MarketDay> days;
    ChartDesk desk(options, days);
    desk.begin(std::vector<ChartInstrument>{{instrument(), false}});
    const auto slot = std::make_shared<ChartDesk::Slot>();
    desk.watch({coin, seconds(1)}, slot);
    desk.publish({});
    std::int64_t i = 0;
    for (; i < 1'000'000; ++i) {
        const Timestamp time = start + seconds(i);
        desk.take(time, printAt(time, i));
    }
    for (auto _ : state) {
        const Timestamp time = start + seconds(i) + nanoseconds(state.iterations() % 2);
        desk.take(time, printAt(time, i));
        desk.publish({});
    }
    state.counters["bars"] = static_cast<double>(slot->read()->count());
}
BENCHMARK(publishMillionBars)->Unit(benchmark::kMicrosecond);

} // namespace

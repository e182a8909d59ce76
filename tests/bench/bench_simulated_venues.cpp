// What the simulated venues cost: a tick of a recorded feed, and an event of the built-in market.
//
// needs: desk/sim

#include "core/base/seeded_random.h"
#include "core/desk/sim/feed_venue.h"
#include "core/desk/sim/market/synthetic_market.h"

#include <benchmark/benchmark.h>

#include <vector>

using namespace omni;
using namespace omni::sim;

namespace {

/// Half an hour of one built-in instrument as a feed, with or without depth.
const std::vector<ports::TimedTick>& feedOf(bool hasDepth)
{
    const auto record = [](bool depth) {
        std::vector<ports::TimedTick> ticks;
        SyntheticFeed feed({.seed = 1, .ratePercent = 500, .publishesDepth = depth}, minutes(30));
        for (auto batch = feed.next(); !batch->empty(); batch = feed.next()) {
            for (const auto& tick : *batch) {
                if (market::instrumentOf(tick.tick).value == 1) {
                    ticks.push_back(tick);
                }
            }
        }
        return ticks;
    };
    static const std::vector<ports::TimedTick> with = record(true);
    static const std::vector<ports::TimedTick> without = record(false);
    return hasDepth ? with : without;
}

market::Instrument bitcoin()
{
    return SyntheticMarket({}).instruments()[0];
}

void perTick(benchmark::State& state, std::size_t ticks)
{
    state.SetItemsProcessed(static_cast<std::int64_t>(ticks) * state.iterations());
    state.counters["per_tick_ns"] = benchmark::Counter(
        static_cast<double>(ticks) * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

/// range(0): depth or not; range(1): orders of ours that rest.
void feedVenueTicks(benchmark::State& state)
{
    const auto& ticks = feedOf(state.range(0) != 0);
    FeedVenue venue({});
    venue.define(bitcoin());
    orders::OrderTicket ticket;
    ticket.instrument = {1};
    ticket.side = Side::Buy;
    ticket.kind = orders::OrderKind::Limit;
    ticket.size = {1};
    for (std::int64_t i = 0; i < state.range(1); ++i) {
        ticket.id = {static_cast<std::uint64_t>(i) + 1};
        ticket.limit = Ticks{60'000 - i};
        venue.place(ticks.front().at, ticket);
    }
    ports::VenueEvent event;
    while (venue.take(ticks.front().at, event)) { }
    for (auto _ : state) {
        for (const auto& tick : ticks) {
            venue.onTick(tick.at, tick.tick);
            benchmark::DoNotOptimize(venue.take(tick.at, event));
        }
    }
    perTick(state, ticks.size());
}
BENCHMARK(feedVenueTicks)->ArgNames({"depth", "orders"})->Args({0, 0})->Args({1, 0})->Args({0, 10})->Args({1, 10});

/// A million bars, one market order for every `range(0)` bars (0: none).
void feedVenueBars(benchmark::State& state)
{
    constexpr std::int64_t bars = 1'000'000;
    for (auto _ : state) {
        FeedVenue venue({});
        venue.define(bitcoin());
        orders::OrderTicket ticket;
        ticket.instrument = {1};
        ticket.size = {1};
        ports::VenueEvent event;
        for (std::int64_t i = 0; i < bars; ++i) {
            market::Bar bar;
            bar.instrument = {1};
            bar.opened = {i * minutes(1).ns};
            bar.interval = minutes(1);
            bar.closedAt = bar.opened + bar.interval;
            bar.open = bar.close = {60'000};
            bar.high = {60'010};
            bar.low = {59'990};
            venue.onTick(bar.closedAt, bar);
            while (venue.take(bar.closedAt, event)) { }
            if (state.range(0) > 0 && i % state.range(0) == 0) {
                ticket.id = {static_cast<std::uint64_t>(i) + 1};
                ticket.side = i / state.range(0) % 2 == 0 ? Side::Buy : Side::Sell;
                venue.place(bar.closedAt, ticket);
            }
        }
    }
    perTick(state, bars);
}
BENCHMARK(feedVenueBars)->ArgName("bars_per_order")->Arg(0)->Arg(50)->Unit(benchmark::kMillisecond);

void builtInMarket(benchmark::State& state)
{
    std::size_t ticks = 0;
    for (auto _ : state) {
        SyntheticFeed feed({.seed = 1}, hours(1));
        for (auto batch = feed.next(); !batch->empty(); batch = feed.next()) {
            ticks += batch->size();
        }
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(ticks));
}
BENCHMARK(builtInMarket)->Unit(benchmark::kMillisecond);

} // namespace

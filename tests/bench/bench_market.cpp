// What the market's values cost: a change of a book, a print of a bar, a question to the calendar, a value of a size.
// `perItem` is CPU time of one of them. std::map is the baseline of the book, in the same run and on the same input.
// needs: trade/market ZLIB::ZLIB

#include "core/base/seeded_random.h"
#include "core/trade/market/bar_builder.h"
#include "core/trade/market/calendar.h"
#include "core/trade/market/notional.h"
#include "core/trade/market/order_book.h"
#include "tests/support/tick_files.h"

#include <benchmark/benchmark.h>

#include <functional>
#include <map>

using namespace omni;
using namespace omni::market;
using namespace omni::tests;

namespace {

void countItems(benchmark::State& state, std::size_t perRound)
{
    const auto items = static_cast<double>(state.iterations()) * static_cast<double>(perRound);
    state.counters["perItem"] = benchmark::Counter(items, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

const Instrument& perpetual()
{
    static const Instrument instrument = instrumentWith("BTCUSDT", {1, -1}, {1, -3});
    return instrument;
}

/// A recorded book; empty when the file is absent.
const std::vector<DepthChange>& recordedDepth(const std::string& name)
{
    static std::map<std::string, std::vector<DepthChange>> files;
    auto& changes = files[name];
    if (const auto file = sharedFile(name); file && changes.empty()) {
        const bool isSpot = name.find("spot") != std::string::npos;
        const bool isInverse = name.find("coinm") != std::string::npos;
        changes = depthOf(*file,
                          isSpot          ? instrumentWith("BTCUSDT", {1, -2}, {1, -8})
                              : isInverse ? instrumentWith("BTCUSD", {1, -1}, {1, 0})
                                          : perpetual());
    }
    return changes;
}

/// Two million changes around a touch that wanders; a third are removals.
const std::vector<DepthChange>& syntheticDepth()
{
    static const auto changes = [] {
        SeededRandom random(1);
        std::vector<DepthChange> list;
        std::int64_t middle = 600'000;
        for (int i = 0; i < 2'000'000; ++i) {
            middle += random.below(3) == 0 ? static_cast<std::int64_t>(random.below(3)) - 1 : 0;
            const bool isBuy = random.below(2) == 0;
            const auto away = 1 + static_cast<std::int64_t>(random.below(1'000));
            list.push_back({.instrument = {1},
                            .side = isBuy ? Side::Buy : Side::Sell,
                            .price = {isBuy ? middle - away : middle + away},
                            .size = {random.below(3) == 0 ? 0 : 1 + static_cast<std::int64_t>(random.below(1'000))},
                            .clearsBook = i == 0});
        }
        return list;
    }();
    return changes;
}

void applyAll(benchmark::State& state, const std::vector<DepthChange>& changes)
{
    if (changes.empty()) {
        state.SkipWithError("the recorded file is absent");
        return;
    }
    OrderBook book({1});
    for (auto _ : state) {
        for (const auto& change : changes) {
            benchmark::DoNotOptimize(book.apply(change));
        }
    }
    countItems(state, changes.size());
    state.counters["levels"] = static_cast<double>(book.levelCount(Side::Buy) + book.levelCount(Side::Sell));
}

void applyAllToMaps(benchmark::State& state, const std::vector<DepthChange>& changes)
{
    if (changes.empty()) {
        state.SkipWithError("the recorded file is absent");
        return;
    }
    std::map<std::int64_t, std::int64_t, std::greater<>> bids;
    std::map<std::int64_t, std::int64_t> asks;
    const auto set = [](auto& side, const DepthChange& change) {
        if (change.size.count == 0) {
            side.erase(change.price.count);
        } else {
            side[change.price.count] = change.size.count;
        }
    };
    for (auto _ : state) {
        for (const auto& change : changes) {
            if (change.clearsBook) {
                bids.clear();
                asks.clear();
            }
            if (change.side == Side::Buy) {
                set(bids, change);
            } else {
                set(asks, change);
            }
        }
        benchmark::DoNotOptimize(bids.size() + asks.size());
    }
    countItems(state, changes.size());
}

constexpr const char* perpetualFile = "data/ticks/BTCUSDT_perp_2024-08-08_depth.csv.gz";
constexpr const char* spotFile = "data/ticks/BTCUSDT_spot_2024-08-08_depth.csv.gz";
constexpr const char* inverseFile = "data/ticks/BTCUSD_coinm_perp_2024-08-08_depth.csv.gz";

void bookPerpetual(benchmark::State& state)
{
    applyAll(state, recordedDepth(perpetualFile));
}
BENCHMARK(bookPerpetual)->Unit(benchmark::kMillisecond);

void bookPerpetualAsMaps(benchmark::State& state)
{
    applyAllToMaps(state, recordedDepth(perpetualFile));
}
BENCHMARK(bookPerpetualAsMaps)->Unit(benchmark::kMillisecond);

void bookSpot(benchmark::State& state)
{
    applyAll(state, recordedDepth(spotFile));
}
BENCHMARK(bookSpot)->Unit(benchmark::kMillisecond);

void bookInverse(benchmark::State& state)
{
    applyAll(state, recordedDepth(inverseFile));
}
BENCHMARK(bookInverse)->Unit(benchmark::kMillisecond);

void bookSynthetic(benchmark::State& state)
{
    applyAll(state, syntheticDepth());
}
BENCHMARK(bookSynthetic)->Unit(benchmark::kMillisecond);

void bookSyntheticAsMaps(benchmark::State& state)
{
    applyAllToMaps(state, syntheticDepth());
}
BENCHMARK(bookSyntheticAsMaps)->Unit(benchmark::kMillisecond);

/// The best twenty levels of both sides and a sweep, as a pane or a risk rule asks for them.
void bookQuestions(benchmark::State& state)
{
    OrderBook book({1});
    for (const auto& change : syntheticDepth()) {
        book.apply(change);
    }
    std::array<BookLevel, 20> levels;
    for (auto _ : state) {
        benchmark::DoNotOptimize(book.quote());
        benchmark::DoNotOptimize(book.copyLevels(Side::Buy, levels));
        benchmark::DoNotOptimize(book.copyLevels(Side::Sell, levels));
        benchmark::DoNotOptimize(book.sweep(Side::Buy, {5'000}));
    }
    countItems(state, 1);
}
BENCHMARK(bookQuestions);

const std::vector<Print>& syntheticPrints()
{
    static const auto prints = [] {
        SeededRandom random(2);
        std::vector<Print> list;
        Timestamp time{};
        std::int64_t price = 600'000;
        for (int i = 0; i < 1'000'000; ++i) {
            time = time + milliseconds(static_cast<std::int64_t>(random.below(200)));
            price += static_cast<std::int64_t>(random.below(5)) - 2;
            list.push_back({.instrument = {1},
                            .venueTime = time,
                            .price = {price},
                            .size = {1 + static_cast<std::int64_t>(random.below(1'000))},
                            .aggressor = random.below(2) == 0 ? Aggressor::Buyer : Aggressor::Seller});
        }
        return list;
    }();
    return prints;
}

void bars(benchmark::State& state, BarRule rule)
{
    const auto& prints = syntheticPrints();
    std::size_t built = 0;
    for (auto _ : state) {
        BarBuilder builder(perpetual(), rule);
        for (const auto& print : prints) {
            built += builder.add(print).has_value() ? 1U : 0U;
        }
    }
    countItems(state, prints.size());
    state.counters["bars"] = static_cast<double>(built) / static_cast<double>(state.iterations());
}
BENCHMARK_CAPTURE(bars, ofASecond, BarRule{.kind = BarKind::Time, .interval = seconds(1)})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(bars, of500Trades, BarRule{.kind = BarKind::Trades, .trades = 500})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(bars, ofVolume, BarRule{.kind = BarKind::Volume, .volume = {100'000}})->Unit(benchmark::kMillisecond);

/// A question about any time, and about one that the session at hand answers.
void calendar(benchmark::State& state, Sessions sessions)
{
    const TradingCalendar calendar(sessions);
    SeededRandom random(3);
    std::vector<Timestamp> times;
    for (int i = 0; i < 4'096; ++i) {
        times.push_back(Timestamp{} + hours(24 * 365 * 25)
                        + minutes(static_cast<std::int64_t>(random.below(20'000'000))));
    }
    std::size_t at = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(calendar.sessionAt(times[at]));
        at = (at + 1) % times.size();
    }
    countItems(state, 1);
}
BENCHMARK_CAPTURE(calendar, usEquities, Sessions::UsEquities);
BENCHMARK_CAPTURE(calendar, alwaysOpen, Sessions::AlwaysOpen);

void value(benchmark::State& state)
{
    std::int64_t price = 600'000;
    for (auto _ : state) {
        benchmark::DoNotOptimize(notional(perpetual(), {price}, {1'500}));
        price = price == 700'000 ? 600'000 : price + 1;
    }
    countItems(state, 1);
}
BENCHMARK(value);

} // namespace

// What recording costs: the feed's thread for each tick that it puts, and the recorder for each that it writes.
// Baselines: an empty ring's push and pop, and the bytes of the ticks written as they lie in memory.
// needs: edge/feeds

#include "core/base/spsc_ring.h"
#include "core/edge/feeds/files/market_recorder.h"
#include "core/edge/feeds/files/recording.h"

#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

using namespace omni;
using namespace omni::feeds;

namespace {

class StoppedClock final : public Clock
{
public:
    Timestamp wall() override
    {
        return Timestamp{1'784'030'400'000'000'000};
    }
    Monotonic mono() override
    {
        return {};
    }
};

market::Instrument coin()
{
    market::Instrument instrument;
    instrument.id = {1};
    instrument.venue = "bench";
    instrument.symbol = "COIN";
    instrument.quoteCurrency = "USD";
    instrument.tickSize = {1, -2};
    instrument.lotSize = {1, -5};
    return market::completed(instrument).value();
}

/// Prices and sizes that do not repeat: what repeats would be written as nothing.
ports::TimedTick quoteAt(std::int64_t i)
{
    std::uint64_t noise = static_cast<std::uint64_t>(i) * 0x9e3779b97f4a7c15ULL;
    noise = (noise ^ (noise >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    noise ^= noise >> 27U;
    const auto draw
        = [&noise](unsigned shift, std::uint64_t most) { return static_cast<std::int64_t>((noise >> shift) % most); };
    const Timestamp at{1'784'030'400'000'000'000 + i * 1'000'000 + draw(0, 999'983)};
    const std::int64_t bid = 6'000'000 + draw(10, 97);
    return {at,
            market::Quote{{1}, at, {bid}, {bid + 1 + draw(20, 3)}, {draw(30, 50'000)}, {draw(44, 50'000)}, true, true}};
}

struct Folder {
    Folder()
    {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
    }
    ~Folder()
    {
        std::filesystem::remove_all(path);
    }
    std::string path = (std::filesystem::temp_directory_path() / "omni_bench_recorder").string();
};

constexpr std::int64_t burst = 100'000; // fits the ring

void recorderPut(benchmark::State& state)
{
    for (auto _ : state) {
        state.PauseTiming();
        Folder folder;
        StoppedClock clock;
        const std::array instruments{coin()};
        auto recorder = MarketRecorder::start(instruments, {.folder = folder.path, .isReading = false}, clock).value();
        state.ResumeTiming();
        for (std::int64_t i = 0; i < burst; ++i) {
            recorder->put(quoteAt(i));
        }
        state.PauseTiming();
        recorder.reset();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * burst);
}

void recorderPutBaseline(benchmark::State& state)
{
    SpscRing<ports::TimedTick, 262'144> ring;
    std::vector<ports::TimedTick> out(burst);
    for (auto _ : state) {
        for (std::int64_t i = 0; i < burst; ++i) {
            benchmark::DoNotOptimize(ring.tryPush(quoteAt(i)));
        }
        state.PauseTiming();
        benchmark::DoNotOptimize(ring.popUpTo(out));
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * burst);
}

void recorderWrite(benchmark::State& state)
{
    Folder folder;
    std::uint64_t bytes = 0;
    std::int64_t at = 0;
    auto writer = RecordingWriter::create(folder.path, FileKind::Quotes, coin(), quoteAt(0).at).value();
    for (auto _ : state) {
        for (std::int64_t i = 0; i < burst; ++i) {
            writer.add(quoteAt(at++));
        }
        benchmark::DoNotOptimize(writer.flush());
        bytes = writer.bytes();
    }
    state.SetItemsProcessed(state.iterations() * burst);
    state.counters["bytes_a_row"] = static_cast<double>(bytes) / static_cast<double>(at);
}

void recorderWriteBaseline(benchmark::State& state)
{
    Folder folder;
    std::FILE* file = std::fopen((folder.path + "/raw").c_str(), "wb");
    std::int64_t at = 0;
    for (auto _ : state) {
        for (std::int64_t i = 0; i < burst; ++i) {
            const auto tick = quoteAt(at++);
            benchmark::DoNotOptimize(std::fwrite(&tick, sizeof tick, 1, file));
        }
        std::fflush(file);
        if (at > 20 * burst) {
            state.PauseTiming();
            std::rewind(file);
            at = 0;
            state.ResumeTiming();
        }
    }
    std::fclose(file);
    state.SetItemsProcessed(state.iterations() * burst);
    state.counters["bytes_a_row"] = static_cast<double>(sizeof(ports::TimedTick));
}

BENCHMARK(recorderPutBaseline)->Name("recorderPut/baseline");
BENCHMARK(recorderPut)->Name("recorderPut/recorder");
BENCHMARK(recorderWriteBaseline)->Name("recorderWrite/baseline");
BENCHMARK(recorderWrite)->Name("recorderWrite/blocks");

} // namespace

BENCHMARK_MAIN();

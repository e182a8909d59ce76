// What a checkpoint costs: saving the state, which the engine's thread does itself, and all that the checkpoints'
// thread does with the bytes. The state holds so many orders, each cancelled again: the ledger keeps them for 14 days.
// The counter tells the milliseconds for a megabyte.
// needs: desk/engine desk/driver desk/journal edge/platform

#include "core/desk/driver/recovery.h"
#include "core/desk/journal/checkpoint.h"
#include "core/edge/platform/file_folder.h"
#include "tests/support/test_desk.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>

using namespace omni;
using namespace omni::test;

namespace {

namespace fs = std::filesystem;

/// Made once for each count.
TestDesk& deskWith(std::int64_t orders)
{
    static std::map<std::int64_t, std::unique_ptr<TestDesk>> made;
    auto& desk = made[orders];
    if (desk) {
        return *desk;
    }
    auto session = aSession();
    session.limits.ordersPerMinute = 120;
    session.limits.quoteAge = seconds(10);
    desk = std::make_unique<TestDesk>(TestDesk::armed(session));
    events::PlaceOrder place;
    place.ticket.instrument = InstrumentId{1};
    place.ticket.size = Lots{1};
    place.ticket.kind = orders::OrderKind::Limit;
    place.stop = Ticks{9'800};
    for (std::int64_t i = 0; i < orders; ++i) {
        desk->pass(seconds(2));
        desk->quote(9'999, 10'001);
        place.ticket.limit = Ticks{9'960 + i % 30};
        desk->report(desk->placed(place), orders::OrderEventKind::Cancelled);
        desk->effects.clear();
        desk->facts.clear();
    }
    return *desk;
}

void addSize(benchmark::State& state, std::size_t bytes, std::chrono::nanoseconds spent)
{
    const double megabytes = static_cast<double>(bytes) / 1e6;
    state.counters["MB"] = megabytes;
    state.counters["ms_for_MB"]
        = static_cast<double>(spent.count()) / 1e6 / static_cast<double>(state.iterations()) / megabytes;
}

void checkpointSave(benchmark::State& state)
{
    const auto& desk = deskWith(state.range(0)).state();
    std::size_t size = 0;
    const auto begun = std::chrono::steady_clock::now();
    for (auto _ : state) {
        Bytes bytes;
        bytes.reserve(size + size / 8); // as the program does
        ByteWriter out(bytes);
        desk.save(out);
        size = bytes.size();
        benchmark::DoNotOptimize(bytes.data());
    }
    addSize(state, size, std::chrono::steady_clock::now() - begun);
    state.counters["orders"] = static_cast<double>(state.range(0));
}

void checkpointWrite(benchmark::State& state)
{
    const char* told = std::getenv("OMNI_BENCH_DIR");
    const fs::path path = fs::path(told != nullptr ? told : OMNI_BINARY_DIR) / "bench_checkpoint";
    fs::remove_all(path);
    fs::create_directories(path);
    auto folder = platform::FileFolder::open(path, platform::FileFolder::Access::ReadWrite);
    const auto& desk = deskWith(state.range(0)).state();
    Bytes bytes;
    ByteWriter out(bytes);
    desk.save(out);
    const auto begun = std::chrono::steady_clock::now();
    std::uint64_t seq = 0;
    for (auto _ : state) {
        if (!folder || !driver::writeDeskCheckpoint(**folder, desk, Sequence{++seq}, Timestamp{1})) {
            state.SkipWithError("nothing was written");
            break;
        }
    }
    addSize(state, bytes.size(), std::chrono::steady_clock::now() - begun);
    fs::remove_all(path);
}

BENCHMARK(checkpointSave)->Name("checkpointSave/orders")->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(checkpointWrite)->Name("checkpointWrite/orders")->Arg(10'000)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

BENCHMARK_MAIN();

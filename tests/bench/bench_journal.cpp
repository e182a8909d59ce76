// needs: desk/journal edge/platform host/runtime
//
// What the journal costs: encoding in batches, a synced batch on the disk, reading, verifying.
// Files go to OMNI_BENCH_DIR, or to the build folder: the disk there is the one measured.

#include "core/desk/journal/recovery.h"
#include "core/desk/journal/verify.h"
#include "core/edge/platform/file_folder.h"
#include "core/host/runtime/journal_thread.h"
#include "tests/support/memory_folder.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <vector>

using namespace omni;
using namespace omni::journal;

namespace {

namespace fs = std::filesystem;

/// Takes what it is given and keeps nothing.
class NoFolder final : public ports::LogFolder
{
    struct File final : ports::LogFile {
        std::uint64_t count = 0;
        Result<void> append(std::span<const std::byte> data) override
        {
            count += data.size();
            return {};
        }
        Result<void> sync() override
        {
            return {};
        }
        std::uint64_t size() const override
        {
            return count;
        }
    };

public:
    Result<std::vector<std::string>> names() const override
    {
        return std::vector<std::string>{};
    }
    Result<std::unique_ptr<ports::LogFile>> create(std::string_view) override
    {
        return std::unique_ptr<ports::LogFile>(new File);
    }
    Result<std::unique_ptr<ports::LogFile>> append(std::string_view) override
    {
        return failure(Errc::NotFound, "nothing is kept");
    }
    Result<std::unique_ptr<ports::LogBytes>> read(std::string_view) const override
    {
        return failure(Errc::NotFound, "nothing is kept");
    }
    Result<void> replace(std::string_view, std::span<const std::byte>) override
    {
        return {};
    }
    Result<void> truncate(std::string_view, std::uint64_t) override
    {
        return {};
    }
    Result<void> remove(std::string_view) override
    {
        return {};
    }
    Result<std::uint64_t> freeBytes() const override
    {
        return std::uint64_t{1} << 40;
    }
};

struct Ticks {
    std::vector<std::byte> payload = std::vector<std::byte>(30, std::byte{0x5A});
    Record record{{{0}, {1'700'000'000'000'000'000}, {0}, 1}, 0, 3, payload};
    const Record& next()
    {
        record.stamp.seq.value += 1;
        record.stamp.wall.ns += 137'000;
        record.stamp.mono.ns += 137'000;
        return record;
    }
};

fs::path benchFolder(const char* name)
{
    const char* given = std::getenv("OMNI_BENCH_DIR");
    const fs::path path = fs::path(given != nullptr ? given : OMNI_BINARY_DIR) / name;
    fs::remove_all(path);
    return path;
}

/// Encode, checksum, digest and batch of 256: all but the disk. Wanted: at least a million a second.
void appendRecords(benchmark::State& state)
{
    NoFolder folder;
    auto writer = Writer::open(folder, {});
    Ticks ticks;
    bool isGood = writer.has_value();
    for (auto _ : state) {
        for (int i = 0; i < 256; ++i) {
            isGood = isGood && writer->append(ticks.next());
        }
        isGood = isGood && writer->commit(true);
    }
    if (!isGood) {
        state.SkipWithError("the writer failed");
    }
    state.SetItemsProcessed(state.iterations() * 256);
}
BENCHMARK(appendRecords);

/// One record of 200 bytes, written and synced.
void syncOnDisk(benchmark::State& state)
{
    const auto path = benchFolder("bench-journal-sync");
    auto folder = platform::FileFolder::open(path, platform::FileFolder::Access::ReadWrite);
    auto writer = folder ? Writer::open(**folder, {}) : tl::unexpected(folder.error());
    Ticks ticks;
    ticks.payload.resize(200);
    ticks.record.payload = ticks.payload;
    std::vector<double> times;
    bool isGood = writer.has_value();
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        isGood = isGood && writer->append(ticks.next()) && writer->commit(true);
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    if (!isGood) {
        state.SkipWithError("the writer failed");
        return;
    }
    std::ranges::sort(times);
    state.counters["p50_ms"] = times[times.size() / 2];
    state.counters["p99_ms"] = times[times.size() * 99 / 100];
    fs::remove_all(path);
}
BENCHMARK(syncOnDisk)->Iterations(2'000)->UseRealTime()->Unit(benchmark::kMillisecond);

/// From the engine thread's append to the mark, one order at a time.
void groupCommitOnDisk(benchmark::State& state)
{
    const auto path = benchFolder("bench-journal-thread");
    auto folder = platform::FileFolder::open(path, platform::FileFolder::Access::ReadWrite);
    const auto recovery = folder ? recover(**folder) : tl::unexpected(folder.error());
    auto journal = recovery ? runtime::JournalThread::start(**folder, *recovery) : tl::unexpected(recovery.error());
    Ticks ticks;
    std::vector<double> times;
    bool isGood = journal.has_value();
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        const Record& record = ticks.next();
        isGood = isGood && (*journal)->append(Stream::Journal, record);
        (*journal)->complete(record.stamp.seq);
        (*journal)->requestSync(record.stamp.seq);
        isGood = isGood && (*journal)->waitDurable(record.stamp.seq);
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    if (!isGood || !(*journal)->end()) {
        state.SkipWithError("the journal failed");
        return;
    }
    std::ranges::sort(times);
    state.counters["p50_ms"] = times[times.size() / 2];
    state.counters["p99_ms"] = times[times.size() * 99 / 100];
    fs::remove_all(path);
}
BENCHMARK(groupCommitOnDisk)->Iterations(2'000)->UseRealTime()->Unit(benchmark::kMillisecond);

/// What the engine thread pays for a record while the disk keeps up.
void appendToThread(benchmark::State& state)
{
    NoFolder folder;
    auto journal = runtime::JournalThread::start(folder, Recovery{});
    Ticks ticks;
    for (auto _ : state) {
        const Record& record = ticks.next();
        (*journal)->append(Stream::Tape, record);
        (*journal)->complete(record.stamp.seq);
    }
    (*journal)->flush();
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(appendToThread)->UseRealTime();

/// Two million ticks on the disk, made once.
const fs::path& aLongTape()
{
    static const fs::path path = [] {
        auto made = benchFolder("bench-journal-read");
        auto folder = platform::FileFolder::open(made, platform::FileFolder::Access::ReadWrite);
        auto writer = Writer::open(**folder, {});
        Ticks ticks;
        bool isGood = writer.has_value();
        for (int i = 0; i < 2'000'000 && isGood; ++i) {
            isGood = writer->append(ticks.next()) && (i % 1'000 != 0 || writer->commit(false));
        }
        isGood = isGood && writer->end() && writeCleanEnd(**folder);
        return isGood ? made : fs::path();
    }();
    return path;
}

void readRecords(benchmark::State& state)
{
    const auto folder = platform::FileFolder::open(aLongTape(), platform::FileFolder::Access::ReadOnly);
    std::int64_t count = 0;
    std::int64_t bytes = 0;
    for (auto _ : state) {
        auto reader = Reader::open(**folder, Stream::Journal);
        for (Record record; reader.next(record);) {
            benchmark::DoNotOptimize(record);
            ++count;
        }
        bytes += static_cast<std::int64_t>(reader.bytesRead());
    }
    state.SetItemsProcessed(count);
    state.SetBytesProcessed(bytes);
}
BENCHMARK(readRecords)->Unit(benchmark::kMillisecond);

void verifyFolder(benchmark::State& state)
{
    const auto folder = platform::FileFolder::open(aLongTape(), platform::FileFolder::Access::ReadOnly);
    std::int64_t bytes = 0;
    for (auto _ : state) {
        const auto result = verify(**folder);
        if (result.verdict != Verdict::Sound) {
            state.SkipWithError("the tape is not sound");
        }
        bytes += static_cast<std::int64_t>(result.bytes);
    }
    state.SetBytesProcessed(bytes);
    state.counters["bytes_per_tick"] = static_cast<double>(bytes) / static_cast<double>(state.iterations()) / 2e6;
}
BENCHMARK(verifyFolder)->Unit(benchmark::kMillisecond);

} // namespace

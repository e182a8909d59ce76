// needs: edge/security/audit host/audit_verify edge/platform
//
// What the audit record costs: encoding, what a caller pays, an entry on the disk, verifying (V27: ten million with
// OMNI_AUDIT_RECORDS=10000000). Files go to OMNI_BENCH_DIR, or to the build folder; with OMNI_AUDIT_KEEP they stay
// there, with the verify key beside them, for `omnitrade-audit-verify`.

#include "core/edge/platform/file_folder.h"
#include "core/edge/platform/system_clock.h"
#include "core/edge/security/audit/audit_log.h"
#include "core/edge/security/audit/folder_key_store.h"
#include "core/host/audit_verify/folder_check.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

using namespace omni;
using namespace omni::audit;

namespace {

namespace fs = std::filesystem;

/// Files without a sync: making records is not what is measured. Without a path it keeps nothing.
class QuietFolder final : public ports::LogFolder
{
    struct File final : ports::LogFile {
        std::ofstream to;
        Result<void> append(std::span<const std::byte> data) override
        {
            if (to.is_open()) {
                to.write(reinterpret_cast<const char*>(data.data()), static_cast<std::streamsize>(data.size()));
            }
            return {};
        }
        Result<void> sync() override
        {
            return {};
        }
        std::uint64_t size() const override
        {
            return 0;
        }
    };

public:
    explicit QuietFolder(fs::path path = {})
        : m_path(std::move(path))
    {
    }
    Result<std::vector<std::string>> names() const override
    {
        return std::vector<std::string>{};
    }
    Result<std::unique_ptr<ports::LogFile>> create(std::string_view name) override
    {
        return append(name);
    }
    Result<std::unique_ptr<ports::LogFile>> append(std::string_view name) override
    {
        auto file = std::make_unique<File>();
        if (!m_path.empty()) {
            file->to.open(m_path / name, std::ios::binary | std::ios::app);
        }
        return std::unique_ptr<ports::LogFile>(std::move(file));
    }
    Result<std::unique_ptr<ports::LogBytes>> read(std::string_view) const override
    {
        return failure(Errc::NotFound, "nothing is read");
    }
    Result<void> replace(std::string_view name, std::span<const std::byte> data) override
    {
        return (*append(name))->append(data);
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

private:
    fs::path m_path;
};

class NoKeys final : public AuditKeyStore
{
public:
    Result<std::optional<SegmentKey>> load() override
    {
        return std::optional<SegmentKey>();
    }
    Result<void> save(const SegmentKey&) override
    {
        return {};
    }
};

SegmentKey firstKey()
{
    SegmentKey key{{}, 1, *platform::SecretBytes::zeros(auditKeyBytes)};
    std::ranges::fill(key.key.exposedForWriting(), std::byte{0x5A});
    return key;
}

/// An order as it leaves: 92 bytes of text.
const AuditEntry& anOrder()
{
    static const AuditEntry entry{{"owner", "Trader", "session-0042", AuditPath::Window},
                                  "order.submit",
                                  "binance:BTCUSDT buy 0.0150 limit 43210.50",
                                  AuditOutcome::Begun,
                                  "proposal 17",
                                  {}};
    return entry;
}

fs::path benchFolder(const char* name)
{
    const char* given = std::getenv("OMNI_BENCH_DIR");
    const fs::path path = fs::path(given != nullptr ? given : OMNI_BINARY_DIR) / name;
    fs::remove_all(path);
    return path;
}

/// Encode, hash, MAC, and a new key each thousand: all but the disk.
void auditEncode(benchmark::State& state)
{
    QuietFolder folder;
    NoKeys keys;
    auto writer = AuditWriter::begin(folder, keys, firstKey(), {});
    bool isGood = writer.has_value();
    for (auto _ : state) {
        for (int i = 0; i < 100; ++i) {
            isGood = isGood && writer->append(anOrder(), {});
        }
        isGood = isGood && writer->commit();
    }
    if (!isGood) {
        state.SkipWithError("the writer failed");
    }
    state.SetItemsProcessed(state.iterations() * 100);
}
BENCHMARK(auditEncode);

/// What the caller pays for handing one entry over, while the disk keeps up.
void auditHandOver(benchmark::State& state)
{
    QuietFolder folder;
    NoKeys keys;
    platform::SystemClock clock;
    auto log = AuditLog::start(*AuditWriter::begin(folder, keys, firstKey(), {}), clock);
    std::uint64_t last = 0;
    for (auto _ : state) {
        last = log->append(anOrder()).value_or(last);
        if (last % 1000 == 0) {
            state.PauseTiming();
            static_cast<void>(log->waitDurable(last));
            state.ResumeTiming();
        }
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(auditHandOver)->UseRealTime();

/// From the caller's append to "durable", one order at a time.
void auditSyncOnDisk(benchmark::State& state)
{
    const auto path = benchFolder("bench-audit-sync");
    const auto keyPath = benchFolder("bench-audit-key");
    auto folder = platform::FileFolder::open(path, platform::FileFolder::Access::ReadWrite);
    auto keyFolder = platform::FileFolder::open(keyPath, platform::FileFolder::Access::ReadWrite);
    if (!folder || !keyFolder) {
        state.SkipWithError("no folder");
        return;
    }
    FolderKeyStore keys(**keyFolder);
    platform::SystemClock clock;
    auto writer = AuditWriter::begin(**folder, keys, firstKey(), {clock.wall(), clock.mono()});
    bool isGood = writer.has_value();
    auto log = isGood ? AuditLog::start(std::move(*writer), clock) : nullptr;
    std::vector<double> times;
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        const auto seq = isGood ? log->append(anOrder()) : failure(Errc::Unavailable, "");
        isGood = isGood && seq && log->waitDurable(*seq);
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    if (!isGood || !log->end()) {
        state.SkipWithError("the audit record failed");
        return;
    }
    std::ranges::sort(times);
    state.counters["p50_ms"] = times[times.size() / 2];
    state.counters["p99_ms"] = times[times.size() * 99 / 100];
    fs::remove_all(path);
    fs::remove_all(keyPath);
}
BENCHMARK(auditSyncOnDisk)->Iterations(2'000)->UseRealTime()->Unit(benchmark::kMillisecond);

/// Made once; 200,000 records unless asked for more.
const fs::path& aLongRecord()
{
    static const fs::path path = [] {
        const char* given = std::getenv("OMNI_AUDIT_RECORDS");
        const long count = given != nullptr ? std::atol(given) : 200'000;
        const auto made = benchFolder("bench-audit-long");
        fs::create_directories(made / "audit");
        QuietFolder folder(made / "audit");
        NoKeys keys;
        auto writer = AuditWriter::begin(folder, keys, firstKey(), {});
        bool isGood = writer.has_value();
        for (long i = 2; i < count && isGood; ++i) {
            isGood = writer->append(anOrder(), {}).has_value();
        }
        isGood = isGood && writer->end({});
        const auto text = verifyKeyText(firstKey());
        std::ofstream(made / "verify-key", std::ios::binary)
            .write(reinterpret_cast<const char*>(text->exposed().data()), static_cast<std::streamsize>(text->size()));
        return isGood ? made : fs::path();
    }();
    return path;
}

void auditVerify(benchmark::State& state)
{
    static_cast<void>(audit_verify::startProofs());
    const auto key = audit_verify::keyFromText(audit_verify::textOfFile(aLongRecord() / "verify-key").value_or(""));
    std::uint64_t records = 0;
    for (auto _ : state) {
        audit_verify::Question question;
        question.key = state.range(0) != 0 ? key : std::nullopt;
        const auto verdict = audit_verify::checkFolder(aLongRecord(), question).verdict;
        records += verdict.records;
        if (verdict.judgement != audit_verify::Judgement::Good || !key) {
            state.SkipWithError("the record is not good");
            break;
        }
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(records));
}
BENCHMARK(auditVerify)->ArgName("key")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    if (std::getenv("OMNI_AUDIT_KEEP") == nullptr) {
        benchFolder("bench-audit-long");
    }
    return 0;
}

// Rows a second from compressed data files, stage by stage. The baseline of each file reads text that is decompressed
// already, by getline and strtod, and checks nothing. The files are those of OMNI_SHARED/data/ticks.
// needs: edge/feeds

#include "core/edge/feeds/files/feed_files.h"
#include "core/edge/feeds/files/file_scan.h"
#include "core/edge/feeds/files/gz_reader.h"
#include "core/edge/feeds/files/line_reader.h"
#include "core/edge/feeds/files/row_reader.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

using namespace omni;
using namespace omni::feeds;

namespace {

std::string textOf(const std::string& path)
{
    auto reader = GzReader::open(path);
    std::string text;
    std::vector<char> buffer(1 << 18);
    while (reader) {
        const auto got = reader->read(buffer);
        if (!got || *got == 0) {
            break;
        }
        text.append(buffer.data(), *got);
    }
    return text;
}

std::uint64_t linesOnly(const std::string& path)
{
    LineReader lines(std::move(*GzReader::open(path)));
    std::uint64_t rows = 0;
    while (lines.next() == Step::Next) {
        ++rows;
    }
    return rows - 1;
}

std::uint64_t rowsOnly(const std::string& path)
{
    auto reader = RowReader::open(path);
    while (reader && reader->next() == Step::Next) { }
    return reader ? reader->rows() : 0;
}

/// The plain way, on text that is already decompressed.
std::uint64_t getlineAndStrtod(const std::string& text)
{
    std::istringstream in(text);
    std::string line, field;
    std::uint64_t rows = 0;
    double sum = 0;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::istringstream fields(line);
        while (std::getline(fields, field, ',')) {
            sum += std::strtod(field.c_str(), nullptr);
        }
        ++rows;
    }
    return sum > 0 ? rows : 0;
}

std::uint64_t wholeFeed(const std::vector<std::string>& paths, bool readAhead)
{
    FeedOptions options;
    options.readAhead = readAhead;
    auto feed = FileFeed::open(paths, options);
    std::uint64_t rows = 0;
    while (feed) {
        const auto ticks = (*feed)->next();
        if (!ticks || ticks->empty()) {
            break;
        }
        rows += ticks->size();
    }
    return rows;
}

/// The file of that kind, or nothing: then the bench says so and fails, because a missing figure is no figure.
std::string fileOf(const std::string& kind)
{
    const char* shared = std::getenv("OMNI_SHARED");
    const std::string folder = shared != nullptr ? shared : OMNI_SOURCE_DIR "/../shared";
    return folder + "/data/ticks/BTCUSDT_perp_2024-08-08_" + kind + ".csv.gz";
}

void measure(benchmark::State& state, const std::vector<std::string>& paths, const std::function<std::uint64_t()>& work)
{
    for (const auto& path : paths) {
        if (!std::filesystem::exists(path)) {
            state.SkipWithError((path + " is absent; set OMNI_SHARED").c_str());
            return;
        }
    }
    std::uint64_t rows = 0;
    for (auto _ : state) {
        rows += work();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(rows));
}

void oneFile(const std::string& kind)
{
    const std::string path = fileOf(kind);
    const auto add = [&](const std::string& variant, std::function<std::uint64_t()> work) {
        const std::string name = kind + '/' + variant;
        benchmark::RegisterBenchmark(name.c_str(), [path, work](benchmark::State& state) {
            measure(state, {path}, work);
        })->Unit(benchmark::kMillisecond);
    };
    add("baseline", [text = textOf(path)] { return getlineAndStrtod(text); });
    add("decompressed", [path] { return linesOnly(path); });
    add("checked_rows", [path] { return rowsOnly(path); });
    add("whole_feed", [path] { return wholeFeed({path}, false); });
}

} // namespace

int main(int count, char** arguments)
{
    benchmark::Initialize(&count, arguments);
    const std::vector<std::string> all{fileOf("trades"), fileOf("quotes"), fileOf("depth")};
    for (const char* kind : {"trades", "quotes", "depth"}) {
        oneFile(kind);
    }
    for (const bool readAhead : {false, true}) {
        benchmark::RegisterBenchmark(readAhead ? "merged/read_ahead" : "merged/one_thread",
                                     [all, readAhead](benchmark::State& state) {
                                         measure(state, all, [&] { return wholeFeed(all, readAhead); });
                                     })
            ->Unit(benchmark::kMillisecond)
            ->MeasureProcessCPUTime();
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}

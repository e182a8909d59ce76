// Rows a second from data files, beside what decompression alone and a getline-and-strtod reader reach.
//
// CPU time of one thread, best of the rounds; the files are those of OMNI_SHARED/data/ticks.
// needs: edge/feeds

#include "core/edge/feeds/files/feed_files.h"
#include "core/edge/feeds/files/file_scan.h"
#include "core/edge/feeds/files/gz_reader.h"
#include "core/edge/feeds/files/line_reader.h"
#include "core/edge/feeds/files/row_reader.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

using namespace omni;
using namespace omni::feeds;

namespace {

double cpuSeconds()
{
    std::timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Least CPU time of five rounds of `work`, which gives its rows.
std::pair<std::uint64_t, double> best(const std::function<std::uint64_t()>& work)
{
    std::uint64_t rows = 0;
    double least = 1e9;
    for (int round = 0; round < 5; ++round) {
        const double begin = cpuSeconds();
        rows = work();
        least = std::min(least, cpuSeconds() - begin);
    }
    return {rows, least};
}

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

std::uint64_t inflateOnly(const std::string& path)
{
    auto reader = GzReader::open(path);
    std::vector<char> buffer(1 << 18);
    std::uint64_t bytes = 0;
    while (reader) {
        const auto got = reader->read(buffer);
        if (!got || *got == 0) {
            break;
        }
        bytes += *got;
    }
    return bytes;
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

void print(const std::string& name, const char* what, std::uint64_t rows, double cpu)
{
    std::printf("%-40s %-34s %9llu rows  %8.2f M rows/s  %7.1f ns/row\n", name.c_str(), what,
                static_cast<unsigned long long>(rows), static_cast<double>(rows) / cpu * 1e-6,
                cpu * 1e9 / static_cast<double>(rows));
}

} // namespace

int main()
{
    const char* shared = std::getenv("OMNI_SHARED");
    const std::string folder = std::string(shared != nullptr ? shared : OMNI_SOURCE_DIR "/../shared") + "/data/ticks/";
    const std::string stem = folder + "BTCUSDT_perp_2024-08-08_";
    std::vector<std::string> all;
    for (const char* kind : {"trades", "quotes", "depth"}) {
        const std::string path = stem + kind + ".csv.gz";
        if (!std::filesystem::exists(path)) {
            std::printf("no data: %s is absent; set OMNI_SHARED\n", path.c_str());
            return 1;
        }
        all.push_back(path);
        const std::string name = std::filesystem::path(path).filename().string();
        const std::string text = textOf(path);
        const auto [rows, lines] = best([&] { return linesOnly(path); });
        const auto inflated = best([&] { return inflateOnly(path); });
        print(name, "decompression alone", rows, inflated.second);
        print(name, "decompression and lines", rows, lines);
        const auto parsed = best([&] { return rowsOnly(path); });
        print(name, "and rows, checked", parsed.first, parsed.second);
        const auto fed = best([&] { return wholeFeed({path}, false); });
        print(name, "whole feed: first pass and ticks", fed.first, fed.second);
        const auto plain = best([&] { return getlineAndStrtod(text); });
        print(name, "getline and strtod, no decompression", plain.first, plain.second);
    }
    const auto merged = best([&] { return wholeFeed(all, false); });
    print("three files merged", "first pass, ticks and merge", merged.first, merged.second);
    const auto threads = best([&] { return wholeFeed(all, true); });
    print("three files merged", "the same, read ahead by threads", threads.first, threads.second);
    return 0;
}

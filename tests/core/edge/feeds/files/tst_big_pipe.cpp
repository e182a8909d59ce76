// needs: ZLIB::ZLIB

#include "core/edge/feeds/files/feed_files.h"
#include "tests/support/data_files.h"

#include <QTest>

#include <cstdio>
#include <cstdlib>
#include <thread>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace omni;
using namespace omni::feeds;
using omni::tests::DataFolder;

namespace {

constexpr std::size_t fileSize = 500'000'000;

/// 500 MB of trades down a pipe, 25 nanoseconds apart.
void writeTrades(const std::string& path)
{
    std::FILE* out = std::fopen(path.c_str(), "wb");
    std::fputs("timestamp_ns,price,size,side\n", out);
    std::string block;
    std::int64_t time = 1'723'161'255'000'000'000;
    for (std::size_t written = 0; written < fileSize; written += block.size()) {
        block.clear();
        for (int i = 0; i < 10'000; ++i, time += 25) {
            block += std::to_string(time) + ',' + std::to_string(60'000 + time / 25 % 997) + ".5,0.0"
                + std::to_string(10 + i % 90) + ",B\n";
        }
        std::fwrite(block.data(), 1, block.size(), out);
    }
    std::fclose(out);
}

/// Most memory this process has had, in KiB.
long peakKiB()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/// Reads the pipe in a child; exit status 0 when the memory it took stayed within `mostKiB`.
int readInChild(const std::string& path, long mostKiB)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const long before = peakKiB();
        std::uint64_t rows = 0;
        {
            auto feed = FileFeed::open(std::array{path}, {"x:Y,tick=0.1,lot=0.0001", "USD", true});
            while (feed) {
                const auto ticks = (*feed)->next();
                if (!ticks || ticks->empty()) {
                    break;
                }
                rows += ticks->size();
            }
        }
        const long grown = peakKiB() - before;
        std::fprintf(stderr, "%llu rows, peak memory grew by %ld KiB\n", static_cast<unsigned long long>(rows), grown);
        std::_Exit(rows < 10'000'000 ? 2 : grown > mostKiB ? 3 : 0);
    }
    int status = -1;
    std::thread writer([&] { writeTrades(path); });
    ::waitpid(child, &status, 0);
    writer.join();
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

class TestBigPipe : public QObject
{
    Q_OBJECT

private slots:
    void readsHalfAGigabyteInSixtyFourMebibytes()
    {
        const DataFolder folder;
        const std::string path = folder.path("B_trades.csv");
        QCOMPARE(::mkfifo(path.c_str(), 0600), 0);

        QCOMPARE(readInChild(path, 64 * 1024), 0);
    }
};

QTEST_APPLESS_MAIN(TestBigPipe)
#include "tst_big_pipe.moc"

// needs: ZLIB::ZLIB
// The recorder of market data: never in the feed's way, and what it lost stands in its files.

#include "core/edge/feeds/files/archive.h"
#include "core/edge/feeds/files/market_recorder.h"
#include "core/trade/market/order_book.h"
#include "tests/support/data_files.h"
#include "tests/support/manual_clock.h"

#include <QTest>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

using namespace omni;
using namespace omni::feeds;
using omni::ports::TimedTick;
using omni::tests::DataFolder;

namespace {

constexpr Timestamp noon{1'723'161'255'000'000'000};

market::Instrument coin()
{
    market::Instrument instrument;
    instrument.id = {4};
    instrument.venue = "binance";
    instrument.symbol = "BTCUSDT";
    instrument.quoteCurrency = "USDT";
    instrument.tickSize = {1, -2};
    instrument.lotSize = {1, -5};
    return market::completed(instrument).value();
}

TimedTick quoteAt(std::int64_t i)
{
    const Timestamp at{noon.ns + i * 1'000};
    return {at, market::Quote{{4}, at, {6'000'000 + i}, {6'000'001 + i}, {5}, {6}, true, true}};
}
TimedTick row(std::int64_t i, Side side, bool clears, bool ends)
{
    const Timestamp at{noon.ns + i * 1'000};
    market::DepthChange change{{4}, at, 0, side, {6'000'000 + i}, {5}, clears, ends};
    return {at, change};
}

std::vector<std::string> filesIn(const std::string& folder)
{
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        files.push_back(entry.path().string());
    }
    return files;
}

std::vector<TimedTick> ticksOf(const std::string& path)
{
    std::vector<TimedTick> all;
    const auto stream = openArchive(path, InstrumentId{4});
    for (auto ticks = (*stream)->next(); ticks && !ticks->empty(); ticks = (*stream)->next()) {
        all.insert(all.end(), ticks->begin(), ticks->end());
    }
    return all;
}

template<class Holds> bool becomesTrue(Holds&& holds)
{
    for (int i = 0; i < 12'000 && !holds(); ++i) { // a minute: the machine may be busy
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return holds();
}

} // namespace

class TestMarketRecorderThreads : public QObject
{
    Q_OBJECT

private slots:
    void writesWhatCame()
    {
        const DataFolder folder;
        test::ManualClock clock(noon);
        const std::array instruments{coin()};
        const auto path = folder.path("tapes/today"); // made with what is above it
        auto recorder = MarketRecorder::start(instruments, {.folder = path}, clock).value();

        for (std::int64_t i = 0; i < 100'000; ++i) {
            recorder->put(quoteAt(i));
        }
        recorder->end();

        const auto files = filesIn(path);
        QCOMPARE(files.size(), std::size_t{1});
        const auto ticks = ticksOf(files[0]);
        QCOMPARE(ticks.size(), std::size_t{100'000});
        for (std::int64_t i = 0; i < 100'000; ++i) {
            QVERIFY(ticks[std::size_t(i)].at == quoteAt(i).at && ticks[std::size_t(i)].tick == quoteAt(i).tick);
        }
        const auto figures = recorder->figures();
        QCOMPARE(figures.rows, std::uint64_t{100'000});
        QCOMPARE(figures.lost, std::uint64_t{0});
        QCOMPARE(figures.fault, std::string());
        QCOMPARE(figures.bytes, std::uint64_t{std::filesystem::file_size(files[0])});
    }

    /// A disk that stands still: the feed is not held up, what had no room is counted and is a hole (S26).
    void aFullRingIsAHoleNotAWait()
    {
        const DataFolder folder;
        test::ManualClock clock(noon);
        const std::array instruments{coin()};
        const auto path = folder.path("tapes");
        auto recorder = MarketRecorder::start(instruments, {.folder = path, .isReading = false}, clock).value();
        constexpr std::int64_t room = MarketRecorder::roomOfTicks;

        for (std::int64_t i = 0; i < room + 500; ++i) {
            recorder->put(quoteAt(i));
        }
        recorder->end();

        QCOMPARE(recorder->figures().lost, std::uint64_t{500});
        const auto info = checkArchive(filesIn(path).at(0));
        QVERIFY2(info, info ? "" : info.error().text().c_str());
        QCOMPARE(info->rows, std::uint64_t(room));
        QCOMPARE(info->holes, std::uint64_t{1});
        QCOMPARE(info->lost, std::uint64_t{500});
        QVERIFY(textOf(recorder->figures(), path).find("missing in 1 place, at least 500") != std::string::npos);
    }

    /// F33. A book with a hole in it is an empty book until its next image.
    void aBookWithAHoleIsEmptyUntilItsNextImage()
    {
        const DataFolder folder;
        test::ManualClock clock(noon);
        const std::array instruments{coin()};
        auto recorder = MarketRecorder::start(instruments, {.folder = folder.path("tapes")}, clock).value();

        recorder->put(row(0, Side::Buy, false, true)); // of a book that nobody knows
        recorder->put(row(1, Side::Buy, true, false));
        recorder->put(row(2, Side::Sell, false, true));
        recorder->hole(Timestamp{noon.ns + 3'000}, 0);
        recorder->put(row(4, Side::Sell, false, true));
        recorder->put(row(5, Side::Sell, true, true));
        recorder->end();

        const auto ticks = ticksOf(filesIn(folder.path("tapes")).at(0));
        QCOMPARE(ticks.size(), std::size_t{4});
        QVERIFY(ticks[0].tick == row(1, Side::Buy, true, false).tick);
        const auto& torn = std::get<market::DepthChange>(ticks[2].tick);
        QVERIFY(torn.clearsBook && !torn.endsBatch && torn.size == Lots{0});
        QVERIFY(ticks[3].tick == row(5, Side::Sell, true, true).tick);
        QCOMPARE(recorder->figures().holes, std::uint64_t{1});

        // Whoever plays it has a book that counts as torn from the hole to the next image, and not as empty (F33, S14).
        market::OrderBook book(coin().id);
        std::vector<bool> isValid;
        for (const auto& one : ticks) {
            book.apply(std::get<market::DepthChange>(one.tick));
            isValid.push_back(book.isValid());
        }
        QCOMPARE(isValid, (std::vector<bool>{false, true, false, true}));
    }

    /// F1: whoever records is killed; what was on the disk by then is there.
    void aKillLeavesWhatWasFlushed()
    {
#ifdef __SANITIZE_THREAD__
        QSKIP("NOT TESTED UNDER THE THREAD SANITIZER: it lets no forked process start threads");
#endif
        const DataFolder folder;
        const auto path = folder.path("tapes");
        const pid_t child = ::fork();
        if (child == 0) {
            test::ManualClock clock(noon);
            const std::array instruments{coin()};
            auto recorder = MarketRecorder::start(instruments, {.folder = path}, clock).value();
            for (std::int64_t i = 0;; ++i) {
                recorder->put(quoteAt(i));
                if (i % 100 == 0) {
                    clock.pass(milliseconds(50));
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                }
            }
        }
        QVERIFY(child > 0);
        const bool isUnderWay = becomesTrue([&] {
            std::error_code ignored;
            for (const auto& entry : std::filesystem::directory_iterator(path, ignored)) {
                if (entry.path().string().find("quotes") != std::string::npos && entry.file_size(ignored) > 20'000) {
                    return true;
                }
            }
            return false;
        });
        ::kill(child, SIGKILL);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(isUnderWay && WIFSIGNALED(status));

        const auto file = filesIn(path).at(0);
        const auto info = checkArchive(file);

        QVERIFY2(info, info ? "" : info.error().text().c_str());
        QVERIFY(info->endsEarly);
        const auto ticks = ticksOf(file);
        QVERIFY(ticks.size() > 1'000);
        QCOMPARE(std::uint64_t{ticks.size()}, info->rows);
        for (std::size_t i = 0; i < ticks.size(); ++i) {
            QVERIFY(ticks[i].tick == quoteAt(std::int64_t(i)).tick);
        }
    }

    void endsAtTheSizeThatIsAllowed()
    {
        const DataFolder folder;
        test::ManualClock clock(noon);
        const std::array instruments{coin()};
        const auto path = folder.path("tapes");
        auto recorder = MarketRecorder::start(instruments, {.folder = path, .mostBytes = 10'000}, clock).value();

        std::int64_t i = 0;
        const bool hasEnded = becomesTrue([&] {
            for (int k = 0; k < 1'000; ++k) {
                recorder->put(quoteAt(i++));
            }
            clock.pass(seconds(3));
            return !recorder->figures().fault.empty();
        });

        QVERIFY(hasEnded);
        QVERIFY2(recorder->figures().fault.find("the size that is allowed") != std::string::npos,
                 recorder->figures().fault.c_str());
        const auto info = checkArchive(filesIn(path).at(0)); // sealed, while the session goes on
        QVERIFY2(info, info ? "" : info.error().text().c_str());
        QVERIFY(!info->endsEarly && info->rows >= 1'000);
        recorder->put(quoteAt(i++));
        recorder->end();
        QVERIFY(textOf(recorder->figures(), path).find("ended before its time") != std::string::npos);
    }

    /// F5: the journal's room is not taken.
    void endsBeforeTheDiskIsFull()
    {
        const DataFolder folder;
        test::ManualClock clock(noon);
        const std::array instruments{coin()};
        auto recorder = MarketRecorder::start(
                            instruments, {.folder = folder.path("tapes"), .leastFree = std::uint64_t{1} << 60}, clock)
                            .value();

        const bool hasEnded = becomesTrue([&] {
            recorder->put(quoteAt(0));
            clock.pass(seconds(3));
            return !recorder->figures().fault.empty();
        });

        QVERIFY(hasEnded);
        QVERIFY2(recorder->figures().fault.find("kept for the journal") != std::string::npos,
                 recorder->figures().fault.c_str());
    }

    void aFolderThatCannotBeWrittenIsRefusedAtTheStart()
    {
        const DataFolder folder;
        test::ManualClock clock(noon);
        const std::array instruments{coin()};
        const auto file = folder.write("note.txt", "no folder");

        const auto below = MarketRecorder::start(instruments, {.folder = file + "/tapes"}, clock);
        const auto system = MarketRecorder::start(instruments, {.folder = "/proc/self"}, clock);

        QVERIFY(!below && below.error().code == FaultCode::CannotWrite);
        qInfo("%s", below.error().text().c_str());
        QVERIFY(!system && system.error().code == FaultCode::CannotWrite);
        qInfo("%s", system.error().text().c_str());
    }
};

QTEST_GUILESS_MAIN(TestMarketRecorderThreads)
#include "tst_market_recorder_threads.moc"

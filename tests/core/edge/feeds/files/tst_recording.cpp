// needs: ZLIB::ZLIB
// Recordings: what was taken comes back, also of one whose writer was killed in the middle of a block.

#include "core/edge/feeds/files/archive.h"
#include "core/edge/feeds/files/data_report.h"
#include "core/edge/feeds/files/feed_files.h"
#include "core/edge/feeds/files/recording.h"
#include "tests/support/data_files.h"

#include <QTest>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>

#include <sys/resource.h>

using namespace omni;
using namespace omni::feeds;
using omni::ports::TimedTick;
using omni::tests::DataFolder;

namespace {

constexpr std::int64_t begin = 1'723'161'255'000'000'000;

market::Instrument coin()
{
    market::Instrument instrument;
    instrument.id = {1};
    instrument.venue = "binance";
    instrument.symbol = "BTCUSDT";
    instrument.quoteCurrency = "USDT";
    instrument.tickSize = {1, -2};
    instrument.lotSize = {1, -5};
    return market::completed(instrument).value();
}

/// Quotes of both sides, of one, of none.
std::vector<TimedTick> quotes(std::size_t count, std::uint64_t seed)
{
    std::mt19937_64 random{seed};
    std::vector<TimedTick> ticks;
    for (std::size_t i = 0; i < count; ++i) {
        market::Quote quote;
        quote.instrument = {1};
        quote.venueTime = Timestamp{begin + static_cast<std::int64_t>(i / 2) * 1'000};
        quote.bid = {static_cast<std::int64_t>(6'000'000 + random() % 1'000)};
        quote.ask = {quote.bid.count + 1};
        quote.bidSize = {static_cast<std::int64_t>(random() % 100)};
        quote.askSize = {static_cast<std::int64_t>(random() % 100)};
        quote.hasBid = random() % 10 != 0;
        quote.hasAsk = random() % 10 != 0;
        ticks.push_back({quote.venueTime, quote});
    }
    return ticks;
}

struct Read {
    ArchiveInfo info;
    std::vector<TimedTick> ticks;
    std::string fault; ///< Empty: it was read.
};
Read read(const std::string& path)
{
    Read out;
    const auto info = checkArchive(path);
    if (!info) {
        out.fault = info.error().text();
        return out;
    }
    out.info = *info;
    const auto stream = openArchive(path, InstrumentId{1}).value();
    for (auto ticks = stream->next(); !ticks || !ticks->empty(); ticks = stream->next()) {
        if (!ticks) {
            out.fault = ticks.error().text();
            break;
        }
        out.ticks.insert(out.ticks.end(), ticks->begin(), ticks->end());
    }
    return out;
}

bool areEqual(std::span<const TimedTick> a, std::span<const TimedTick> b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const TimedTick& x, const TimedTick& y) { return x.at == y.at && x.tick == y.tick; });
}

/// In blocks of `each`; how long the file is behind each of them.
std::vector<std::pair<std::uint64_t, std::size_t>> record(RecordingWriter& writer, std::span<const TimedTick> ticks,
                                                          std::size_t each)
{
    std::vector<std::pair<std::uint64_t, std::size_t>> ends;
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        writer.add(ticks[i]);
        if ((i + 1) % each == 0) {
            if (!writer.flush()) {
                return {};
            }
            ends.emplace_back(writer.bytes(), i + 1);
        }
    }
    return ends;
}

std::string bytesOf(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string madeFolder(const DataFolder& folder)
{
    const auto path = folder.path("tapes");
    std::filesystem::create_directories(path);
    return path;
}

} // namespace

class TestRecording : public QObject
{
    Q_OBJECT

private slots:
    void givesBackWhatWasTaken()
    {
        const DataFolder folder;
        auto writer = RecordingWriter::create(madeFolder(folder), FileKind::Quotes, coin(), {begin}).value();
        const auto ticks = quotes(40'000, 7); // more than two blocks at once

        for (const auto& tick : ticks) {
            writer.add(tick);
        }
        QVERIFY(writer.finish());

        QVERIFY2(writer.path().ends_with("/binance_BTCUSDT_quotes_20240808T235415Z.omnirec"), writer.path().c_str());
        const auto back = read(writer.path());
        QCOMPARE(back.fault, std::string());
        QVERIFY(areEqual(back.ticks, ticks));
        QVERIFY(back.info.isRecording && !back.info.endsEarly);
        QCOMPARE(back.info.rows, std::uint64_t{40'000});
        QCOMPARE(back.info.last, ticks.back().at);
        QCOMPARE(back.info.instrument.name(), std::string("binance:BTCUSDT"));
    }

    void takesAFreeNameWhereThatTimeHasOne()
    {
        const DataFolder folder;
        const auto path = madeFolder(folder);
        auto first = RecordingWriter::create(path, FileKind::Trades, coin(), {begin}).value();
        auto second = RecordingWriter::create(path, FileKind::Trades, coin(), {begin}).value();

        QVERIFY(first.path() != second.path());
        QVERIFY2(second.path().ends_with("Z-2.omnirec"), second.path().c_str());
    }

    /// kill -9 at any byte: the whole blocks before it are there, whatever stands behind them (F1, F2).
    void endsWithTheLastWholeBlockWhereverItIsCut()
    {
        const DataFolder folder;
        auto writer = RecordingWriter::create(madeFolder(folder), FileKind::Quotes, coin(), {begin}).value();
        const auto ticks = quotes(60, 11);
        const auto ends = record(writer, ticks, 20);
        QCOMPARE(ends.size(), std::size_t{3});
        QVERIFY(writer.finish());
        const auto whole = bytesOf(writer.path());
        QVERIFY(whole.size() > ends.back().first);

        std::size_t early = 0;
        for (std::size_t size = whole.size() - 1; size >= ends[0].first; --size) {
            const auto cut = read(folder.write("cut.omnirec", whole.substr(0, size)));
            std::size_t expected = 0;
            for (const auto& [end, rows] : ends) {
                expected = size >= end ? rows : expected;
            }
            QVERIFY2(cut.fault.empty(), (std::to_string(size) + ": " + cut.fault).c_str());
            QVERIFY2(areEqual(cut.ticks, std::span(ticks).first(expected)), std::to_string(size).c_str());
            QVERIFY(cut.info.endsEarly);
            QCOMPARE(cut.info.rows, std::uint64_t{expected});
            QCOMPARE(cut.info.first, ticks.front().at);
            QCOMPARE(cut.info.last, ticks[expected - 1].at);
            ++early;
        }
        QVERIFY(early > 100);
    }

    /// What is damaged is not taken for what was cut off, and never for other prices (F8).
    void damageInTheMiddleIsToldNotPlayed()
    {
        const DataFolder folder;
        auto writer = RecordingWriter::create(madeFolder(folder), FileKind::Quotes, coin(), {begin}).value();
        const auto ticks = quotes(400, 13);
        const auto ends = record(writer, ticks, 100);
        QVERIFY(writer.finish());
        const auto whole = bytesOf(writer.path());
        std::mt19937_64 random{17};

        std::size_t found = 0;
        for (int i = 0; i < 300; ++i) {
            auto bytes = whole;
            const auto at = random() % (ends[2].first - 1);
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
            const auto back = read(folder.write("bad.omnirec", bytes));
            found += back.fault.empty() ? 0U : 1U;
            // Where a length was hit the rest may look cut off: then what is given must be true all the same.
            QVERIFY(back.ticks.size() <= ticks.size()
                    && areEqual(back.ticks, std::span(ticks).first(back.ticks.size())));
            QVERIFY(!back.fault.empty() || back.info.endsEarly);
        }
        QVERIFY2(found > 250, std::to_string(found).c_str());
    }

    void holesAreCountedAndPassedOver()
    {
        const DataFolder folder;
        auto writer = RecordingWriter::create(madeFolder(folder), FileKind::Quotes, coin(), {begin}).value();
        const auto ticks = quotes(30, 3);
        static_cast<void>(record(writer, std::span(ticks).first(10), 20));
        writer.hole(12, ticks[9].at, ticks[10].at);
        static_cast<void>(record(writer, std::span(ticks).subspan(10, 10), 20));
        writer.hole(0, ticks[19].at, ticks[20].at);
        static_cast<void>(record(writer, std::span(ticks).subspan(20), 20));
        QVERIFY(writer.finish());

        const auto back = read(writer.path());

        QCOMPARE(back.fault, std::string());
        QVERIFY(areEqual(back.ticks, ticks));
        QCOMPARE(back.info.holes, std::uint64_t{2});
        QCOMPARE(back.info.lost, std::uint64_t{12});
    }

    /// What `data info` says: it is sound, and what is missing is told.
    void aReportTellsWhatIsMissing()
    {
        const DataFolder folder;
        auto writer = RecordingWriter::create(madeFolder(folder), FileKind::Quotes, coin(), {begin}).value();
        const auto ticks = quotes(20, 29);
        static_cast<void>(record(writer, std::span(ticks).first(10), 10));
        writer.hole(7, ticks[9].at, ticks[10].at);
        static_cast<void>(record(writer, std::span(ticks).subspan(10), 10)); // and no end

        const auto report = reportOn(std::array{writer.path()}, {});

        QVERIFY(report.isSound());
        const auto& file = report.files.at(0);
        QVERIFY(file.isRecording && file.endsEarly);
        QCOMPARE(file.rows, std::uint64_t{20});
        QCOMPARE(file.lost, std::uint64_t{7});
        const auto text = reportText(report);
        QVERIFY2(text.find("quotes in a recording, 20 rows") != std::string::npos, text.c_str());
        QVERIFY2(text.find("ends early") != std::string::npos && text.find("at least 7 ticks") != std::string::npos,
                 text.c_str());
        QVERIFY(reportJson(report).find(R"("recording":{"ends_early":true,"holes":1,"lost":7})") != std::string::npos);
    }

    void aClockThatIsSetBackMakesNoDisorder()
    {
        const DataFolder folder;
        auto writer = RecordingWriter::create(madeFolder(folder), FileKind::Quotes, coin(), {begin}).value();
        auto ticks = quotes(3, 3);
        ticks[2].at = Timestamp{begin - 3'600'000'000'000};

        static_cast<void>(record(writer, ticks, 3));
        QVERIFY(writer.finish());

        const auto back = read(writer.path());
        QCOMPARE(back.ticks.size(), std::size_t{3});
        QCOMPARE(back.ticks[2].at, ticks[1].at);
    }

    /// F5. A limit on the size of files stands for the disk: a write that is cut in the middle.
    void aFullDiskLeavesWholeBlocksAndSaysSo()
    {
        const DataFolder folder;
        auto writer = RecordingWriter::create(madeFolder(folder), FileKind::Quotes, coin(), {begin}).value();
        const auto ticks = quotes(2'000, 19);
        QCOMPARE(record(writer, std::span(ticks).first(1'000), 1'000).size(), std::size_t{1});
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        rlimit little = before;
        little.rlim_cur = writer.bytes() + 100;
        std::signal(SIGXFSZ, SIG_IGN);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &little), 0);

        const bool isTaken = !record(writer, std::span(ticks).subspan(1'000), 1'000).empty();
        const auto end = writer.finish();

        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(!isTaken && !end);
        QCOMPARE(end.error().code, FaultCode::CannotWrite);
        QVERIFY2(end.error().text().find("cannot be written on") != std::string::npos, end.error().text().c_str());
        QCOMPARE(std::filesystem::file_size(writer.path()), std::uintmax_t{writer.bytes()});
        QCOMPARE(writer.rows(), std::uint64_t{1'000});
        const auto back = read(writer.path());
        QVERIFY(back.info.endsEarly && areEqual(back.ticks, std::span(ticks).first(1'000)));
    }

    void playsWithOthersAsOneFeed()
    {
        const DataFolder folder;
        const auto path = madeFolder(folder);
        auto bids = RecordingWriter::create(path, FileKind::Quotes, coin(), {begin}).value();
        auto prints = RecordingWriter::create(path, FileKind::Trades, coin(), {begin}).value();
        market::Print print;
        print.instrument = {1};
        print.venueTime = Timestamp{begin + 1'500};
        print.price = {6'000'005};
        print.size = {3};
        print.aggressor = market::Aggressor::Seller;
        static_cast<void>(record(bids, quotes(8, 23), 8));
        prints.add({print.venueTime, print});
        QVERIFY(prints.finish()); // the other is still being written

        const auto feed = FileFeed::open(std::array{bids.path(), prints.path()}, {});

        QVERIFY2(feed, feed ? "" : feed.error().text().c_str());
        QCOMPARE((*feed)->instruments().size(), std::size_t{1});
        const auto ticks = (*feed)->next();
        QVERIFY(ticks && ticks->size() == 9);
        QCOMPARE(std::get<market::Print>((*ticks)[4].tick), print);
    }
};

QTEST_GUILESS_MAIN(TestRecording)
#include "tst_recording.moc"

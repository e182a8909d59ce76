// needs: ZLIB::ZLIB

#include "core/edge/feeds/files/feed_files.h"
#include "tests/support/data_files.h"
#include "tests/support/gz_lines.h"

#include <QTest>

#include <filesystem>
#include <random>
#include <thread>

#include <sys/stat.h>

using namespace omni;
using namespace omni::feeds;
using omni::ports::TimedTick;
using omni::tests::DataFolder;

namespace {

constexpr auto tradesHeader = "timestamp_ns,price,size,side\n";
constexpr auto quotesHeader = "timestamp_ns,bid,bid_size,ask,ask_size\n";
constexpr auto depthHeader = "timestamp_ns,side,price,size,snapshot\n";
constexpr auto barsHeader = "timestamp,open,high,low,close,volume\n";

using Paths = std::vector<std::string>;

std::unique_ptr<FileFeed> opened(const Paths& paths, FeedOptions options = {})
{
    auto feed = FileFeed::open(paths, options);
    if (!feed) {
        qWarning("%s", feed.error().text().c_str());
        return nullptr;
    }
    return std::move(*feed);
}

std::vector<TimedTick> allOf(FileFeed& feed)
{
    std::vector<TimedTick> all;
    for (;;) {
        const auto ticks = feed.next();
        if (!ticks || ticks->empty()) {
            return all;
        }
        all.insert(all.end(), ticks->begin(), ticks->end());
    }
}

std::vector<TimedTick> allOf(const Paths& paths, FeedOptions options = {})
{
    const auto feed = opened(paths, options);
    return feed ? allOf(*feed) : std::vector<TimedTick>{};
}

bool areEqual(const std::vector<TimedTick>& a, const std::vector<TimedTick>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const TimedTick& x, const TimedTick& y) { return x.at == y.at && x.tick == y.tick; });
}

} // namespace

class TestFileFeed : public QObject
{
    Q_OBJECT

private slots:
    void readsATrade()
    {
        const DataFolder folder;
        const auto feed = opened(
            {folder.write("BTC_trades.csv", tradesHeader + std::string("1723161255088176367,61800.3,0.006,S\n"))});
        QVERIFY(feed);

        const auto ticks = allOf(*feed);

        QCOMPARE(ticks.size(), std::size_t{1});
        QCOMPARE(ticks[0].at.ns, std::int64_t{1'723'161'255'088'176'367});
        const auto& print = std::get<market::Print>(ticks[0].tick);
        QCOMPARE(print.instrument.value, std::uint64_t{1});
        QCOMPARE(print.venueTime.ns, ticks[0].at.ns);
        QCOMPARE(print.price.count, std::int64_t{618'003});
        QCOMPARE(print.size.count, std::int64_t{6});
        QCOMPARE(print.aggressor, market::Aggressor::Seller);
    }

    void readsAQuote()
    {
        const DataFolder folder;
        const auto ticks = allOf({folder.write(
            "BTC_quotes.csv", quotesHeader + std::string("1723161255088176367,61800.2,2.507,61800.3,0\n"))});

        QCOMPARE(ticks.size(), std::size_t{1});
        const auto& quote = std::get<market::Quote>(ticks[0].tick);
        QCOMPARE(quote.bid.count, std::int64_t{618'002});
        QCOMPARE(quote.bidSize.count, std::int64_t{2'507});
        QCOMPARE(quote.ask.count, std::int64_t{618'003});
        QCOMPARE(quote.askSize.count, std::int64_t{0});
        QVERIFY(quote.isTwoSided());
    }

    // An image of two levels, a change of two, and another image: three batches.
    void marksWhereABookIsConsistent()
    {
        const DataFolder folder;
        const auto ticks = allOf({folder.write("BTC_depth.csv",
                                               depthHeader
                                                   + std::string("1723161255000000001,B,100,1,1\n"
                                                                 "1723161255000000001,A,101,2,1\n"
                                                                 "1723161255000000002,A,101,0,0\n"
                                                                 "1723161255000000002,A,102,3,0\n"
                                                                 "1723161255000000003,B,99,1,1\n"))});

        QCOMPARE(ticks.size(), std::size_t{5});
        const std::array clears{true, false, false, false, true};
        const std::array ends{false, true, false, true, true};
        for (std::size_t i = 0; i < ticks.size(); ++i) {
            const auto& change = std::get<market::DepthChange>(ticks[i].tick);
            QCOMPARE(change.clearsBook, clears[i]);
            QCOMPARE(change.endsBatch, ends[i]);
        }
        QCOMPARE(std::get<market::DepthChange>(ticks[1].tick).side, Side::Sell);
        QCOMPARE(std::get<market::DepthChange>(ticks[2].tick).size.count, std::int64_t{0});
    }

    void startsAnImageAnewWhereItsTimeIsAnother()
    {
        const DataFolder folder;
        const auto ticks = allOf({folder.write("BTC_depth.csv",
                                               depthHeader
                                                   + std::string("1723161255000000001,B,100,1,1\n"
                                                                 "1723161255000000002,B,100,1,1\n"))});

        QVERIFY(std::get<market::DepthChange>(ticks.at(1).tick).clearsBook);
    }

    void readsDepthWithoutTheSnapshotColumn()
    {
        const DataFolder folder;
        const auto ticks
            = allOf({folder.write("BTC_depth.csv", "timestamp_ns,side,price,size\n1723161255000000001,B,100,1\n")});

        QCOMPARE(ticks.size(), std::size_t{1});
        QVERIFY(!std::get<market::DepthChange>(ticks[0].tick).clearsBook);
        QVERIFY(std::get<market::DepthChange>(ticks[0].tick).endsBatch);
    }

    // The interval is the smallest step, here a minute; a bar is known when it has closed.
    void givesABarAtItsClose()
    {
        const DataFolder folder;
        const auto feed = opened({folder.write("SPX_1m.csv",
                                               barsHeader
                                                   + std::string("2024-01-01T23:01:00Z,1,3,0.5,2,10.5\n"
                                                                 "2024-01-01T23:02:00Z,2,2,2,2,0\n"
                                                                 "2024-01-01T23:05:00Z,2,2,2,2,0\n"))});
        QVERIFY(feed);

        const auto ticks = allOf(*feed);

        QCOMPARE(ticks.size(), std::size_t{3});
        const auto& bar = std::get<market::Bar>(ticks[0].tick);
        QCOMPARE(isoText(ticks[0].at), std::string("2024-01-01T23:02:00.000000000Z"));
        QCOMPARE(isoText(bar.opened), std::string("2024-01-01T23:01:00.000000000Z"));
        QCOMPARE(bar.interval, minutes(1));
        QCOMPARE(bar.closedAt, ticks[0].at);
        QCOMPARE(bar.open.count, std::int64_t{10}); // in tenths
        QCOMPARE(bar.high.count, std::int64_t{30});
        QCOMPARE(bar.low.count, std::int64_t{5});
        QCOMPARE(bar.close.count, std::int64_t{20});
        QCOMPARE(bar.volume, 10.5);
        QCOMPARE(isoText(ticks[2].at), std::string("2024-01-01T23:06:00.000000000Z"));
    }

    // Volume has two decimals, but what traded in a bar says nothing about what may be ordered.
    void neverInfersLotsFromTheVolumeOfBars()
    {
        const DataFolder folder;
        const auto feed = opened({folder.write("SPX_1m.csv",
                                               barsHeader
                                                   + std::string("2024-01-01T23:01:00Z,1.25,1.25,1.25,1.25,10.55\n"
                                                                 "2024-01-01T23:02:00Z,1,1,1,1,0\n"))});
        QVERIFY(feed);

        QCOMPARE(feed->instruments()[0].lotSize, (Decimal{1, 0}));
        QCOMPARE(feed->instruments()[0].tickSize, (Decimal{1, -2}));
        QCOMPARE(feed->notes()[0], std::string("file:SPX_1m: inferred tick 0.01, lot 1 from 2 rows"));
    }

    void callsFilesOfOneStemOneInstrument()
    {
        const DataFolder folder;
        const auto feed = opened(
            {folder.write("BTC_trades.csv", tradesHeader + std::string("1723161255000000001,100.25,0.5,B\n")),
             folder.writeGzip("ETH_trades.csv.gz", tradesHeader + std::string("1723161255000000001,7,1,B\n")),
             folder.write("BTC_quotes.csv", quotesHeader + std::string("1723161255000000001,100,0.001,101,3\n"))});
        QVERIFY(feed);

        QCOMPARE(feed->instruments().size(), std::size_t{2});
        QCOMPARE(feed->instruments()[0].name(), std::string("file:BTC"));
        QCOMPARE(feed->instruments()[0].id.value, std::uint64_t{1});
        QCOMPARE(feed->instruments()[0].quoteCurrency, std::string("USD"));
        QCOMPARE(feed->instruments()[0].tickSize, (Decimal{1, -2}));
        QCOMPARE(feed->instruments()[0].lotSize, (Decimal{1, -3}));
        QCOMPARE(feed->instruments()[1].name(), std::string("file:ETH"));
        QCOMPARE(feed->files()[2].instrument.value, std::uint64_t{1});
        QCOMPARE(feed->notes()[0], std::string("file:BTC: inferred tick 0.01, lot 0.001 from 2 rows"));
    }

    void cleansTheNameOfAFile()
    {
        const DataFolder folder;
        const auto feed = opened(
            {folder.write("BTC USDT:perp_trades.csv", tradesHeader + std::string("1723161255000000001,1,1,B\n"))});
        QVERIFY(feed);

        QCOMPARE(feed->instruments()[0].name(), std::string("file:BTC-USDT-perp"));
    }

    void takesWhatASideFileSays()
    {
        const DataFolder folder;
        folder.write("BTC.toml",
                     "venue = \"binance\"\nsymbol = \"BTCUSDT\"\nquote_currency = \"USDT\"\ntick_size = 0.1\n"
                     "lot_size = \"0.001\"\nsmallest = 0.002\nlargest = 1000\nstep = 0.001\n"
                     "smallest_value = 5\ncontract_size = 1\nsessions = \"us_equities\"\n");
        const auto feed
            = opened({folder.write("BTC_trades.csv", tradesHeader + std::string("1723161255000000001,7,1,B\n"))});
        QVERIFY(feed);

        const auto& instrument = feed->instruments()[0];
        QCOMPARE(instrument.name(), std::string("binance:BTCUSDT"));
        QCOMPARE(instrument.quoteCurrency, std::string("USDT"));
        QCOMPARE(instrument.tickSize, (Decimal{1, -1}));
        QCOMPARE(instrument.lotSize, (Decimal{1, -3}));
        QCOMPARE(instrument.smallest.count, std::int64_t{2});
        QCOMPARE(instrument.largest.count, std::int64_t{1'000'000});
        QCOMPARE(instrument.smallestValue.e8, std::int64_t{500'000'000});
        QCOMPARE(instrument.sessions, market::Sessions::UsEquities);
        QVERIFY(feed->notes().empty());
        QCOMPARE(std::get<market::Print>(allOf(*feed)[0].tick).price.count, std::int64_t{70});
    }

    void takesWhatIsAskedForBeforeASideFile()
    {
        const DataFolder folder;
        folder.write("BTC.toml", "tick_size = 0.01\n");
        const auto feed
            = opened({folder.write("BTC_trades.csv", tradesHeader + std::string("1723161255000000001,7,1,B\n"))},
                     {"binance:BTCUSDT,tick=0.5,quote=USDT", "USD", true});
        QVERIFY(feed);

        QCOMPARE(feed->instruments()[0].name(), std::string("binance:BTCUSDT"));
        QCOMPARE(feed->instruments()[0].tickSize, (Decimal{5, -1}));
        QCOMPARE(feed->notes()[0], std::string("binance:BTCUSDT: inferred lot 1 from 1 row"));
        QCOMPARE(std::get<market::Print>(allOf(*feed)[0].tick).price.count, std::int64_t{14});
    }

    // At one time: quotes, depth, trades, whatever the order of the files.
    void mergesByTimeAndThenByKind()
    {
        const DataFolder folder;
        const std::string trades = folder.write(
            "B_trades.csv", tradesHeader + std::string("1723161255000000001,7,1,B\n1723161255000000003,7,1,B\n"));
        const std::string depth = folder.write(
            "B_depth.csv", depthHeader + std::string("1723161255000000001,B,7,1,0\n1723161255000000002,B,7,1,0\n"));
        const std::string quotes = folder.write(
            "B_quotes.csv", quotesHeader + std::string("1723161255000000001,7,1,8,1\n1723161255000000001,7,2,8,1\n"));

        const auto ticks = allOf({trades, depth, quotes});

        QCOMPARE(ticks.size(), std::size_t{6});
        const std::array kinds{0, 0, 3, 1, 3, 1}; // places in the variant: quote, print, bar, depth
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            QCOMPARE(static_cast<int>(ticks[i].tick.index()), kinds[i]);
        }
        QVERIFY(areEqual(ticks, allOf({quotes, trades, depth})));
    }

    // Against a plain stable sort of everything, for random files. The seed is fixed: a failure repeats.
    void mergesLikeAStableSort()
    {
        std::mt19937_64 random{20'240'808};
        for (int round = 0; round < 30; ++round) {
            const DataFolder folder;
            Paths paths;
            std::vector<std::pair<std::int64_t, std::int64_t>> expected; // time and price, which is unique
            std::int64_t price = 1;
            for (int file = 0; file < 4; ++file) {
                std::string text = tradesHeader;
                std::int64_t time = 1'723'161'255'000'000'000;
                for (std::uint64_t i = 0, rows = 1 + random() % 6'000; i < rows; ++i) {
                    time += static_cast<std::int64_t>(random() % 3);
                    text += std::to_string(time) + ',' + std::to_string(price) + ",1,B\n";
                    expected.emplace_back(time, price++);
                }
                paths.push_back(folder.write(std::string(1, static_cast<char>('A' + file)) + "_trades.csv", text));
            }
            std::stable_sort(expected.begin(), expected.end(), [](auto a, auto b) { return a.first < b.first; });

            const auto ticks = allOf(paths, {{}, "USD", round % 2 == 0});

            QCOMPARE(ticks.size(), expected.size());
            for (std::size_t i = 0; i < ticks.size(); ++i) {
                QCOMPARE(ticks[i].at.ns, expected[i].first);
                QCOMPARE(std::get<market::Print>(ticks[i].tick).price.count, expected[i].second);
            }
        }
    }

    void readsCarriageReturnsAndExponents()
    {
        const DataFolder folder;
        const auto feed = opened(
            {folder.write("B_trades.csv", "timestamp_ns,price,size,side\r\n1723161255000000001,7,9e-05,B\r\n")});
        QVERIFY(feed);

        QCOMPARE(feed->instruments()[0].lotSize, (Decimal{1, -5}));
        QCOMPARE(std::get<market::Print>(allOf(*feed)[0].tick).size.count, std::int64_t{9});
    }

    void readsGzipMembersOneAfterTheOther()
    {
        const DataFolder folder;
        const std::string both
            = DataFolder::gzip(tradesHeader + std::string("1723161255000000001,7,1,B\n17231612550000"))
            + DataFolder::gzip("00002,8,1,B\n");

        const auto ticks = allOf({folder.write("B_trades.csv.gz", both)});

        QCOMPARE(ticks.size(), std::size_t{2});
        QCOMPARE(std::get<market::Print>(ticks[1].tick).price.count, std::int64_t{8});
    }

    // Rows before 2001 have fewer digits and take the slow path; those before 1990 are of another unit.
    void readsEarlyTimes()
    {
        const DataFolder folder;

        const auto ticks = allOf({folder.write(
            "B_trades.csv", tradesHeader + std::string("631152000000000000,7,1,B\n999999999999999999,8,1,B\n"))});

        QCOMPARE(ticks.size(), std::size_t{2});
        QCOMPARE(ticks[0].at.ns, std::int64_t{631'152'000'000'000'000});
        QCOMPARE(ticks[1].at.ns, std::int64_t{999'999'999'999'999'999});
    }

    // A pipe cannot be read twice: its increments are told, and a fault in it comes behind what was sound.
    void givesWhatAPipeBroughtBeforeItsFault()
    {
        const DataFolder folder;
        const std::string path = folder.path("B_trades.csv");
        QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
        const auto refused = FileFeed::open(std::array{path}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().text(), path + ": is a pipe, so nothing can be inferred from it");

        std::thread writer([&] {
            folder.write("B_trades.csv",
                         tradesHeader
                             + std::string("1723161255000000001,7,1,B\n1723161255000000002,8,1,B\n"
                                           "1723161255000000003,nan,1,B\n1723161255000000004,8,1,B\n"));
        });
        const auto feed = opened({path}, {"x:Y,tick=1,lot=1", "USD", true});
        const auto ticks = feed ? allOf(*feed) : std::vector<TimedTick>{};
        writer.join();

        QVERIFY(feed);
        QCOMPARE(ticks.size(), std::size_t{2});
        QVERIFY(feed->fault());
        QCOMPARE(feed->fault()->text(), path + ":4: field 'price': \"nan\" is not a finite number");
        QCOMPARE(feed->next().error().detail, feed->fault()->text()); // and again
    }

    void readsTheSameAheadAndNotAhead()
    {
        const auto names = {"trades", "quotes", "depth"};
        Paths paths;
        for (const std::string name : names) {
            const auto path = tests::sharedFile("data/ticks/BTCUSDT_perp_2024-08-08_" + name + ".csv.gz");
            if (!path) {
                QSKIP(tests::absenceOf("data/ticks").c_str());
            }
            paths.push_back(path->string());
        }

        QVERIFY(areEqual(allOf(paths, {{}, "USD", true}), allOf(paths, {{}, "USD", false})));
    }

    // Against a reader that knows nothing of ours: zlib's gzgets and strtoll.
    void readsTheRecordedTicks()
    {
        const auto trades = tests::sharedFile("data/ticks/BTCUSDT_perp_2024-08-08_trades.csv.gz");
        const auto quotes = tests::sharedFile("data/ticks/BTCUSDT_perp_2024-08-08_quotes.csv.gz");
        const auto depth = tests::sharedFile("data/ticks/BTCUSDT_perp_2024-08-08_depth.csv.gz");
        if (!trades || !quotes || !depth) {
            QSKIP(tests::absenceOf("data/ticks").c_str());
        }
        const auto feed = opened({trades->string(), quotes->string(), depth->string()});
        QVERIFY(feed);
        QCOMPARE(feed->instruments().size(), std::size_t{1});
        QCOMPARE(feed->notes()[0],
                 std::string("file:BTCUSDT_perp_2024-08-08: inferred tick 0.1, lot 0.001 from 532664 rows"));
        const auto ticks = allOf(*feed);
        QCOMPARE(ticks.size(), std::size_t{21'313 + 66'089 + 445'262}); // the rows of data/README.md

        std::vector<std::int64_t> seen, expected; // time, price in tenths, size in thousandths
        for (const auto& tick : ticks) {
            if (const auto* print = std::get_if<market::Print>(&tick.tick)) {
                seen.insert(seen.end(), {tick.at.ns, print->price.count, print->size.count});
            }
        }
        tests::GzLines lines(*trades);
        static_cast<void>(lines.next());
        while (const auto line = lines.next()) {
            const auto cells = tests::cellsOf(*line);
            const auto scaled = [](std::string_view text, double scale) {
                return std::llround(std::strtod(std::string(text).c_str(), nullptr) * scale);
            };
            expected.insert(expected.end(),
                            {std::strtoll(std::string(cells[0]).c_str(), nullptr, 10), scaled(cells[1], 10),
                             scaled(cells[2], 1'000)});
        }
        QCOMPARE(seen, expected);
        QVERIFY(std::is_sorted(ticks.begin(), ticks.end(), [](const auto& a, const auto& b) { return a.at < b.at; }));
        QCOMPARE(std::count_if(ticks.begin(), ticks.end(),
                               [](const auto& t) {
                                   const auto* change = std::get_if<market::DepthChange>(&t.tick);
                                   return change != nullptr && change->endsBatch;
                               }),
                 std::ptrdiff_t{6'545 + 1}); // the batches of data/README.md and the image
    }

    void readsEveryFileOfTicksAndBars()
    {
        const auto folder = tests::sharedFile("data");
        if (!folder) {
            QSKIP(tests::absenceOf("data").c_str());
        }
        int files = 0;
        for (const char* below : {"ticks", "bars"}) {
            for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder / below)) {
                const std::string path = entry.path().string();
                if (entry.is_directory() || path.find("adjclose") != std::string::npos) {
                    continue; // those have other columns
                }
                const auto feed = opened({path});
                QVERIFY2(feed, path.c_str());
                QCOMPARE(allOf(*feed).size(), static_cast<std::size_t>(feed->files()[0].rows));
                QVERIFY(!feed->fault());
                ++files;
            }
        }
        QVERIFY(files >= 40);
    }
};

QTEST_APPLESS_MAIN(TestFileFeed)
#include "tst_file_feed.moc"

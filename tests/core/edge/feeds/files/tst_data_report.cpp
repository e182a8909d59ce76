// needs: ZLIB::ZLIB

#include "core/edge/feeds/files/data_report.h"
#include "core/edge/feeds/files/import_files.h"
#include "core/edge/feeds/files/tick_stream.h"
#include "tests/support/data_files.h"
#include "tests/support/gz_lines.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <sys/stat.h>

using namespace omni;
using namespace omni::feeds;
using omni::tests::DataFolder;

namespace {

FileReport reportOf(const std::string& path, ReportOptions options = {})
{
    return reportOn(std::array{path}, options).files.front();
}

std::string dayBars(std::initializer_list<const char*> days)
{
    std::string text = "timestamp,open,high,low,close,volume\n";
    for (const char* day : days) {
        text += std::string(day) + "T00:00:00Z,1,1,1,1,5\n";
    }
    return text;
}

using Lines = std::vector<std::uint64_t>;

} // namespace

class TestDataReport : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatIsInAFile()
    {
        const DataFolder folder;
        const auto report = reportOf(folder.write("B_trades.csv",
                                                  "timestamp_ns,price,size,side\n"
                                                  "1723161255000000001,7.5,0.01,B\n"
                                                  "1723161255000000002,7.5,0.01,S\n"));

        QCOMPARE(report.kind, std::optional(FileKind::Trades));
        QCOMPARE(report.instrument->name(), std::string("file:B"));
        QCOMPARE(report.inferred, std::string("inferred tick 0.1, lot 0.01 from 2 rows"));
        QCOMPARE(report.rows, std::uint64_t{2});
        QCOMPARE(report.first.ns, std::int64_t{1'723'161'255'000'000'001});
        QCOMPARE(report.last.ns, std::int64_t{1'723'161'255'000'000'002});
        QCOMPARE(report.faultCount, std::uint64_t{0});
        QCOMPARE(report.gapCount, std::uint64_t{0});
    }

    void countsAllFaultsByLine()
    {
        const DataFolder folder;
        const auto report = reportOf(folder.write("B_quotes.csv",
                                                  "timestamp_ns,bid,bid_size,ask,ask_size\n"
                                                  "1723161255000000005,7,1,8,1\n"
                                                  "1723161255000000005,9,1,8,1\n" // crossed
                                                  "1723161255000000004,7,1,8,1\n" // earlier
                                                  "1723161255000000006,8,1,8,1\n" // locked
                                                  "1723161255000000006,8,1,8,1\n" // again
                                                  "1723161255000000007,nan,1,8,1\n"
                                                  "1723161255000000008,9,1,8,1\n")); // crossed

        QCOMPARE(report.faultCount, std::uint64_t{4});
        QCOMPARE(report.faults.size(), std::size_t{4});
        QCOMPARE(report.crossed.lines, (Lines{3, 8}));
        QCOMPARE(report.outOfOrder.lines, (Lines{4}));
        QCOMPARE(report.locked.lines, (Lines{5, 6}));
        QCOMPARE(report.duplicates.lines, (Lines{6}));
        QCOMPARE(report.rows, std::uint64_t{3});
    }

    void listsTheFirstHundredFaultsAndCountsTheRest()
    {
        const DataFolder folder;
        std::string text = "timestamp_ns,price,size,side\n1723161255000000001,7.5,1,B\n";
        for (int i = 0; i < 250; ++i) {
            text += "1723161255000000001,-1,1,B\n";
        }

        const auto report = reportOf(folder.write("B_trades.csv", text));

        QCOMPARE(report.faultCount, std::uint64_t{250});
        QCOMPARE(report.faults.size(), std::size_t{100});
        QCOMPARE(report.faults.back().line, std::uint64_t{102});
    }

    // Monday to Friday, then Tuesday: the Monday is missing, the weekend is not.
    void findsTheDayThatIsMissingAndNotTheWeekend()
    {
        const DataFolder folder;
        const auto report = reportOf(folder.write(
            "D.csv", dayBars({"2024-01-08", "2024-01-09", "2024-01-10", "2024-01-11", "2024-01-12", "2024-01-16"})));

        QCOMPARE(report.interval, std::optional(days(1)));
        QCOMPARE(report.gapCount, std::uint64_t{1});
        QCOMPARE(report.gaps[0].line, std::uint64_t{7});
        QCOMPARE(report.gaps[0].missing, std::uint64_t{1});
    }

    // 2024-01-15 was Martin Luther King's day.
    void knowsTheHolidaysOfUsEquities()
    {
        const DataFolder folder;
        folder.write("D.toml", "sessions = \"us_equities\"\n");
        const auto report
            = reportOf(folder.write("D.csv", dayBars({"2024-01-11", "2024-01-12", "2024-01-16", "2024-01-18"})));

        QCOMPARE(report.gapCount, std::uint64_t{1});
        QCOMPARE(isoText(report.gaps[0].from), std::string("2024-01-16T00:00:00.000000000Z"));
    }

    void findsSilenceBetweenTicks()
    {
        const DataFolder folder;
        const auto report = reportOf(folder.write("B_trades.csv",
                                                  "timestamp_ns,price,size,side\n"
                                                  "1723161255000000000,7,1,B\n1723161315000000000,7,1,B\n"
                                                  "1723161375000000001,7,1,B\n"));

        QCOMPARE(report.gapCount, std::uint64_t{1}); // a minute is none, a nanosecond more is one
        QCOMPARE(report.gaps[0].line, std::uint64_t{4});
    }

    void findsPricesThatJumpAndTradesOfNothing()
    {
        const DataFolder folder;
        const auto report = reportOf(folder.write("B_trades.csv",
                                                  "timestamp_ns,price,size,side\n"
                                                  "1723161255000000000,100,1,B\n1723161255000000000,150,0,B\n"
                                                  "1723161255000000000,10000,1,B\n1723161255000000000,100,1,B\n"));

        QCOMPARE(report.outliers.lines, (Lines{4, 5}));
        QCOMPARE(report.zeroSize.lines, (Lines{3}));
        QCOMPARE(report.faultCount, std::uint64_t{0});
    }

    // F44: counted with line and sentence, refused by nobody, and no session hears of it.
    void aTradeOfNothingIsLeftOut()
    {
        const DataFolder folder;
        const auto path = folder.write("B_trades.csv",
                                       "timestamp_ns,price,size,side\n"
                                       "1723161255000000000,100,1,B\n1723161255000000001,101,0,B\n"
                                       "1723161255000000002,102,0.0,S\n1723161255000000003,103,2,S\n");

        const auto report = reportOf(path);
        QCOMPARE(report.leftOutCount, std::uint64_t{2});
        QCOMPARE(report.leftOut.size(), std::size_t{2});
        QCOMPARE(report.leftOut.front().line, std::uint64_t{3});
        QCOMPARE(report.leftOut.front().text(), path + ":3: field 'size': a trade of nothing is left out");
        const DataReport all{{report}};
        QVERIFY(all.isSound());
        QVERIFY(reportText(all).find(":4: field 'size': a trade of nothing is left out") != std::string::npos);

        auto reader = RowReader::open(path);
        QVERIFY(reader);
        RowStream stream(std::move(*reader),
                         TickMaker(FileKind::Trades, InstrumentId{1}, Decimal{1, 0}, Decimal{1, -1}, Duration{}));
        const auto ticks = stream.next();
        QVERIFY(ticks);
        QCOMPARE(ticks->size(), std::size_t{2});
        QCOMPARE(std::get<market::Print>((*ticks)[1].tick).price.count, std::int64_t{103});
    }

    void namesWhatCannotBeRead()
    {
        const DataFolder folder;
        const std::string missing = folder.path("none.csv"), empty = folder.write("E.csv", "");
        const std::string pipe = folder.path("P_trades.csv");
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);

        const auto report = reportOn(std::array{missing, empty, pipe}, {});

        QVERIFY(!report.isSound());
        QCOMPARE(report.files[0].faults[0].code, FaultCode::MissingFile);
        QCOMPARE(report.files[1].faults[0].code, FaultCode::EmptyFile);
        QCOMPARE(report.files[2].faults[0].code, FaultCode::NeedsIncrements);
    }

    void tellsOfArchives()
    {
        const DataFolder folder;
        const auto import = importFiles(std::array{folder.write("D.csv", dayBars({"2024-01-11", "2024-01-12"}))},
                                        folder.path("data"), {});
        QVERIFY(import);

        const auto report = reportOf(import->files[0].to);

        QVERIFY(report.isArchive);
        QCOMPARE(report.rows, std::uint64_t{2});
        QCOMPARE(isoText(report.first), std::string("2024-01-11T00:00:00.000000000Z"));
    }

    void writesOneJsonDocument()
    {
        const DataFolder folder;
        const std::string path = folder.write("B \"x\"_quotes.csv",
                                              "timestamp_ns,bid,bid_size,ask,ask_size\n"
                                              "1723161255000000005,7,1,8,1\n"
                                              "1723161255000000005,9,1,8,1\n");
        QJsonParseError error;

        const auto document
            = QJsonDocument::fromJson(QByteArray::fromStdString(reportJson(reportOn(std::array{path}, {}))), &error);

        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(document["sound"].toBool(true), false);
        const auto file = document["files"][0];
        QCOMPARE(file["file"].toString().toStdString(), path);
        QCOMPARE(file["kind"].toString(), QStringLiteral("quotes"));
        QCOMPARE(file["tick"].toString(), QStringLiteral("1"));
        QCOMPARE(file["rows"].toInt(), 1);
        QCOMPARE(file["crossed"]["count"].toInt(), 1);
        QCOMPARE(file["crossed"]["lines"][0].toInt(), 3);
        QCOMPARE(file["faults"]["list"][0]["code"].toString(), QStringLiteral("crossed_quote"));
        QCOMPARE(file["faults"]["list"][0]["line"].toInt(), 3);
    }

    void writesAParagraphForPeople()
    {
        const DataFolder folder;
        const std::string path = folder.write("B_quotes.csv",
                                              "timestamp_ns,bid,bid_size,ask,ask_size\n"
                                              "1723161255000000005,7,1,8,1\n"
                                              "1723161255000000005,9,1,8,1\n");

        QCOMPARE(reportText(reportOn(std::array{path}, {})),
                 path
                     + "\n  quotes, 1 rows, 2024-08-08T23:54:15.000000005Z to 2024-08-08T23:54:15.000000005Z\n"
                       "  file:B in USD, tick 1, lot 1 (inferred tick 1, lot 1 from 1 row)\n"
                       "  crossed quotes: 1, in line 3\n"
                       "  fault: "
                     + path + ":3: field 'bid': the bid is above the ask\n");
    }

    // The notes of data/README.md: one locked quote, no crossed one.
    void findsTheLockedQuoteOfTheRecordedData()
    {
        const auto path = tests::sharedFile("data/ticks/USDJPY_2013-01_quotes.csv.gz");
        if (!path) {
            QSKIP(tests::absenceOf("data/ticks").c_str());
        }

        const auto report = reportOf(path->string());

        QCOMPARE(report.locked.count, std::uint64_t{1});
        QCOMPARE(report.crossed.count, std::uint64_t{0});
        QCOMPARE(report.faultCount, std::uint64_t{0});
        QCOMPARE(report.rows, std::uint64_t{1'000});
    }
};

QTEST_APPLESS_MAIN(TestDataReport)
#include "tst_data_report.moc"

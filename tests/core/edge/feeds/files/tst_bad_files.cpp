// needs: ZLIB::ZLIB

#include "core/edge/feeds/files/feed_files.h"
#include "tests/support/data_files.h"

#include <QTest>

#include <filesystem>

#include <unistd.h>

using namespace omni;
using namespace omni::feeds;
using omni::tests::DataFolder;

namespace {

constexpr auto tradesHeader = "timestamp_ns,price,size,side\n";
constexpr auto quotesHeader = "timestamp_ns,bid,bid_size,ask,ask_size\n";
constexpr auto depthHeader = "timestamp_ns,side,price,size,snapshot\n";
constexpr auto barsHeader = "timestamp,open,high,low,close,volume\n";
constexpr auto goodTrade = "1723161255088176367,61800.3,0.006,B\n";
constexpr auto goodQuote = "1723161255088176367,61800.2,2.507,61800.3,2.51\n";
constexpr auto goodLevel = "1723161255088176367,B,61800.2,2.507,1\n";
constexpr auto goodBar = "2024-01-01T23:01:00Z,1.1076,1.10785,1.1076,1.1078,205\n";

const std::string trades = tradesHeader + std::string(goodTrade);
const std::string quotes = quotesHeader + std::string(goodQuote);
const std::string depth = depthHeader + std::string(goodLevel);
const std::string bars = barsHeader + std::string(goodBar);

DataFault faultOf(const std::string& path, const std::string& instrument = {})
{
    const auto feed = FileFeed::open(std::array{path}, {instrument, "USD", false});
    return feed ? DataFault{} : feed.error();
}

} // namespace

class TestBadFiles : public QObject
{
    Q_OBJECT

private slots:
    void namesWhatIsWrongWithTheFormOfAFile_data()
    {
        addColumns();
        row("an empty file", "", "empty_file", ": is empty: not one byte");
        row("a header alone", tradesHeader, "no_rows", ": has a header and no rows");
        row("an unknown column", "timestamp_ns,price,size,side,venue\n", "wrong_columns",
            ":1: unknown column 'venue'; trades have 'timestamp_ns,price,size,side'");
        row("a missing column", "timestamp,open,high,low,close\n", "wrong_columns",
            ":1: missing column 'volume'; bars have 'timestamp,open,high,low,close,volume'");
        row("a column with another name", "timestamp_ns,bid,bid_size,offer,ask_size\n", "wrong_columns",
            ":1: unknown column 'offer', missing column 'ask'; quotes have 'timestamp_ns,bid,bid_size,ask,ask_size'");
        row("a column twice", "timestamp_ns,price,price,size,side\n", "wrong_columns",
            ":1: repeated column 'price'; trades have 'timestamp_ns,price,size,side'");
        row("columns in another order", "timestamp_ns,size,price,side\n", "wrong_columns",
            ":1: columns in another order; trades have 'timestamp_ns,price,size,side'");
        row("no header", goodTrade + std::string(goodTrade), "wrong_columns",
            ":1: unknown columns '1723161255088176367', '61800.3', '0.006', 'B', missing columns 'timestamp_ns', "
            "'price', 'size', 'side'; trades have 'timestamp_ns,price,size,side'");
        row("half a line at the end", trades + "172316125508817", "half_line",
            ":3: the last line has no line end, so it may have been cut");
        row("a whole line without its end", trades + "1723161255088176368,61800.3,0.006,B", "half_line",
            ":3: the last line has no line end, so it may have been cut");
        row("half a line in the middle", trades + "17231612550\n" + goodTrade, "wrong_field_count",
            ":3: field 'price': 1 fields where 4 belong");
        row("a field too many", trades + "1723161255088176368,61800.3,0.006,B,1\n", "wrong_field_count",
            ":3: 5 fields where 4 belong");
        row("a blank line", trades + "\n" + goodTrade, "blank_line", ":3: the line is blank");
        row("a line of five thousand bytes", trades + std::string(5'000, '1') + "\n", "long_line",
            ":3: the line is longer than 4096 bytes");
        row("a file without line ends", std::string(10'000, 'x'), "long_line",
            ":1: the line is longer than 4096 bytes");
        row("a NUL byte", trades + std::string("1723161255088176368,618\0,0.006,B\n", 33), "nul_byte",
            ":3: holds a NUL byte");
    }

    void namesWhatIsWrongWithTheFormOfAFile()
    {
        checkSentence();
    }

    void namesWhatIsWrongWithANumber_data()
    {
        addColumns();
        row("not a number", trades + "1723161255088176368,61800.3x,0.006,B\n", "not_a_number",
            ":3: field 'price': \"61800.3x\" is not a number");
        row("a space before a number", trades + "1723161255088176368, 61800.3,0.006,B\n", "not_a_number",
            ":3: field 'price': \" 61800.3\" is not a number");
        row("nothing for a number", trades + "1723161255088176368,,0.006,B\n", "not_a_number",
            ":3: field 'price': is empty");
        row("a price of NaN", trades + "1723161255088176368,NaN,0.006,B\n", "not_finite",
            ":3: field 'price': \"NaN\" is not a finite number");
        row("a size of infinity", trades + "1723161255088176368,61800.3,-inf,B\n", "not_finite",
            ":3: field 'size': \"-inf\" is not a finite number");
        row("a negative price", trades + "1723161255088176368,-61800.3,0.006,B\n", "negative",
            ":3: field 'price': \"-61800.3\" is below zero");
        row("a price of zero", trades + "1723161255088176368,0.0,0.006,B\n", "not_positive",
            ":3: field 'price': a price must be above zero");
        row("a negative size", quotes + "1723161255088176368,61800.2,-1,61800.3,2\n", "negative",
            ":3: field 'bid_size': \"-1\" is below zero");
        row("a number of nineteen digits", trades + "1723161255088176368,1234567890123456789,0.006,B\n", "too_large",
            ":3: field 'price': \"1234567890123456789\" has too many digits");
        row("a size of 1e18", trades + "1723161255088176368,61800.3,1e18,B\n", "too_large",
            ":3: field 'size': \"1e18\" has too many digits");
        row("a size beyond all markets", trades + "1723161255088176368,61800.3,100000000000000000,B\n", "too_large",
            ":3: field 'size': the number is too large a count of 0.001");
    }

    void namesWhatIsWrongWithANumber()
    {
        checkSentence();
    }

    void namesWhatIsWrongWithARow_data()
    {
        addColumns();
        row("a crossed quote", quotes + "1723161255088176368,61800.4,1,61800.3,2\n", "crossed_quote",
            ":3: field 'bid': the bid is above the ask");
        row("an ask of zero", quotes + "1723161255088176368,61800.2,1,0,0\n", "not_positive",
            ":3: field 'ask': a price must be above zero");
        row("time running backwards", trades + "1723161255088176366,61800.3,0.006,B\n", "time_backwards",
            ":3: field 'timestamp_ns': 2024-08-08T23:54:15.088176366Z is earlier than 2024-08-08T23:54:15.088176367Z "
            "above it");
        row("a time that is none", trades + "1723161255.088,61800.3,0.006,B\n", "bad_time",
            ":3: field 'timestamp_ns': \"1723161255.088\" is no whole number of nanoseconds");
        row("a time in milliseconds", trades + "1723161255088,61800.3,0.006,B\n", "bad_time",
            ":3: field 'timestamp_ns': \"1723161255088\" looks like milliseconds, not like nanoseconds since 1970");
        row("a quote's time in microseconds", quotes + "1723161255088176,61800.2,1,61800.3,1\n", "bad_time",
            ":3: field 'timestamp_ns': \"1723161255088176\" looks like microseconds, not like nanoseconds since 1970");
        row("a level's time in seconds", depth + "1723161255,B,61800.3,0.006,0\n", "bad_time",
            ":3: field 'timestamp_ns': \"1723161255\" looks like seconds, not like nanoseconds since 1970");
        row("a time before 1990", trades + "631151999999999999,61800.3,0.006,B\n", "bad_time",
            ":3: field 'timestamp_ns': \"631151999999999999\" nanoseconds are before 1990");
        row("a time of no unit", trades + "0,61800.3,0.006,B\n", "bad_time",
            ":3: field 'timestamp_ns': \"0\" nanoseconds are before 1990");
        row("a time after 2262", trades + "9223372036854775807,61800.3,0.006,B\n", "bad_time",
            ":3: field 'timestamp_ns': \"9223372036854775807\" is outside 1970 to 2262");
        row("a side that is none", trades + "1723161255088176368,61800.3,0.006,A\n", "bad_side",
            ":3: field 'side': the side of a trade is B or S, not \"A\"");
        row("a level on no side", depth + "1723161255088176368,S,61800.3,0.006,0\n", "bad_side",
            ":3: field 'side': the side of a level is B or A, not \"S\"");
        row("a flag that is none", depth + "1723161255088176368,A,61800.3,0.006,2\n", "bad_flag",
            ":3: field 'snapshot': \"2\" is neither 0 nor 1");
        row("a bar whose high is not", bars + "2024-01-01T23:02:00Z,2,1,1,1,0\n", "bad_bar",
            ":3: field 'high': the high is not the highest price of the bar");
        row("a bar whose low is not", bars + "2024-01-01T23:02:00Z,1,2,1.5,2,0\n", "bad_bar",
            ":3: field 'low': the low is not the lowest price of the bar");
        row("the same bar twice", bars + std::string(goodBar), "duplicate_time",
            ":3: field 'timestamp': a second bar at 2024-01-01T23:01:00.000000000Z");
        row("bars running backwards", bars + "2024-01-01T23:00:00Z,1,1,1,1,0\n", "time_backwards",
            ":3: field 'timestamp': 2024-01-01T23:00:00.000000000Z is earlier than 2024-01-01T23:01:00.000000000Z "
            "above "
            "it");
        row("a bar with a local time", bars + "2024-01-01 23:02:00,1,1,1,1,0\n", "bad_time",
            ":3: field 'timestamp': \"2024-01-01 23:02:00\" is no time like 2024-08-08T23:54:15Z");
        row("a single bar", bars, "no_interval", ": nothing says how long its bars are");
    }

    void namesWhatIsWrongWithARow()
    {
        checkSentence();
    }

    void namesTheSameFaultInAGzipFile()
    {
        const DataFolder folder;
        const std::string text = tradesHeader + std::string(goodTrade) + "1723161255088176368,nan,0.006,B\n";

        const DataFault fault = faultOf(folder.writeGzip("X_trades.csv.gz", text));

        QCOMPARE(fault.line, std::uint64_t{3});
        QCOMPARE(fault.field, std::string("price"));
        QCOMPARE(fault.code, FaultCode::NotFinite);
    }

    void refusesPricesAndSizesOffTheIncrementsThatWereTold_data()
    {
        QTest::addColumn<QByteArray>("instrument");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("off the tick") << QByteArray("binance:BTCUSDT,tick=0.5,lot=0.001")
                                      << QByteArray(":2: field 'price': 61800.3 is no multiple of the tick 0.5");
        QTest::newRow("finer than the tick") << QByteArray("binance:BTCUSDT,tick=1,lot=0.001")
                                             << QByteArray(":2: field 'price': 61800.3 is no multiple of the tick 1");
        QTest::newRow("off the lot") << QByteArray("binance:BTCUSDT,tick=0.1,lot=0.01")
                                     << QByteArray(":2: field 'size': 0.006 is no multiple of the lot 0.01");
    }

    void refusesPricesAndSizesOffTheIncrementsThatWereTold()
    {
        QFETCH(QByteArray, instrument);
        const DataFolder folder;
        const std::string path = folder.write("X_trades.csv", tradesHeader + std::string(goodTrade));

        const DataFault fault = faultOf(path, instrument.toStdString());

        QTEST(QByteArray::fromStdString(fault.text()).mid(static_cast<int>(path.size())), "sentence");
    }

    void refusesAMissingFile()
    {
        const DataFolder folder;
        const std::string path = folder.path("none.csv");

        const DataFault fault = faultOf(path);

        QCOMPARE(fault.text(), path + ": there is no such file");
        QCOMPARE(fault.error().code, Errc::NotFound);
    }

    void refusesAFolder()
    {
        const DataFolder folder;

        const DataFault fault = faultOf(folder.path());

        QCOMPARE(fault.text(), folder.path() + ": is a folder, not a file");
        QCOMPARE(fault.code, FaultCode::IsDirectory);
    }

    void refusesAFileThatMayNotBeRead()
    {
        if (::geteuid() == 0) {
            QSKIP("NOT TESTED: the superuser may read everything; run as another user");
        }
        const DataFolder folder;
        const std::string path = folder.write("X_trades.csv", tradesHeader + std::string(goodTrade));
        std::filesystem::permissions(path, std::filesystem::perms::none);

        QCOMPARE(faultOf(path).text(), path + ": cannot be opened: Permission denied");
    }

    // Every possible cut of a gzip file is found, wherever it falls.
    void refusesATruncatedGzipFileWhereverItWasCut()
    {
        const DataFolder folder;
        std::string text = tradesHeader;
        for (int i = 0; i < 50; ++i) {
            text += "17231612550881763" + std::to_string(10 + i) + ",61800.3,0.006,B\n";
        }
        const std::string whole = DataFolder::gzip(text);

        for (std::size_t size = 2; size < whole.size(); ++size) {
            const std::string path = folder.write("X_trades.csv.gz", whole.substr(0, size));
            const DataFault fault = faultOf(path);
            QCOMPARE(fault.code, FaultCode::TruncatedGzip);
            QVERIFY2(fault.text().ends_with("the gzip data are cut off at byte " + std::to_string(size)),
                     fault.text().c_str());
            QCOMPARE(fault.error().code, Errc::Corrupt);
        }
    }

    // Only the bits that fill up the last byte of the compressed data mean nothing.
    void neverGivesOtherDataFromADamagedGzipFile()
    {
        const DataFolder folder;
        std::string text = tradesHeader;
        for (int i = 0; i < 50; ++i) {
            text += "17231612550881763" + std::to_string(10 + i) + ",61800.3,0.006,B\n";
        }
        const std::string whole = DataFolder::gzip(text);

        int accepted = 0;
        for (std::size_t i = 10; i < whole.size(); ++i) { // the ten bytes before hold time, flags and system
            std::string damaged = whole;
            damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
            const auto feed = FileFeed::open(std::array{folder.write("X_trades.csv.gz", damaged)}, {{}, "USD", false});
            accepted += feed ? 1 : 0;
            QVERIFY2(!feed || i == whole.size() - 9, qPrintable(QString::number(i))); // checksum and length are eight
        }
        QVERIFY(accepted <= 1);
    }

    // Stored without compression, so that a flipped bit in a digit leaves a stream that only its checksum betrays.
    void aDamagedGzipFileIsNamedBeforeTheRowThatItSpoiled_data()
    {
        QTest::addColumn<QByteArray>("good");
        QTest::addColumn<QByteArray>("bad");

        QTest::newRow("no number any more") << QByteArray(",61800.3,") << QByteArray(",618x0.3,");
        QTest::newRow("no time any more") << QByteArray("1723161255088176367,6") << QByteArray("1723161255088176367;6");
        QTest::newRow("another header") << QByteArray("price,") << QByteArray("prise,");
    }

    void aDamagedGzipFileIsNamedBeforeTheRowThatItSpoiled()
    {
        QFETCH(QByteArray, good);
        QFETCH(QByteArray, bad);
        const DataFolder folder;
        std::string text = trades;
        while (text.size() < 600'000) { // more than is read ahead, so that the row is met before the checksum
            text += goodTrade;
        }
        std::string bytes = DataFolder::gzip(text, Z_NO_COMPRESSION);
        const auto at = bytes.find(good.toStdString());
        QVERIFY(at != std::string::npos);
        bytes.replace(at, static_cast<std::size_t>(bad.size()), bad.toStdString());
        const std::string path = folder.write("X_trades.csv.gz", bytes);

        const DataFault fault = faultOf(path);

        QCOMPARE(fault.code, FaultCode::CorruptGzip);
        QVERIFY2(fault.what.starts_with("the gzip data are damaged near byte "), fault.text().c_str());
        QVERIFY2(fault.what.find("is a consequence") != std::string::npos, fault.text().c_str());
        QVERIFY(fault.line > 0);
    }

    void aBadRowOfASoundGzipFileIsOnlyThat()
    {
        const DataFolder folder;

        const DataFault fault = faultOf(folder.writeGzip("X_trades.csv.gz", trades + "x,1,1,B\n"));

        QVERIFY(fault.code != FaultCode::CorruptGzip);
        QCOMPARE(fault.line, std::uint64_t{3});
    }

    void aByteOrderMarkIsPassedOver_data()
    {
        QTest::addColumn<bool>("isGzip");
        QTest::newRow("plain") << false;
        QTest::newRow("gzip") << true;
    }

    void aByteOrderMarkIsPassedOver()
    {
        QFETCH(bool, isGzip);
        const DataFolder folder;
        const std::string text = "\xEF\xBB\xBF" + trades;

        const std::string path
            = isGzip ? folder.writeGzip("X_trades.csv.gz", text) : folder.write("X_trades.csv", text);

        QCOMPARE(faultOf(path).text(), std::string());
        QCOMPARE(faultOf(folder.write("Y_trades.csv", "\xEF\xBB\xBF" + text)).code, FaultCode::WrongColumns);
    }

    void refusesBytesBehindAGzipFile()
    {
        const DataFolder folder;
        const std::string whole = DataFolder::gzip(tradesHeader + std::string(goodTrade));

        const DataFault fault = faultOf(folder.write("X_trades.csv.gz", whole + "garbage"));

        QCOMPARE(fault.code, FaultCode::CorruptGzip);
        QVERIFY(fault.text().ends_with("bytes that are no gzip data at byte " + std::to_string(whole.size())));
    }

    void refusesTheSameFileTwice()
    {
        const DataFolder folder;
        const std::string path = folder.write("X_trades.csv", tradesHeader + std::string(goodTrade));

        const auto feed = FileFeed::open(std::array{path, path}, {});

        QVERIFY(!feed);
        QCOMPARE(feed.error().text(), path + ": was named twice");
    }

    void refusesNoFile()
    {
        const auto feed = FileFeed::open({}, {});

        QVERIFY(!feed);
        QCOMPARE(feed.error().text(), std::string("no data file was named"));
    }

    void refusesAnInstrumentThatIsNone_data()
    {
        QTest::addColumn<QByteArray>("instrument");
        QTest::addColumn<QByteArray>("sentence");
        const auto row = [](const char* name, const char* instrument, const char* sentence) {
            QTest::newRow(name) << QByteArray(instrument) << QByteArray(sentence);
        };
        row("no venue", "BTCUSDT", "--instrument: \"BTCUSDT\" is not VENUE:SYMBOL");
        row("no symbol", "binance:", "--instrument: \"binance:\" is not VENUE:SYMBOL");
        row("an unknown key", "binance:BTCUSDT,tik=1",
            "--instrument: \"tik=1\" is none of quote, tick, lot, contract, smallest, largest, step, smallest_value, "
            "sessions, interval with =VALUE");
        row("a key twice", "binance:BTCUSDT,tick=1,tick=2", "--instrument: field 'tick': is given twice");
        row("a tick of zero", "binance:BTCUSDT,tick=0", "--instrument: field 'tick': \"0\" is not above zero");
        row("a tick below zero", "binance:BTCUSDT,tick=-1", "--instrument: field 'tick': \"-1\" is not above zero");
        row("a tick that is no number", "binance:BTCUSDT,tick=nan",
            "--instrument: field 'tick': not a decimal number: \"nan\"");
        row("sessions that are none", "binance:BTCUSDT,sessions=moon",
            "--instrument: field 'sessions': \"moon\" is neither always_open nor us_equities");
        row("an upper-case venue", "Binance:BTCUSDT",
            "--instrument: Binance:BTCUSDT: venue must be 1 to 32 of a-z, 0-9, _ and -");
        row("a smallest size off the lot", "binance:BTCUSDT,lot=0.01,smallest=0.005,tick=0.1",
            "--instrument: field 'smallest': 0.005 is not a multiple of 0.01");
    }

    void refusesAnInstrumentThatIsNone()
    {
        QFETCH(QByteArray, instrument);
        const DataFolder folder;
        const std::string path
            = folder.write("X_trades.csv", tradesHeader + std::string("1723161255088176367,1,1,B\n"));

        QTEST(QByteArray::fromStdString(faultOf(path, instrument.toStdString()).text()), "sentence");
    }

    void refusesASideFileWithAFault_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("sentence");
        const auto row = [](const char* name, const char* text, const char* sentence) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(sentence);
        };
        row("an unknown key", "venue = \"binance\"\ntick = 1\n",
            ":2: field 'tick': is none of venue, symbol, quote_currency, tick_size, lot_size, contract_size, smallest, "
            "largest, step, smallest_value, sessions, interval");
        row("a wrong type", "\nvenue = 5\n", ":2: field 'venue': must be a text in quotes");
        row("a list for a number", "tick_size = [1]\n", ":1: field 'tick_size': must be a number");
        row("a negative number", "lot_size = -0.1\n", ":1: field 'lot_size': \"-0.1\" is not above zero");
        row("an infinite number", "lot_size = inf\n", ":1: field 'lot_size': not a decimal number: \"inf\"");
    }

    void refusesASideFileWithAFault()
    {
        QFETCH(QByteArray, text);
        const DataFolder folder;
        const std::string side = folder.write("X.toml", text.toStdString());
        const std::string path = folder.write("X_trades.csv", tradesHeader + std::string(goodTrade));

        QTEST(QByteArray::fromStdString(faultOf(path).text()).mid(static_cast<int>(side.size())), "sentence");
        QCOMPARE(faultOf(path).code, FaultCode::BadSideFile);
    }

    void refusesASideFileWithAKeyTwiceOrOfAnotherForm()
    {
        const DataFolder folder;
        const std::string path = folder.write("X_trades.csv", tradesHeader + std::string(goodTrade));

        const std::string side = folder.write("X.toml", "tick_size = 0.1\ntick_size = 1\n");
        QCOMPARE(faultOf(path).line, std::uint64_t{2});
        QCOMPARE(faultOf(path).file, side);

        folder.write("X.toml", "tick_size : 0.1\n");
        QCOMPARE(faultOf(path).line, std::uint64_t{1});

        folder.write("X.toml", std::string(70'000, '#'));
        QCOMPARE(faultOf(path).text(), side + ": is larger than 64 KiB");
    }

    void refusesTwoSideFilesThatContradictEachOther()
    {
        const DataFolder folder;
        folder.write("A.toml", "venue = \"binance\"\nsymbol = \"BTCUSDT\"\ntick_size = 0.1\n");
        const std::string other
            = folder.write("B.toml", "venue = \"binance\"\nsymbol = \"BTCUSDT\"\ntick_size = 0.01\n");
        const std::string a = folder.write("A_trades.csv", tradesHeader + std::string(goodTrade));
        const std::string b = folder.write("B_trades.csv", tradesHeader + std::string(goodTrade));

        const auto feed = FileFeed::open(std::array{a, b}, {});

        QVERIFY(!feed);
        QCOMPARE(feed.error().text(), other + ": says otherwise of binance:BTCUSDT than " + folder.path("A.toml"));
    }

private:
    static void addColumns()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("sentence"); // behind the name of the file
    }

    static void row(const char* name, const std::string& text, const char* code, const char* sentence)
    {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(code) << QByteArray(sentence);
    }

    static void checkSentence()
    {
        QFETCH(QByteArray, text);
        const DataFolder folder;
        const std::string path = folder.write("X.csv", text.toStdString());

        const DataFault fault = faultOf(path);

        QTEST(QByteArray::fromStdString(std::string(nameOf(fault.code))), "code");
        QTEST(QByteArray::fromStdString(fault.text()).mid(static_cast<int>(path.size())), "sentence");
        QVERIFY(QByteArray::fromStdString(fault.error().detail).startsWith(path.c_str()));
    }
};

QTEST_APPLESS_MAIN(TestBadFiles)
#include "tst_bad_files.moc"

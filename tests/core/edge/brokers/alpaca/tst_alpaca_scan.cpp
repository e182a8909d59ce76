// needs: edge/brokers/alpaca
//
// Trades and quotes scanned: what the scans tell is just what the general readers tell.
#include "core/edge/brokers/alpaca/json_scan.h"
#include "core/edge/brokers/alpaca/msgpack_scan.h"
#include "tests/core/edge/brokers/alpaca/made_frames.h"
#include "tests/core/edge/brokers/alpaca/told_messages.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace omni;
using namespace omni::brokers::alpaca;
using namespace omni::brokers::alpaca::kit;

namespace {

/// How many messages of the frame the scan takes.
std::size_t scanned(const std::string& frame)
{
    JsonScan scan;
    const auto padded = frame + std::string(scanPadding, '\0');
    return scan.read(padded.data(), frame.size()).size();
}

std::size_t scannedPacked(const std::string& message)
{
    ScannedFields fields;
    return scannedMsgpack(message, fields);
}

/// In the order in which the venue's own documentation writes them, of stocks and of coins.
const std::string stockTrade
    = R"({"T":"t","S":"AAPL","i":96921,"x":"D","p":126.55,"s":1,"t":"2026-07-14T13:31:03.123456789Z","c":["@","I"],"z":"C"})";
const std::string stockQuote
    = R"({"T":"q","S":"AAPL","bx":"O","bp":133.85,"bs":4,"ax":"R","ap":135.77,"as":5,"c":["R"],"z":"A","t":"2026-07-14T13:31:03.12Z"})";
const std::string coinTrade
    = R"({"T":"t","S":"BTC/USD","p":61800.12,"s":0.000123456,"t":"2026-07-14T13:31:04Z","i":1,"tks":"S"})";
const std::string coinQuote
    = R"({"T":"q","S":"BTC/USD","bp":61800.1,"bs":0.5,"ap":61801,"as":1.25,"t":"2026-07-14T13:31:04.1Z"})";

} // namespace

class TestAlpacaScan : public QObject
{
    Q_OBJECT

private slots:
    void theVenuesOwnFormIsScanned()
    {
        for (const auto& message : {stockTrade, stockQuote, coinTrade, coinQuote}) {
            QVERIFY2(scanned('[' + message + ']') == 1, message.c_str());
        }
        QCOMPARE(scanned('[' + stockTrade + ',' + coinQuote + ',' + stockQuote + ']'), std::size_t{3});
        const auto reader = makeJsonReader();
        QCOMPARE(toldBy(*reader, '[' + coinTrade + ',' + stockQuote + ']'),
                 (std::vector<std::string>{"trade BTC/USD 1784035864000000000  6180012e-2 123456e-9 2",
                                           "quote AAPL 1784035863120000000  13385e-2 4e0 13577e-2 5e0", "a frame"}));
    }

    void whatIsInAnyWayUnusualIsLeftToTheGeneralReader()
    {
        const auto changed = [](const std::string& what, const std::string& to) {
            auto text = stockTrade;
            return '[' + text.replace(text.find(what), what.size(), to) + ']';
        };
        for (const auto& [what, to] :
             std::vector<std::pair<std::string, std::string>>{{"126.55", "1.2655e2"},
                                                              {"126.55", "-126.55"},
                                                              {"126.55", "0"},
                                                              {"126.55", "1234567890123456.789"},
                                                              {"126.55", "null"},
                                                              {",\"s\"", ", \"s\""},
                                                              {"AAPL", "A\\u0041"},
                                                              {"AAPL", "\xc3\xa9"},
                                                              {"AAPL", ""},
                                                              {"\"x\"", "\"new\""},
                                                              {"\"x\"", "\"v\""},
                                                              {"\"x\"", "\"p\""},
                                                              {"13:31", "25:31"},
                                                              {"\"T\":\"t\"", "\"T\":\"b\""},
                                                              {R"("p":126.55,)", ""},
                                                              {R"("S":"AAPL",)", ""},
                                                              {"}", ""},
                                                              {"}", "}}"}}) {
            QVERIFY2(scanned(changed(what, to)) == 0, to.c_str());
        }
        QCOMPARE(scanned('[' + stockTrade + "] "), std::size_t{0});
        QCOMPARE(scanned('[' + stockTrade + R"(,{"T":"b"}])"), std::size_t{0});
        QCOMPARE(scanned("[]"), std::size_t{0});
    }

    void aKeyWithAZeroInItIsNoOtherKey()
    {
        const std::string key("\"\0\0p\"", 5);
        auto text = '[' + stockTrade + ']';
        QCOMPARE(scanned(text.replace(text.find("\"p\""), 3, key)), std::size_t{0});

        const auto packed = [](std::string_view price) {
            const std::string_view begin("\x85\xa1T\xa1t\xa1S\xa1"
                                         "F",
                                         9);
            const std::string_view rest("\x07\xa1s\x01\xa1t\xd7\xff\0\0\0\0\x6a\x56\x4a\x97", 16);
            return std::string(begin) + std::string(price) + std::string(rest);
        };
        QVERIFY(scannedPacked(packed("\xa1p")) != 0);
        QCOMPARE(scannedPacked(packed(std::string_view("\xa2\0p", 3))), std::size_t{0});
        static_assert(keyCode(std::string_view("\0p", 2)) != keyCode("p"));
    }

    void aFrameOfMoreThanTheScanKeepsIsReadAsWell() // S26
    {
        std::string frame = "[" + stockTrade;
        for (std::size_t i = 1; i < mostScanned; ++i) {
            frame += ',' + coinQuote;
        }
        QCOMPARE(scanned(frame + ']'), mostScanned);
        frame += ',' + coinQuote + ']';
        QCOMPARE(scanned(frame), std::size_t{0});
        const auto quick = makeJsonReader();
        const auto general = makeJsonReader(MarketReading::General);
        const auto told = toldBy(*quick, frame);
        QCOMPARE(told.size(), mostScanned + 2);
        QVERIFY(told == toldBy(*general, frame));
    }

    void everyJsonFrameIsToldAsTheGeneralReaderTellsIt() // F41, F44
    {
        MadeJson made(20'261'127);
        const auto quick = makeJsonReader();
        const auto general = makeJsonReader(MarketReading::General);
        int scans = 0, malformed = 0, refused = 0;
        constexpr int frames = 100'000;
        for (int i = 0; i < frames; ++i) {
            const auto frame = made.frame();
            const auto told = toldBy(*quick, frame);
            QVERIFY2(told == toldBy(*general, frame), frame.c_str());
            scans += scanned(frame) != 0 ? 1 : 0;
            malformed += std::count(told.begin(), told.end(), "malformed") != 0 ? 1 : 0;
            refused += told.back() == "no frame" ? 1 : 0;
        }
        // Neither way is nearly all, and what is bad is really among them.
        QVERIFY2(scans > frames / 5 && scans < frames * 4 / 5, qPrintable(QString::number(scans)));
        QVERIFY2(malformed > frames / 50, qPrintable(QString::number(malformed)));
        QVERIFY2(refused > frames / 50, qPrintable(QString::number(refused)));
    }

    void aFrameCutAnywhereIsToldAsTheGeneralReaderTellsIt() // F41
    {
        const auto whole = '[' + stockTrade + ',' + stockQuote + ',' + coinTrade + ',' + coinQuote + ']';
        const auto quick = makeJsonReader();
        const auto general = makeJsonReader(MarketReading::General);
        for (std::size_t size = 0; size <= whole.size(); ++size) {
            const auto cut = whole.substr(0, size);
            QVERIFY2(toldBy(*quick, cut) == toldBy(*general, cut), cut.c_str());
            QCOMPARE(scanned(cut) != 0, size == whole.size());
        }
    }

    void everyMsgpackFrameIsToldAsTheGeneralReaderTellsIt() // F41, F44
    {
        MadeMsgpack made(20'261'128);
        const auto quick = makeMsgpackReader();
        const auto general = makeMsgpackReader(MarketReading::General);
        int scans = 0, malformed = 0, refused = 0;
        constexpr int frames = 100'000;
        for (int i = 0; i < frames; ++i) {
            const auto frame = made.frame();
            const std::vector<char> exact(frame.begin(), frame.end()); // a sanitizer sees a step past its end
            const auto told = toldBy(*quick, {exact.data(), exact.size()});
            QVERIFY2(told == toldBy(*general, frame), QByteArray::fromStdString(frame).toHex().constData());
            scans += !frame.empty() && scannedPacked(frame.substr(1)) != 0 ? 1 : 0;
            malformed += std::count(told.begin(), told.end(), "malformed") != 0 ? 1 : 0;
            refused += told.back() == "no frame" ? 1 : 0;
        }
        QVERIFY2(scans > frames / 5 && scans < frames * 9 / 10, qPrintable(QString::number(scans)));
        QVERIFY2(malformed > frames / 50, qPrintable(QString::number(malformed)));
        QVERIFY2(refused > frames / 50, qPrintable(QString::number(refused)));
    }
};

QTEST_APPLESS_MAIN(TestAlpacaScan)
#include "tst_alpaca_scan.moc"

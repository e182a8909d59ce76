// needs: edge/brokers/alpaca
//
// The data streams in both writings: figures exactly as written, and what is none kept out.
#include "core/edge/brokers/alpaca/market_ticks.h"
#include "core/edge/brokers/alpaca/msgpack_reader.h"
#include "core/edge/brokers/alpaca/wire_market.h"

#include <QTest>

#include <bit>
#include <string>
#include <variant>
#include <vector>

using namespace omni;
using namespace omni::brokers::alpaca;

namespace {

struct Heard {
    std::vector<market::Tick> ticks;
    std::vector<std::string> words;
    std::vector<std::int64_t> errors;
    int subscriptions = 0;
    MarketCounters counters;
    bool isFrame = true;
};

market::Instrument instrument(std::uint64_t id, const std::string& symbol, bool isStock, std::int8_t lot)
{
    market::Instrument made;
    made.id = InstrumentId{id};
    made.venue = "alpaca";
    made.symbol = symbol;
    made.quoteCurrency = "USD";
    made.tickSize = {1, -2};
    made.lotSize = {1, lot};
    made.sessions = isStock ? market::Sessions::UsEquities : market::Sessions::AlwaysOpen;
    return *market::completed(made);
}

Heard hear(std::string_view frame, bool isMsgpack = false)
{
    static const auto stock = instrument(1, "AAPL", true, 0);
    static const auto pair = instrument(2, "BTC/USD", false, -9);
    Heard heard;
    MarketTicks ticks({[&heard](const market::Tick& tick) { heard.ticks.push_back(tick); },
                       [&heard](std::string_view word) { heard.words.emplace_back(word); },
                       [&heard] { ++heard.subscriptions; },
                       [&heard](std::int64_t code, std::string_view) { heard.errors.push_back(code); }},
                      heard.counters);
    ticks.add(stock);
    ticks.add(pair);
    const auto reader = isMsgpack ? makeMsgpackReader() : makeJsonReader();
    heard.isFrame = reader->read(frame, ticks);
    return heard;
}

constexpr std::string_view aQuote = R"([{"T":"q","S":"AAPL","bx":"V","bp":150.2,"bs":2,"ax":"V","ap":150.24,"as":1,)"
                                    R"("t":"2026-07-14T13:31:03.123456789Z","c":["R"],"z":"C"}])";

/// A trade under these conditions, a letter each; with a word beside them that nobody knows yet.
QByteArray tradeOf(const QByteArray& letters, const QByteArray& tape, bool isQuick)
{
    QByteArray list = "\"new one\"";
    for (const char letter : letters) {
        list += QByteArray(",\"") + letter + '"';
    }
    return "[{\"T\":\"t\",\"S\":\"AAPL\",\"p\":126.55,\"s\":1,\"c\":[" + list + "]," + (isQuick ? "" : " ") + "\"z\":\""
        + tape + "\",\"t\":\"2026-07-14T13:31:03Z\"}]";
}

// msgpack by hand, from its specification
std::string word(std::string_view text)
{
    return std::string(1, static_cast<char>(0xa0 | text.size())) + std::string(text);
}
std::string number(double value)
{
    auto bits = std::bit_cast<std::uint64_t>(value);
    std::string out = "\xcb";
    for (int shift = 56; shift >= 0; shift -= 8) {
        out += static_cast<char>(bits >> shift & 0xff);
    }
    return out;
}
std::string bigEndian(std::uint64_t value, int bytes)
{
    std::string out;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out += static_cast<char>(value >> shift & 0xff);
    }
    return out;
}
std::string time96(std::uint64_t second, std::uint64_t nano)
{
    return std::string("\xc7\x0c\xff", 3) + bigEndian(nano, 4) + bigEndian(second, 8);
}
std::string time64(std::uint64_t second, std::uint64_t nano)
{
    return std::string("\xd7\xff", 2) + bigEndian(nano << 34 | second, 8);
}

} // namespace

class TestAlpacaMarket : public QObject
{
    Q_OBJECT

private slots:
    void aQuoteIsWhatWasWritten()
    {
        const auto heard = hear(aQuote);

        QVERIFY(heard.isFrame);
        QCOMPARE(heard.ticks.size(), std::size_t{1});
        const auto quote = std::get<market::Quote>(heard.ticks[0]);
        QCOMPARE(quote.bid, Ticks{15'020});
        QCOMPARE(quote.ask, Ticks{15'024});
        QCOMPARE(quote.askSize, Lots{1});
        QCOMPARE(isoText(quote.venueTime), std::string("2026-07-14T13:31:03.123456789Z"));
    }

    void bothWritingsSayTheSame()
    {
        const std::string packed = "\x91\x8a" + word("T") + word("q") + word("S") + word("AAPL") + word("bx")
            + word("V") + word("bp") + number(150.2) + word("bs") + "\x02" + word("ap") + number(150.24) + word("as")
            + "\x01" + word("t") + time96(1'784'035'863, 123'456'789) + word("c") + "\x91" + word("R") + word("z")
            + word("C");

        const auto heard = hear(packed, true);

        QVERIFY(heard.isFrame);
        QVERIFY(heard.ticks == hear(aQuote).ticks);
    }

    void aFrameMayHoldMany()
    {
        const auto heard = hear(
            R"([{"T":"t","S":"AAPL","i":96921,"x":"D","p":126.55,"s":1,"t":"2026-07-14T13:31:03Z","c":["@","F"],"z":"C"},)"
            R"({"T":"t","S":"BTC/USD","p":61800.12,"s":0.123456789,"t":"2026-07-14T13:31:04Z","i":1,"tks":"S"},)"
            R"({"T":"s","S":"AAPL","sc":"H","sm":"Halt","rc":"T12","rm":"News","t":"2026-07-14T13:31:05Z","z":"C"},)"
            R"({"T":"s","S":"AAPL","sc":"T","sm":"Trading","rc":"","rm":"","t":"2026-07-14T13:31:06Z","z":"C"},)"
            R"({"T":"o","S":"BTC/USD","t":"2026-07-14T13:31:07Z","b":[{"p":61800,"s":1.5},{"p":61799.5,"s":0}],)"
            R"("a":[{"p":61801,"s":2}],"r":true}])");

        QVERIFY(heard.isFrame);
        QCOMPARE(heard.ticks.size(), std::size_t{7});
        QCOMPARE(std::get<market::Print>(heard.ticks[0]).price, Ticks{12'655});
        const auto taken = std::get<market::Print>(heard.ticks[1]);
        QVERIFY(taken.aggressor == market::Aggressor::Seller);
        QCOMPARE(taken.size, Lots{123'456'789});
        QVERIFY(std::get<market::StatusChange>(heard.ticks[2]).state == market::TradingState::Halted);
        QVERIFY(std::get<market::StatusChange>(heard.ticks[3]).state == market::TradingState::Open);
        const auto first = std::get<market::DepthChange>(heard.ticks[4]);
        QVERIFY(first.clearsBook && !first.endsBatch && first.side == Side::Buy);
        QCOMPARE(std::get<market::DepthChange>(heard.ticks[5]).size, Lots{0});
        const auto last = std::get<market::DepthChange>(heard.ticks[6]);
        QVERIFY(last.endsBatch && !last.clearsBook && last.side == Side::Sell);
    }

    /// F44: late, out of sequence, an average, of other terms: no price of this moment, so no bar and no trail sees it.
    void aTradeThatSaysNothingOfThePriceOfNowIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("conditions");
        QTest::addColumn<QByteArray>("tape");
        QTest::addColumn<bool>("isTaken");
        const auto row = [](const char* conditions, const char* tape, bool isTaken) {
            QTest::addRow("%s of %s", conditions, tape) << QByteArray(conditions) << QByteArray(tape) << isTaken;
        };
        for (const char* usual : {"", "@", " F", "@T", "X", "5", "6", " E"}) {
            row(usual, "A", true);
            row(usual, "C", true);
        }
        for (const char* odd : {"C", "H", "I", "L", "M", "N", "P", "Q", "R", "U", "V", "W", "Z", "4", "7", "9"}) {
            row(("@F" + QByteArray(odd)).constData(), "B", false);
            row(("@F" + QByteArray(odd)).constData(), "C", false);
        }
        row("B", "A", false); // an average
        row("B", "C", true); // a bunched trade
        row("G", "C", false); // one that is told late
        row("G", "A", true);
    }
    void aTradeThatSaysNothingOfThePriceOfNowIsLeftOut()
    {
        QFETCH(const QByteArray, conditions);
        QFETCH(const QByteArray, tape);
        QFETCH(const bool, isTaken);
        for (const bool isQuick : {true, false}) { // the scan, and the general reader
            const auto heard = hear(tradeOf(conditions, tape, isQuick).toStdString());

            QCOMPARE(heard.ticks.size(), std::size_t{isTaken ? 1U : 0U});
            QCOMPARE(heard.counters.unused, std::uint64_t{isTaken ? 0U : 1U});
        }
    }

    void figuresThatAreNoneAreKeptOut_data() // F44
    {
        QTest::addColumn<QByteArray>("price");
        QTest::addColumn<QByteArray>("size");
        QTest::newRow("zero") << QByteArray("0") << QByteArray("1");
        QTest::newRow("negative") << QByteArray("-5") << QByteArray("1");
        QTest::newRow("beyond a double") << QByteArray("1e999") << QByteArray("1");
        QTest::newRow("text") << QByteArray("\"dear\"") << QByteArray("1");
        QTest::newRow("null") << QByteArray("null") << QByteArray("1");
        QTest::newRow("off the tick") << QByteArray("61800.123") << QByteArray("1");
        QTest::newRow("size of zero") << QByteArray("61800") << QByteArray("0");
        QTest::newRow("negative size") << QByteArray("61800") << QByteArray("-1");
        QTest::newRow("size of 1e18") << QByteArray("61800") << QByteArray("1e18");
    }
    void figuresThatAreNoneAreKeptOut()
    {
        QFETCH(const QByteArray, price);
        QFETCH(const QByteArray, size);
        const QByteArray frame = R"([{"T":"t","S":"BTC/USD","p":)" + price + R"(,"s":)" + size
            + R"(,"t":"2026-07-14T13:31:04Z"},{"T":"t","S":"BTC/USD","p":61800.12,"s":1,"t":"2026-07-14T13:31:04Z"}])";

        const auto heard = hear(frame.toStdString());

        QVERIFY(heard.isFrame);
        QCOMPARE(heard.ticks.size(), std::size_t{1}); // the one beside it stands
        QCOMPARE(heard.counters.quarantined + heard.counters.malformed, std::uint64_t{1});
    }

    void noNumberOfMsgpackIsAPrice()
    {
        for (const double bad : {std::nan(""), HUGE_VAL, -1.0, 0.0, 61'800.1234}) {
            const auto heard = hear("\x91\x85" + word("T") + word("t") + word("S") + word("BTC/USD") + word("p")
                                        + number(bad) + word("s") + number(1.5) + word("t") + time64(1'784'035'863, 5),
                                    true);
            QVERIFY(heard.isFrame);
            QCOMPARE(heard.ticks.size(), std::size_t{0});
            QCOMPARE(heard.counters.quarantined + heard.counters.malformed, std::uint64_t{1});
        }
    }

    void tradesOfStocksBetweenTheCentsAreReal()
    {
        const auto heard
            = hear(R"([{"T":"t","S":"AAPL","p":150.2375,"s":100,"t":"2026-07-14T13:31:04Z"},)"
                   R"({"T":"q","S":"AAPL","bp":0.5001,"bs":1,"ap":0.5002,"as":1,"t":"2026-07-14T13:31:04Z"}])");

        QCOMPARE(heard.ticks.size(), std::size_t{1});
        QCOMPARE(std::get<market::Print>(heard.ticks[0]).price, Ticks{15'024});
        QCOMPARE(heard.counters.quarantined, std::uint64_t{1});
    }

    void wordsOfTheStreamAreHeard()
    {
        QCOMPARE(hear(R"([{"T":"success","msg":"connected"}])").words, std::vector<std::string>{"connected"});
        QCOMPARE(hear(R"([{"T":"error","code":402,"msg":"auth failed"}])").errors, std::vector<std::int64_t>{402});
        QCOMPARE(hear(R"([{"T":"subscription","trades":["AAPL"],"quotes":[]}])").subscriptions, 1);
        QCOMPARE(hear(R"([{"T":"zz","S":"AAPL","x":{"y":[{}]}}])").counters.unknown, std::uint64_t{1});
        QCOMPARE(hear(R"([{"T":"l","S":"AAPL","u":1,"d":1},{"T":"c","S":"AAPL"},{"T":"x","S":"AAPL","a":"C","p":1}])")
                     .counters.unused,
                 std::uint64_t{3});
        QCOMPARE(hear("\x91\x82" + word("T") + word("success") + word("msg") + word("authenticated"), true).words,
                 std::vector<std::string>{"authenticated"});
    }

    void whatIsNoFrameIsRefused_data() // F41
    {
        QTest::addColumn<QByteArray>("frame");
        for (const char* frame :
             {"", "{}", "[", "[{\"T\":\"t\"", "null", "[1]", "[{}]x", "[{\"T\":\"t\"}] []", "\xff"}) {
            QTest::newRow(frame) << QByteArray(frame);
        }
        QTest::newRow("deep") << QByteArray(5'000, '[');
    }
    void whatIsNoFrameIsRefused()
    {
        QFETCH(const QByteArray, frame);
        QVERIFY(!hear(frame.toStdString()).isFrame);
    }

    void msgpackIsReadAsItsSpecificationSays()
    {
        using Value = MsgpackValue;
        const auto one = [](std::string_view bytes) {
            MsgpackReader reader(bytes);
            auto value = reader.next();
            return reader.isSound() && reader.isAtEnd() ? std::optional(value) : std::nullopt;
        };
        QVERIFY(std::get<std::int64_t>(*one("\x7f")) == 127);
        QVERIFY(std::get<std::int64_t>(*one("\xe0")) == -32);
        QVERIFY(std::get<std::int64_t>(*one("\xcc\xff")) == 255);
        QVERIFY(std::get<std::int64_t>(*one("\xd0\x80")) == -128);
        QVERIFY(std::get<std::int64_t>(*one("\xd3\xff\xff\xff\xff\xff\xff\xff\xfe")) == -2);
        QVERIFY(std::get<std::string_view>(*one("\xd9\x02hi")) == "hi");
        QVERIFY(std::get<double>(*one(std::string_view("\xca\x3f\xc0\x00\x00", 5))) == 1.5);
        QVERIFY(std::get<bool>(*one("\xc3")));
        QVERIFY(std::holds_alternative<MsgpackNil>(*one("\xc0")));
        QVERIFY(std::get<Timestamp>(*one(std::string_view("\xd6\xff\x00\x00\x00\x01", 6))) == Timestamp{1'000'000'000});
        QVERIFY(std::get<Timestamp>(*one(time64(1'784'035'863, 5))) == (Timestamp{1'784'035'863'000'000'005}));
        QVERIFY(!one(time64(1, 1'000'000'000)));
        QVERIFY(!one("\xd9\x05hi"));
        QVERIFY(!one("\xdd\xff\xff\xff\xff")); // says four thousand million elements and has none
        QVERIFY(!one("\xc1"));
        QVERIFY(!one(""));
        static_cast<void>(Value{});
    }

    void ourWordsAreWrittenInBoth()
    {
        Channels channels;
        channels.trades = {"AAPL"};
        QCOMPARE(subscriptionText("subscribe", channels, false),
                 std::string(R"({"action":"subscribe","trades":["AAPL"]})"));
        QCOMPARE(subscriptionText("subscribe", channels, true),
                 "\x82" + word("action") + word("subscribe") + word("trades") + "\x91" + word("AAPL"));
        QCOMPARE(authText("k", "s", false), std::string(R"({"action":"auth","key":"k","secret":"s"})"));
    }
};

QTEST_GUILESS_MAIN(TestAlpacaMarket)
#include "tst_alpaca_market.moc"

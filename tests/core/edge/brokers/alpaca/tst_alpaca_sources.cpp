// needs: edge/brokers/alpaca tests/support/loopback Qt6::WebSockets
// The stream and the latest quotes that are asked for, as two sources of the same prices (F35, F44): one stands in for
// the other, and what they contradict each other about reaches nobody.

#include "tests/core/edge/brokers/alpaca/alpaca_bench.h"

#include <bit>
#include <cmath>

using namespace omni;
using namespace omni::tests;

namespace {

constexpr std::uint64_t baseSecond = 1'784'035'862; // 2026-07-14T13:31:02Z

QByteArray bigEndian(std::uint64_t value, int bytes)
{
    QByteArray out;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out += static_cast<char>(value >> shift & 0xff);
    }
    return out;
}
QByteArray word(const QByteArray& text)
{
    return QByteArray(1, static_cast<char>(0xa0 | text.size())) + text;
}
QByteArray number(double value)
{
    return QByteArray("\xcb") + bigEndian(std::bit_cast<std::uint64_t>(value), 8);
}
QByteArray timeOf(std::uint64_t second)
{
    return QByteArray("\xd6\xff", 2) + bigEndian(second, 4);
}
QByteArray quoteFrame(std::uint64_t second, double bid)
{
    return QByteArray("\x91\x87") + word("T") + word("q") + word("S") + word("AAPL") + word("bp") + number(bid)
        + word("bs") + "\x02" + word("ap") + number(std::round(100 * (bid + 0.02)) / 100) + word("as") + "\x01"
        + word("t") + timeOf(second);
}
QByteArray printFrame(std::uint64_t second, double price)
{
    return QByteArray("\x91\x85") + word("T") + word("t") + word("S") + word("AAPL") + word("p") + number(price)
        + word("s") + "\x01" + word("t") + timeOf(second);
}
QByteArray asked(std::uint64_t second, double bid)
{
    const auto time = isoText(Timestamp{static_cast<std::int64_t>(second) * 1'000'000'000});
    return FakeAlpaca::json("{\"quotes\":{\"AAPL\":{\"t\":\"" + QByteArray::fromStdString(time)
                            + "\",\"bp\":" + QByteArray::number(bid, 'f', 2)
                            + ",\"bs\":2,\"ap\":" + QByteArray::number(bid + 0.02, 'f', 2) + ",\"as\":1}}}");
}

/// A session whose market data are up; what is asked for is answered with `second` and `bid`.
struct SourcesBench : AlpacaBench {
    SourcesBench()
    {
        venue.onData = [](QWebSocket* stream, const QByteArray& bytes) {
            if (bytes.isEmpty()) {
                stream->sendBinaryMessage(QByteArray("\x91\x82\xa1T\xa7success\xa3msg\xa9"
                                                     "connected"));
            } else if (bytes.contains("s3cret")) {
                stream->sendBinaryMessage(QByteArray("\x91\x82\xa1T\xa7success\xa3msg\xad"
                                                     "authenticated"));
            } else {
                stream->sendBinaryMessage(QByteArray("\x91\x81\xa1T\xacsubscription"));
            }
        };
        venue.script = [this](const Asked& request) -> std::optional<QByteArray> {
            if (request.path() != "/v2/stocks/quotes/latest") {
                return std::nullopt;
            }
            second += secondsEach;
            return asked(second, bid);
        };
    }
    void comeUp()
    {
        startUp();
        broker->watch({{InstrumentId{1}}});
        QTRY_VERIFY(desk.isUp(events::LinkKind::MarketData));
    }
    void stream(const QByteArray& frame)
    {
        venue.dataStreams.at(0)->sendBinaryMessage(frame);
    }
    [[nodiscard]] std::optional<Ticks> lastBid() const
    {
        std::optional<Ticks> last;
        for (const auto& tick : desk.ticks) {
            const auto* quote = std::get_if<market::Quote>(&tick.tick);
            last = quote != nullptr ? std::optional(quote->bid) : last;
        }
        return last;
    }
    [[nodiscard]] views::Line data() const
    {
        return line(views::LineKind::MarketData);
    }

    std::uint64_t second = baseSecond, secondsEach = 0;
    double bid = 150.20;
};

} // namespace

class TestAlpacaSources : public QObject
{
    Q_OBJECT

private slots:
    void aSilentStreamIsStoodInFor()
    {
        SourcesBench bench;
        bench.secondsEach = 1;
        bench.comeUp();
        QTRY_COMPARE(bench.lastBid(), std::optional(Ticks{15'020})); // the image of the beginning
        bench.bid = 150.30;
        QTRY_COMPARE_WITH_TIMEOUT(bench.lastBid(), std::optional(Ticks{15'030}), 8'000);
        QTRY_VERIFY(bench.data().state == views::LineState::Stale);
        QVERIFY(bench.data().detail.find("the stream says nothing of AAPL: the latest quotes are asked for instead")
                != std::string::npos);
        QVERIFY(bench.data().lastProof);

        bench.stream(quoteFrame(bench.second + 1, 150.40));
        QTRY_COMPARE(bench.lastBid(), std::optional(Ticks{15'040}));
        bench.bid = 150.50; // nobody hears of it while the stream speaks
        QTRY_VERIFY_WITH_TIMEOUT(bench.data().state == views::LineState::Up, 3'000);
        QCOMPARE(bench.lastBid(), std::optional(Ticks{15'040}));
    }

    /// A thin share: what is asked for is the same quote again and again. It is not given again, and not shown as new.
    void anOldQuoteIsNotGivenAgain()
    {
        SourcesBench bench;
        bench.comeUp();
        QTRY_COMPARE(bench.desk.ticks.size(), std::size_t{1});
        QTRY_VERIFY_WITH_TIMEOUT(bench.venue.countOf("GET", "/v2/stocks/quotes/latest") >= 3, 9'000);
        QCOMPARE(bench.desk.ticks.size(), std::size_t{1});
    }

    /// S14: a thin share's latest quote is of 20 minutes ago, and says so; one of now is new, though our clock is half
    /// a minute ahead of the venue's.
    void aQuoteTellsItsAgeByOurClock()
    {
        SourcesBench bench;
        const auto clock = bench.venue.script;
        bench.venue.script = [&bench, clock](const Asked& request) -> std::optional<QByteArray> {
            const auto there = QByteArray::fromStdString(isoText(bench.clock.wall() - seconds(30)));
            return request.path() == "/v2/clock"
                ? std::optional(FakeAlpaca::json("{\"timestamp\":\"" + there + "\",\"is_open\":true}"))
                : clock(request);
        };
        bench.startUp();
        QTRY_VERIFY(bench.broker->connection().clockOffset.has_value());
        bench.second = baseSecond - 30 - 20 * 60;
        bench.broker->watch({{InstrumentId{1}}});
        const auto age = [&bench] {
            const auto& last = bench.desk.ticks.back();
            return last.at - std::get<market::Quote>(last.tick).venueTime;
        };

        QTRY_COMPARE(bench.desk.ticks.size(), std::size_t{1});
        QVERIFY(age() > minutes(20) - seconds(2) && age() < minutes(20) + seconds(6));
        const auto sinceBase
            = (bench.clock.wall() - Timestamp{static_cast<std::int64_t>(baseSecond) * 1'000'000'000}).ns;
        bench.stream(quoteFrame(baseSecond - 30 + static_cast<std::uint64_t>(sinceBase / 1'000'000'000), 150.20));
        QTRY_COMPARE(bench.desk.ticks.size(), std::size_t{2});
        QVERIFY(age() < milliseconds(1'500));
    }

    /// A plan whose prices are late is shown as that for as long as it is used.
    void aDelayedPlanIsNamedAtItsLine()
    {
        SourcesBench bench;
        bench.plan = "delayed_sip";
        bench.comeUp();

        QTRY_VERIFY_WITH_TIMEOUT(bench.data().state == views::LineState::Stale, 3'000);

        QVERIFY(bench.data().detail.find("15 minutes old") != std::string::npos);
        QVERIFY(bench.data().detail.find("no order of a strategy") != std::string::npos);
    }

    void aPriceThatJumpsReachesNobodyUntilTwoAgree()
    {
        SourcesBench bench;
        bench.comeUp();
        QTRY_COMPARE(bench.lastBid(), std::optional(Ticks{15'020})); // the image of the beginning
        bench.stream(quoteFrame(baseSecond + 1, 150.21));
        QTRY_COMPARE(bench.lastBid(), std::optional(Ticks{15'021}));
        bench.second = baseSecond + 2;
        const auto before = bench.desk.ticks.size();
        bench.stream(quoteFrame(baseSecond + 2, 1'502.00));
        bench.stream(printFrame(baseSecond + 2, 1'502.01));
        QTRY_VERIFY_WITH_TIMEOUT(bench.data().state == views::LineState::Stale, 3'000);
        const auto told = bench.data().detail;
        QVERIFY2(told.find("AAPL: two prices are ") == 0 && told.find("until two sources agree") != std::string::npos,
                 told.c_str());
        QVERIFY(bench.lastBid() < Ticks{16'000});
        QCOMPARE(bench.desk.ticks.size(), before);

        bench.stream(quoteFrame(baseSecond + 3, 150.25));
        QTRY_COMPARE(bench.lastBid(), std::optional(Ticks{15'025}));
        bench.stream(printFrame(baseSecond + 3, 150.26));
        QTRY_VERIFY(std::holds_alternative<market::Print>(bench.desk.ticks.back().tick));
        QTRY_VERIFY_WITH_TIMEOUT(bench.data().state == views::LineState::Up, 3'000);
    }

    void aJumpThatBothSayIsBelieved()
    {
        SourcesBench bench;
        bench.comeUp();
        QTRY_COMPARE(bench.lastBid(), std::optional(Ticks{15'020})); // the image of the beginning
        bench.stream(quoteFrame(baseSecond + 1, 150.21));
        QTRY_COMPARE(bench.lastBid(), std::optional(Ticks{15'021}));
        bench.second = baseSecond + 2;
        bench.bid = 165.00;
        bench.stream(quoteFrame(baseSecond + 2, 165.00));
        QTest::qWait(300);
        bench.stream(quoteFrame(baseSecond + 3, 165.01));
        QTRY_COMPARE(bench.lastBid(), std::optional(Ticks{16'501}));
    }
};

QTEST_GUILESS_MAIN(TestAlpacaSources)
#include "tst_alpaca_sources.moc"

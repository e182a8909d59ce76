// needs: tests/support/loopback trade/risk Qt6::WebSockets
#include "tests/core/edge/brokers/binance/fake_venue.h"

#include <QTest>

using namespace omni;
using namespace omni::tests;

namespace {

QByteArray change(int first, int last, const QByteArray& bids, const QByteArray& asks = "[]")
{
    return "{\"e\":\"depthUpdate\",\"E\":1700000000000,\"s\":\"BTCUSDT\",\"U\":" + QByteArray::number(first)
        + ",\"u\":" + QByteArray::number(last) + ",\"b\":" + bids + ",\"a\":" + asks + '}';
}

const QByteArray
    aTrade("{\"e\":\"trade\",\"E\":1,\"s\":\"BTCUSDT\",\"t\":9,\"p\":\"50000.01000000\",\"q\":\"0.00200000\","
           "\"T\":1700000000123,\"m\":true,\"M\":true}");

QByteArray streamed(const QByteArray& bid)
{
    return "{\"u\":1,\"s\":\"BTCUSDT\",\"b\":\"" + bid + "\",\"B\":\"1.5\",\"a\":\"" + bid + "\",\"A\":\"1.0\"}";
}
QByteArray asked(const QByteArray& bid)
{
    return R"([{"symbol":"BTCUSDT","bidPrice":")" + bid + R"(","bidQty":"1.00000000","askPrice":")" + bid
        + R"(","askQty":"0.50000000"}])";
}

void watchAll(BinanceBench& bench)
{
    bench.venue.answers["GET /api/v3/depth"]
        = FakeVenue::say("{\"lastUpdateId\":100,\"bids\":[[\"49999.00\",\"1.0\"]],\"asks\":[[\"50001.00\",\"2.0\"]]}");
    bench.bringUp();
    bench.broker->watch({{InstrumentId{1}, true, true, true}});
    QTRY_COMPARE_WITH_TIMEOUT(bench.venue.marketRequests.size(), std::size_t{1}, 5'000);
}

} // namespace

class TestBinanceMarket : public QObject
{
    Q_OBJECT

private slots:
    void tradesAndQuotesAreExact()
    {
        BinanceBench bench;
        watchAll(bench);
        QCOMPARE(bench.venue.marketRequests[0],
                 QByteArray("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@bookTicker\",\"btcusdt@depth@100ms\","
                            "\"btcusdt@trade\"],\"id\":1}"));

        bench.venue.tellMarket("btcusdt@trade", aTrade);
        bench.venue.tellMarket("btcusdt@bookTicker",
                               "{\"u\":1,\"s\":\"BTCUSDT\",\"b\":\"49999.99\",\"B\":\"1.5\","
                               "\"a\":\"0.00000000\",\"A\":\"0.00000000\"}");

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.allTicks<market::Quote>().size(), std::size_t{1}, 3'000);
        const auto print = bench.desk.allTicks<market::Print>().at(0);
        QCOMPARE(print.price.count, std::int64_t{5'000'001});
        QCOMPARE(print.size.count, std::int64_t{200'000});
        QVERIFY(print.aggressor == market::Aggressor::Seller);
        const auto quote = bench.desk.allTicks<market::Quote>()[0];
        QCOMPARE(quote.bid.count, std::int64_t{4'999'999});
        QVERIFY(!quote.hasAsk);
    }

    void whatCannotBeAPriceIsSetAside_data() // F44
    {
        QTest::addColumn<QByteArray>("price");
        QTest::addColumn<QByteArray>("size");
        for (const auto* price :
             {"NaN", "inf", "-1.00", "0.00000000", "50000.001", "1e5", "", "99999999999999999999", "1.0.0"}) {
            QTest::newRow(price) << QByteArray(price) << QByteArray("1.0");
        }
        for (const auto* size : {"NaN", "-1", "0.00000000", "1e18", "1000000000000000000"}) {
            QTest::addRow("size %s", size) << QByteArray("50000.01") << QByteArray(size);
        }
    }

    void whatCannotBeAPriceIsSetAside()
    {
        QFETCH(QByteArray, price);
        QFETCH(QByteArray, size);
        BinanceBench bench;
        watchAll(bench);

        bench.venue.tellMarket("btcusdt@trade",
                               "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"p\":\"" + price + "\",\"q\":\"" + size
                                   + "\",\"T\":1,\"m\":true}");

        QTRY_COMPARE_WITH_TIMEOUT(bench.broker->connection().malformedMessages, std::uint64_t{1}, 3'000);
        QCOMPARE(bench.desk.allTicks<market::Print>().size(), std::size_t{0});
    }

    void aBookIsJoinedAndAGapThrowsItAway() // F33, S14
    {
        BinanceBench bench;
        watchAll(bench);

        bench.venue.tellMarket("btcusdt@depth@100ms", change(99, 101, "[[\"49998.00\",\"3.0\"]]"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.allTicks<market::DepthChange>().size(), std::size_t{3}, 3'000);
        auto rows = bench.desk.allTicks<market::DepthChange>();
        QVERIFY(rows[0].clearsBook && !rows[0].endsBatch && rows[1].endsBatch && !rows[1].clearsBook);
        QVERIFY(rows[2].endsBatch && rows[2].venueSequence == 101);

        bench.venue.answers["GET /api/v3/depth"]
            = FakeVenue::say("{\"lastUpdateId\":110,\"bids\":[[\"49997.00\",\"1.0\"]],\"asks\":[]}");
        bench.venue.tellMarket("btcusdt@depth@100ms", change(103, 104, "[[\"49996.00\",\"3.0\"]]"));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.allTicks<market::DepthChange>().size(), std::size_t{5}, 3'000);
        rows = bench.desk.allTicks<market::DepthChange>();
        QVERIFY(rows[3].clearsBook && !rows[3].endsBatch && rows[3].size.count == 0); // an image that has no end yet
        QVERIFY(rows[4].clearsBook && rows[4].price.count == 4'999'700);
    }

    void aCutStreamIsSubscribedAgain()
    {
        BinanceBench bench;
        watchAll(bench);

        bench.venue.marketSockets.back()->abort();

        QTRY_COMPARE_WITH_TIMEOUT(bench.venue.marketRequests.size(), std::size_t{2}, 5'000);
        QVERIFY(bench.venue.marketRequests[1].contains("btcusdt@trade"));
        std::vector<bool> links;
        for (const auto& link : bench.desk.all<events::LinkChanged>()) {
            if (link.kind == events::LinkKind::MarketData) {
                links.push_back(link.up);
            }
        }
        QVERIFY((links == std::vector<bool>{true, false, true}));
    }

    /// What is wished later is subscribed then, not when the connection is looked at next; and before the venue ends a
    /// connection it is renewed (F34).
    void aLaterWishIsHeardAndAnOldConnectionRenewed()
    {
        BinanceBench bench;
        watchAll(bench);
        QTest::qWait(1'000); // all is subscribed, and seen to be

        bench.broker->watch({{InstrumentId{1}, true, true, false}});
        QTRY_COMPARE_WITH_TIMEOUT(bench.venue.marketRequests.size(), std::size_t{2}, 3'000);
        QVERIFY(bench.venue.marketRequests[1].contains("UNSUBSCRIBE"));
        QTest::qWait(1'000);

        bench.venue.clock.pass(minutes(23 * 60 + 31));
        bench.broker->watch({{InstrumentId{1}, true, true, true}});
        QTRY_COMPARE_WITH_TIMEOUT(bench.venue.marketSockets.size(), std::size_t{2}, 5'000);
        QTRY_VERIFY_WITH_TIMEOUT(bench.line(views::LineKind::MarketData).state == views::LineState::Up, 5'000);
        QTRY_VERIFY_WITH_TIMEOUT(bench.venue.marketRequests.back().contains("btcusdt@depth@100ms"), 3'000);
    }

    /// F41: what nobody knows yet is counted, and changes nothing.
    void whatNobodyKnowsYetIsCounted()
    {
        BinanceBench bench;
        watchAll(bench);

        bench.venue.tellMarket("btcusdt@ofTomorrow", "{\"e\":\"ofTomorrow\",\"s\":\"BTCUSDT\",\"x\":[1,{}]}");
        bench.venue.tellMarket("btcusdt@trade",
                               QByteArray(aTrade).replace("\"m\":true", "\"new\":{\"a\":[1]},\"m\":true"));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.allTicks<market::Print>().size(), std::size_t{1}, 3'000);
        QCOMPARE(bench.broker->connection().unknownMessages, std::uint64_t{1});
        QCOMPARE(bench.broker->connection().malformedMessages, std::uint64_t{0});
        QCOMPARE(bench.venue.marketSockets.size(), std::size_t{1});
    }

    /// F35: a price to see while the stream is away; no book, so that nothing new is opened on it.
    void whileTheStreamIsAwayPricesAreAskedFor()
    {
        BinanceBench bench;
        bench.venue.answers["GET /api/v3/ticker/bookTicker"]
            = FakeVenue::say(R"([{"symbol":"BTCUSDT","bidPrice":"49990.00000000","bidQty":"1.00000000",
"askPrice":"49990.01000000","askQty":"0.50000000"},{"symbol":"OTHER","bidPrice":"1","bidQty":"1","askPrice":"2","askQty":"1"}])");
        watchAll(bench);
        const auto port = bench.venue.market.serverPort();
        bench.venue.market.close();
        bench.venue.marketSockets.back()->abort();

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.allTicks<market::Quote>().size(), std::size_t{1}, 8'000);
        const auto quote = bench.desk.allTicks<market::Quote>()[0];
        QVERIFY(quote.bid == Ticks{4'999'000} && quote.ask == Ticks{4'999'001} && quote.askSize.count == 50'000'000);
        const auto age = bench.venue.clock.wall() - quote.venueTime;
        QVERIFY(age > milliseconds(-100) && age < seconds(2)); // the venue's time is known as well as a trip is short
        QTRY_VERIFY_WITH_TIMEOUT(bench.line(views::LineKind::MarketData).state == views::LineState::Down
                                     && bench.line(views::LineKind::MarketData).detail.find("asked for every 2 s")
                                         != std::string::npos,
                                 5'000);
        QVERIFY(bench.desk.allTicks<market::DepthChange>().empty()); // or an image of nothing
        const auto& asked
            = *std::find_if(bench.venue.asked.begin(), bench.venue.asked.end(),
                            [](const AskedOfBinance& one) { return one.path == "/api/v3/ticker/bookTicker"; });
        QCOMPARE(asked.value("symbols"), QStringLiteral("[\"BTCUSDT\"]"));

        QVERIFY(bench.venue.market.listen(QHostAddress::LocalHost, port));
        QTRY_VERIFY_WITH_TIMEOUT(bench.line(views::LineKind::MarketData).state == views::LineState::Up, 30'000);
        const int before = bench.venue.count("GET /api/v3/ticker/bookTicker");
        QTest::qWait(2'500);
        QCOMPARE(bench.venue.count("GET /api/v3/ticker/bookTicker"), before);
    }

    /// F44: a hundred times the price, in the stream alone. It reaches nobody, nor does a trade at it; the line says
    /// why.
    void aPriceThatJumpsReachesNobodyUntilTwoAgree()
    {
        BinanceBench bench;
        bench.venue.answers["GET /api/v3/ticker/bookTicker"] = FakeVenue::say(asked("49990.00000000"));
        watchAll(bench);
        bench.venue.tellMarket("btcusdt@bookTicker", streamed("49999.00"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.allTicks<market::Quote>().size(), std::size_t{1}, 3'000);
        const auto links = bench.desk.all<events::LinkChanged>().size();

        bench.venue.tellMarket("btcusdt@bookTicker", streamed("499990.00"));
        bench.venue.tellMarket("btcusdt@trade", QByteArray(aTrade).replace("50000.01", "500000.1"));

        QTRY_COMPARE_WITH_TIMEOUT(bench.venue.count("GET /api/v3/ticker/bookTicker"), 1, 3'000);
        QTRY_VERIFY(bench.line(views::LineKind::MarketData).state == views::LineState::Stale);
        QVERIFY(bench.line(views::LineKind::MarketData).detail.find("BTCUSDT: two prices are 900.00 % apart") == 0);
        QTest::qWait(300);
        QCOMPARE(bench.desk.allTicks<market::Quote>().size(), std::size_t{1});
        QVERIFY(bench.desk.allTicks<market::Print>().empty());
        QCOMPARE(bench.broker->connection().malformedMessages, std::uint64_t{1});
        QCOMPARE(bench.desk.all<events::LinkChanged>().size(), links); // it is no cut

        bench.venue.tellMarket("btcusdt@bookTicker", streamed("49998.00"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.allTicks<market::Quote>().size(), std::size_t{2}, 3'000);
        QCOMPARE(bench.desk.allTicks<market::Quote>().back().bid, Ticks{4'999'800});
        QTRY_VERIFY(bench.line(views::LineKind::MarketData).state == views::LineState::Up);
        const int before = bench.venue.count("GET /api/v3/ticker/bookTicker");
        QTest::qWait(2'500);
        QCOMPARE(bench.venue.count("GET /api/v3/ticker/bookTicker"), before);
    }

    void aJumpThatBothSayIsBelieved() // F44
    {
        BinanceBench bench;
        bench.venue.answers["GET /api/v3/ticker/bookTicker"] = FakeVenue::say(asked("60010.00000000"));
        watchAll(bench);
        bench.venue.tellMarket("btcusdt@bookTicker", streamed("49999.00"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.allTicks<market::Quote>().size(), std::size_t{1}, 3'000);

        bench.venue.tellMarket("btcusdt@bookTicker", streamed("60000.00"));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.allTicks<market::Quote>().size(), std::size_t{2}, 3'000);
        QCOMPARE(bench.desk.allTicks<market::Quote>().back().bid, Ticks{6'000'000});
        QTRY_VERIFY(bench.line(views::LineKind::MarketData).state == views::LineState::Up);
    }

    void aTradeFarBesideTheQuoteIsSetAside() // F44
    {
        BinanceBench bench;
        watchAll(bench);
        bench.venue.tellMarket("btcusdt@bookTicker", streamed("50000.00"));
        bench.venue.tellMarket("btcusdt@trade", QByteArray(aTrade).replace("50000.01", "500.0001"));
        bench.venue.tellMarket("btcusdt@trade", QByteArray(aTrade).replace("50000.01", "47000.00"));
        bench.venue.tellMarket("btcusdt@trade", QByteArray(aTrade).replace("50000.01", "48000.00"));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.allTicks<market::Print>().size(), std::size_t{1}, 3'000);

        QCOMPARE(bench.desk.allTicks<market::Print>()[0].price, Ticks{4'800'000});
        QCOMPARE(bench.broker->connection().malformedMessages, std::uint64_t{2});
    }

    void aFullDeskGetsFreshImagesAfterwards()
    {
        BinanceBench bench;
        watchAll(bench);
        bench.desk.isFull = true;
        bench.venue.tellMarket("btcusdt@trade", aTrade);
        bench.venue.tellMarket("btcusdt@trade", aTrade);
        QTest::qWait(200);
        QCOMPARE(bench.desk.ticks.size(), std::size_t{0});

        bench.desk.isFull = false;
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.resumed, 1, 3'000);
        bench.venue.tellMarket("btcusdt@depth@100ms", change(100, 101, "[]"));
        bench.venue.tellMarket("btcusdt@trade", aTrade);

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.allTicks<market::Print>().size(), std::size_t{1}, 3'000);
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.allTicks<market::DepthChange>().size(), std::size_t{2}, 3'000);
    }
};

QTEST_GUILESS_MAIN(TestBinanceMarket)
#include "tst_binance_market.moc"

// Answers to requests and the account's stream come by different lines: one that the venue gave before something else
// happened may be read behind it.
//
// needs: tests/support/loopback trade/risk Qt6::WebSockets
#include "tests/core/edge/brokers/binance/fake_venue.h"

#include <QTest>

using namespace omni;
using namespace omni::tests;

namespace {

QByteArray ended(qint64 ms)
{
    return "{\"e\":\"executionReport\",\"E\":1700000000005,\"s\":\"BTCUSDT\",\"c\":\"c-1\",\"S\":\"BUY\",\"o\":"
           "\"LIMIT\","
           "\"f\":\"GTC\",\"q\":\"0.00200000\",\"p\":\"50000.00000000\",\"P\":\"0.00000000\",\"F\":\"0\",\"g\":-1,"
           "\"C\":\"t-1\",\"x\":\"CANCELED\",\"X\":\"CANCELED\",\"r\":\"NONE\",\"i\":1001,\"l\":\"0.00000000\","
           "\"z\":\"0.00000000\",\"L\":\"0.00000000\",\"n\":\"0\",\"N\":null,\"T\":"
        + QByteArray::number(ms)
        + ",\"t\":-1,\"I\":1,\"w\":false,\"m\":false,\"M\":false,\"O\":1,\"Z\":\"0.00000000\",\"Y\":\"0.00000000\"}";
}

QByteArray standing(qint64 ms)
{
    return orderText(1).replace("1700000000000", QByteArray::number(ms));
}

} // namespace

class TestBinanceLateAnswers : public QObject
{
    Q_OBJECT

private slots:
    // The venue ends an order that would meet our own without any further word: that is its end.
    void anOrderThatIsPreventedFromTradingHasEnded()
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(standing(1'700'000'000'000));
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted"), 3'000);
        auto prevented = ended(1'700'000'000'500).replace("\"x\":\"CANCELED\"", "\"x\":\"TRADE_PREVENTION\"");
        prevented.replace("\"C\":\"t-1\"", "\"C\":\"\"").replace("\"c\":\"c-1\"", "\"c\":\"t-1\"");
        auto part = prevented;
        bench.venue.tellAccount(part.replace("\"X\":\"CANCELED\"", "\"X\":\"NEW\"")); // it stands on
        bench.venue.tellAccount(prevented.replace("\"X\":\"CANCELED\"", "\"X\":\"EXPIRED_IN_MATCH\""));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted expired"), 3'000);
    }

    // F37, F38: where the venue has had too many orders, cancels and questions go on.
    void tooManyOrdersHoldNoCancelBack()
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(standing(1'700'000'000'000));
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted"), 3'000);
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say("{\"code\":-1015,\"msg\":\"Too many new orders\"}",
                                                                   "429 Too Many Requests", "Retry-After: 3600\r\n");
        bench.submit(bench.ticket(2));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(2), std::string("rejected"), 3'000);
        bench.submit(bench.ticket(3)); // held back here
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(3), std::string("rejected"), 3'000);
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 2);

        bench.broker->cancel(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.venue.count("DELETE /api/v3/order"), 1, 3'000);
    }

    // F34, F37: cancel and question were both held back by a limit of rates and went at once. The venue answers the
    // question, then cancels; the stream is faster. That the order stood is of before, and no contradiction.
    void anAnswerOfBeforeTheEndReopensNothing()
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(standing(1'700'000'000'000));
        bench.venue.answers["GET /api/v3/order"] = FakeVenue::say(standing(1'700'000'000'000));
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted"), 3'000);
        bench.venue.tellAccount(ended(1'700'000'000'500));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted cancelled"), 3'000);

        bench.broker->query(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.venue.count("GET /api/v3/order"), 1, 3'000);
        QTest::qWait(100); // the answer is read

        QCOMPARE(bench.desk.story(1), std::string("accepted cancelled"));
    }

    // What stands is asked for as a session starts, and the answer may be faster than the list of what the venue
    // trades: a fill without its instrument was told once, could not be booked, and was never told again (S9).
    void aFillThatComesBeforeTheVenuesListIsBookable()
    {
        BinanceBench bench;
        bench.venue.answers["GET /api/v3/exchangeInfo"] = [](Served&, const AskedOfBinance&) {}; // it takes its time
        bench.venue.answers["GET /api/v3/order"] = FakeVenue::say(orderText(1, "FILLED", "0.00200000"));
        bench.venue.trades = "{\"symbol\":\"BTCUSDT\",\"id\":77,\"orderId\":1001,\"price\":\"50000.00\",\"qty\":"
                             "\"0.00200000\",\"quoteQty\":\"100.00\",\"commission\":\"0.00000200\","
                             "\"commissionAsset\":\"BTC\",\"time\":1700000000000,\"isBuyer\":true,\"isMaker\":true}";
        bench.start();
        bench.broker->query(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("fill filled"), 3'000);

        const auto fills = bench.desk.all<orders::Fill>();
        QCOMPARE(fills.at(0).instrument, InstrumentId{1});
        QCOMPARE(fills.at(0).price, Ticks{5'000'000});
        QVERIFY(!bench.isUp()); // the list has not come
    }

    // A word of after the end is no late answer: it contradicts, and the desk has to hear of it (F27).
    void aWordOfAfterTheEndIsTold()
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(standing(1'700'000'000'000));
        bench.venue.answers["GET /api/v3/order"] = FakeVenue::say(standing(1'700'000'000'900));
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted"), 3'000);
        bench.venue.tellAccount(ended(1'700'000'000'500));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted cancelled"), 3'000);

        bench.broker->query(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted cancelled found"), 3'000);
    }
};

QTEST_GUILESS_MAIN(TestBinanceLateAnswers)
#include "tst_binance_late_answers.moc"

// needs: edge/brokers/binance tests/support/loopback trade/risk Qt6::WebSockets Qt6::Network
//
// The venue's limits of counts and holdings, kept before anything is sent: pairs, changes of an order, what the account
// may have of a coin.
#include "tests/core/edge/brokers/binance/fake_venue.h"

#include <QTest>

using namespace omni;
using namespace omni::tests;

namespace {

void listWith(BinanceBench& bench, const QByteArray& filter)
{
    bench.venue.answers["GET /api/v3/exchangeInfo"]
        = FakeVenue::say(QByteArray(listing).replace(R"("filters":[)", R"("filters":[)" + filter + ','));
}

struct Pair {
    orders::OrderTicket target, stop;
};

Pair aPair(const BinanceBench& bench, std::uint64_t first)
{
    Pair pair{bench.ticket(first), bench.ticket(first + 1)};
    pair.target.side = pair.stop.side = Side::Sell;
    pair.target.role = orders::OrderRole::Target;
    pair.stop.role = orders::OrderRole::Stop;
    pair.target.reduceOnly = pair.stop.reduceOnly = true;
    pair.target.limit = Ticks{5'500'000};
    pair.stop.kind = orders::OrderKind::Stop;
    pair.stop.limit.reset();
    pair.stop.stop = Ticks{4'500'000};
    return pair;
}

/// As the venue tells a leg of the list 9.
QByteArray legText(std::uint64_t id, const QByteArray& status = "NEW")
{
    return orderText(id, status, "0.00000000", ",\"orderListId\":9");
}

std::string lastWords(const BinanceBench& bench)
{
    const auto reports = bench.desk.all<events::OrderReport>();
    return reports.empty() ? std::string() : std::string(reports.back().text.view());
}

} // namespace

class TestBinanceOrderLimits : public QObject
{
    Q_OBJECT

private slots:
    /// The stop goes alone, which protects; the target would need the same coins a second time.
    void onePairTooManyGoesAsItsStopAlone()
    {
        BinanceBench bench;
        listWith(bench, R"({"filterType":"MAX_NUM_ORDER_LISTS","maxNumOrderLists":1})");
        bench.venue.answers["POST /api/v3/orderList/oco"]
            = FakeVenue::say("{\"orderListId\":9,\"orderReports\":[" + legText(1) + ',' + legText(2) + "]}");
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(4));
        bench.bringUp();
        const auto first = aPair(bench, 1), second = aPair(bench, 3);
        bench.submitPair(first.target, first.stop);
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(2), std::string("accepted"), 3'000);

        bench.submitPair(second.target, second.stop);

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(4), std::string("accepted"), 3'000);
        QCOMPARE(bench.desk.story(3), std::string("rejected"));
        QCOMPARE(bench.venue.count("POST /api/v3/orderList/oco"), 1);
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 1);
        QCOMPARE(bench.venue.asked.back().value("type"), QStringLiteral("STOP_LOSS"));
        const auto reports = bench.desk.all<events::OrderReport>();
        QVERIFY(std::any_of(reports.begin(), reports.end(), [](const auto& report) {
            return report.order == OrderId{3}
            && report.text.view().find("MAX_NUM_ORDER_LISTS") != std::string_view::npos;
        }));
    }

    void aPairWithoutAnAnswerCountsAsOne()
    {
        BinanceBench bench;
        listWith(bench, R"({"filterType":"MAX_NUM_ORDER_LISTS","maxNumOrderLists":1})");
        bench.venue.answers["POST /api/v3/orderList/oco"] = [](Served&, const AskedOfBinance&) {};
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(4));
        bench.bringUp();
        const auto first = aPair(bench, 1), second = aPair(bench, 3);

        bench.submitPair(first.target, first.stop);
        bench.submitPair(second.target, second.stop);

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(4), std::string("accepted"), 3'000);
        QCOMPARE(bench.venue.count("POST /api/v3/orderList/oco"), 1);
    }

    void anOrderIsChangedAsOftenAsTheVenueAllows()
    {
        BinanceBench bench;
        listWith(bench, R"({"filterType":"MAX_NUM_ORDER_AMENDS","maxNumOrderAmends":1})");
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(1));
        bench.venue.answers["PUT /api/v3/order/amend/keepPriority"] = FakeVenue::say(
            R"({"transactTime":1700000000001,"executionId":1,"amendedOrder":{"symbol":"BTCUSDT","orderId":1001,)"
            R"("clientOrderId":"t-1","price":"50000.00","qty":"0.00150000","executedQty":"0.00000000",)"
            R"("status":"NEW","side":"BUY"}})");
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted"), 3'000);
        bench.broker->replace({OrderId{1}, Lots{150'000}, {}, {}}, bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted replaced"), 3'000);

        bench.broker->replace({OrderId{1}, Lots{100'000}, {}, {}}, bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted replaced replace_rejected"), 3'000);
        QVERIFY2(lastWords(bench).find("MAX_NUM_ORDER_AMENDS") != std::string::npos, lastWords(bench).c_str());
        QCOMPARE(bench.venue.count("PUT /api/v3/order/amend/keepPriority"), 1);
    }

    /// The account has 1 BTC: with what a buy that stands would add, and as the stream tells it from then on.
    void nobodyBuysMoreThanTheAccountMayHold()
    {
        BinanceBench bench;
        listWith(bench, R"({"filterType":"MAX_POSITION","maxPosition":"1.00300000"})");
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(1));
        bench.bringUp();
        bench.submit(bench.ticket(1)); // 0.002
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted"), 3'000);

        bench.submit(bench.ticket(2));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(2), std::string("rejected"), 3'000);
        QVERIFY2(lastWords(bench).find("MAX_POSITION") != std::string::npos, lastWords(bench).c_str());
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 1);
        bench.venue.tellAccount(
            R"({"e":"outboundAccountPosition","E":1,"u":1,"B":[{"a":"BTC","f":"0.50000000","l":"0.00000000"}]})");
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(3));
        QTest::qWait(50);
        bench.submit(bench.ticket(3));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(3), std::string("accepted"), 3'000);
    }
};

QTEST_GUILESS_MAIN(TestBinanceOrderLimits)
#include "tst_binance_order_limits.moc"

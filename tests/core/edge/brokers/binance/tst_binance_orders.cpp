// needs: tests/support/loopback trade/risk Qt6::WebSockets
#include "tests/core/edge/brokers/binance/fake_venue.h"

#include <QTest>
#include <QTimer>

using namespace omni;
using namespace omni::tests;

namespace {

const QByteArray
    fullFills(",\"fills\":[{\"price\":\"50000.00000000\",\"qty\":\"0.00200000\",\"commission\":\"0.00000200\","
              "\"commissionAsset\":\"BTC\",\"tradeId\":77}]");

QByteArray execution(const QByteArray& kind, const QByteArray& status, int trade)
{
    const QByteArray filled = trade < 0 ? "0.00000000" : "0.00200000";
    return "{\"e\":\"executionReport\",\"E\":1700000000005,\"s\":\"BTCUSDT\",\"c\":\"t-1\",\"S\":\"BUY\",\"o\":"
           "\"LIMIT\","
           "\"f\":\"GTC\",\"q\":\"0.00200000\",\"p\":\"50000.00000000\",\"P\":\"0.00000000\",\"F\":\"0\",\"g\":-1,"
           "\"C\":\"\",\"x\":\""
        + kind + "\",\"X\":\"" + status + "\",\"r\":\"NONE\",\"i\":1001,\"l\":\"" + filled + "\",\"z\":\"" + filled
        + "\",\"L\":\"50000.00000000\",\"n\":\"0.00000200\",\"N\":\"BTC\",\"T\":1700000000000,\"t\":"
        + QByteArray::number(trade)
        + ",\"I\":1,\"w\":true,\"m\":false,\"M\":true,\"O\":1,\"Z\":\"100.00000000\",\"Y\":\"100.00000000\"}";
}

} // namespace

class TestBinanceOrders : public QObject
{
    Q_OBJECT

private slots:
    void anOrderIsSignedAndItsFillsAreTold()
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(1, "FILLED", "0.00200000", fullFills));
        bench.bringUp();

        bench.submit(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted fill filled"), 3'000);
        const auto fill = bench.desk.all<orders::Fill>().at(0);
        QCOMPARE(fill.size.count, std::int64_t{200'000});
        QCOMPARE(fill.value.e8, std::int64_t{10'000'000'000});
        QCOMPARE(fill.fee.e8, std::int64_t{200});
        const auto& sent = bench.venue.asked.back();
        QCOMPARE(sent.key, QByteArray("the-key"));
        QCOMPARE(sent.value("newClientOrderId"), QStringLiteral("t-1"));
        const auto at = sent.rawQuery.indexOf("&signature=");
        QCOMPARE(
            sent.rawQuery.mid(at + 11),
            QMessageAuthenticationCode::hash(sent.rawQuery.left(at), "the-secret", QCryptographicHash::Sha256).toHex());
    }

    void aLostAckLeavesTheOrderUnknownUntilTheVenueSays() // F22, F23, S4, S6
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = [](Served& served, const AskedOfBinance&) { served.cut(); };
        bench.venue.answers["GET /api/v3/order"] = FakeVenue::say(orderText(1));
        bench.bringUp();

        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost"), 3'000);
        bench.broker->query(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost found"), 3'000);
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 1);
        QCOMPARE(bench.venue.asked.back().value("origClientOrderId"), QStringLiteral("t-1"));
    }

    void noAnswerThatProvesNothingIsARefusal_data() // F24, S6
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("500") << QByteArray("oops") << QByteArray("500 Internal Server Error");
        QTest::newRow("503 that is sure")
            << QByteArray("{\"code\":-2010,\"msg\":\"x\"}") << QByteArray("503 Service Unavailable");
        QTest::newRow("a page") << QByteArray("<html>down</html>") << QByteArray("200 OK");
        QTest::newRow("nothing") << QByteArray() << QByteArray("200 OK");
        QTest::newRow("half") << orderText(1).left(60) << QByteArray("200 OK");
        QTest::newRow("another order's") << orderText(2) << QByteArray("200 OK");
        QTest::newRow("an acknowledgement without a state")
            << QByteArray("{\"symbol\":\"BTCUSDT\",\"orderId\":1,\"clientOrderId\":\"t-1\"}") << QByteArray("200 OK");
        QTest::newRow("a page that forbids") << QByteArray("<html>") << QByteArray("403 Forbidden");
    }

    void noAnswerThatProvesNothingIsARefusal()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, status);
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(body, status);
        bench.bringUp();

        bench.submit(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost"), 3'000);
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 1);
    }

    void aDuplicateIsOurOwnOrder() // S4
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"]
            = FakeVenue::say("{\"code\":-2010,\"msg\":\"Duplicate order sent.\"}", "400 Bad Request");
        bench.venue.answers["GET /api/v3/order"] = FakeVenue::say(orderText(1));
        bench.bringUp();

        bench.submit(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost found"), 3'000);
    }

    void aFillBeforeItsAckIsBooked() // F25, F26
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = [&bench](Served& served, const AskedOfBinance&) {
            bench.venue.tellAccount(execution("NEW", "NEW", -1));
            bench.venue.tellAccount(execution("TRADE", "FILLED", 77));
            QTimer::singleShot(200, served.socket,
                               [&served] { served.send(httpAnswer(orderText(1, "FILLED", "0.00200000", fullFills))); });
        };
        bench.bringUp();

        bench.submit(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted accepted fill filled accepted filled"),
                                  3'000);
        QCOMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1}); // stream and answer tell of one execution
    }

    void whatAFilterRefusesNeverLeaves()
    {
        BinanceBench bench;
        bench.bringUp();
        auto ticket = bench.ticket(1);
        ticket.size = Lots{1'000}; // worth 0.50

        bench.submit(ticket);

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("rejected"), 3'000);
        QVERIFY(bench.desk.all<events::OrderReport>()[0].text.view().find("NOTIONAL") != std::string_view::npos);
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 0);
    }

    void aCancelOfNothingIsFollowedByTheQuestion() // F29
    {
        BinanceBench bench;
        bench.venue.answers["DELETE /api/v3/order"]
            = FakeVenue::say("{\"code\":-2011,\"msg\":\"Unknown order sent.\"}", "400 Bad Request");
        bench.venue.answers["GET /api/v3/order"] = FakeVenue::say(orderText(1, "FILLED", "0.00200000"));
        bench.venue.trades
            = "{\"symbol\":\"BTCUSDT\",\"id\":77,\"orderId\":1001,\"price\":\"50000.00\",\"qty\":\"0.00200000\","
              "\"quoteQty\":\"100.00\",\"commission\":\"0.00000200\",\"commissionAsset\":\"BTC\","
              "\"time\":1700000000000,\"isBuyer\":true,\"isMaker\":true}";
        bench.bringUp();

        bench.broker->cancel(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("cancel_rejected fill filled"), 3'000);
    }

    void aCancelOfALegIsAnsweredWithItsWholePair()
    {
        BinanceBench bench;
        const auto cancelled = [](std::uint64_t id) {
            const auto name = QByteArray::number(static_cast<qulonglong>(id));
            return orderText(id, "CANCELED", "0.00000000", ",\"origClientOrderId\":\"t-" + name + '"')
                .replace("\"clientOrderId\":\"t-" + name + '"', "\"clientOrderId\":\"ofTheCancel\"");
        };
        bench.venue.answers["DELETE /api/v3/order"] = FakeVenue::say(
            R"({"orderListId":7,"contingencyType":"OCO","listStatusType":"ALL_DONE","listOrderStatus":"ALL_DONE",)"
            R"("listClientOrderId":"pair","transactionTime":1700000000000,"symbol":"BTCUSDT","orders":[],"orderReports":[)"
            + cancelled(1) + ',' + cancelled(2) + "]}");
        bench.bringUp();

        bench.broker->cancel(bench.ticket(2));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(2), std::string("cancelled"), 3'000);
    }

    void noSuchOrderProvesNothingTooSoon() // F32
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = [](Served& served, const AskedOfBinance&) { served.cut(); };
        bench.venue.answers["GET /api/v3/order"]
            = FakeVenue::say("{\"code\":-2013,\"msg\":\"Order does not exist.\"}", "400 Bad Request");
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost"), 3'000);

        bench.broker->query(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost lost"), 3'000);
        bench.venue.clock.pass(bench.broker->traits().settleDelay);
        bench.broker->query(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost lost rejected"), 3'000);
    }

    /// S17: a position may wait for its stop until it is known that the old one never came.
    void itIsAskedForAgainAsSoonAsNoSuchOrderIsProof()
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = [](Served& served, const AskedOfBinance&) { served.cut(); };
        bench.venue.answers["GET /api/v3/order"]
            = FakeVenue::say("{\"code\":-2013,\"msg\":\"Order does not exist.\"}", "400 Bad Request");
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost"), 3'000);
        bench.venue.clock.pass(bench.broker->traits().settleDelay - seconds(2));

        bench.broker->query(bench.ticket(1));
        QTRY_VERIFY_WITH_TIMEOUT(bench.desk.story(1).starts_with("lost lost"), 3'000);
        bench.venue.clock.pass(seconds(2));

        QTRY_VERIFY_WITH_TIMEOUT(bench.desk.story(1).ends_with(" rejected"), 3'000);
    }

    /// F32: the venue cannot know an order that still waits for its turn or its answer.
    void notFoundIsNoProofWhileTheOrderIsUnderWay()
    {
        BinanceBench bench;
        Served* waiting = nullptr;
        bench.venue.answers["POST /api/v3/order"]
            = [&waiting](Served& served, const AskedOfBinance&) { waiting = &served; };
        bench.venue.answers["GET /api/v3/order"]
            = FakeVenue::say("{\"code\":-2013,\"msg\":\"Order does not exist.\"}", "400 Bad Request");
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_VERIFY_WITH_TIMEOUT(waiting != nullptr, 3'000);
        bench.venue.clock.pass(bench.broker->traits().settleDelay);

        bench.broker->query(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost"), 3'000);
        waiting->send(httpAnswer(orderText(1)));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost accepted"), 3'000);
    }

    void aPageAtAQuestionProvesNothing_data() // F24, S6
    {
        QTest::addColumn<QByteArray>("status");
        for (const char* status : {"200 OK", "400 Bad Request", "403 Forbidden", "404 Not Found", "503 Unavailable"}) {
            QTest::newRow(status) << QByteArray(status);
        }
    }
    /// Long after the order was sent, when the venue's own "no such order" would be proof.
    void aPageAtAQuestionProvesNothing()
    {
        QFETCH(const QByteArray, status);
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = [](Served& served, const AskedOfBinance&) { served.cut(); };
        bench.venue.answers["GET /api/v3/order"]
            = FakeVenue::say("<html>soon</html>", status, "Content-Type: text/html\r\n");
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost"), 3'000);
        bench.venue.clock.pass(bench.broker->traits().settleDelay);

        bench.broker->query(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost lost"), 20'000);
        const auto words = std::string(bench.desk.all<events::OrderReport>().back().text.view());
        QVERIFY2(words.find("proves nothing (HTTP " + status.left(3).toStdString()) != std::string::npos,
                 words.c_str());
    }

    void eachRefusalThatProvesItself_data() // F31
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("story");
        // The documented numbers, each with the status that it comes with.
        for (const int code : {-1013, -1021, -1022, -1100, -1102, -1104, -1106, -1111, -1115, -1116, -1117,
                               -1120, -1121, -1125, -1128, -1130, -1145, -1165, -1199, -2010, -2022, -2038}) {
            QTest::newRow(QByteArray::number(code)) << code << QByteArray("400 Bad Request") << QByteArray("rejected");
        }
        QTest::newRow("-1003") << -1003 << QByteArray("429 Too Many Requests") << QByteArray("rejected");
        QTest::newRow("-1015") << -1015 << QByteArray("429 Too Many Requests") << QByteArray("rejected");
        QTest::newRow("-2014") << -2014 << QByteArray("401 Unauthorized") << QByteArray("rejected");
        QTest::newRow("-2015") << -2015 << QByteArray("401 Unauthorized") << QByteArray("rejected");
        // Half done, or the venue itself does not know, or nobody has ever heard of it.
        QTest::newRow("-2021") << -2021 << QByteArray("409 Conflict") << QByteArray("lost");
        for (const int code : {-1000, -1001, -1006, -1007, -1008, -3000, -9999}) {
            QTest::newRow(QByteArray::number(code)) << code << QByteArray("400 Bad Request") << QByteArray("lost");
        }
    }
    void eachRefusalThatProvesItself()
    {
        QFETCH(const int, code);
        QFETCH(const QByteArray, status);
        QFETCH(const QByteArray, story);
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"]
            = FakeVenue::say("{\"code\":" + QByteArray::number(code) + ",\"msg\":\"The venue's own words.\"}", status);
        bench.bringUp();

        bench.submit(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), story.toStdString(), 3'000);
        QTest::qWait(50);
        QCOMPARE(bench.desk.story(1), story.toStdString()); // once
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 1); // and nobody tries again by himself (S4)
        const auto words = std::string(bench.desk.all<events::OrderReport>().back().text.view());
        QVERIFY2(words.find("own words. (" + std::to_string(code) + ')') != std::string::npos, words.c_str());
    }

    /// What became of an order is asked from the reserve: nobody waits for the next minute to hear it (F38, S6).
    void theQuestionAfterALostOrderNeedsNoFreeMinute()
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(
            "oops", "500 Internal Server Error", "Content-Type: application/json\r\nX-MBX-USED-WEIGHT-1M: 5000\r\n");
        bench.venue.answers["GET /api/v3/order"] = FakeVenue::say(orderText(1, "FILLED", "0.00200000"));
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost"), 3'000);
        bench.venue.answers["GET /api/v3/myTrades"]
            = FakeVenue::say(R"([{"symbol":"BTCUSDT","id":77,"orderId":1001,"price":"50000.00000000",
"qty":"0.00200000","quoteQty":"100.00000000","commission":"0.00000200","commissionAsset":"BTC","time":1700000000000,
"isBuyer":true,"isMaker":false,"isBestMatch":true}])");

        bench.broker->query(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("lost fill filled"), 3'000);
    }

    void aWrongClockSendsNoOrder() // F19
    {
        BinanceBench bench;
        bench.venue.clockShiftMs = 2'000;
        bench.bringUp();

        bench.submit(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("rejected"), 3'000);
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 0);
    }

    /// F37: a ban is told, and new risk ends with it; what the stream says is heard, and afterwards all goes on.
    void aBanIsTold()
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"]
            = FakeVenue::say("{\"code\":-1003,\"msg\":\"Way too much\"}", "418 I am a teapot", "Retry-After: 3\r\n");
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("rejected"), 3'000);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.isUp(), 2'000);
        const auto line = bench.line(views::LineKind::Orders);
        QVERIFY(line.state == views::LineState::Refused); // which is put on record, and raises an alert
        for (const char* part :
             {"has banned the address of this machine for", "nothing is sent, no cancel either", "goes on by itself"}) {
            QVERIFY2(line.detail.find(part) != std::string::npos, line.detail.c_str());
        }

        bench.venue.tellAccount(execution("TRADE", "FILLED", 77));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.all<orders::Fill>().size(), std::size_t{1}, 2'000);
        QVERIFY(!bench.isUp());

        QTRY_VERIFY_WITH_TIMEOUT(bench.isUp(), 6'000);
        QVERIFY(bench.line(views::LineKind::Orders).state == views::LineState::Up);
        QCOMPARE(bench.venue.accountSockets.size(), std::size_t{1});
    }

    void nothingLeavesDuringABan() // F37
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"]
            = FakeVenue::say("{\"code\":-1003,\"msg\":\"Way too much\"}", "418 I am a teapot", "Retry-After: 2\r\n");
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("rejected"), 3'000);
        const auto before = bench.venue.asked.size();
        const auto sockets = bench.venue.accountSockets.size();

        bench.venue.accountSockets.back()->abort();
        bench.broker->cancel(bench.ticket(1));
        bench.broker->query(bench.ticket(1));
        bench.submit(bench.ticket(2));
        QTest::qWait(1'500);

        QCOMPARE(bench.venue.asked.size(), before);
        QCOMPARE(bench.venue.accountSockets.size(), sockets);
        QTRY_VERIFY_WITH_TIMEOUT(bench.venue.asked.size() > before, 3'000);
    }

    void aPairIsOneRequest()
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/orderList/oco"]
            = FakeVenue::say("{\"orderListId\":1,\"orderReports\":[" + orderText(1) + ',' + orderText(2) + "]}");
        bench.bringUp();
        auto target = bench.ticket(1);
        target.side = Side::Sell;
        target.limit = Ticks{5'500'000};
        auto stop = bench.ticket(2);
        stop.side = Side::Sell;
        stop.kind = orders::OrderKind::Stop;
        stop.limit.reset();
        stop.stop = Ticks{4'500'000};

        bench.submitPair(target, stop);

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(2), std::string("accepted"), 3'000);
        QCOMPARE(bench.desk.story(1), std::string("accepted"));
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 0);
        QCOMPARE(bench.venue.asked.back().value("aboveClientOrderId"), QStringLiteral("t-1"));
    }

    void onlyASmallerSizeIsAnAmend()
    {
        BinanceBench bench;
        bench.venue.answers["PUT /api/v3/order/amend/keepPriority"] = FakeVenue::say(
            "{\"transactTime\":1700000000000,\"executionId\":1,\"amendedOrder\":{\"symbol\":\"BTCUSDT\",\"orderId\":"
            "1001,"
            "\"clientOrderId\":\"t-1\",\"price\":\"50000.00\",\"qty\":\"0.00100000\",\"executedQty\":\"0.00000000\","
            "\"status\":\"NEW\",\"side\":\"BUY\"}}");
        bench.bringUp();

        bench.broker->replace({OrderId{1}, Lots{300'000}, {}, {}}, bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("replace_rejected"), 3'000);
        bench.broker->replace({OrderId{1}, Lots{100'000}, {}, {}}, bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("replace_rejected replaced"), 3'000);
        QCOMPARE(bench.venue.count("PUT /api/v3/order/amend/keepPriority"), 1);
        QCOMPARE(bench.venue.asked.back().value("newClientOrderId"), QStringLiteral("t-1"));
        QCOMPARE(bench.desk.all<events::OrderReport>().back().size->count, std::int64_t{100'000});
    }

    /// S2: pressed while the order waited for its turn. What was asked is asked of each order, of no cancel.
    void anOrderThatMayNotGoAnyMoreNeverLeaves()
    {
        BinanceBench bench;
        std::vector<OrderId> asked;
        bench.mayGo = [&asked](const orders::OrderTicket& ticket) {
            asked.push_back(ticket.id);
            return ticket.id != OrderId{1};
        };
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("rejected"), 3'000);
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 0);
        bench.submit(bench.ticket(2));
        QTRY_COMPARE_WITH_TIMEOUT(bench.venue.count("POST /api/v3/order"), 1, 3'000);
        bench.broker->cancel(bench.ticket(2));
        QTRY_COMPARE_WITH_TIMEOUT(bench.venue.count("DELETE /api/v3/order"), 1, 3'000);
        QCOMPARE(asked, (std::vector{OrderId{1}, OrderId{2}}));
    }

    void theEndOfTheSessionLeavesOrdersUnderWayLost()
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = [](Served&, const AskedOfBinance&) {};
        bench.bringUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.venue.count("POST /api/v3/order"), 1, 3'000);

        bench.broker->cancel(bench.ticket(1));
        bench.broker->stop();
        bench.venue.rest.served(1).cut();
        QTest::qWait(100);

        QCOMPARE(bench.desk.story(1), std::string("lost"));
        QCOMPARE(bench.venue.count("DELETE /api/v3/order"), 0);
    }
};

QTEST_GUILESS_MAIN(TestBinanceOrders)
#include "tst_binance_orders.moc"

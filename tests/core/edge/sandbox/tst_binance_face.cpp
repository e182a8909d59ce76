// The Binance face by the facts of its protocol: fields, errors, rates, orders and events, over real sockets.
#include "tests/core/edge/sandbox/face_bench.h"

#include <QFile>

using namespace omni;
using namespace omni::tests;

namespace {

QJsonObject samples()
{
    const QString folder = qEnvironmentVariable("OMNI_SHARED", QStringLiteral(OMNI_SOURCE_DIR "/../shared"));
    QFile file(folder + QStringLiteral("/protocols/samples/binance-spot.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// Same keys, and values of the same type.
void compareShape(const QJsonValue& made, const QJsonValue& sample, const QString& where)
{
    QVERIFY2(made.type() == sample.type() || made.isNull() || sample.isNull(), qPrintable(where));
    if (sample.isObject()) {
        QVERIFY2(made.toObject().keys() == sample.toObject().keys(),
                 qPrintable(where + QStringLiteral(": ") + made.toObject().keys().join(QLatin1Char(' '))));
        for (const auto& key : sample.toObject().keys()) {
            compareShape(made.toObject()[key], sample.toObject()[key], where + QLatin1Char('.') + key);
        }
    }
    if (sample.isArray() && !sample.toArray().isEmpty() && !made.toArray().isEmpty()) {
        compareShape(made.toArray()[0], sample.toArray()[0], where + QStringLiteral("[]"));
    }
}

} // namespace

class TestBinanceFace : public QObject
{
    Q_OBJECT

private slots:
    void showsTheMarketToAnybody()
    {
        FaceBench bench;
        QCOMPARE(bench.get("ping").body.object(), QJsonObject());
        QCOMPARE(bench.get("time").object()["serverTime"].toDouble(), bench.nowMs().toDouble());
        const auto info = bench.get("exchangeInfo?symbol=BTCUSDT").object();
        QCOMPARE(info["symbols"].toArray().size(), 1);
        QCOMPARE(info["rateLimits"].toArray().size(), 4);
        QCOMPARE(bench.get("exchangeInfo").object()["symbols"].toArray().size(), 5);
        const auto depth = bench.get("depth?symbol=BTCUSDT&limit=1000").object();
        QVERIFY(depth["bids"].toArray().size() >= 20 && depth["asks"].toArray().size() >= 20);
        QCOMPARE(bench.get("trades?symbol=ETHUSDT&limit=7").body.array().size(), 7);
        QCOMPARE(bench.get("klines?symbol=BTCUSDT&interval=1h&limit=168").body.array().size(), 168);
        QCOMPARE(bench.get("klines?symbol=BTCUSDT&interval=1m").body.array()[0].toArray().size(), 12);
        QVERIFY(bench.get("klines?symbol=BTCUSDT&interval=1M").body.array().size() >= 12);
        QVERIFY(bench.get("avgPrice?symbol=BTCUSDT").object()["price"].toString().toDouble() > 1'000);
        QCOMPARE(bench.get("ticker/24hr?symbol=BTCUSDT").object().size(), 21);
        QCOMPARE(bench.get("ticker/price").body.array().size(), 5);
        QCOMPARE(bench.get("ticker/bookTicker?symbols=%5B%22BTCUSDT%22,%22ETHUSDT%22%5D").body.array().size(), 2);
        QVERIFY(!bench.get("aggTrades?symbol=BTCUSDT").body.array().isEmpty());
        QCOMPARE(bench.get("nothing").status, 404);
    }

    void namesEachFaultAsTheProtocolDoes_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("params");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* method, const char* path, const char* params, int status,
                            int code, const char* message) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(path) << QByteArray(params) << status << code
                                << QString::fromUtf8(message);
        };
        row("bad symbol", "GET", "order", "symbol=NOPE&orderId=1", 400, -1121, "Invalid symbol.");
        row("lower case", "GET", "order", "symbol=btcusdt&orderId=1", 400, -1100, "Illegal characters");
        row("missing symbol", "POST", "order", "side=BUY", 400, -1102, "Mandatory parameter 'symbol'");
        row("missing price", "POST", "order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1", 400,
            -1102, "Mandatory parameter 'price'");
        row("unread", "GET", "openOrders", "symbol=BTCUSDT&more=1", 400, -1104, "Not all sent parameters");
        row("needless", "POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1&price=5", 400, -1106,
            "Parameter 'price' sent when not required.");
        row("illegal number", "POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=abc", 400, -1100,
            "Illegal characters found in parameter 'quantity'");
        row("precision", "POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.123456789", 400, -1111,
            "Parameter 'quantity' has too much precision.");
        row("life", "POST", "order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=X&quantity=1&price=5", 400, -1115,
            "Invalid timeInForce.");
        row("type", "POST", "order", "symbol=BTCUSDT&side=BUY&type=X&quantity=1", 400, -1116, "Invalid orderType.");
        row("side", "POST", "order", "symbol=BTCUSDT&side=X&type=MARKET&quantity=1", 400, -1117, "Invalid side.");
        row("interval", "GET", "klines", "symbol=BTCUSDT&interval=7m", 400, -1120, "Invalid interval.");
        row("combination", "POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1&quoteOrderQty=5", 400,
            -1128, "Combination");
        row("value", "POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1&newOrderRespType=X", 400, -1130,
            "Data sent for parameter");
        row("tick", "POST", "order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=50000.5", 400,
            -1013, "Filter failure: PRICE_FILTER");
        row("step", "POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.000001", 400, -1013,
            "Filter failure: LOT_SIZE");
        row("worth", "POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.00001", 400, -1013,
            "Filter failure: NOTIONAL");
        row("band", "POST", "order", "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.001&price=900000",
            400, -1013, "Filter failure: PERCENT_PRICE_BY_SIDE");
        row("funds", "POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=2", 400, -2010,
            "Account has insufficient balance for requested action.");
        row("trigger", "POST", "order", "symbol=BTCUSDT&side=BUY&type=STOP_LOSS&quantity=0.001&stopPrice=20000", 400,
            -2010, "Order would trigger immediately.");
        row("take", "POST", "order", "symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=0.001&price=80000", 400, -2010,
            "Order would immediately match and take.");
        row("unknown cancel", "DELETE", "order", "symbol=BTCUSDT&orderId=99", 400, -2011, "Unknown order sent.");
        row("nothing open", "DELETE", "openOrders", "symbol=BTCUSDT", 400, -2011, "Unknown order sent.");
        row("restriction", "DELETE", "order", "symbol=BTCUSDT&orderId=99&cancelRestrictions=X", 400, -1145,
            "Invalid cancelRestrictions");
        row("unknown order", "GET", "order", "symbol=BTCUSDT&orderId=99", 400, -2013, "Order does not exist.");
        row("unknown amend", "PUT", "order/amend/keepPriority", "symbol=BTCUSDT&orderId=99&newQty=0.1", 400, -2038,
            "Unknown order sent.");
        row("wrong leg", "POST", "orderList/oco",
            "symbol=BTCUSDT&side=BUY&quantity=0.001&aboveType=LIMIT_MAKER&abovePrice=70000&belowType=STOP_LOSS&"
            "belowStopPrice=60000",
            400, -1165, "A limit order in a buy OCO must be below.");
        row("cancel-replace", "POST", "order/cancelReplace",
            "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=2&cancelReplaceMode=ALLOW_FAILURE&cancelOrderId=99", 400,
            -2022, "Order cancel-replace failed.");
    }
    void namesEachFaultAsTheProtocolDoes()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, params);
        QFETCH(QString, message);
        static FaceBench bench;
        const bool isOpen = path == "klines";
        const auto answer = isOpen ? bench.get(path + "?" + params) : bench.asSigned(method, path, params);
        QTEST(answer.status, "status");
        QTEST(answer.code(), "code");
        QVERIFY2(answer.message().startsWith(message), qPrintable(answer.message()));
    }

    void looksAtKeyTimeAndSignature()
    {
        FaceBench bench;
        const QByteArray query = "timestamp=" + bench.nowMs();
        const auto with = [&](const QByteArray& key, const QByteArray& text) {
            return bench.ask("GET", "/api/v3/account?" + text, "X-MBX-APIKEY: " + key + "\r\n");
        };
        QCOMPARE(bench.ask("GET", "/api/v3/account?" + query).code(), -2014);
        QCOMPARE(with("nobody", query).code(), -2015);
        QCOMPARE(with("nobody", query).status, 401);
        QCOMPARE(with(bench.key, "").code(), -1102);
        QCOMPARE(with(bench.key, query).code(), -1102);
        QCOMPARE(with(bench.key, query + "&signature=00").code(), -1022);
        const QByteArray late = "timestamp=" + QByteArray::number(bench.nowMs().toLongLong() - 5'001);
        QCOMPARE(with(bench.key, late + "&signature=" + bench.signatureOf(late)).code(), -1021);
        const QByteArray early = "timestamp=" + QByteArray::number(bench.nowMs().toLongLong() + 1'000);
        QVERIFY(with(bench.key, early + "&signature=" + bench.signatureOf(early)).message().contains("ahead"));
        QCOMPARE(bench.asSigned("GET", "account", "recvWindow=60001").code(), -1131);
        const QByteArray upper = bench.signatureOf(query).toUpper();
        QCOMPARE(with(bench.key, query + "&signature=" + upper).status, 200);
        // Split over query and body: both are signed, one behind the other.
        const QByteArray body = "side=BUY&type=MARKET&quantity=0.001&timestamp=" + bench.nowMs();
        const auto placed
            = bench.ask("POST", "/api/v3/order?symbol=BTCUSDT", QByteArray("X-MBX-APIKEY: ") + bench.key + "\r\n",
                        body + "&signature=" + bench.signatureOf("symbol=BTCUSDT" + body));
        QCOMPARE(placed.object()["status"].toString(), QStringLiteral("FILLED"));
    }

    void anOrderLivesAsItsAnswersSay()
    {
        FaceBench bench;
        const auto placed = bench.asSigned(
            "POST", "order",
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&newClientOrderId=mine&price="
                + bench.price(-700));
        QCOMPARE(placed.object()["status"].toString(), QStringLiteral("NEW"));
        QCOMPARE(placed.field("X-MBX-ORDER-COUNT-10S"), std::string("1"));
        QVERIFY(!placed.field("X-MBX-USED-WEIGHT-1M").empty());
        const auto again = bench.asSigned(
            "POST", "order",
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&newClientOrderId=mine&price="
                + bench.price(-700));
        QCOMPARE(again.message(), QStringLiteral("Duplicate order sent."));
        const auto amended
            = bench.asSigned("PUT", "order/amend/keepPriority", "symbol=BTCUSDT&origClientOrderId=mine&newQty=0.05");
        QCOMPARE(amended.object()["amendedOrder"].toObject()["qty"].toString(), QStringLiteral("0.05000000"));
        QCOMPARE(bench.asSigned("PUT", "order/amend/keepPriority", "symbol=BTCUSDT&origClientOrderId=mine&newQty=0.05")
                     .message(),
                 QStringLiteral("The requested action would change no state; rejecting."));
        QCOMPARE(bench.asSigned("GET", "openOrders", "symbol=BTCUSDT").body.array().size(), 1);
        const auto replaced = bench.asSigned(
            "POST", "order/cancelReplace",
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=9&cancelReplaceMode=STOP_ON_FAILURE&"
            "cancelOrigClientOrderId=mine&price="
                + bench.price(-700));
        QCOMPARE(replaced.status, 409);
        QCOMPARE(replaced.code(), -2021);
        QCOMPARE(replaced.object()["data"].toObject()["cancelResult"].toString(), QStringLiteral("SUCCESS"));
        const auto query = bench.asSigned("GET", "order", "symbol=BTCUSDT&origClientOrderId=mine").object();
        QCOMPARE(query["status"].toString(), QStringLiteral("CANCELED"));
        QCOMPARE(bench.asSigned("GET", "allOrders", "symbol=BTCUSDT").body.array().size(), 1);
        QVERIFY(bench.asSigned("GET", "myTrades", "symbol=BTCUSDT").body.array().isEmpty());
        for (const auto& balance : bench.asSigned("GET", "account").object()["balances"].toArray()) {
            QCOMPARE(balance.toObject()["locked"].toString(), QStringLiteral("0.00000000"));
        }
    }

    void twoLegsAreOneList()
    {
        FaceBench bench;
        const auto placed
            = bench.asSigned("POST", "orderList/oco",
                             "symbol=BTCUSDT&side=SELL&quantity=0.015&aboveType=LIMIT_MAKER&abovePrice="
                                 + bench.price(600) + "&belowType=STOP_LOSS&belowStopPrice=" + bench.price(-600));
        QCOMPARE(placed.status, 200);
        QCOMPARE(placed.object()["orders"].toArray().size(), 2);
        QCOMPARE(placed.object()["orderReports"].toArray().size(), 2);
        for (const auto& balance : bench.asSigned("GET", "account").object()["balances"].toArray()) {
            if (balance.toObject()["asset"] == QStringLiteral("BTC")) {
                QCOMPARE(balance.toObject()["locked"].toString(), QStringLiteral("0.01500000"));
            }
        }
        QCOMPARE(bench.asSigned("GET", "openOrderList").body.array().size(), 1);
        const auto ended = bench.asSigned("DELETE", "openOrders", "symbol=BTCUSDT");
        QCOMPARE(ended.body.array().size(), 1);
        QCOMPARE(ended.body.array()[0].toObject()["listOrderStatus"].toString(), QStringLiteral("ALL_DONE"));
        const auto old = bench.asSigned("POST", "order/oco",
                                        "symbol=BTCUSDT&side=SELL&quantity=0.015&price=" + bench.price(-600)
                                            + "&stopPrice=" + bench.price(600));
        QCOMPARE(old.message(), QStringLiteral("The relationship of the prices for the orders is not correct."));
    }

    // F37: who goes on after a 429 is banned, and nothing is served within the ban.
    void bansWhoGoesOnAndServesNothingThen()
    {
        sandbox::binance::RateLimits rates;
        rates.weight = 100;
        FaceBench bench(rates);
        int served = 0, limited = 0;
        for (int i = 0; i < 40; ++i) {
            const auto answer = bench.get("exchangeInfo");
            served += answer.status == 200 ? 1 : 0;
            if (answer.status == 429) {
                ++limited;
                QCOMPARE(answer.code(), -1003);
                QVERIFY(std::stoi(answer.field("Retry-After")) <= 60);
            }
        }
        QCOMPARE(served, 5);
        QCOMPARE(limited, rates.toleratedAfterLimit);
        const auto banned = bench.get("ping");
        QCOMPARE(banned.status, 418);
        QCOMPARE(std::stoi(banned.field("Retry-After")), 120);
        bench.clock.pass(seconds(119));
        QCOMPARE(bench.get("ping").status, 418);
        QCOMPARE(bench.asSigned("GET", "account").status, 418);
        bench.clock.pass(seconds(2));
        QCOMPARE(bench.get("ping").status, 200);
    }

    void countsOrdersThatHaveNotFilled()
    {
        sandbox::binance::RateLimits rates;
        rates.ordersTenSeconds = 3;
        FaceBench bench(rates);
        const QByteArray resting
            = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=" + bench.price(-700);
        for (int i = 0; i < 6; ++i) {
            QCOMPARE(bench.asSigned("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001").status, 200);
        }
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(bench.asSigned("POST", "order", resting).status, 200);
        }
        const auto refused = bench.asSigned("POST", "order", resting);
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.code(), -1015);
        QCOMPARE(bench.asSigned("GET", "rateLimit/order").body.array()[0].toObject()["count"].toInt(), 3);
        bench.clock.pass(seconds(10));
        QCOMPARE(bench.asSigned("POST", "order", resting).status, 200);
    }

    void tellsAnAccountItsEventsInOrder()
    {
        FaceBench bench;
        FaceSocket socket(bench.port, "/ws-api/v3");
        QVERIFY(socket.isOpened());
        const QByteArray text = QByteArray("apiKey=") + bench.key + "&timestamp=" + bench.nowMs();
        const QByteArray params = QByteArray(R"("params":{"apiKey":")") + bench.key + R"(","timestamp":)"
            + bench.nowMs() + R"(,"signature":")" + bench.signatureOf(text) + "\"}}";
        const auto subscribed = socket.ask(R"({"id":"1","method":"userDataStream.subscribe.signature",)" + params);
        QCOMPARE(subscribed["status"].toInt(), 200);
        const auto twice = socket.ask(R"({"id":2,"method":"userDataStream.subscribe.signature",)" + params);
        QCOMPARE(twice["error"].toObject()["code"].toInt(), -2035);

        const auto order = bench.asSigned("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.002");
        QTRY_VERIFY(!socket.heard().empty()
                    && socket.heard().back()["event"].toObject()["e"].toString()
                        == QStringLiteral("outboundAccountPosition"));
        const auto events = socket.heard();
        QCOMPARE(events.front()["event"].toObject()["x"].toString(), QStringLiteral("NEW"));
        QCOMPARE(events[events.size() - 2]["event"].toObject()["X"].toString(), QStringLiteral("FILLED"));

        const auto sample = samples();
        if (sample.isEmpty()) {
            QSKIP("no samples of the protocol here: set OMNI_SHARED");
        }
        compareShape(subscribed, sample["subscribeAnswer"], QStringLiteral("subscribeAnswer"));
        compareShape(events[1], sample["executionReportTrade"], QStringLiteral("executionReport"));
        compareShape(events.back(), sample["outboundAccountPosition"], QStringLiteral("position"));
        compareShape(order.object(), sample["orderFull"], QStringLiteral("order"));
        const auto funds = bench.asSigned("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=2");
        QCOMPARE(QJsonValue(funds.object()), sample["errorFunds"].toObject()["body"]);
        const auto symbol = bench.get("depth?symbol=NOPE");
        QCOMPARE(QJsonValue(symbol.object()), sample["errorBadSymbol"].toObject()["body"]);

        const auto ended = socket.ask(R"({"id":3,"method":"userDataStream.unsubscribe"})");
        QCOMPARE(ended["result"].toObject(), QJsonObject());
        QCOMPARE(socket.heard().back()["event"].toObject()["e"].toString(), QStringLiteral("eventStreamTerminated"));
    }

    // The local book of the protocol's own description, held against the exchange's.
    void aBookKeptFromTheStreamIsTheBook()
    {
        FaceBench bench;
        FaceSocket socket(bench.port, "/ws/btcusdt@depth@100ms");
        QVERIFY(socket.isOpened());
        const auto live = [&](int steps) {
            for (int i = 0; i < steps; ++i) {
                bench.clock.pass(milliseconds(200));
                QTest::qWait(110);
            }
        };
        live(3);
        const auto snapshot = bench.get("depth?symbol=BTCUSDT&limit=5000").object();
        std::map<QString, QString> bids, asks;
        const auto apply = [](std::map<QString, QString>& side, const QJsonArray& levels) {
            for (const auto& level : levels) {
                const auto price = level.toArray()[0].toString(), size = level.toArray()[1].toString();
                size == QStringLiteral("0.00000000") ? static_cast<void>(side.erase(price))
                                                     : static_cast<void>(side[price] = size);
            }
        };
        apply(bids, snapshot["bids"].toArray());
        apply(asks, snapshot["asks"].toArray());
        auto known = static_cast<qint64>(snapshot["lastUpdateId"].toDouble());
        live(12);
        QTRY_VERIFY(!socket.heard().empty());
        int applied = 0;
        for (const auto& event : socket.heard()) {
            const auto first = static_cast<qint64>(event["U"].toDouble()),
                       last = static_cast<qint64>(event["u"].toDouble());
            if (last <= known) {
                continue;
            }
            QVERIFY2(first <= known + 1 && (applied == 0 || first == known + 1), "updates are missing");
            apply(bids, event["b"].toArray());
            apply(asks, event["a"].toArray());
            known = last;
            ++applied;
        }
        QVERIFY(applied >= 5);
        const auto now = bench.get("depth?symbol=BTCUSDT&limit=5000").object();
        if (static_cast<qint64>(now["lastUpdateId"].toDouble()) == known) {
            std::map<QString, QString> due;
            apply(due, now["bids"].toArray());
            QVERIFY(due == bids);
        }
        compareShape(socket.heard().back(), samples()["depthUpdate"], QStringLiteral("depthUpdate"));
    }

    void speaksToThoseWhoListen()
    {
        FaceBench bench;
        FaceSocket socket(bench.port, "/stream?streams=btcusdt@trade/btcusdt@bookTicker");
        QVERIFY(socket.isOpened());
        const auto answer = socket.ask(
            R"({"method":"SUBSCRIBE","params":["btcusdt@kline_1s","btcusdt@aggTrade","btcusdt@depth5@100ms","btcusdt@ticker","btcusdt@miniTicker","btcusdt@avgPrice"],"id":7})");
        QVERIFY(answer["result"].isNull());
        QCOMPARE(socket.ask(R"({"method":"LIST_SUBSCRIPTIONS","id":8})")["result"].toArray().size(), 8);
        QCOMPARE(
            socket.ask(R"({"method":"SUBSCRIBE","params":["nope@trade"],"id":9})")["error"].toObject()["code"].toInt(),
            2);
        std::set<QString> seen;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                bench.clock.pass(seconds(1));
                for (const auto& message : socket.heard()) {
                    seen.insert(message["stream"].toString());
                }
                return seen.size() >= 8;
            }(),
            8'000);
        for (int i = 0; i < 6; ++i) {
            socket.say(R"({"method":"LIST_SUBSCRIPTIONS","id":8})");
        }
        QCOMPARE(socket.closeCode(), 1008);
    }

    void saysGoodbyeBeforeItStops()
    {
        FaceBench bench;
        FaceSocket socket(bench.port, "/ws");
        bench.face->shutDown();
        QCOMPARE(socket.closeCode(), 1001);
        QCOMPARE(socket.heard().back()["e"].toString(), QStringLiteral("serverShutdown"));
    }
};

QTEST_GUILESS_MAIN(TestBinanceFace)
#include "tst_binance_face.moc"

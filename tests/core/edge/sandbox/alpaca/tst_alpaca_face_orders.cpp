// Orders at the Alpaca face by the facts of its protocol: their life, their errors, and how the stream tells of them.
#include "tests/core/edge/sandbox/alpaca/alpaca_bench.h"

#include <QFile>

using namespace omni;
using namespace omni::tests;

namespace {

QJsonObject samples()
{
    const QString folder = qEnvironmentVariable("OMNI_SHARED", QStringLiteral(OMNI_SOURCE_DIR "/../shared"));
    QFile file(folder + QStringLiteral("/protocols/samples/alpaca.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// Same keys, and values of the same type where both have one.
void compareShape(const QJsonObject& made, const QJsonObject& sample)
{
    QCOMPARE(made.keys(), sample.keys());
    for (const auto& key : sample.keys()) {
        const auto type = made[key].type();
        QVERIFY2(type == sample[key].type() || made[key].isNull() || sample[key].isNull(), qPrintable(key));
    }
}

/// An order stream that listens.
std::unique_ptr<AlpacaSocket> listening(const AlpacaBench& bench)
{
    auto stream = std::make_unique<AlpacaSocket>(bench.port, "/stream");
    stream->say(R"({"action":"authenticate","data":{"key_id":"PKTESTKEY0","secret_key":"secretOfATest"}})");
    stream->next();
    stream->say(R"({"action":"listen","data":{"streams":["trade_updates"]}})");
    stream->next();
    return stream;
}

QStringList eventsOf(AlpacaSocket& stream)
{
    QStringList events;
    for (const auto& heard : stream.all()) {
        events += heard.object()["data"].toObject()["event"].toString();
    }
    return events;
}

const QByteArray buyLimit = R"("symbol":"AAPL","side":"buy","type":"limit","time_in_force":"gtc")";
const QByteArray buyMarket = R"("symbol":"AAPL","side":"buy","type":"market","time_in_force":"day")";

} // namespace

class TestAlpacaOrders : public QObject
{
    Q_OBJECT

private slots:
    void anOrderHasTheKeysOfTheSample()
    {
        const auto sample = samples();
        if (sample.isEmpty()) {
            QSKIP("protocols/samples/alpaca.json is not in OMNI_SHARED");
        }
        AlpacaBench bench;
        const auto placed = bench.order(buyLimit + R"(,"qty":"3","limit_price":"100.25","client_order_id":"my-1")");
        QCOMPARE(placed.status, 200);
        compareShape(placed.object(), sample["order"].toObject());
        QCOMPARE(placed.text("status"), QStringLiteral("pending_new"));
        QCOMPARE(placed.text("limit_price"), QStringLiteral("100.25"));
        QCOMPARE(placed.text("position_intent"), QStringLiteral("buy_to_open"));
        const auto stands = bench.now(placed.text("id"));
        compareShape(stands, sample["order"].toObject());
        QCOMPARE(stands["status"], QJsonValue(QStringLiteral("new")));

        for (const auto& name : {"errorBuyingPower", "errorDuplicate", "errorSubPenny"}) {
            const auto expected = sample[QLatin1String(name)].toObject();
            const QByteArray asked = name == QByteArray("errorBuyingPower") ? R"(,"qty":"9000","limit_price":"150")"
                : name == QByteArray("errorDuplicate") ? R"(,"qty":"1","limit_price":"100","client_order_id":"my-1")"
                                                       : R"(,"qty":"1","limit_price":"150.123")";
            const auto refused = bench.order(buyLimit + asked);
            QCOMPARE(refused.status, expected["http"].toInt());
            compareShape(refused.object(), expected["body"].toObject());
            QCOMPARE(refused.code(), expected["body"].toObject()["code"].toInt());
            QCOMPARE(refused.message(), expected["body"].toObject()["message"].toString());
        }
    }

    void theStreamTellsAnOrdersLifeInOrder()
    {
        AlpacaBench bench;
        auto stream = listening(bench);
        const auto bought = bench.order(buyMarket + R"(,"qty":"5")");
        QCOMPARE(bought.status, 200);
        bench.face->advance();
        double filled = 0;
        QStringList events;
        for (const auto& heard : stream->all()) {
            QVERIFY(heard.isBinary);
            const auto data = heard.object()["data"].toObject();
            events += data["event"].toString();
            QCOMPARE(data["order"].toObject()["id"].toString(), bought.text("id"));
            filled += data["qty"].toString().toDouble();
            if (events.last() == QStringLiteral("fill")) {
                QCOMPARE(data["position_qty"], QJsonValue(QStringLiteral("5")));
                QCOMPARE(data["order"].toObject()["status"], QJsonValue(QStringLiteral("filled")));
            }
        }
        QCOMPARE(events.first(), QStringLiteral("new"));
        QCOMPARE(events.last(), QStringLiteral("fill"));
        QCOMPARE(filled, 5.0);

        const auto rests = bench.order(buyLimit + R"(,"qty":"1","limit_price":"100")");
        QCOMPARE(bench.ask("DELETE", "/v2/orders/" + rests.text("id").toUtf8()).status, 204);
        bench.face->advance();
        QCOMPARE(eventsOf(*stream), (QStringList{QStringLiteral("new"), QStringLiteral("canceled")}));
        const auto again = bench.ask("DELETE", "/v2/orders/" + rests.text("id").toUtf8());
        QCOMPARE(again.status, 422);
        QCOMPARE(again.message(), QStringLiteral("order is already in \"canceled\" state"));
        QCOMPARE(bench.ask("DELETE", "/v2/orders/1234").status, 404);
    }

    void aReplacementIsANewOrderThatNamesTheOldOne()
    {
        AlpacaBench bench;
        auto stream = listening(bench);
        const auto old = bench.order(buyLimit + R"(,"qty":"2","limit_price":"100")");
        const auto fresh
            = bench.ask("PATCH", "/v2/orders/" + old.text("id").toUtf8(), R"({"qty":"3","limit_price":"101.5"})");
        QCOMPARE(fresh.status, 200);
        QVERIFY(fresh.text("id") != old.text("id"));
        QCOMPARE(fresh.text("replaces"), old.text("id"));
        QCOMPARE(fresh.text("qty"), QStringLiteral("3"));
        const auto gone = bench.now(old.text("id"));
        QCOMPARE(gone["status"], QJsonValue(QStringLiteral("replaced")));
        QCOMPARE(gone["replaced_by"].toString(), fresh.text("id"));
        QVERIFY(!gone["replaced_at"].isNull());
        QCOMPARE(bench.now(fresh.text("id"))["status"], QJsonValue(QStringLiteral("new")));
        bench.face->advance();
        QCOMPARE(eventsOf(*stream),
                 (QStringList{QStringLiteral("new"), QStringLiteral("replaced"), QStringLiteral("new")}));
        QCOMPARE(bench.get("/v2/orders").array().size(), 1);
        QCOMPARE(bench.ask("PATCH", "/v2/orders/" + old.text("id").toUtf8(), R"({"qty":"4"})").status, 422);
        // The new one fills, and it alone.
        QCOMPARE(bench
                     .ask("PATCH", "/v2/orders/" + fresh.text("id").toUtf8(),
                          R"({"limit_price":")" + bench.price("AAPL", 5) + R"("})")
                     .status,
                 200);
        QCOMPARE(bench.get("/v2/positions/AAPL").text("qty"), QStringLiteral("3"));
        QCOMPARE(bench.get("/v2/orders").array().size(), 0);
    }

    void legsOfABracketAreHeldUntilTheEntryHasFilled()
    {
        AlpacaBench bench;
        const auto bracket = [&](const QByteArray& entry) {
            return bench.order(entry + R"(,"qty":"2","order_class":"bracket","take_profit":{"limit_price":")"
                               + bench.price("AAPL", 30) + R"("},"stop_loss":{"stop_price":"90"})");
        };
        const auto placed = bracket(buyLimit + R"(,"limit_price":"100")");
        QCOMPARE(placed.status, 200);
        auto legs = bench.now(placed.text("id"))["legs"].toArray();
        QCOMPARE(legs.size(), 2);
        for (const auto& leg : legs) {
            QCOMPARE(leg.toObject()["status"], QJsonValue(QStringLiteral("held")));
            QCOMPARE(leg.toObject()["side"], QJsonValue(QStringLiteral("sell")));
        }
        QCOMPARE(bench.ask("DELETE", "/v2/orders/" + placed.text("id").toUtf8()).status, 204);
        for (const auto& leg : bench.now(placed.text("id"))["legs"].toArray()) {
            QCOMPARE(leg.toObject()["status"], QJsonValue(QStringLiteral("canceled")));
        }

        const auto filled = bracket(buyMarket);
        QVERIFY2(filled.status == 200, qPrintable(filled.message()));
        legs = bench.now(filled.text("id"))["legs"].toArray();
        QCOMPARE(legs[0].toObject()["status"], QJsonValue(QStringLiteral("new")));
        QCOMPARE(legs[1].toObject()["status"], QJsonValue(QStringLiteral("new")));
        // Both serve the same two shares.
        QCOMPARE(bench.get("/v2/positions/AAPL").text("qty_available"), QStringLiteral("0"));
        const auto refused
            = bench.order(R"("symbol":"AAPL","side":"sell","type":"market","time_in_force":"day","qty":"1")");
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.text("held_for_orders"), QStringLiteral("2"));
        QCOMPARE(refused.object()["related_orders"].toArray().size(), 2);
        // Cancel of one ends the other.
        QCOMPARE(bench.ask("DELETE", "/v2/orders/" + legs[0].toObject()["id"].toString().toUtf8()).status, 204);
        QCOMPARE(bench.now(legs[1].toObject()["id"].toString())["status"], QJsonValue(QStringLiteral("canceled")));
        QCOMPARE(bench.get("/v2/positions/AAPL").text("qty_available"), QStringLiteral("2"));
    }

    void theTakeProfitIsTheParentOfAnOco()
    {
        AlpacaBench bench;
        QCOMPARE(bench.order(buyMarket + R"(,"qty":"4")").status, 200);
        const auto oco = bench.order(
            R"("symbol":"AAPL","side":"sell","type":"limit","time_in_force":"gtc","qty":"4","order_class":"oco","take_profit":{"limit_price":")"
            + bench.price("AAPL", 30) + R"("},"stop_loss":{"stop_price":"90","limit_price":"89.5"})");
        QCOMPARE(oco.status, 200);
        const auto stands = bench.now(oco.text("id"));
        QCOMPARE(stands["type"], QJsonValue(QStringLiteral("limit")));
        QCOMPARE(stands["order_class"], QJsonValue(QStringLiteral("oco")));
        const auto leg = stands["legs"].toArray()[0].toObject();
        QCOMPARE(leg["type"], QJsonValue(QStringLiteral("stop_limit")));
        QCOMPARE(leg["stop_price"], QJsonValue(QStringLiteral("90")));
        const auto all = bench.ask("DELETE", "/v2/orders");
        QCOMPARE(all.status, 207);
        QCOMPARE(all.array().size(), 2);
        for (const auto& one : all.array()) {
            QCOMPARE(one.toObject()["status"], QJsonValue(200));
        }
    }

    void aTrailingStopShowsItsMark()
    {
        AlpacaBench bench;
        QCOMPARE(bench.order(buyMarket + R"(,"qty":"1")").status, 200);
        const auto placed = bench.order(
            R"("symbol":"AAPL","side":"sell","type":"trailing_stop","time_in_force":"gtc","qty":"1","trail_price":"40")");
        QCOMPARE(placed.status, 200);
        const auto stands = bench.now(placed.text("id"));
        QCOMPARE(stands["trail_price"], QJsonValue(QStringLiteral("40")));
        QCOMPARE(stands["hwm"].toString().toDouble() - stands["stop_price"].toString().toDouble(), 40.0);
        QCOMPARE(bench.ask("PATCH", "/v2/orders/" + placed.text("id").toUtf8(), R"({"trail":"50"})").status, 200);
    }

    void partsAndAmountsOfMoneyAreBought()
    {
        AlpacaBench bench;
        QCOMPARE(bench.order(buyMarket + R"(,"qty":"0.5")").status, 200);
        QCOMPARE(bench.get("/v2/positions/AAPL").text("qty"), QStringLiteral("0.5"));
        const auto spent = bench.order(buyMarket + R"(,"notional":"1000")");
        QCOMPARE(spent.status, 200);
        const auto filled = bench.now(spent.text("id"));
        QVERIFY(filled["qty"].isNull());
        QCOMPARE(filled["status"], QJsonValue(QStringLiteral("filled")));
        const double value
            = filled["filled_qty"].toString().toDouble() * filled["filled_avg_price"].toString().toDouble();
        QVERIFY(value <= 1'000.0 && value > 999.99);
        const auto coin
            = bench.order(R"("symbol":"BTC/USD","side":"buy","type":"market","time_in_force":"gtc","notional":"500")");
        QCOMPARE(coin.status, 200);
        QVERIFY(bench.get("/v2/positions/BTCUSD").text("qty").toDouble() > 0);
        QCOMPARE(bench.ask("DELETE", "/v2/positions/BTC%2FUSD").status, 200);
        QCOMPARE(bench.get("/v2/positions/BTC%2FUSD").status, 404);
    }

    void errors_data()
    {
        QTest::addColumn<QByteArray>("order");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QByteArray& order, int status, int code, const char* message) {
            QTest::newRow(name) << order << status << code << QString::fromLatin1(message);
        };
        const QByteArray coin = R"("symbol":"BTC/USD","side":"buy")";
        row("an unknown asset", R"("symbol":"NOPE","side":"buy","type":"market","time_in_force":"day","qty":"1")", 422,
            42210000, "asset \"NOPE\" not found");
        row("no side", R"("symbol":"AAPL","type":"market","time_in_force":"day","qty":"1")", 422, 40010001, "side");
        row("a strange type", R"("symbol":"AAPL","side":"buy","type":"x","time_in_force":"day","qty":"1")", 422,
            40010001, "invalid order type");
        row("a strange time in force", R"("symbol":"AAPL","side":"buy","type":"market","time_in_force":"x","qty":"1")",
            422, 40010001, "time_in_force");
        row("no size", buyMarket, 422, 40010001, "qty or notional is required");
        row("a size of nothing", buyMarket + R"(,"qty":"0")", 422, 40010001, "qty must be greater than 0");
        row("a size that is no number", buyMarket + R"(,"qty":"x")", 422, 40010001, "invalid qty");
        row("a name that is too long",
            buyMarket + ",\"qty\":\"1\",\"client_order_id\":\"" + QByteArray(129, 'a') + "\"", 422, 40010001,
            "no more than 128");
        row("no limit price", buyLimit + R"(,"qty":"1")", 422, 40010001, "limit price");
        row("a part of a cent", buyLimit + R"(,"qty":"1","limit_price":"150.123")", 422, 42210000,
            "invalid limit_price 150.123. sub-penny increment does not fulfill minimum pricing criteria");
        row("a stop within a cent",
            R"("symbol":"AAPL","side":"buy","type":"stop","time_in_force":"day","qty":"1","stop_price":"950.001")", 422,
            42210000, "invalid stop_price 950.001. sub-penny increment does not fulfill minimum pricing criteria");
        row("a part of a share until cancelled",
            R"("symbol":"AAPL","side":"buy","type":"market","time_in_force":"gtc","qty":"0.5")", 422, 42210000,
            "fractional orders must be DAY orders");
        row("a stop on the wrong side",
            R"("symbol":"AAPL","side":"buy","type":"stop","time_in_force":"day","qty":"1","stop_price":"5")", 422,
            42210000, "wrong side");
        row("a bracket upside down",
            buyMarket
                + R"(,"qty":"1","order_class":"bracket","take_profit":{"limit_price":"90"},"stop_loss":{"stop_price":"100"})",
            422, 42210000, "take_profit.limit_price must be > stop_loss.stop_price");
        row("a stop of a coin", coin + R"(,"type":"stop","time_in_force":"gtc","qty":"1","stop_price":"99999")", 422,
            40010001, "invalid order type for crypto order");
        row("a coin for the day", coin + R"(,"type":"market","time_in_force":"day","qty":"1")", 422, 42210000,
            "invalid crypto time_in_force");
        row("a coin for little", coin + R"(,"type":"market","time_in_force":"gtc","notional":"9")", 403, 40310000,
            "cost basis must be >= minimal amount of order 10");
        row("a coin that is not there",
            R"("symbol":"BTC/USD","side":"sell","type":"market","time_in_force":"gtc","qty":"1")", 403, 40310000,
            "insufficient balance for BTC (requested: 1, available: 0)");
        row("more than can be paid", buyMarket + R"(,"qty":"100000")", 403, 40310000, "insufficient buying power");
        row("a part of a share sold short",
            R"("symbol":"AAPL","side":"sell","type":"market","time_in_force":"day","qty":"0.5")", 422, 42210000,
            "fractional orders cannot be sold short");
    }
    void errors()
    {
        QFETCH(QByteArray, order);
        QFETCH(int, status);
        QFETCH(int, code);
        QFETCH(QString, message);
        AlpacaBench bench;
        const auto refused = bench.order(order);
        QCOMPARE(refused.status, status);
        QCOMPARE(refused.code(), code);
        QVERIFY2(refused.message().contains(message), qPrintable(refused.message()));
        QCOMPARE(bench.get("/v2/orders?status=all").array().size(), 0);
        QCOMPARE(bench.get("/v2/account").text("cash"), QStringLiteral("100000"));
    }

    void whatIsNotJsonOrNobodysIsRefused()
    {
        AlpacaBench bench;
        auto refused = bench.ask("POST", "/v2/orders", "{no json");
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.code(), 40010000);
        refused = bench.askAs("PKTESTKEY0", "wrong", "GET", "/v2/account");
        QCOMPARE(refused.status, 401);
        QVERIFY(!refused.field("X-Request-ID").empty());
        // Another client's order is not there.
        const auto placed = bench.order(buyLimit + R"(,"qty":"1","limit_price":"100")");
        refused = bench.askAs("PKTESTKEY1", "anotherSecret", "GET", "/v2/orders/" + placed.text("id").toUtf8());
        QCOMPARE(refused.status, 404);
        QCOMPARE(refused.code(), 40410000);
        QCOMPARE(bench.get("/v2/assets/NOPE").message(), QStringLiteral("asset not found for NOPE"));
    }

    void ordersOfOneClientDoNotMeet()
    {
        AlpacaBench bench;
        QCOMPARE(bench.order(buyMarket + R"(,"qty":"5")").status, 200);
        const auto rests = bench.order(buyLimit + R"(,"qty":"1","limit_price":"100")");
        const auto refused = bench.order(
            R"("symbol":"AAPL","side":"sell","type":"limit","time_in_force":"gtc","qty":"1","limit_price":"99")");
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.code(), 40310000);
        QVERIFY(refused.message().contains(QStringLiteral("potential wash trade detected")));
        QCOMPARE(refused.text("existing_order_id"), rests.text("id"));
    }

    void whoMayNotSellShortIsTold()
    {
        AlpacaBench bench;
        const QByteArray sale = R"("symbol":"MSFT","side":"sell","type":"market","time_in_force":"day","qty":"3")";
        QCOMPARE(bench.order(sale).status, 200);
        const auto held = bench.get("/v2/positions/MSFT");
        QCOMPARE(held.text("qty"), QStringLiteral("-3"));
        QCOMPARE(held.text("side"), QStringLiteral("short"));
        QCOMPARE(bench.ask("DELETE", "/v2/positions/MSFT").status, 200);
        QCOMPARE(bench.ask("PATCH", "/v2/account/configurations", R"({"no_shorting":true})").status, 200);
        const auto refused = bench.order(sale);
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.message(), QStringLiteral("account is not allowed to short"));
        QCOMPARE(bench.get("/v2/account").object()["shorting_enabled"], QJsonValue(false));
    }

    void theMinuteHasRoomForTwoHundredRequests()
    {
        AlpacaBench bench;
        for (int i = 1; i <= 200; ++i) {
            const auto served = bench.get("/v2/clock");
            QCOMPARE(served.status, 200);
            QCOMPARE(served.field("X-RateLimit-Remaining"), std::to_string(200 - i));
        }
        const auto refused = bench.get("/v2/clock");
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.code(), 42910000);
        QCOMPARE(refused.field("X-RateLimit-Limit"), std::string("200"));
        QCOMPARE(refused.field("X-RateLimit-Remaining"), std::string("0"));
        QVERIFY(std::stoll(refused.field("X-RateLimit-Reset")) * 1'000'000'000 > bench.clock.wall().ns);
        // Others have minutes of their own, and the next one is new.
        QCOMPARE(bench.askAs("PKTESTKEY1", "anotherSecret", "GET", "/v2/clock").status, 200);
        bench.pass(minutes(1));
        QCOMPARE(bench.get("/v2/clock").status, 200);
    }

    void whatWaitsForTheOpeningIsAcceptedAndTradesThen()
    {
        // Half a minute before New York opens.
        AlpacaBench bench(*timestampFromIso("2026-07-14T13:29:30Z"), true);
        QCOMPARE(bench.get("/v2/clock").object()["is_open"], QJsonValue(false));
        const auto placed = bench.order(buyMarket + R"(,"qty":"1")");
        QCOMPARE(placed.status, 200);
        QCOMPARE(placed.text("status"), QStringLiteral("accepted"));
        QCOMPARE(bench.now(placed.text("id"))["status"], QJsonValue(QStringLiteral("accepted")));
        bench.pass(seconds(90));
        QCOMPARE(bench.get("/v2/clock").object()["is_open"], QJsonValue(true));
        QCOMPARE(bench.now(placed.text("id"))["status"], QJsonValue(QStringLiteral("filled")));
    }

    void anOrderForExtendedHoursEndsWithThem()
    {
        AlpacaBench bench(*timestampFromIso("2026-07-14T19:59:00Z"), true);
        const QByteArray limit = R"("symbol":"AAPL","side":"buy","type":"limit","limit_price":"1.00","qty":"1",)";
        const auto regular = bench.order(limit + R"("time_in_force":"day")");
        const auto extended = bench.order(limit + R"("time_in_force":"day","extended_hours":true)");
        QCOMPARE(regular.text("expires_at"), QStringLiteral("2026-07-14T20:00:00Z"));
        QCOMPARE(extended.text("expires_at"), QStringLiteral("2026-07-15T00:00:00Z"));
        QCOMPARE(extended.object()["extended_hours"], QJsonValue(true));
        const auto market = bench.order(buyMarket + R"(,"qty":"1","extended_hours":true)");
        QCOMPARE(market.status, 422);

        bench.pass(seconds(70)); // the regular hours are over
        QCOMPARE(bench.now(regular.text("id"))["status"], QJsonValue(QStringLiteral("expired")));
        QCOMPARE(bench.now(extended.text("id"))["status"], QJsonValue(QStringLiteral("new")));
        const auto late = bench.order(limit + R"("time_in_force":"day","extended_hours":true)");
        QCOMPARE(late.text("status"), QStringLiteral("accepted"));
        QCOMPARE(late.text("expires_at"), QStringLiteral("2026-07-15T00:00:00Z"));
        bench.clock.pass(hours(4));
        bench.pass(seconds(1));
        for (const auto* one : {&extended, &late}) {
            QCOMPARE(bench.now(one->text("id"))["status"], QJsonValue(QStringLiteral("expired")));
        }
    }
};

QTEST_GUILESS_MAIN(TestAlpacaOrders)
#include "tst_alpaca_face_orders.moc"

// Orders for the opening and for the close: when the Alpaca face takes them, that they wait, and what becomes of them.
#include "tests/core/edge/sandbox/alpaca/alpaca_bench.h"

using namespace omni;
using namespace omni::tests;

namespace {

QByteArray orderOf(const char* tif, const QByteArray& limit = {}, const char* side = "buy")
{
    return QByteArray(R"("symbol":"AAPL","qty":"1","side":")") + side + R"(","time_in_force":")" + tif + R"(","type":")"
        + (limit.isEmpty() ? R"(market")" : R"(limit","limit_price":")" + limit + '"');
}

} // namespace

class TestAlpacaAuctions : public QObject
{
    Q_OBJECT

private slots:
    void auctionsTakeOrdersInTheirHours_data()
    {
        QTest::addColumn<QByteArray>("tif");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QByteArray>("auction"); // empty: refused
        const auto row = [](const char* name, const char* tif, const char* now, const char* auction) {
            QTest::newRow(name) << QByteArray(tif) << QByteArray(now) << QByteArray(auction);
        };
        // Tuesday, 2026-07-14: from 13:30 to 20:00 UTC, and seven in the evening is 23:00.
        row("opening, at night", "opg", "2026-07-14T04:00:00Z", "2026-07-14T13:30:00Z");
        row("opening, last second", "opg", "2026-07-14T13:27:59Z", "2026-07-14T13:30:00Z");
        row("opening, too late", "opg", "2026-07-14T13:28:00Z", "");
        row("opening, in the day", "opg", "2026-07-14T16:00:00Z", "");
        row("opening, in the evening", "opg", "2026-07-14T22:59:59Z", "");
        row("opening, for tomorrow", "opg", "2026-07-14T23:00:00Z", "2026-07-15T13:30:00Z");
        row("close, before the opening", "cls", "2026-07-14T12:00:00Z", "2026-07-14T20:00:00Z");
        row("close, last second", "cls", "2026-07-14T19:49:59Z", "2026-07-14T20:00:00Z");
        row("close, too late", "cls", "2026-07-14T19:50:00Z", "");
        row("close, in the evening", "cls", "2026-07-14T22:59:59Z", "");
        row("close, for tomorrow", "cls", "2026-07-14T23:00:00Z", "2026-07-15T20:00:00Z");
        // Friday evening and the weekend are for Monday.
        row("opening, on Friday evening", "opg", "2026-07-17T23:30:00Z", "2026-07-20T13:30:00Z");
        row("close, on Sunday", "cls", "2026-07-19T15:00:00Z", "2026-07-20T20:00:00Z");
        // The day after Thanksgiving closes at one, 18:00 UTC; Thanksgiving itself has no session.
        row("close of a short day", "cls", "2026-11-27T17:49:59Z", "2026-11-27T18:00:00Z");
        row("close of a short day, too late", "cls", "2026-11-27T17:50:00Z", "");
        row("opening, on a holiday", "opg", "2026-11-26T16:00:00Z", "2026-11-27T14:30:00Z");
    }
    void auctionsTakeOrdersInTheirHours()
    {
        QFETCH(const QByteArray, tif);
        QFETCH(const QByteArray, now);
        QFETCH(const QByteArray, auction);
        for (const bool keepsHours : {true, false}) {
            AlpacaBench bench(*timestampFromIso(now.toStdString()), keepsHours);

            const auto placed = bench.order(orderOf(tif.constData()));

            if (auction.isEmpty()) {
                QCOMPARE(placed.status, 422);
                QCOMPARE(placed.code(), 42210000);
                QVERIFY2(placed.message().startsWith(QString::fromLatin1(tif + " orders are accepted")),
                         qPrintable(placed.message()));
                QVERIFY(bench.get("/v2/orders").array().isEmpty());
            } else {
                QCOMPARE(placed.status, 200);
                QCOMPARE(placed.text("status"), QStringLiteral("accepted"));
                QCOMPARE(placed.text("expires_at").toUtf8(), auction);
            }
        }
    }

    void anOrderForTheOpeningWaitsForItAndTradesThen()
    {
        AlpacaBench bench(*timestampFromIso("2026-07-14T13:27:30Z"), true);
        const auto market = bench.order(orderOf("opg")), far = bench.order(orderOf("opg", "1.00"));
        QCOMPARE(bench.now(market.text("id"))["status"], QJsonValue(QStringLiteral("accepted")));

        bench.pass(minutes(4));

        QCOMPARE(bench.now(market.text("id"))["status"], QJsonValue(QStringLiteral("filled")));
        QCOMPARE(bench.now(far.text("id"))["status"], QJsonValue(QStringLiteral("canceled")));
        QCOMPARE(bench.now(far.text("id"))["filled_qty"], QJsonValue(QStringLiteral("0")));
    }

    void anOrderForTheCloseWaitsForItAndTradesThen()
    {
        for (const bool keepsHours : {true, false}) {
            AlpacaBench bench(*timestampFromIso("2026-07-14T19:49:30Z"), keepsHours);
            const auto market = bench.order(orderOf("cls")), far = bench.order(orderOf("cls", "1.00"));
            bench.pass(minutes(10));
            QCOMPARE(bench.now(market.text("id"))["status"], QJsonValue(QStringLiteral("accepted")));
            QCOMPARE(bench.now(far.text("id"))["status"], QJsonValue(QStringLiteral("accepted")));

            bench.pass(seconds(35));

            QCOMPARE(bench.now(market.text("id"))["status"], QJsonValue(QStringLiteral("filled")));
            const auto filled = bench.now(market.text("id"))["filled_at"].toString();
            QVERIFY2(filled >= QStringLiteral("2026-07-14T19:59:59") && filled <= QStringLiteral("2026-07-14T20:00:01"),
                     qPrintable(filled));
            QCOMPARE(bench.now(far.text("id"))["status"], QJsonValue(QStringLiteral("canceled")));
        }
    }

    /// Nobody looked in its last second: it did not trade, and does not hang on.
    void anOrderForTheCloseEndsWithIt()
    {
        AlpacaBench bench(*timestampFromIso("2026-07-14T19:40:00Z"), true);
        const auto placed = bench.order(orderOf("cls"));

        bench.clock.pass(hours(1));
        bench.pass(seconds(1));

        QCOMPARE(bench.now(placed.text("id"))["status"], QJsonValue(QStringLiteral("canceled")));
    }

    void whoWaitsForAnAuctionMayLeave()
    {
        AlpacaBench bench(*timestampFromIso("2026-07-14T13:00:00Z"), true);
        const auto placed = bench.order(orderOf("opg"));

        QCOMPARE(bench.ask("DELETE", "/v2/orders/" + placed.text("id").toUtf8()).status, 204);

        QCOMPARE(bench.now(placed.text("id"))["status"], QJsonValue(QStringLiteral("canceled")));
        bench.pass(seconds(1));
        QVERIFY(bench.get("/v2/positions").array().isEmpty());
    }

    void auctionsTakeMarketAndLimitOrdersAlone()
    {
        AlpacaBench bench(*timestampFromIso("2026-07-14T13:00:00Z"), true);
        for (const QByteArray members : {R"("type":"stop","stop_price":"900.00","qty":"1")",
                                         R"("type":"trailing_stop","trail_percent":"1","qty":"1")",
                                         R"("type":"market","qty":"0.5")", R"("type":"market","notional":"100")",
                                         R"("type":"limit","limit_price":"1.00","qty":"1","extended_hours":true)"}) {
            const auto placed = bench.order(R"("symbol":"AAPL","side":"buy","time_in_force":"opg",)" + members);

            QCOMPARE(placed.status, 422);
        }
        const auto coin = bench.order(R"("symbol":"BTC/USD","side":"buy","type":"market","qty":"0.01",)"
                                      R"("time_in_force":"cls")");
        QCOMPARE(coin.status, 422);
        QCOMPARE(coin.message(), QStringLiteral("invalid crypto time_in_force"));
    }
};

QTEST_GUILESS_MAIN(TestAlpacaAuctions)
#include "tst_alpaca_face_auctions.moc"

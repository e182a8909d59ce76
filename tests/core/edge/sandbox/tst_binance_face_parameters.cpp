// What the Binance face of the paper exchange refuses to open, and what it lists and tells by parameters.
#include "tests/core/edge/sandbox/face_bench.h"

using namespace omni;
using namespace omni::tests;

class TestBinanceFaceParameters : public QObject
{
    Q_OBJECT

private slots:
    /// F37: also who asks for a WebSocket hears why, with the same words as any other, and is not counted twice.
    void opensNoSocketWithinABan()
    {
        sandbox::binance::RateLimits rates;
        rates.weight = 20;
        FaceBench bench(rates);
        for (int i = 0; i <= rates.toleratedAfterLimit + 1; ++i) {
            static_cast<void>(bench.get("exchangeInfo"));
        }
        QCOMPARE(bench.get("ping").status, 418);
        const auto before = bench.face->rates().turnedAway();

        for (const char* target : {"/ws/btcusdt@trade", "/stream?streams=btcusdt@trade", "/ws-api/v3"}) {
            FaceSocket socket(bench.port, target);

            QVERIFY2(socket.head().startsWith("HTTP/1.1 418 "), socket.head().constData());
            QVERIFY2(socket.head().contains("Retry-After: 120\r\n"), socket.head().constData());
        }
        QCOMPARE(bench.face->rates().turnedAway(), before + 3);
        QCOMPARE(bench.face->counts().channels, std::size_t{0});
        bench.clock.pass(seconds(121));
        FaceSocket after(bench.port, "/ws/btcusdt@trade");
        QVERIFY(after.isOpened());
    }

    /// The limit of requests counts openings, too: 429 with the time until which to wait.
    void opensNoSocketBeyondTheLimitOfRequests()
    {
        sandbox::binance::RateLimits rates;
        rates.rawRequests = 2;
        FaceBench bench(rates);
        QVERIFY(FaceSocket(bench.port, "/ws").isOpened());
        QVERIFY(FaceSocket(bench.port, "/ws-api/v3").isOpened());

        FaceSocket third(bench.port, "/ws");

        QVERIFY2(third.head().startsWith("HTTP/1.1 429 "), third.head().constData());
        QVERIFY(third.head().contains("Retry-After: "));
        QVERIFY(FaceSocket(bench.port, "/nothing").head().startsWith("HTTP/1.1 429 "));
    }

    void answersWhoAsksForASocketWhereNobodyTalks()
    {
        FaceBench bench;

        QVERIFY(FaceSocket(bench.port, "/nothing").head().startsWith("HTTP/1.1 404 "));
    }

    void listsWhatHasThePermissionsAskedFor_data()
    {
        QTest::addColumn<QByteArray>("params");
        QTest::addColumn<int>("symbols"); // below zero: the code of its refusal
        QTest::newRow("spot") << QByteArray("permissions=SPOT") << 5;
        QTest::newRow("a list") << QByteArray("permissions=%5B%22MARGIN%22%2C%22SPOT%22%5D") << 5;
        QTest::newRow("margin") << QByteArray("permissions=MARGIN") << 0;
        QTest::newRow("others") << QByteArray("permissions=%5B%22LEVERAGED%22%2C%22TRD_GRP_002%22%5D") << 0;
        QTest::newRow("unknown") << QByteArray("permissions=NOTHING") << -1130;
        QTest::newRow("empty list") << QByteArray("permissions=%5B%5D") << -1130;
        QTest::newRow("with a symbol") << QByteArray("symbol=BTCUSDT&permissions=SPOT") << -1128;
        QTest::newRow("with symbols") << QByteArray("symbols=%5B%22BTCUSDT%22%5D&permissions=SPOT") << -1128;
        QTest::newRow("sets or not") << QByteArray("showPermissionSets=perhaps") << -1130;
    }
    void listsWhatHasThePermissionsAskedFor()
    {
        QFETCH(const QByteArray, params);
        QFETCH(const int, symbols);
        FaceBench bench;

        const auto answer = bench.get("exchangeInfo?" + params);

        if (symbols < 0) {
            QCOMPARE(answer.status, 400);
            QCOMPARE(answer.code(), symbols);
        } else {
            QCOMPARE(answer.object()["symbols"].toArray().size(), symbols);
        }
        const auto sets = [&](const QByteArray& shown) {
            const auto all = bench.get("exchangeInfo?" + shown).object()["symbols"].toArray();
            return all[0].toObject()["permissionSets"].toArray().size();
        };
        QCOMPARE(sets("showPermissionSets=false"), 0);
        QCOMPARE(sets("showPermissionSets=true"), 1);
    }

    void barsBeginAsInTheTimeZoneAskedFor_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<int>("minutesAhead"); // beyond a day: refused
        QTest::newRow("none") << QByteArray() << 0;
        QTest::newRow("zero") << QByteArray("0") << 0;
        QTest::newRow("hours") << QByteArray("8") << 480;
        QTest::newRow("behind") << QByteArray("-1:00") << -60;
        QTest::newRow("hours and minutes") << QByteArray("05:45") << 345;
        QTest::newRow("odd minutes") << QByteArray("-3:37") << -217;
        QTest::newRow("most") << QByteArray("14:00") << 840;
        QTest::newRow("least") << QByteArray("-12") << -720;
        QTest::newRow("too much") << QByteArray("14:01") << 9'999;
        QTest::newRow("too little") << QByteArray("-12:30") << 9'999;
        QTest::newRow("no minutes") << QByteArray("5:60") << 9'999;
        QTest::newRow("half a word") << QByteArray("5:") << 9'999;
        QTest::newRow("a name") << QByteArray("Europe/Berlin") << 9'999;
    }
    void barsBeginAsInTheTimeZoneAskedFor()
    {
        QFETCH(const QByteArray, zone);
        QFETCH(const int, minutesAhead);
        FaceBench bench;
        constexpr qint64 minute = 60'000, day = 1'440 * minute;
        const auto rows = [&](const char* interval) {
            return bench.get(QByteArray("klines?symbol=BTCUSDT&limit=8&interval=") + interval
                             + (zone.isEmpty() ? QByteArray() : "&timeZone=" + zone));
        };
        if (minutesAhead > 1'440) {
            QCOMPARE(rows("1d").status, 400);
            QCOMPARE(rows("1d").code(), -1130);
            return;
        }
        const qint64 ahead = minutesAhead * minute;

        const auto daily = rows("1d").body.array(), weekly = rows("1w").body.array(), monthly = rows("1M").body.array();

        QCOMPARE(daily.size(), 8);
        qint64 opened = 0;
        for (const auto& row : daily) {
            const auto at = row.toArray()[0].toInteger();
            QCOMPARE((at + ahead) % day, 0);
            QVERIFY(opened == 0 || at == opened + day);
            QCOMPARE(row.toArray()[6].toInteger(), at + day - 1);
            opened = at;
        }
        QVERIFY(!weekly.isEmpty());
        for (const auto& row : weekly) { // 1970-01-05 was a Monday
            QCOMPARE((row.toArray()[0].toInteger() + ahead - 4 * day) % (7 * day), 0);
        }
        for (const auto& row : monthly) {
            const auto there = QDateTime::fromMSecsSinceEpoch(row.toArray()[0].toInteger() + ahead, Qt::UTC);
            QCOMPARE(there.date().day(), 1);
            QCOMPARE(there.time(), QTime(0, 0));
        }
        QVERIFY(!monthly.isEmpty() || minutesAhead == -217); // of so odd a zone no month has its beginning kept
    }
};

QTEST_GUILESS_MAIN(TestBinanceFaceParameters)
#include "tst_binance_face_parameters.moc"

// Market data of the Alpaca face: REST and its pages, the streams in JSON and MessagePack, and each of their errors.
#include "tests/core/edge/sandbox/alpaca/alpaca_bench.h"

#include "core/edge/sandbox/alpaca/data_text.h"
#include "core/edge/sandbox/alpaca/msgpack_value.h"
#include "core/edge/sandbox/alpaca/timeframe.h"

#include <QFile>

#include <map>
#include <set>

using namespace omni;
using namespace omni::tests;

namespace {

const QByteArray signIn = R"({"action":"auth","key":"PKTESTKEY0","secret":"secretOfATest"})";

QJsonObject samples()
{
    const QString folder = qEnvironmentVariable("OMNI_SHARED", QStringLiteral(OMNI_SOURCE_DIR "/../shared"));
    QFile file(folder + QStringLiteral("/protocols/samples/alpaca.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

void compareShape(const QJsonObject& made, const QJsonObject& sample)
{
    QCOMPARE(made.keys(), sample.keys());
    for (const auto& key : sample.keys()) {
        QVERIFY2(made[key].type() == sample[key].type(), qPrintable(key));
    }
}

int codeOf(const AlpacaSocket::Heard& heard)
{
    return heard.alone()["code"].toInt();
}

} // namespace

class TestAlpacaMarket : public QObject
{
    Q_OBJECT

private slots:
    void pagesOfBarsNameEachMinuteOnce()
    {
        AlpacaBench bench;
        const QByteArray asked = "/v2/stocks/bars?symbols=MSFT,AAPL&timeframe=1Min&start=2026-07-13T20:00:00Z"
                                 "&end=2026-07-13T21:59:59Z&limit=100";
        std::map<QString, std::set<QString>> seen;
        QByteArray token;
        int pages = 0;
        int rows = 0;
        do {
            const auto page = bench.get(asked + (token.isEmpty() ? QByteArray() : "&page_token=" + token)).object();
            int onPage = 0;
            for (const auto& symbol : page["bars"].toObject().keys()) {
                for (const auto& bar : page["bars"].toObject()[symbol].toArray()) {
                    seen[symbol].insert(bar.toObject()["t"].toString());
                    ++rows;
                    ++onPage;
                }
            }
            token = page["next_page_token"].toString().toUtf8();
            QVERIFY(onPage == 100 || token.isEmpty());
            ++pages;
        } while (!token.isEmpty());
        QCOMPARE(pages, 3);
        QCOMPARE(rows, 240);
        QCOMPARE(seen[QStringLiteral("AAPL")].size(), std::size_t{120});
        QCOMPARE(seen[QStringLiteral("MSFT")].size(), std::size_t{120});
    }

    void dataOfCoinsAreForAllAndThoseOfSharesForClients()
    {
        AlpacaBench bench;
        const QByteArray coins = "/v1beta3/crypto/us/latest/quotes?symbols=BTC/USD";
        const auto open = bench.askAs({}, {}, "GET", coins);
        QCOMPARE(open.status, 200);
        QVERIFY(open.object()["quotes"].toObject().contains(QStringLiteral("BTC/USD")));
        QCOMPARE(open.field("X-RateLimit-Remaining"), std::string("199"));

        QCOMPARE(bench.askAs({}, {}, "GET", "/v2/stocks/AAPL/quotes/latest").status, 401);
        QCOMPARE(bench.askAs({}, {}, "GET", "/v2/account").status, 401);
        QCOMPARE(bench.askAs("PKTESTKEY0", "wrong", "GET", coins).status, 401);
        QCOMPARE(bench.askAs("PKTESTKEY0", {}, "GET", coins).status, 401);

        // All who have no key share a minute, which takes nothing from those who have one.
        for (int i = 1; i < 200; ++i) {
            QCOMPARE(bench.askAs({}, {}, "GET", coins).status, 200);
        }
        QCOMPARE(bench.askAs({}, {}, "GET", coins).code(), 42910000);
        QCOMPARE(bench.get(coins).status, 200);
        bench.clock.pass(omni::minutes(1));
        QCOMPARE(bench.askAs({}, {}, "GET", coins).status, 200);
    }

    void showsWhatTheSamplesShow()
    {
        const auto sample = samples();
        if (sample.isEmpty()) {
            QSKIP("protocols/samples/alpaca.json is not in OMNI_SHARED");
        }
        AlpacaBench bench;
        const auto page = bench.get("/v2/stocks/bars?symbols=AAPL&timeframe=1Min&limit=1&sort=desc").object();
        const auto expected = sample["barsPage"].toObject();
        QCOMPARE(page.keys(), expected.keys());
        compareShape(page["bars"].toObject()["AAPL"].toArray()[0].toObject(),
                     expected["bars"].toObject()["AAPL"].toArray()[0].toObject());

        AlpacaSocket stream(bench.port, "/v2/sip");
        stream.next();
        stream.say(signIn);
        stream.next();
        stream.say(R"({"action":"subscribe","quotes":["AAPL"]})");
        stream.next();
        bench.pass(seconds(20));
        const auto frame = QJsonDocument::fromJson(stream.next().bytes).array();
        QVERIFY(!frame.isEmpty());
        compareShape(frame[0].toObject(), sample["quoteFrame"].toArray()[0].toObject());
    }

    void latestAndSnapshotsAreThere()
    {
        AlpacaBench bench;
        QVERIFY(bench.get("/v2/stocks/AAPL/quotes/latest").object()["quote"].toObject()["bp"].toDouble() > 0);
        QCOMPARE(bench.get("/v2/stocks/quotes/latest?symbols=AAPL,SPY").object()["quotes"].toObject().size(), 2);
        const auto snapshot = bench.get("/v2/stocks/AAPL/snapshot").object();
        for (const auto& part : {"latestTrade", "latestQuote", "minuteBar", "dailyBar", "prevDailyBar"}) {
            QVERIFY2(snapshot[QLatin1String(part)].isObject(), part);
        }
        QCOMPARE(bench.get("/v2/stocks/snapshots?symbols=AAPL").object().keys(), QStringList{QStringLiteral("AAPL")});
        const auto book = bench.get("/v1beta3/crypto/us/latest/orderbooks?symbols=BTC/USD").object();
        QVERIFY(book["orderbooks"].toObject()["BTC/USD"].toObject()["b"].toArray().size() >= 20);
        const auto week = bench.get("/v2/stocks/AAPL/bars?timeframe=1Hour&start=2026-07-06T00:00:00Z").object();
        QVERIFY(week["bars"].toArray().size() >= 7 * 24);
        QCOMPARE(bench.get("/v2/stocks/NOPE/bars?timeframe=1Min").status, 404);
        auto refused = bench.get("/v2/stocks/AAPL/bars?timeframe=7Foo");
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.object().keys(), QStringList{QStringLiteral("message")});
        QCOMPARE(bench.get("/v2/stocks/AAPL/bars?timeframe=1Min&start=yesterday").status, 400);
        refused = bench.get("/v1beta3/crypto/us/bars?symbols=NO/PE&timeframe=1Min");
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.message(), QStringLiteral("Invalid symbol(s): NO/PE"));
    }

    void timeframesAreThoseOfTheProtocol()
    {
        using sandbox::alpaca::timeframeFrom;
        for (const char* good : {"1Min", "59T", "1Hour", "23H", "1Day", "1D", "1Week", "1W", "12Month", "6M"}) {
            QVERIFY2(timeframeFrom(good), good);
        }
        for (const char* bad : {"", "Min", "0Min", "60Min", "24Hour", "2Day", "2Week", "5Month", "1min", "-1Min"}) {
            QVERIFY2(!timeframeFrom(bad), bad);
        }
    }

    void theStreamSignsInAndSubscribes()
    {
        AlpacaBench bench;
        AlpacaSocket stream(bench.port, "/v2/iex");
        QCOMPARE(stream.next().alone()["msg"], QJsonValue(QStringLiteral("connected")));
        stream.say("{");
        QCOMPARE(codeOf(stream.next()), 400);
        stream.say(R"({"action":"subscribe","trades":["AAPL"]})");
        QCOMPARE(codeOf(stream.next()), 401);
        stream.say(signIn);
        QCOMPARE(stream.next().alone()["msg"], QJsonValue(QStringLiteral("authenticated")));
        stream.say(signIn);
        QCOMPARE(codeOf(stream.next()), 403);
        stream.say(R"({"action":"subscribe","trades":["AAPL","MSFT"],"bars":["*"]})");
        auto list = stream.next().alone();
        QCOMPARE(list["T"], QJsonValue(QStringLiteral("subscription")));
        QCOMPARE(list["trades"].toArray().size(), 2);
        QCOMPARE(list["bars"].toArray().size(), 1);
        QVERIFY(list["quotes"].isArray() && list["lulds"].isArray());
        stream.say(R"({"action":"unsubscribe","trades":["MSFT"]})");
        QCOMPARE(stream.next().alone()["trades"].toArray().size(), 1);
        QByteArray many = R"({"action":"subscribe","quotes":["S0")";
        for (int i = 1; i < 31; ++i) {
            many += ",\"S" + QByteArray::number(i) + '"';
        }
        stream.say(many + "]}");
        QCOMPARE(codeOf(stream.next()), 405);
        AlpacaSocket second(bench.port, "/v2/iex");
        second.next();
        second.say(signIn);
        QCOMPARE(codeOf(second.next()), 406);

        // A minute bar comes just after its minute, and trades only of what is wanted.
        bench.pass(seconds(45)); // the minute ends 40 s after the start
        std::set<QString> kinds;
        for (const auto& heard : stream.all()) {
            for (const auto& item : QJsonDocument::fromJson(heard.bytes).array()) {
                kinds.insert(item.toObject()["T"].toString());
                QVERIFY(item.toObject()["T"] != QJsonValue(QStringLiteral("t"))
                        || item.toObject()["S"] == QJsonValue(QStringLiteral("AAPL")));
            }
        }
        QCOMPARE(kinds, (std::set<QString>{QStringLiteral("b"), QStringLiteral("t")}));
    }

    void whoDoesNotSignInIsShownOut()
    {
        AlpacaBench bench;
        AlpacaSocket wrong(bench.port, "/v2/sip");
        wrong.next();
        wrong.say(R"({"action":"auth","key":"PKTESTKEY0","secret":"wrong"})");
        QCOMPARE(codeOf(wrong.next()), 402);
        QVERIFY(wrong.closeCode() != 0);
        AlpacaSocket silent(bench.port, "/v1beta3/crypto/us");
        silent.next();
        bench.pass(seconds(11));
        QCOMPARE(codeOf(silent.next()), 404);
        QVERIFY(silent.closeCode() != 0);
    }

    void theBookOfACoinFollowsFromItsImage()
    {
        AlpacaBench bench;
        AlpacaSocket stream(bench.port, "/v1beta3/crypto/us");
        stream.next();
        stream.say(signIn);
        stream.next();
        stream.say(R"({"action":"subscribe","orderbooks":["BTC/USD"]})");
        stream.next();
        std::map<double, double> bids, asks;
        bench.pass(seconds(30));
        int changes = 0;
        for (const auto& heard : stream.all()) {
            for (const auto& item : QJsonDocument::fromJson(heard.bytes).array()) {
                const auto book = item.toObject();
                if (book["r"].toBool()) {
                    bids.clear();
                    asks.clear();
                }
                ++changes;
                for (auto& [name, side] : {std::pair("b", &bids), std::pair("a", &asks)}) {
                    for (const auto& level : book[QLatin1String(name)].toArray()) {
                        const double size = level.toObject()["s"].toDouble();
                        size > 0 ? static_cast<void>((*side)[level.toObject()["p"].toDouble()] = size)
                                 : static_cast<void>(side->erase(level.toObject()["p"].toDouble()));
                    }
                }
            }
        }
        QVERIFY(changes > 20);
        const auto book = bench.get("/v1beta3/crypto/us/latest/orderbooks?symbols=BTC/USD")
                              .object()["orderbooks"]
                              .toObject()["BTC/USD"]
                              .toObject();
        for (const auto& [name, side] : {std::pair("b", &bids), std::pair("a", &asks)}) {
            const auto levels = book[QLatin1String(name)].toArray();
            QCOMPARE(static_cast<qsizetype>(side->size()), levels.size());
            for (const auto& level : levels) {
                QCOMPARE((*side)[level.toObject()["p"].toDouble()], level.toObject()["s"].toDouble());
            }
        }
    }

    void messagePackIsOfItsSpecification()
    {
        sandbox::alpaca::MsgpackData data;
        data.object();
        data.key("a");
        data.integer(5);
        data.key("t");
        data.time(Timestamp{1'000'000'001});
        data.key("p");
        data.amount({150'25000000});
        data.end();
        // map16 of 3; timestamp 64: nanoseconds 1 << 34 | 1 second; 150.25 = 0x4062C80000000000
        QCOMPARE(QByteArray::fromStdString(data.take()).toHex(),
                 QByteArray("de0003a16105a174d7ff0000000400000001a170cb4062c80000000000"));
        const auto read = sandbox::alpaca::msgpackFrom(std::string_view("\x82\xa1x\xa1y\xa1z\x92\xc3\x7f", 10));
        QVERIFY(read.has_value());
        QCOMPARE(read->member("x")->text, std::string("y"));
        QCOMPARE(read->member("z")->items.size(), std::size_t{2});
        QVERIFY(!sandbox::alpaca::msgpackFrom(std::string_view("\xdd\xff\xff\xff\xff", 5)));
        QVERIFY(!sandbox::alpaca::msgpackFrom(std::string_view("\x81\xa1x", 3)));
    }

    void messagePackIsSpokenWhereTheHandshakeAsks()
    {
        AlpacaBench bench;
        AlpacaSocket stream(bench.port, "/v2/sip", "Content-Type: application/msgpack\r\n");
        const auto hello = stream.next();
        QVERIFY(hello.isBinary);
        const auto read
            = sandbox::alpaca::msgpackFrom({hello.bytes.constData(), static_cast<std::size_t>(hello.bytes.size())});
        QVERIFY(read.has_value());
        QCOMPARE(read->items[0].member("msg")->text, std::string("connected"));
        stream.say(QByteArray("\x83\xa6"
                              "action\xa4"
                              "auth\xa3key\xaaPKTESTKEY0\xa6secret\xad"
                              "secretOfATest"),
                   net::WsOpcode::Binary);
        QVERIFY(stream.next().bytes.contains("authenticated"));
    }
};

QTEST_GUILESS_MAIN(TestAlpacaMarket)
#include "tst_alpaca_face_market.moc"

// needs: edge/brokers/binance tests/support/loopback trade/risk Qt6::WebSockets Qt6::Network
//
// What a key of a live account may is asked before anything else is done with it, and one that may withdraw is not
// used. The live addresses are the venue's own, behind a proxy on this machine that leads to a venue on this machine.

#include "core/edge/brokers/binance/account_wire.h"
#include "tests/core/edge/brokers/binance/fake_venue.h"

#include <QTest>

using namespace omni;
using namespace omni::tests;
using views::LineKind;
using views::LineState;

namespace {

constexpr const char* rightsPath = "GET /sapi/v1/account/apiRestrictions";

QByteArray rights(const char* mayTrade, const char* mayWithdraw)
{
    return QByteArray(R"({"ipRestrict":false,"createTime":1698645219000,"enableReading":true,"enableWithdrawals":)")
        + mayWithdraw + R"(,"enableInternalTransfer":false,"enableMargin":false,"enableFutures":false,)"
        + R"("permitsUniversalTransfer":false,"enableSpotAndMarginTrading":)" + mayTrade + '}';
}

/// Leads the bytes of one socket to another, both ways, until one of them ends.
void join(QTcpSocket* one, QTcpSocket* other)
{
    const auto pass = [](QTcpSocket* from, QTcpSocket* to) {
        QObject::connect(from, &QTcpSocket::readyRead, to, [from, to] { to->write(from->readAll()); });
        QObject::connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
        if (from->bytesAvailable() > 0) {
            to->write(from->readAll());
        }
    };
    pass(one, other);
    pass(other, one);
}

/// A server of TLS whose inside is a plain one.
class TlsFront
{
public:
    TlsFront(const Identity& identity, quint16 inside)
        : server(identity)
    {
        server.onConnection = [this, inside](Served& served) {
            auto* to = new QTcpSocket(served.socket);
            to->connectToHost(QHostAddress::LocalHost, inside);
            QObject::connect(to, &QTcpSocket::readyRead, served.socket,
                             [to, socket = served.socket] { socket->write(to->readAll()); });
            QObject::connect(to, &QTcpSocket::disconnected, served.socket, &QTcpSocket::disconnectFromHost);
            inner[served.number] = to;
        };
        server.onBytes = [this](Served& served) {
            inner.at(served.number)->write(std::exchange(served.received, {})); // kept until it is connected
        };
    }
    ScriptedServer server;
    std::map<int, QPointer<QTcpSocket>> inner;
};

/// The venue's live addresses on this machine: a proxy that takes their names, and an authority that vouches for them.
class LiveBench
{
public:
    LiveBench()
    {
        bench.venue.answers[rightsPath] = FakeVenue::say(rights("true", "false"));
        gate.onBytes = [this](Served& served) { onGate(served); };
        auto config = bench.config();
        config.environment = orders::Environment::Live;
        config.account = "binance-live";
        config.faces.clear(); // the venue's own
        config.trustedPem = authority.certificate().toStdString();
        net::Proxy proxy;
        proxy.host = "127.0.0.1";
        proxy.port = gate.port();
        config.proxy = std::make_shared<const net::Proxy>(std::move(proxy));
        brokers::BrokerKey key{orders::Environment::Live, Secret("the-key"), Secret("the-secret"), "external"};
        auto made = brokers::binance::BinanceBroker::make({std::move(config), std::move(key), bench.venue.clock, 7});
        if (!made) {
            qFatal("%s", made.error().detail.c_str());
        }
        bench.broker = std::move(*made);
    }
    void start()
    {
        bench.broker->start({AccountId{5},
                             orders::Environment::Live,
                             {bench.instrument},
                             bench.venue.clock.wall() - minutes(5),
                             bench.names,
                             bench.currencies,
                             bench.desk,
                             {}});
    }
    [[nodiscard]] orders::OrderTicket ticket(std::uint64_t id) const
    {
        auto ticket = bench.ticket(id);
        ticket.environment = orders::Environment::Live;
        return ticket;
    }
    [[nodiscard]] orders::OrderTicket exit(std::uint64_t id) const
    {
        auto exit = ticket(id);
        exit.side = Side::Sell;
        exit.role = orders::OrderRole::Exit;
        exit.reduceOnly = true;
        return exit;
    }
    [[nodiscard]] std::string words() const
    {
        return bench.line(LineKind::Orders).detail;
    }
    [[nodiscard]] bool is(LineState state) const
    {
        return bench.line(LineKind::Orders).state == state;
    }

    BinanceBench bench;
    QStringList asked; ///< Of the proxy.

private:
    void onGate(Served& served)
    {
        const auto end = served.received.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        const auto name = served.received.left(served.received.indexOf("\r\n")).split(' ').value(1);
        served.received.clear();
        asked << QString::fromLatin1(name);
        const auto front = fronts.find(name);
        if (front == fronts.end()) {
            served.send(httpAnswer({}, "403 Forbidden"));
            return;
        }
        QObject::disconnect(served.socket, &QTcpSocket::readyRead, nullptr, nullptr);
        auto* to = new QTcpSocket(served.socket);
        QObject::connect(to, &QTcpSocket::connected, to, [to, socket = served.socket] {
            socket->write("HTTP/1.1 200 Connection established\r\n\r\n");
            join(socket, to);
        });
        to->connectToHost(QHostAddress::LocalHost, front->second->server.port());
    }

    Authority authority;
    Identity identity = authority.issue({{"DNS:api.binance.com", "DNS:stream.binance.com", "DNS:ws-api.binance.com"},
                                         QDateTime::currentDateTimeUtc().addDays(-1),
                                         QDateTime::currentDateTimeUtc().addDays(1)});
    std::map<QByteArray, std::unique_ptr<TlsFront>> fronts = [this] {
        std::map<QByteArray, std::unique_ptr<TlsFront>> all;
        all["api.binance.com:443"] = std::make_unique<TlsFront>(identity, bench.venue.rest.port());
        all["stream.binance.com:9443"] = std::make_unique<TlsFront>(identity, bench.venue.market.serverPort());
        all["ws-api.binance.com:443"] = std::make_unique<TlsFront>(identity, bench.venue.account.serverPort());
        return all;
    }();
    ScriptedServer gate;
};

} // namespace

class TestBinanceKeyRights : public QObject
{
    Q_OBJECT

private slots:
    void aKeyThatMayTradeAloneIsUsed()
    {
        LiveBench live;
        live.start();

        QTRY_VERIFY2_WITH_TIMEOUT(live.bench.isUp(), live.words().c_str(), 10'000);

        QCOMPARE(live.bench.venue.count(rightsPath), 1);
        const auto shown = live.bench.broker->connection();
        QVERIFY(shown.hasKeyRights && shown.mayTrade && !shown.mayWithdraw);
        const auto& all = live.bench.venue.asked;
        const auto asked
            = std::find_if(all.begin(), all.end(), [](const auto& one) { return one.path.contains("sapi"); });
        QVERIFY(asked != all.end());
        QCOMPARE(asked->key, QByteArray("the-key"));
        QVERIFY(asked->query.hasQueryItem(QStringLiteral("signature")));
    }

    /// Keys that may withdraw are refused where the venue lets us ask.
    void aKeyThatMayWithdrawOpensNoSession()
    {
        LiveBench live;
        live.bench.venue.answers[rightsPath] = FakeVenue::say(rights("true", "true"));
        live.bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(1));
        live.start();
        QTRY_VERIFY2_WITH_TIMEOUT(live.is(LineState::Refused), live.words().c_str(), 10'000);

        live.bench.submit(live.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(live.bench.desk.story(1), std::string("rejected"), 3'000);
        QTest::qWait(1'500);

        QVERIFY2(live.words().find("the key may withdraw money; make one that may only trade, and delete this one")
                     != std::string::npos,
                 live.words().c_str());
        QVERIFY(!live.bench.isUp());
        QCOMPARE(live.bench.venue.subscriptions.size(), std::size_t{0});
        QCOMPARE(live.bench.venue.count("POST /api/v3/order"), 0);
        QCOMPARE(live.bench.venue.count(rightsPath), 1); // no use in asking again
        const auto shown = live.bench.broker->connection();
        QVERIFY(shown.hasKeyRights && shown.mayWithdraw);
    }

    void aKeyThatMayNotTradeOpensNoSession()
    {
        LiveBench live;
        live.bench.venue.answers[rightsPath] = FakeVenue::say(rights("false", "false"));
        live.start();

        QTRY_VERIFY2_WITH_TIMEOUT(live.is(LineState::Refused), live.words().c_str(), 10'000);

        QVERIFY(live.words().find("the key may not trade; allow spot trading for it") != std::string::npos);
        QCOMPARE(live.bench.venue.subscriptions.size(), std::size_t{0});
    }

    void rightsThatCannotBeAskedOpenNoSession_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<bool>("isFinal");
        const QByteArray json = R"({"code":-1000,"msg":"An unknown error occurred while processing the request."})";
        QTest::newRow("the venue fails") << QByteArray("500 Internal Server Error") << json
                                         << QByteArray("An unknown error occurred") << false;
        QTest::newRow("maintenance") << QByteArray("503 Service Unavailable") << QByteArray("<html>back soon</html>")
                                     << QByteArray("not this broker's (HTTP 503)") << false;
        QTest::newRow("no such question")
            << QByteArray("404 Not Found") << QByteArray() << QByteArray("not this broker's (HTTP 404)") << false;
        QTest::newRow("half an answer") << QByteArray("200 OK") << QByteArray(R"({"enableWithdrawals":false})")
                                        << QByteArray("not this broker's (HTTP 200)") << false;
        QTest::newRow("not allowed") << QByteArray("401 Unauthorized")
                                     << QByteArray(R"({"code":-2015,"msg":"Invalid API-key, IP, or permissions."})")
                                     << QByteArray("check the key") << true;
    }
    /// Nobody knows what the key may, so that it is not used: said with the reason, and asked again where that may
    /// help.
    void rightsThatCannotBeAskedOpenNoSession()
    {
        QFETCH(const QByteArray, status);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, words);
        QFETCH(const bool, isFinal);
        LiveBench live;
        live.bench.venue.answers[rightsPath] = FakeVenue::say(body, status);
        live.start();
        QTRY_VERIFY2_WITH_TIMEOUT(live.is(isFinal ? LineState::Refused : LineState::Down), live.words().c_str(),
                                  10'000);
        const auto said = live.words();

        live.bench.submit(live.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(live.bench.desk.story(1), std::string("rejected"), 3'000);

        QVERIFY2(said.find("what the key may could not be asked") != std::string::npos, said.c_str());
        QVERIFY2(said.find(words.toStdString()) != std::string::npos, said.c_str());
        QCOMPARE(live.bench.venue.subscriptions.size(), std::size_t{0});
        QVERIFY(!live.bench.broker->connection().hasKeyRights);
        QCOMPARE(live.bench.venue.count("POST /api/v3/order"), 0);
        if (!isFinal) {
            live.bench.venue.answers[rightsPath] = FakeVenue::say(rights("true", "false"));
            QTRY_VERIFY2_WITH_TIMEOUT(live.bench.isUp(), live.words().c_str(), 20'000);
        }
    }

    /// Somebody allows it while positions are open: nothing new is sent, and the way out stays open (decision 4 of the
    /// safety design).
    void aKeyThatMayWithdrawFromNowOnLeavesTheWayOutOpen()
    {
        LiveBench live;
        live.start();
        QTRY_VERIFY2_WITH_TIMEOUT(live.bench.isUp(), live.words().c_str(), 10'000);
        live.bench.venue.answers[rightsPath] = FakeVenue::say(rights("true", "true"));
        live.bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(2));

        live.bench.venue.accountSockets.back()->abort();
        QTRY_VERIFY2_WITH_TIMEOUT(live.is(LineState::Refused), live.words().c_str(), 20'000);
        live.bench.submit(live.ticket(1));
        live.bench.submit(live.exit(2));

        QTRY_COMPARE_WITH_TIMEOUT(live.bench.desk.story(1), std::string("rejected"), 3'000);
        QTRY_COMPARE_WITH_TIMEOUT(live.bench.desk.story(2), std::string("accepted"), 3'000);
        QCOMPARE(live.bench.venue.count("POST /api/v3/order"), 1);
        QVERIFY2(live.words().find("the key may withdraw money") != std::string::npos, live.words().c_str());
    }

    /// The paper host has no such question.
    void onPaperNobodyAsks()
    {
        BinanceBench bench;
        bench.bringUp();

        QCOMPARE(bench.venue.count(rightsPath), 0);
        QVERIFY(!bench.broker->connection().hasKeyRights);
    }

    void anAnswerWithoutBothRightsSaysNothing_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{\"enableWithdrawals\":fal");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("an empty object") << QByteArray("{}");
        QTest::newRow("no word of trading") << QByteArray(R"({"enableWithdrawals":false})");
        QTest::newRow("no word of withdrawals") << QByteArray(R"({"enableSpotAndMarginTrading":true})");
        for (const char* kind : {"null", "0", "1", "\"false\"", "\"\"", "{}", "[]", "[false]", "0.0"}) {
            QTest::addRow("withdrawals are %s", kind) << rights("true", kind);
            QTest::addRow("trading is %s", kind) << rights(kind, "false");
        }
        QTest::newRow("the one said twice") << rights("true", "true,\"enableWithdrawals\":false");
        QTest::newRow("the other said twice") << rights("true,\"enableSpotAndMarginTrading\":true", "false");
        QTest::newRow("in another case") << QByteArray(
            R"({"enablewithdrawals":false,"enableSpotAndMarginTrading":true})");
        QTest::newRow("inside of something")
            << QByteArray(R"({"data":{"enableWithdrawals":false,"enableSpotAndMarginTrading":true}})");
        QTest::newRow("more behind it") << rights("true", "false") + '{';
        QTest::newRow("an error") << QByteArray(R"({"code":-1000,"msg":"enableWithdrawals"})");
        QTest::newRow("too deep") << rights("true", "false").chopped(1) + ",\"x\":" + QByteArray(64, '[')
                + QByteArray(64, ']') + '}';
    }
    void anAnswerWithoutBothRightsSaysNothing()
    {
        QFETCH(const QByteArray, json);

        const auto told = brokers::binance::keyRightsFrom(json.toStdString());

        QVERIFY(!told);
        QVERIFY(told.error().code == Errc::Invalid);
        QVERIFY(!told.error().detail.empty());
    }

    void bothRightsAreReadAsTheyStand()
    {
        for (const bool mayTrade : {false, true}) {
            for (const bool mayWithdraw : {false, true}) {
                const auto told = brokers::binance::keyRightsFrom(
                    rights(mayTrade ? "true" : "false", mayWithdraw ? "true" : "false").toStdString());

                QVERIFY(told);
                QCOMPARE(told->mayTrade, mayTrade);
                QCOMPARE(told->mayWithdraw, mayWithdraw);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestBinanceKeyRights)
#include "tst_binance_key_rights.moc"

// needs: tests/support/loopback
#include "tests/core/edge/net/http_bench.h"

#include <QNetworkProxy>
#include <QTimer>

using namespace omni;
using namespace omni::net;
using namespace omni::tests;

namespace {

using Kind = HttpFailureKind;

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

    RunningClock m_clock;

    std::unique_ptr<HttpClient> clientOf(const HttpClientRule& rule)
    {
        return HttpClient::make(rule, m_clock).value();
    }

private slots:
    void anAnswerComes()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray& request) {
            to.send(httpAnswer(request.startsWith("POST /api/v3/order ") ? "{\"orderId\":1}" : "{}"));
        };
        const auto client = clientOf(ruleFor(server));

        const auto outcome = outcomeOf(*client, anOrder());

        QVERIFY(outcome);
        QCOMPARE(outcome->status, 200);
        QCOMPARE(outcome->body, std::string("{\"orderId\":1}"));
        QVERIFY(outcome->saysJson());
        QVERIFY(outcome->sent <= outcome->received);
        QVERIFY(server.allReceived().contains("X-MBX-APIKEY: c4nary\r\n"));
        QVERIFY(server.allReceived().endsWith("symbol=BTCUSDT&side=BUY"));
    }

    void aMaintenancePageIsAnAnswerThatSaysNoJson()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray&) {
            to.send(httpAnswer("<html>Back soon</html>", "503 Service Unavailable", "Content-Type: text/html\r\n"));
        };
        const auto client = clientOf(ruleFor(server));

        const auto outcome = outcomeOf(*client, anOrder());

        QVERIFY(outcome);
        QCOMPARE(outcome->status, 503);
        QVERIFY(!outcome->saysJson());
    }

    // F23: the venue took it and says nothing.
    void withoutAnAnswerInTimeItMayHaveHappened()
    {
        ScriptedServer server;
        const auto client = clientOf(ruleFor(server));
        auto order = anOrder();
        order.timeout = milliseconds(100);

        const auto outcome = outcomeOf(*client, std::move(order));

        OMNI_COMPARE_FAILURE(outcome, Kind::TimedOut, Fate::MaybeSent);
        QVERIFY(server.allReceived().endsWith("side=BUY"));
    }

    void aByteNowAndThenIsNoAnswerInTime()
    {
        ScriptedServer server;
        QTimer drip;
        const auto answer = httpAnswer("{}");
        qsizetype place = 0;
        server.onRequest = [&](Served& to, const QByteArray&) {
            connect(&drip, &QTimer::timeout, this,
                    [&, number = to.number] { server.served(number).send(answer.mid(place++, 1)); });
            drip.start(10);
        };
        const auto client = clientOf(ruleFor(server));
        auto order = anOrder();
        order.timeout = milliseconds(200);

        OMNI_COMPARE_FAILURE(outcomeOf(*client, std::move(order)), Kind::TimedOut, Fate::MaybeSent);
        QVERIFY(place > 3);
    }

    void whereNobodyListensNothingWasSent()
    {
        ScriptedServer server;
        const auto client = clientOf(ruleFor(server));
        server.stopListening();

        OMNI_COMPARE_FAILURE(outcomeOf(*client, anOrder()), Kind::NoConnection, Fate::NeverSent);
        QCOMPARE(client->counters().failed, std::uint64_t{1});
    }

    void anUnknownNameIsToldAsSuch()
    {
        HttpClientRule rule;
        rule.link.endpoint = {"no-such-host.invalid", 443, true};
        rule.link.openWithin = milliseconds(500);
        const auto client = clientOf(rule);

        const auto outcome = outcomeOf(*client, anOrder());

        // Without a name server nobody says so in time.
        QVERIFY(!outcome);
        QVERIFY(outcome.error().kind == Kind::NoName || outcome.error().kind == Kind::TimedOut);
        QCOMPARE(outcome.error().fate, Fate::NeverSent);
    }

    // F22: cut after every count of bytes of the order. Some of it was under way: nobody knows.
    void anOrderThatIsCutMayHaveHappenedAndIsNeverSentAgain()
    {
        const auto whole = requestText(anOrder(), "127.0.0.1:12345")->size();
        for (std::size_t cut = 1; cut <= whole; cut += 7) {
            ScriptedServer server;
            server.onBytes = [cut](Served& to) {
                if (static_cast<std::size_t>(to.received.size()) >= cut) {
                    to.cut();
                }
            };
            const auto client = clientOf(ruleFor(server));

            OMNI_COMPARE_FAILURE(outcomeOf(*client, anOrder()), Kind::Disconnected, Fate::MaybeSent);
            QCOMPARE(server.connections(), 1);
        }
    }

    // What Qt's own client does here: it sends the order a second time.
    void aKeptConnectionThatEndsDoesNotRepeatTheOrder()
    {
        ScriptedServer server;
        int orders = 0;
        server.onRequest = [&orders](Served& to, const QByteArray&) {
            if (++orders == 1) {
                to.send(httpAnswer("{}"));
            } else {
                to.end();
            }
        };
        const auto client = clientOf(ruleFor(server));
        QVERIFY(outcomeOf(*client, anOrder()));

        OMNI_COMPARE_FAILURE(outcomeOf(*client, anOrder()), Kind::Disconnected, Fate::MaybeSent);

        QCOMPARE(orders, 2);
        QCOMPARE(server.connections(), 1);
    }

    void anAnswerThatIsCutAnywhereIsNone()
    {
        const auto answer = httpAnswer("{\"orderId\":1}");
        for (qsizetype cut = 0; cut < answer.size(); cut += 3) {
            ScriptedServer server;
            server.onRequest = [&](Served& to, const QByteArray&) {
                to.send(answer.left(cut));
                to.end();
            };
            const auto client = clientOf(ruleFor(server));

            const auto outcome = outcomeOf(*client, anOrder());

            QVERIFY(!outcome);
            QCOMPARE(outcome.error().fate, Fate::MaybeSent);
        }
    }

    void whatIsNoSoundAnswerLeavesItOpen_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<HttpFailureKind>("kind");

        QTest::newRow("another protocol") << QByteArray("SSH-2.0-x\r\n") << Kind::Malformed;
        QTest::newRow("two lengths") << QByteArray(
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab")
                                     << Kind::Malformed;
        QTest::newRow("a change of protocol") << QByteArray("HTTP/1.1 101 Switching\r\n\r\n") << Kind::Malformed;
        QTest::newRow("a length beyond the limit")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 8388609\r\n\r\n") << Kind::TooLarge;
        QTest::newRow("a head without an end")
            << QByteArray("HTTP/1.1 200 OK\r\nA: " + QByteArray(70'000, 'x')) << Kind::TooLarge;
        QTest::newRow("a body without an end")
            << QByteArray("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(8 * 1024 * 1024 + 1, 'x')) << Kind::TooLarge;
        QTest::newRow("a redirect after a POST")
            << QByteArray("HTTP/1.1 303 See Other\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n") << Kind::Redirected;
        QTest::newRow("a status for caches") << QByteArray("HTTP/1.1 304 Not Modified\r\n\r\n") << Kind::Redirected;
    }

    void whatIsNoSoundAnswerLeavesItOpen()
    {
        QFETCH(QByteArray, answer);
        QFETCH(HttpFailureKind, kind);
        ScriptedServer server;
        server.onRequest = [&answer](Served& to, const QByteArray&) { to.send(answer); };
        const auto client = clientOf(ruleFor(server));

        OMNI_COMPARE_FAILURE(outcomeOf(*client, anOrder()), kind, Fate::MaybeSent);
        QTRY_VERIFY(server.served(1).socket.isNull());
    }

    // F40: the other server sees neither the key nor anything else.
    void aRedirectToAnotherHostIsNotFollowed()
    {
        ScriptedServer other;
        ScriptedServer server;
        server.onRequest = [&other](Served& to, const QByteArray&) {
            to.send(httpAnswer("", "307 Temporary Redirect",
                               "Location: http://127.0.0.1:" + QByteArray::number(other.port()) + "/api/v3/order\r\n"));
        };
        const auto client = clientOf(ruleFor(server));

        OMNI_COMPARE_FAILURE(outcomeOf(*client, anOrder()), Kind::Redirected, Fate::MaybeSent);
        QVERIFY(outcomeOf(*client, aGet()).has_value() == false);

        QCOMPARE(other.connections(), 0);
    }

    void aMalformedRequestIsRefusedBeforeItIsSent()
    {
        ScriptedServer server;
        const auto client = clientOf(ruleFor(server));

        OMNI_COMPARE_FAILURE(outcomeOf(*client, aGet("/a b")), Kind::Refused, Fate::NeverSent);
        QCOMPARE(client->counters().opened, std::uint64_t{0});
    }

    // The name is not this machine's: Qt itself keeps such requests from a proxy.
    void noProxyIsAskedThatTheRuleDoesNotName_data()
    {
        QTest::addColumn<bool>("isOfTheSystem");

        QTest::newRow("the application's") << false;
        QTest::newRow("the environment's") << true;
    }

    void noProxyIsAskedThatTheRuleDoesNotName()
    {
        QFETCH(bool, isOfTheSystem);
        ScriptedServer proxy;
        HttpClientRule rule;
        rule.link.endpoint = {"no-such-host.invalid", 443, true};
        rule.link.openWithin = milliseconds(500);
        if (isOfTheSystem) {
            for (const char* name : {"http_proxy", "https_proxy", "all_proxy"}) {
                qputenv(name, "http://127.0.0.1:" + QByteArray::number(proxy.port()));
            }
            QNetworkProxyFactory::setUseSystemConfiguration(true);
        } else {
            QNetworkProxy::setApplicationProxy(
                QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), proxy.port()));
        }

        const auto outcome = outcomeOf(*clientOf(rule), anOrder());

        QNetworkProxyFactory::setUseSystemConfiguration(false);
        QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
        for (const char* name : {"http_proxy", "https_proxy", "all_proxy"}) {
            qunsetenv(name);
        }
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().fate, Fate::NeverSent);
        QCOMPARE(proxy.connections(), 0);
    }

    void theConfiguredProxyIsATunnel()
    {
        ScriptedServer proxy;
        proxy.onRequest = [](Served& to, const QByteArray& request) {
            to.send(request.startsWith("CONNECT 127.0.0.1:9 ") ? QByteArray("HTTP/1.1 200 Go on\r\n\r\n")
                                                               : httpAnswer("{}"));
        };
        auto rule = ruleFor(proxy);
        rule.link.endpoint.port = 9;
        auto through = std::make_shared<Proxy>();
        through->host = "127.0.0.1";
        through->port = proxy.port();
        rule.link.proxy = through;
        const auto client = clientOf(rule);

        QVERIFY(outcomeOf(*client, anOrder()));
        QCOMPARE(proxy.connections(), 1);
    }

    void aProxyThatSaysNoIsToldAsSuch()
    {
        ScriptedServer proxy;
        proxy.onRequest = [](Served& to, const QByteArray&) { to.send(httpAnswer("", "403 Forbidden")); };
        auto rule = ruleFor(proxy);
        auto through = std::make_shared<Proxy>();
        through->host = "127.0.0.1";
        through->port = proxy.port();
        rule.link.proxy = through;
        const auto client = clientOf(rule);

        OMNI_COMPARE_FAILURE(outcomeOf(*client, anOrder()), Kind::NoProxy, Fate::NeverSent);
        QVERIFY(!proxy.allReceived().contains("c4nary"));
    }

    void refusesARuleOutsideItsBounds()
    {
        const auto isRefused = [this](auto change) {
            HttpClientRule rule;
            rule.link.endpoint = {"api.example.com", 443, true};
            change(rule);
            return !HttpClient::make(rule, m_clock);
        };

        QVERIFY(!isRefused([](auto&) {}));
        QVERIFY(isRefused([](auto& r) { r.connections = 1; }));
        QVERIFY(isRefused([](auto& r) { r.connections = 17; }));
        QVERIFY(isRefused([](auto& r) { r.waitingMost = 0; }));
        QVERIFY(isRefused([](auto& r) { r.idleFor = minutes(11); }));
        QVERIFY(isRefused([](auto& r) { r.link.endpoint.host = "a b"; }));
        QVERIFY(isRefused([](auto& r) { r.link.endpoint.host.clear(); }));
        QVERIFY(isRefused([](auto& r) { r.link.endpoint.port = 0; }));
        QVERIFY(isRefused([](auto& r) { r.link.openWithin = {}; }));
        QVERIFY(isRefused([](auto& r) { r.link.tls.pins = {"abc"}; }));
        QVERIFY(isRefused([](auto& r) { r.link.tls.trustsSystem = false; }));
        QVERIFY(isRefused([](auto& r) { r.link.proxy = std::make_shared<const Proxy>(); }));
    }

    void withoutTlsOnlyThisMachineIsTalkedTo()
    {
        const auto isRefused = [this](const char* host) {
            HttpClientRule rule;
            rule.link.endpoint = {host, 80, false};
            return !HttpClient::make(rule, m_clock);
        };

        QVERIFY(!isRefused("localhost"));
        QVERIFY(!isRefused("127.0.0.1"));
        QVERIFY(!isRefused("::1"));
        QVERIFY(isRefused("api.example.com"));
        QVERIFY(isRefused("127.example.com"));
        QVERIFY(isRefused("192.168.0.1"));
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_http_client.moc"

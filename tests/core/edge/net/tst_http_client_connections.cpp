// needs: tests/support/loopback
#include "tests/core/edge/net/http_bench.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace omni;
using namespace omni::net;
using namespace omni::tests;

namespace {

using Kind = HttpFailureKind;

} // namespace

class TestHttpClientConnections : public QObject
{
    Q_OBJECT

    RunningClock m_clock;

    std::unique_ptr<HttpClient> clientOf(const HttpClientRule& rule)
    {
        return HttpClient::make(rule, m_clock).value();
    }

private slots:
    void aConnectionIsKept()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray&) { to.send(httpAnswer("{}")); };
        const auto client = clientOf(ruleFor(server));

        for (int i = 0; i < 20; ++i) {
            QVERIFY(outcomeOf(*client, aGet()));
        }

        QCOMPARE(server.connections(), 1);
        QCOMPARE(client->counters().opened, std::uint64_t{1});
        QCOMPARE(client->counters().sent, std::uint64_t{20});
        QCOMPARE(client->counters().answered, std::uint64_t{20});
    }

    void aServerThatClosesGetsANewConnection()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray&) {
            to.send(httpAnswer("{}", "200 OK", "Connection: close\r\n"));
            to.end();
        };
        const auto client = clientOf(ruleFor(server));

        QVERIFY(outcomeOf(*client, aGet()));
        QVERIFY(outcomeOf(*client, aGet()));

        QCOMPARE(server.connections(), 2);
    }

    void warmingUpOpensTheConnectionOfTheFirstRequest()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray&) { to.send(httpAnswer("{}")); };
        const auto client = clientOf(ruleFor(server));

        client->warmUp();
        QTRY_COMPARE(server.connections(), 1);

        QVERIFY(outcomeOf(*client, aGet()));
        QCOMPARE(server.connections(), 1);
    }

    void bytesThatNobodyAskedForEndTheConnection()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray&) { to.send(httpAnswer("{}")); };
        const auto client = clientOf(ruleFor(server));
        QVERIFY(outcomeOf(*client, aGet()));

        server.served(1).send(httpAnswer("{\"a lie\":1}"));
        QTRY_VERIFY(server.served(1).socket.isNull());

        QCOMPARE(outcomeOf(*client, aGet())->body, std::string("{}"));
        QCOMPARE(server.connections(), 2);
    }

    void anAnswerWithSomethingBehindItEndsTheConnection()
    {
        ScriptedServer server;
        server.onRequest
            = [](Served& to, const QByteArray&) { to.send(httpAnswer("{}") + httpAnswer("{\"a lie\":1}")); };
        const auto client = clientOf(ruleFor(server));

        QCOMPARE(outcomeOf(*client, aGet())->body, std::string("{}"));
        QCOMPARE(outcomeOf(*client, aGet())->body, std::string("{}"));
        QCOMPARE(server.connections(), 2);
    }

    void anIdleConnectionEndsInTime()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray&) { to.send(httpAnswer("{}")); };
        auto rule = ruleFor(server);
        rule.idleFor = milliseconds(50);
        const auto client = clientOf(rule);
        QVERIFY(outcomeOf(*client, aGet()));

        QTRY_VERIFY(server.served(1).socket.isNull());
        QVERIFY(outcomeOf(*client, aGet()));
        QCOMPARE(server.connections(), 2);
    }

    void aServerThatEndsAnIdleConnectionCostsNoRequest()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray&) { to.send(httpAnswer("{}")); };
        const auto client = clientOf(ruleFor(server));
        QVERIFY(outcomeOf(*client, aGet()));
        server.served(1).end();
        QTRY_VERIFY(server.served(1).socket.isNull());

        QVERIFY(outcomeOf(*client, anOrder()));
        QCOMPARE(server.connections(), 2);
    }

    // F38: ordinary requests hang and queue up; the cancel goes over the connection that is kept for it.
    void aCancelOvertakesWhatWaits()
    {
        ScriptedServer server;
        QByteArray seen;
        server.onRequest = [&seen](Served& to, const QByteArray& request) {
            seen += request.left(request.indexOf(" HTTP")) + "\n";
            if (request.startsWith("DELETE")) {
                to.send(httpAnswer("{}"));
            }
        };
        auto rule = ruleFor(server);
        rule.connections = 2;
        const auto client = clientOf(rule);
        for (int i = 0; i < 10; ++i) {
            sendLater(*client, aGet());
        }
        HttpRequest cancel;
        cancel.method = HttpMethod::Delete;
        cancel.target = "/api/v3/order?id=1";
        cancel.lane = Lane::WayOut;

        QVERIFY(outcomeOf(*client, std::move(cancel)));

        QCOMPARE(seen.count("GET"), 1);
        QCOMPARE(server.connections(), 2);
    }

    void manyRequestsAreAllAnsweredEachWithItsOwn()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray& request) {
            to.send(httpAnswer(request.mid(5, request.indexOf(' ', 5) - 5)));
        };
        const auto client = clientOf(ruleFor(server));
        std::vector<Later> outcomes;
        for (std::size_t i = 0; i < 200; ++i) {
            outcomes.push_back(sendLater(*client, aGet("/" + std::to_string(i))));
        }

        QTRY_VERIFY(std::all_of(outcomes.begin(), outcomes.end(), [](const Later& each) { return each->has_value(); }));
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            QVERIFY((*outcomes[i])->has_value());
            QCOMPARE((**outcomes[i])->body, std::to_string(i));
        }
        QCOMPARE(server.connections(), 3);
    }

    void whatWaitsTooLongWasNeverSent()
    {
        ScriptedServer server;
        auto rule = ruleFor(server);
        rule.connections = 2;
        const auto client = clientOf(rule);
        sendLater(*client, aGet());
        auto order = anOrder();
        order.timeout = milliseconds(50);

        OMNI_COMPARE_FAILURE(outcomeOf(*client, std::move(order)), Kind::TimedOut, Fate::NeverSent);

        QVERIFY(!server.allReceived().contains("POST"));
    }

    void tooManyThatWaitAreRefused()
    {
        ScriptedServer server;
        auto rule = ruleFor(server);
        rule.connections = 2;
        rule.waitingMost = 3;
        const auto client = clientOf(rule);
        for (int i = 0; i < 4; ++i) {
            sendLater(*client, aGet());
        }

        OMNI_COMPARE_FAILURE(outcomeOf(*client, anOrder()), Kind::Refused, Fate::NeverSent);
    }

    // A latch that falls while the order waits for its connection.
    void theLastWordIsAskedJustBeforeTheFirstByte()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray&) { to.send(httpAnswer("{}")); };
        const auto client = clientOf(ruleFor(server));
        bool mayGo = true;
        auto order = anOrder();
        order.mayGo = [&mayGo] { return mayGo; };
        const auto later = sendLater(*client, std::move(order));

        mayGo = false;

        QTRY_VERIFY(later->has_value());
        OMNI_COMPARE_FAILURE(**later, Kind::HeldBack, Fate::NeverSent);
        QVERIFY(outcomeOf(*client, aGet()));
        QVERIFY(!server.allReceived().contains("POST"));
        QCOMPARE(server.connections(), 1);
    }

    void manyThatAreHeldBackLeaveTheConnectionToTheNext()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray&) { to.send(httpAnswer("{}")); };
        const auto client = clientOf(ruleFor(server));
        QVERIFY(outcomeOf(*client, aGet()));
        for (int i = 0; i < 200; ++i) {
            auto order = anOrder();
            order.mayGo = [] { return false; };
            sendLater(*client, std::move(order));
        }

        QVERIFY(outcomeOf(*client, aGet()));
        QVERIFY(!server.allReceived().contains("POST"));
    }

    void stoppingAnswersWhatIsUnderWay()
    {
        ScriptedServer server;
        auto rule = ruleFor(server);
        rule.connections = 2;
        auto client = clientOf(rule);
        const auto sent = sendLater(*client, anOrder());
        const auto waiting = sendLater(*client, anOrder());
        QTRY_VERIFY(server.allReceived().contains("side=BUY"));

        client.reset();

        QTRY_VERIFY(*sent && *waiting);
        OMNI_COMPARE_FAILURE(**sent, Kind::Stopped, Fate::MaybeSent);
        OMNI_COMPARE_FAILURE(**waiting, Kind::Stopped, Fate::NeverSent);
    }

    void whoeverGetsTheAnswerMayDestroyTheClient()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray&) { to.send(httpAnswer("{}")); };
        auto client = clientOf(ruleFor(server));
        bool isDone = false;

        client->send(aGet()).then([&](const HttpOutcome&) {
            client.reset();
            isDone = true;
        });

        QTRY_VERIFY(isDone);
    }
};

QTEST_GUILESS_MAIN(TestHttpClientConnections)
#include "tst_http_client_connections.moc"

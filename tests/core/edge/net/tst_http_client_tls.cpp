// needs: tests/support/loopback
#include "tests/core/edge/net/http_bench.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslKey>

#include <functional>
#include <optional>

using namespace omni;
using namespace omni::net;
using namespace omni::tests;

namespace {

using Kind = HttpFailureKind;

std::string pinOf(const Identity& identity)
{
    const auto key = QSslCertificate(identity.certificate).publicKey().toDer();
    return QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex().toStdString();
}

void answerAll(ScriptedServer& server)
{
    server.onRequest = [](Served& to, const QByteArray&) { to.send(httpAnswer("{}")); };
}

using Make = std::function<Identity(const Authority&)>;

} // namespace

Q_DECLARE_METATYPE(Make)

class TestHttpClientTls : public QObject
{
    Q_OBJECT

    RunningClock m_clock;
    Authority m_authority;

    std::unique_ptr<HttpClient> clientOf(const HttpClientRule& rule)
    {
        return HttpClient::make(rule, m_clock).value();
    }

private slots:
    void aServerOfATrustedAuthorityIsTalkedTo()
    {
        for (const auto protocol : {QSsl::TlsV1_2, QSsl::TlsV1_3}) {
            ScriptedServer server(m_authority.issue(forThisMachine()), protocol);
            answerAll(server);
            const auto client = clientOf(ruleFor(server, m_authority.certificate()));

            QVERIFY(outcomeOf(*client, anOrder()));
            QVERIFY(outcomeOf(*client, anOrder()));

            QCOMPARE(server.connections(), 1);
            QVERIFY(server.allReceived().contains("c4nary"));
        }
    }

    void anAddressIsAName()
    {
        ScriptedServer server(m_authority.issue(forThisMachine()));
        answerAll(server);
        auto rule = ruleFor(server, m_authority.certificate());
        rule.link.endpoint.host = "127.0.0.1";

        QVERIFY(outcomeOf(*clientOf(rule), anOrder()));
    }

    // F39, V38: the handshake fails, and the server has not seen one byte of the request.
    void whoIsNotTrustedSeesNothing_data()
    {
        QTest::addColumn<Make>("make");

        const auto now = QDateTime::currentDateTimeUtc();
        const auto issued = [](const IdentityRequest& request) {
            return Make([request](const Authority& authority) { return authority.issue(request); });
        };
        auto expired = forThisMachine();
        expired.from = now.addDays(-3);
        expired.until = now.addSecs(-60);
        auto tooEarly = forThisMachine();
        tooEarly.from = now.addDays(1);
        tooEarly.until = now.addDays(2);
        IdentityRequest other;
        other.names = {"DNS:api.example.com", "IP:127.0.0.2"};
        IdentityRequest similar;
        similar.names = {"DNS:localhost.example.com", "DNS:*.localhost"};

        QTest::newRow("expired a minute ago") << issued(expired);
        QTest::newRow("good from tomorrow on") << issued(tooEarly);
        QTest::newRow("another host's") << issued(other);
        QTest::newRow("a host's that begins alike") << issued(similar);
        QTest::newRow("signed by itself") << Make([](const Authority&) { return selfSigned(forThisMachine()); });
        QTest::newRow("of an unknown authority")
            << Make([](const Authority&) { return Authority().issue(forThisMachine()); });
    }

    void whoIsNotTrustedSeesNothing()
    {
        QFETCH(Make, make);
        ScriptedServer server(make(m_authority));
        const auto client = clientOf(ruleFor(server, m_authority.certificate()));

        const auto outcome = outcomeOf(*client, anOrder());

        OMNI_COMPARE_FAILURE(outcome, Kind::NotTrusted, Fate::NeverSent);
        QVERIFY(!outcome.error().detail.empty());
        QVERIFY(server.allReceived().isEmpty());
        QCOMPARE(client->counters().sent, std::uint64_t{0});
    }

    void theSystemsAuthoritiesDoNotKnowOurs()
    {
        ScriptedServer server(m_authority.issue(forThisMachine()));
        auto rule = ruleFor(server, m_authority.certificate());
        rule.link.tls = {};

        OMNI_COMPARE_FAILURE(outcomeOf(*clientOf(rule), anOrder()), Kind::NotTrusted, Fate::NeverSent);
        QVERIFY(server.allReceived().isEmpty());
    }

    void olderThanTls12IsRefused()
    {
        QT_WARNING_PUSH
        QT_WARNING_DISABLE_DEPRECATED
        ScriptedServer server(m_authority.issue(forThisMachine()), QSsl::TlsV1_1);
        QT_WARNING_POP
        const auto client = clientOf(ruleFor(server, m_authority.certificate()));

        const auto outcome = outcomeOf(*client, anOrder());

        QVERIFY(!outcome);
        QCOMPARE(outcome.error().fate, Fate::NeverSent);
        QVERIFY(server.allReceived().isEmpty());
    }

    void aServerWithoutTlsIsNotTalkedTo()
    {
        ScriptedServer server;
        server.onConnection = [](Served& to) { to.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"); };
        const auto client = clientOf(ruleFor(server, m_authority.certificate()));

        OMNI_COMPARE_FAILURE(outcomeOf(*client, anOrder()), Kind::NotTrusted, Fate::NeverSent);
        QVERIFY(!server.allReceived().contains("c4nary"));
    }

    // F35: it takes the connection and says nothing, as a half-open one does.
    void aHandshakeThatStandsStillIsNotWaitedFor()
    {
        ScriptedServer server;
        auto rule = ruleFor(server, m_authority.certificate());
        rule.link.openWithin = milliseconds(100);
        const auto client = clientOf(rule);

        OMNI_COMPARE_FAILURE(outcomeOf(*client, anOrder()), Kind::TimedOut, Fate::NeverSent);
        QVERIFY(!server.allReceived().contains("c4nary"));
    }

    void aConnectionThatEndsInTheHandshakeSentNothing()
    {
        ScriptedServer server;
        server.onBytes = [](Served& to) { to.cut(); };
        const auto client = clientOf(ruleFor(server, m_authority.certificate()));

        const auto outcome = outcomeOf(*client, anOrder());

        QVERIFY(!outcome);
        QCOMPARE(outcome.error().fate, Fate::NeverSent);
        QVERIFY(!server.allReceived().contains("c4nary"));
    }

    void thePinnedKeyIsTalkedTo()
    {
        const auto identity = m_authority.issue(forThisMachine());
        ScriptedServer server(identity);
        answerAll(server);
        auto rule = ruleFor(server, m_authority.certificate());
        rule.link.tls.pins = {std::string(64, '0'), pinOf(identity)};

        QVERIFY(outcomeOf(*clientOf(rule), anOrder()));
    }

    void anotherKeyThanThePinnedSeesNothing()
    {
        ScriptedServer server(m_authority.issue(forThisMachine()));
        auto rule = ruleFor(server, m_authority.certificate());
        rule.link.tls.pins = {pinOf(m_authority.issue(forThisMachine()))};
        const auto client = clientOf(rule);

        OMNI_COMPARE_FAILURE(outcomeOf(*client, anOrder()), Kind::NotTrusted, Fate::NeverSent);
        QVERIFY(server.allReceived().isEmpty());
    }

    void aLargeAnswerComesWhole()
    {
        const QByteArray body(3'000'000, 'x');
        ScriptedServer server(m_authority.issue(forThisMachine()));
        server.onRequest = [&body](Served& to, const QByteArray& request) {
            if (request.startsWith("GET /to-the-end")) {
                to.send("HTTP/1.1 200 OK\r\n\r\n" + body);
                to.end();
            } else {
                to.send(httpAnswer(body));
            }
        };
        const auto client = clientOf(ruleFor(server, m_authority.certificate()));

        QCOMPARE(outcomeOf(*client, aGet("/with-a-length"))->body, body.toStdString());
        QCOMPARE(outcomeOf(*client, aGet("/to-the-end"))->body, body.toStdString());
    }

    void aBodyThatIsCutIsNoAnswer()
    {
        ScriptedServer server(m_authority.issue(forThisMachine()));
        server.onRequest = [](Served& to, const QByteArray&) {
            to.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"orderId\":1");
            to.end();
        };
        const auto client = clientOf(ruleFor(server, m_authority.certificate()));

        OMNI_COMPARE_FAILURE(outcomeOf(*client, anOrder()), Kind::Disconnected, Fate::MaybeSent);
    }
};

QTEST_GUILESS_MAIN(TestHttpClientTls)
#include "tst_http_client_tls.moc"

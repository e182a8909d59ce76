// needs: tests/support/loopback Qt6::WebSockets
//
// The far side is Qt's own WebSocket server, which shares no line with ours.
#include "core/edge/net/web_socket.h"

#include "tests/support/loopback/identity.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>
#include <optional>
#include <vector>

using namespace omni;
using namespace omni::net;
using namespace omni::tests;

namespace {

struct Heard {
    std::vector<std::string> texts;
    std::vector<std::string> binaries;
    std::optional<WsEnd> end;
};

WsHandlers into(Heard& heard)
{
    return {
        [&heard](std::string_view bytes, bool isText) { (isText ? heard.texts : heard.binaries).emplace_back(bytes); },
        [&heard](const WsEnd& end) { heard.end = end; }};
}

/// Answers each message with itself, in text or binary.
class EchoServer final : public QObject
{
public:
    explicit EchoServer(std::optional<Identity> identity = std::nullopt)
        : m_server(QStringLiteral("echo"), identity ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode)
    {
        if (identity) {
            auto configuration = QSslConfiguration::defaultConfiguration();
            configuration.setLocalCertificate(QSslCertificate(identity->certificate));
            configuration.setPrivateKey(QSslKey(identity->key, QSsl::Ec));
            configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
            m_server.setSslConfiguration(configuration);
        }
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            auto* socket = m_server.nextPendingConnection();
            socket->setParent(this);
            sockets.push_back(socket);
            connect(socket, &QWebSocket::textMessageReceived, socket, &QWebSocket::sendTextMessage);
            connect(socket, &QWebSocket::binaryMessageReceived, socket, &QWebSocket::sendBinaryMessage);
            connect(socket, &QWebSocket::pong, this, [this] { ++pongs; });
        });
    }
    [[nodiscard]] WebSocketRule rule() const
    {
        WebSocketRule rule;
        rule.link.endpoint = {"127.0.0.1", m_server.serverPort(), false};
        return rule;
    }

    std::vector<QWebSocket*> sockets;
    int pongs = 0;

private:
    QWebSocketServer m_server;
};

WsRequest aStream()
{
    WsRequest request;
    request.target = "/ws/btcusdt@trade";
    return request;
}

} // namespace

class TestWebSocket : public QObject
{
    Q_OBJECT

private slots:
    void whatIsSentComesBack()
    {
        EchoServer server;
        Heard heard;
        const auto socket = WebSocket::make(server.rule(), into(heard)).value();

        QVERIFY(QCoro::waitFor(socket->open(aStream())));
        QVERIFY(socket->isOpen());
        QVERIFY(socket->send("{\"a\":1}", true));
        QVERIFY(socket->send(std::string("\0\1\2", 3), false));

        QTRY_COMPARE(heard.binaries.size(), std::size_t{1});
        QCOMPARE(heard.texts, std::vector<std::string>{"{\"a\":1}"});
        QCOMPARE(heard.binaries, (std::vector<std::string>{std::string("\0\1\2", 3)}));
        QCOMPARE(server.sockets.at(0)->requestUrl().path(), QStringLiteral("/ws/btcusdt@trade"));
    }

    void messagesOfEverySizeComeWhole()
    {
        EchoServer server;
        Heard heard;
        auto rule = server.rule();
        rule.unsentMost = 16 * 1024 * 1024;
        const auto socket = WebSocket::make(rule, into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));
        std::vector<std::string> sent;
        for (const auto size : std::initializer_list<std::size_t>{0, 1, 125, 126, 65'535, 65'536, 1'000'000}) {
            sent.emplace_back(size, 'x');
            QVERIFY(socket->send(sent.back(), true));
        }

        QTRY_COMPARE(heard.texts.size(), sent.size());
        QCOMPARE(heard.texts, sent);
    }

    void manyMessagesComeInOrder()
    {
        EchoServer server;
        Heard heard;
        const auto socket = WebSocket::make(server.rule(), into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));
        QTRY_COMPARE(server.sockets.size(), std::size_t{1});
        for (int i = 0; i < 20'000; ++i) {
            server.sockets[0]->sendTextMessage(QString::number(i));
        }

        QTRY_COMPARE(heard.texts.size(), std::size_t{20'000});
        for (std::size_t i = 0; i < heard.texts.size(); ++i) {
            QCOMPARE(heard.texts[i], std::to_string(i));
        }
        QCOMPARE(socket->counters().messages, std::uint64_t{20'000});
    }

    void aPingIsAnswered()
    {
        EchoServer server;
        Heard heard;
        const auto socket = WebSocket::make(server.rule(), into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));
        QTRY_COMPARE(server.sockets.size(), std::size_t{1});

        server.sockets[0]->ping("are you there");

        QTRY_COMPARE(server.pongs, 1);
        QCOMPARE(socket->counters().pings, std::uint64_t{1});
    }

    void aQuietStreamIsKeptByPings()
    {
        EchoServer server;
        Heard heard;
        auto rule = server.rule();
        rule.pingAfter = milliseconds(20);
        rule.silenceMost = milliseconds(1'000);
        const auto socket = WebSocket::make(rule, into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));
        const auto atFirst = socket->counters().bytes;

        // A pong is two bytes: five of them.
        QTRY_VERIFY(socket->counters().bytes >= atFirst + 10);
        QVERIFY(socket->isOpen());
    }

    void theServersGoodbyeTellsItsCode()
    {
        EchoServer server;
        Heard heard;
        const auto socket = WebSocket::make(server.rule(), into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));
        QTRY_COMPARE(server.sockets.size(), std::size_t{1});

        server.sockets[0]->close(QWebSocketProtocol::CloseCodeGoingAway, QStringLiteral("maintenance"));

        QTRY_VERIFY(heard.end);
        QCOMPARE(heard.end->kind, WsEndKind::Closed);
        QCOMPARE(heard.end->code, std::uint16_t{1001});
        QCOMPARE(heard.end->detail, std::string("maintenance"));
        QCOMPARE(socket->send("x", true).error().code, Errc::Unavailable);
    }

    void ourGoodbyeIsHeardAndTellsNobodyHere()
    {
        EchoServer server;
        Heard heard;
        const auto socket = WebSocket::make(server.rule(), into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));
        QTRY_COMPARE(server.sockets.size(), std::size_t{1});

        socket->close();

        QTRY_COMPARE(server.sockets[0]->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(server.sockets[0]->closeCode(), QWebSocketProtocol::CloseCodeNormal);
        QVERIFY(!heard.end);
        QVERIFY(!socket->isOpen());
    }

    void closingWithinAMessageIsTheLastOfIt()
    {
        EchoServer server;
        int messages = 0;
        std::unique_ptr<WebSocket> socket;
        WsHandlers handlers;
        handlers.onMessage = [&](std::string_view, bool) {
            ++messages;
            socket->close();
        };
        socket = WebSocket::make(server.rule(), handlers).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));
        QTRY_COMPARE(server.sockets.size(), std::size_t{1});
        server.sockets[0]->sendTextMessage(QStringLiteral("1"));
        server.sockets[0]->sendTextMessage(QStringLiteral("2"));

        QTRY_COMPARE(server.sockets[0]->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(messages, 1);
    }

    void theEndMayDestroyTheSocket()
    {
        EchoServer server;
        std::unique_ptr<WebSocket> socket;
        WsHandlers handlers;
        handlers.onEnd = [&](const WsEnd&) { socket.reset(); };
        socket = WebSocket::make(server.rule(), handlers).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));
        QTRY_COMPARE(server.sockets.size(), std::size_t{1});

        server.sockets[0]->abort();

        QTRY_VERIFY(!socket);
    }

    void overTlsAsWell()
    {
        const Authority authority;
        EchoServer server(authority.issue(forThisMachine()));
        Heard heard;
        auto rule = server.rule();
        rule.link.endpoint.isTls = true;
        rule.link.tls.trustsSystem = false;
        rule.link.tls.trustedPem = authority.certificate().toStdString();
        const auto socket = WebSocket::make(rule, into(heard)).value();

        QVERIFY(QCoro::waitFor(socket->open(aStream())));
        QVERIFY(socket->send("over TLS", true));

        QTRY_COMPARE(heard.texts, std::vector<std::string>{"over TLS"});
    }

    void whoIsNotTrustedIsNotTalkedTo()
    {
        const Authority authority;
        EchoServer server(Authority().issue(forThisMachine()));
        Heard heard;
        auto rule = server.rule();
        rule.link.endpoint.isTls = true;
        rule.link.tls.trustsSystem = false;
        rule.link.tls.trustedPem = authority.certificate().toStdString();
        const auto socket = WebSocket::make(rule, into(heard)).value();

        const auto opened = QCoro::waitFor(socket->open(aStream()));

        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, WsEndKind::NotTrusted);
        QVERIFY(!heard.end);
    }

    void itIsOpenedOnce()
    {
        EchoServer server;
        Heard heard;
        const auto socket = WebSocket::make(server.rule(), into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));

        QCOMPARE(QCoro::waitFor(socket->open(aStream())).error().kind, WsEndKind::Refused);
        QVERIFY(socket->isOpen());
    }

    void refusesARuleOutsideItsBounds()
    {
        const auto isRefused = [](auto change) {
            WebSocketRule rule;
            rule.link.endpoint = {"stream.example.com", 9443, true};
            change(rule);
            return !WebSocket::make(rule, {});
        };

        QVERIFY(!isRefused([](auto&) {}));
        QVERIFY(isRefused([](auto& r) { r.link.endpoint.port = 0; }));
        QVERIFY(isRefused([](auto& r) { r.openWithin = {}; }));
        QVERIFY(isRefused([](auto& r) { r.pingAfter = r.silenceMost; }));
        QVERIFY(isRefused([](auto& r) { r.silenceMost = minutes(2); }));
        QVERIFY(isRefused([](auto& r) { r.unsentMost = 1; }));
        QVERIFY(isRefused([](auto& r) { r.framesPerSecond = 0; }));
        QVERIFY(isRefused([](auto& r) { r.pingsPerSecond = 0; }));
        QVERIFY(isRefused([](auto& r) { r.limits.frame = 10; }));
        QVERIFY(isRefused([](auto& r) { r.limits.message = 1'000'000'000; }));
        QVERIFY(isRefused([](auto& r) { r.limits.fragments = 0; }));
    }
};

QTEST_GUILESS_MAIN(TestWebSocket)
#include "tst_web_socket.moc"

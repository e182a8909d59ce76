// needs: tests/support/loopback ZLIB::ZLIB
#include "tests/core/edge/net/http_bench.h"

#include "core/edge/net/web_socket.h"

#include <QCryptographicHash>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <zlib.h>

using namespace omni;
using namespace omni::net;
using namespace omni::tests;

namespace {

/// The server's agreement to the request that it got.
QByteArray agreementTo(const QByteArray& request, const QByteArray& extensions = {})
{
    const QByteArray name("Sec-WebSocket-Key: ");
    const auto from = request.indexOf(name) + name.size();
    const auto key = request.mid(from, request.indexOf('\r', from) - from);
    const auto accept
        = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + accept + "\r\n" + extensions + "\r\n";
}

/// A short frame of a server.
QByteArray frame(char first, const QByteArray& payload)
{
    return QByteArray(1, first) + QByteArray(1, static_cast<char>(payload.size())) + payload;
}

constexpr char text = static_cast<char>(0x81);
constexpr char ping = static_cast<char>(0x89);

/// A server that agrees and then sends `then`.
void agreeAndSend(ScriptedServer& server, const QByteArray& then, const QByteArray& extensions = {})
{
    server.onBytes = [then, extensions](Served& to) {
        if (const auto request = to.takeRequest()) {
            to.send(agreementTo(*request, extensions) + then);
        }
    };
}

WebSocketRule wsRuleFor(const ScriptedServer& server)
{
    WebSocketRule rule;
    rule.link.endpoint = {"127.0.0.1", server.port(), false};
    return rule;
}

WsRequest aStream()
{
    WsRequest request;
    request.target = "/stream";
    request.secrets.push_back({"X-Key", Secret("c4nary")});
    return request;
}

struct Heard {
    std::vector<std::string> texts;
    std::optional<WsEnd> end;
};

WsHandlers into(Heard& heard)
{
    return {[&heard](std::string_view bytes, bool) { heard.texts.emplace_back(bytes); },
            [&heard](const WsEnd& end) { heard.end = end; }};
}

std::optional<WsEnd> endOfOpening(WebSocketRule rule)
{
    const auto socket = WebSocket::make(std::move(rule), {}).value();
    const auto opened = QCoro::waitFor(socket->open(aStream()));
    return opened ? std::nullopt : std::optional(opened.error());
}

} // namespace

class TestWebSocketFaults : public QObject
{
    Q_OBJECT

private slots:
    void messagesRightBehindTheHandshakeAreHeard()
    {
        ScriptedServer server;
        agreeAndSend(server, frame(text, "first") + frame(text, "second"));
        Heard heard;
        const auto socket = WebSocket::make(wsRuleFor(server), into(heard)).value();

        QVERIFY(QCoro::waitFor(socket->open(aStream())));

        QTRY_COMPARE(heard.texts, (std::vector<std::string>{"first", "second"}));
    }

    void whoTurnsUsAwayIsHeard()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray&) {
            to.send(httpAnswer("{\"code\":-1003}", "429 Too Many Requests", "Retry-After: 17\r\n"));
        };

        const auto end = endOfOpening(wsRuleFor(server));

        QVERIFY(end);
        QCOMPARE(end->kind, WsEndKind::Turned);
        QCOMPARE(end->answer.status, 429);
        QCOMPARE(end->answer.field("Retry-After"), std::string_view("17"));
        QCOMPARE(end->answer.body, std::string("{\"code\":-1003}"));
    }

    void aMaintenancePageThatEndsWithItsConnectionIsHeard()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray&) {
            to.send("HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html\r\n\r\n<html>Back soon</html>");
            to.end();
        };

        const auto end = endOfOpening(wsRuleFor(server));

        QVERIFY(end);
        QCOMPARE(end->kind, WsEndKind::Turned);
        QCOMPARE(end->answer.status, 503);
    }

    // F40.
    void aRedirectIsNotFollowed()
    {
        ScriptedServer other;
        ScriptedServer server;
        server.onRequest = [&other](Served& to, const QByteArray&) {
            to.send(httpAnswer("", "302 Found",
                               "Location: ws://127.0.0.1:" + QByteArray::number(other.port()) + "/stream\r\n"));
        };

        const auto end = endOfOpening(wsRuleFor(server));

        QVERIFY(end);
        QCOMPARE(end->kind, WsEndKind::Turned);
        QCOMPARE(end->answer.status, 302);
        QCOMPARE(other.connections(), 0);
    }

    void anAgreementToAnotherRequestIsNone()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray&) {
            to.send(agreementTo("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"));
        };

        QCOMPARE(endOfOpening(wsRuleFor(server))->kind, WsEndKind::Malformed);
    }

    void anotherProtocolIsNone()
    {
        ScriptedServer server;
        server.onConnection = [](Served& to) { to.send("220 mail.example.com ESMTP\r\n"); };

        QCOMPARE(endOfOpening(wsRuleFor(server))->kind, WsEndKind::Malformed);
    }

    void aHandshakeThatStandsStillIsNotWaitedFor()
    {
        ScriptedServer server;
        auto rule = wsRuleFor(server);
        rule.openWithin = milliseconds(100);

        QCOMPARE(endOfOpening(rule)->kind, WsEndKind::TimedOut);
        QVERIFY(server.allReceived().contains("c4nary"));
    }

    void aCutInTheHandshakeIsToldAsSuch()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray& request) {
            to.send(agreementTo(request).left(40));
            to.end();
        };

        QCOMPARE(endOfOpening(wsRuleFor(server))->kind, WsEndKind::Disconnected);
    }

    void whereNobodyListensThereIsNoConnection()
    {
        ScriptedServer server;
        const auto rule = wsRuleFor(server);
        server.stopListening();

        QCOMPARE(endOfOpening(rule)->kind, WsEndKind::NoConnection);
    }

    // F35: a half-open connection takes everything and gives nothing.
    void silenceIsTheEnd()
    {
        ScriptedServer server;
        agreeAndSend(server, frame(text, "last"));
        Heard heard;
        auto rule = wsRuleFor(server);
        rule.pingAfter = milliseconds(50);
        rule.silenceMost = milliseconds(150);
        const auto socket = WebSocket::make(rule, into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));
        QElapsedTimer watch;
        watch.start();

        QTRY_VERIFY(heard.end);

        QCOMPARE(heard.end->kind, WsEndKind::Silent);
        QVERIFY(watch.elapsed() >= 100);
        // It was asked once before it was given up: a ping is six bytes with its mask.
        QCOMPARE(server.served(1).received.left(1).toHex(), QByteArray("89"));
        QCOMPARE(heard.texts, std::vector<std::string>{"last"});
    }

    void aCutIsTheEndAfterTheLastMessage()
    {
        ScriptedServer server;
        server.onRequest = [](Served& to, const QByteArray& request) {
            to.send(agreementTo(request) + frame(text, "last") + "\x81\x10half");
            to.end();
        };
        Heard heard;
        const auto socket = WebSocket::make(wsRuleFor(server), into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));

        QTRY_VERIFY(heard.end);

        QCOMPARE(heard.end->kind, WsEndKind::Disconnected);
        QCOMPARE(heard.texts, std::vector<std::string>{"last"});
    }

    void whatIsNoFrameIsTheEnd_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<WsEndKind>("kind");
        QTest::addColumn<QByteArray>("goodbye");

        QTest::newRow("a masked frame") << QByteArray::fromHex("8180000000 00") << WsEndKind::Malformed
                                        << QByteArray::fromHex("03ea");
        QTest::newRow("packed without an agreement")
            << QByteArray::fromHex("c100") << WsEndKind::Malformed << QByteArray::fromHex("03ea");
        QTest::newRow("a frame beyond the limit")
            << QByteArray::fromHex("827f0000000000800001") << WsEndKind::TooLarge << QByteArray::fromHex("03f1");
    }

    void whatIsNoFrameIsTheEnd()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(WsEndKind, kind);
        QFETCH(QByteArray, goodbye);
        ScriptedServer server;
        agreeAndSend(server, bytes);
        Heard heard;
        const auto socket = WebSocket::make(wsRuleFor(server), into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));

        QTRY_VERIFY(heard.end);
        QCOMPARE(heard.end->kind, kind);

        // A close frame: two bytes, a mask of four, the code under it.
        QTRY_COMPARE(server.served(1).received.size(), 8);
        const auto sent = server.served(1).received;
        QCOMPARE(sent.left(2).toHex(), QByteArray("8882"));
        QCOMPARE(static_cast<char>(sent[6] ^ sent[2]), goodbye[0]);
        QCOMPARE(static_cast<char>(sent[7] ^ sent[3]), goodbye[1]);
    }

    void packedMessagesAreHeard()
    {
        ScriptedServer server;
        agreeAndSend(server, QByteArray::fromHex("c107f248cdc9c90700 c105f200110000"),
                     "Sec-WebSocket-Extensions: permessage-deflate\r\n");
        Heard heard;
        const auto socket = WebSocket::make(wsRuleFor(server), into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));

        QTRY_COMPARE(heard.texts, (std::vector<std::string>{"Hello", "Hello"}));
        QVERIFY(socket->isPacked());
    }

    void whoWantsNoPackingDoesNotOfferIt()
    {
        ScriptedServer server;
        agreeAndSend(server, {}, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
        auto rule = wsRuleFor(server);
        rule.offersDeflate = false;

        QCOMPARE(endOfOpening(rule)->kind, WsEndKind::Malformed);
        QVERIFY(!server.allReceived().contains("permessage-deflate"));
    }

    // F43: a megabyte on the wire that would become a gigabyte.
    void aBombIsTheEnd()
    {
        QByteArray packed(1'100'000, '\0');
        z_stream z{};
        deflateInit2(&z, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
        QByteArray zeros(1'000'000, '\0');
        z.next_out = reinterpret_cast<Bytef*>(packed.data());
        z.avail_out = static_cast<uInt>(packed.size());
        for (int i = 0; i < 100; ++i) {
            z.next_in = reinterpret_cast<Bytef*>(zeros.data());
            z.avail_in = static_cast<uInt>(zeros.size());
            deflate(&z, i == 99 ? Z_SYNC_FLUSH : Z_NO_FLUSH);
        }
        packed.resize(packed.size() - static_cast<qsizetype>(z.avail_out) - 4);
        deflateEnd(&z);
        QByteArray header = QByteArray::fromHex("c17f00000000");
        for (const int shift : {24, 16, 8, 0}) {
            header.append(static_cast<char>(packed.size() >> shift));
        }
        ScriptedServer server;
        agreeAndSend(server, header + packed, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
        Heard heard;
        const auto socket = WebSocket::make(wsRuleFor(server), into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));

        QTRY_VERIFY(heard.end);
        QCOMPARE(heard.end->kind, WsEndKind::TooLarge);
        QVERIFY(heard.texts.empty());
    }

    void aFloodOfPingsIsTheEnd()
    {
        ScriptedServer server;
        agreeAndSend(server, frame(ping, "x").repeated(21));
        Heard heard;
        const auto socket = WebSocket::make(wsRuleFor(server), into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));

        QTRY_VERIFY(heard.end);
        QCOMPARE(heard.end->kind, WsEndKind::TooFast);
        QCOMPARE(socket->counters().pings, std::uint64_t{21});
    }

    void twentyPingsASecondAreBorne()
    {
        ScriptedServer server;
        agreeAndSend(server, frame(ping, "x").repeated(20) + frame(text, "and on"));
        Heard heard;
        const auto socket = WebSocket::make(wsRuleFor(server), into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));

        QTRY_COMPARE(heard.texts.size(), std::size_t{1});
        QVERIFY(!heard.end);
    }

    void aFloodOfTinyFramesIsTheEnd()
    {
        ScriptedServer server;
        agreeAndSend(server, frame(static_cast<char>(0x8a), "").repeated(1'000'000));
        Heard heard;
        auto rule = wsRuleFor(server);
        rule.framesPerSecond = 200'000;
        const auto socket = WebSocket::make(rule, into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));

        QTRY_VERIFY(heard.end);
        QCOMPARE(heard.end->kind, WsEndKind::TooFast);
    }

    // The far side reads nothing: what waits here is bounded, and the caller hears of it.
    void whatTheNetworkDoesNotTakeIsRefused()
    {
        ScriptedServer server;
        agreeAndSend(server, {});
        server.onConnection = [](Served& to) { to.socket->setReadBufferSize(1'024); };
        Heard heard;
        auto rule = wsRuleFor(server);
        rule.unsentMost = 100'000;
        const auto socket = WebSocket::make(rule, into(heard)).value();
        QVERIFY(QCoro::waitFor(socket->open(aStream())));
        server.onBytes = [](Served&) {};
        const std::string message(50'000, 'x');

        Result<void> sent;
        for (int i = 0; i < 1'000 && sent; ++i) {
            sent = socket->send(message, false);
        }

        QVERIFY(!sent);
        QCOMPARE(sent.error().code, Errc::Full);
        QVERIFY(socket->isOpen());
        QCOMPARE(socket->send(std::string(9'000'000, 'x'), false).error().code, Errc::Invalid);
    }

    void stoppingAnswersAnOpeningUnderWay()
    {
        ScriptedServer server;
        auto socket = WebSocket::make(wsRuleFor(server), {}).value();
        std::optional<WsEnd> end;
        socket->open(aStream()).then([&end](const tl::expected<void, WsEnd>& opened) { end = opened.error(); });
        QTRY_VERIFY(server.allReceived().contains("/stream"));

        socket.reset();

        QTRY_VERIFY(end);
        QCOMPARE(end->kind, WsEndKind::Stopped);
    }
};

QTEST_GUILESS_MAIN(TestWebSocketFaults)
#include "tst_web_socket_faults.moc"

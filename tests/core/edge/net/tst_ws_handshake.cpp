#include "core/edge/net/ws_handshake.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <functional>
#include <string>

using namespace omni;
using namespace omni::net;

namespace {

/// The key and its answer of RFC 6455, 1.3.
constexpr std::string_view aKey = "dGhlIHNhbXBsZSBub25jZQ==";

HttpAnswer aTypicalAnswer()
{
    HttpAnswer answer;
    answer.status = 101;
    answer.fields = {
        {"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="}};
    return answer;
}

Result<WsAgreement> agreedWith(const char* extensions, bool offered = true)
{
    auto answer = aTypicalAnswer();
    answer.fields.push_back({"Sec-WebSocket-Extensions", extensions});
    return agreementOf(answer, aKey, offered);
}

using Change = std::function<void(HttpAnswer&)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class TestWsHandshake : public QObject
{
    Q_OBJECT

private slots:
    void asksAsTheStandardHasIt()
    {
        WsRequest request;
        request.target = "/ws/btcusdt@trade";
        request.secrets.push_back({"X-Key", Secret("k3y")});

        const auto text = handshakeText(std::move(request), "stream.example.com:9443", aKey, true);

        QVERIFY(text);
        QCOMPARE(*text,
                 std::string("GET /ws/btcusdt@trade HTTP/1.1\r\n"
                             "Host: stream.example.com:9443\r\n"
                             "Accept-Encoding: identity\r\n"
                             "Upgrade: websocket\r\n"
                             "Connection: Upgrade\r\n"
                             "Sec-WebSocket-Version: 13\r\n"
                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                             "Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover\r\n"
                             "X-Key: k3y\r\n"
                             "\r\n"));
    }

    void theKeyIsSixteenBytesInBase64()
    {
        std::array<std::uint8_t, 16> drawn{};
        std::copy_n("the sample nonce", 16, drawn.begin());

        QCOMPARE(handshakeKey(drawn), std::string(aKey));
    }

    void theCallerDoesNotFrameTheHandshake()
    {
        for (const char* name : {"Sec-WebSocket-Key", "sec-websocket-protocol", "Upgrade", "Connection", "Host"}) {
            WsRequest request;
            request.fields = {{name, "x"}};
            QVERIFY2(!handshakeText(std::move(request), "a", aKey, true), name);
        }
    }

    void agreesWithoutCompression()
    {
        const auto agreement = agreementOf(aTypicalAnswer(), aKey, true);

        QVERIFY(agreement);
        QVERIFY(!agreement->isPacked);
    }

    void agreesWithNamesInOtherCases()
    {
        auto answer = aTypicalAnswer();
        answer.fields[0] = {"upgrade", "WebSocket"};
        answer.fields[1] = {"CONNECTION", "keep-alive, upgrade"};

        QVERIFY(agreementOf(answer, aKey, true));
    }

    void agreesOnCompression()
    {
        QVERIFY(agreedWith("permessage-deflate")->isPacked);
        QVERIFY(!agreedWith("permessage-deflate")->serverForgets);
        QVERIFY(agreedWith("permessage-deflate; server_no_context_takeover")->serverForgets);
        QVERIFY(agreedWith("permessage-deflate;client_no_context_takeover; server_max_window_bits=10")->isPacked);
        QVERIFY(agreedWith("permessage-deflate; server_max_window_bits=\"15\"")->isPacked);
    }

    void refusesACompressionThatWasNotOffered()
    {
        QVERIFY(!agreedWith("permessage-deflate", false));
        for (const char* extensions :
             {"", "x-webkit-deflate-frame", "permessage-bzip2", "permessage-deflate, permessage-deflate",
              "permessage-deflate; client_max_window_bits=10", "permessage-deflate; server_max_window_bits",
              "permessage-deflate; server_max_window_bits=7", "permessage-deflate; server_max_window_bits=16",
              "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
              "permessage-deflate; server_no_context_takeover=1", "permessage-deflate;"}) {
            QVERIFY2(!agreedWith(extensions), extensions);
        }
    }

    void refusesAnAnswerThatIsNoAgreement_data()
    {
        QTest::addColumn<Change>("change");

        const auto row = [](const char* name, const Change& change) { QTest::newRow(name) << change; };
        row("another key's", [](auto& a) { a.fields[2].value = "AAAAAAAAAAAAAAAAAAAAAAAAAAA="; });
        row("no key", [](auto& a) { a.fields.erase(a.fields.begin() + 2); });
        row("another protocol", [](auto& a) { a.fields[0].value = "h2c"; });
        row("no upgrade", [](auto& a) { a.fields[1].value = "close"; });
        row("a protocol that was not offered", [](auto& a) { a.fields.push_back({"Sec-WebSocket-Protocol", "chat"}); });
        row("extensions twice", [](auto& a) {
            a.fields.push_back({"Sec-WebSocket-Extensions", "permessage-deflate"});
            a.fields.push_back({"Sec-WebSocket-Extensions", "permessage-deflate"});
        });
    }

    void refusesAnAnswerThatIsNoAgreement()
    {
        QFETCH(Change, change);
        auto answer = aTypicalAnswer();
        change(answer);

        const auto agreement = agreementOf(answer, aKey, true);

        QVERIFY(!agreement);
        QCOMPARE(agreement.error().code, Errc::Invalid);
    }
};

QTEST_APPLESS_MAIN(TestWsHandshake)
#include "tst_ws_handshake.moc"

// An Alpaca face of the paper exchange on a port of this machine, and clients of it that share no code with it.

#pragma once

#include "core/edge/net/http_reader.h"
#include "core/edge/net/ws_frames.h"
#include "core/edge/sandbox/alpaca/alpaca_face.h"
#include "tests/support/manual_clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <string>
#include <vector>

namespace omni::tests {

struct Reply {
    int status = 0;
    QJsonDocument body;
    std::vector<net::HttpField> fields;
    [[nodiscard]] QJsonObject object() const
    {
        return body.object();
    }
    [[nodiscard]] QJsonArray array() const
    {
        return body.array();
    }
    [[nodiscard]] int code() const
    {
        return body.object()["code"].toInt();
    }
    [[nodiscard]] QString message() const
    {
        return body.object()["message"].toString();
    }
    [[nodiscard]] QString text(const char* name) const
    {
        return body.object()[QLatin1String(name)].toString();
    }
    [[nodiscard]] std::string field(std::string_view name) const
    {
        for (const auto& one : fields) {
            if (net::isSameName(one.name, name)) {
                return one.value;
            }
        }
        return {};
    }
};

class AlpacaBench
{
public:
    explicit AlpacaBench(Timestamp start = Timestamp{1'784'000'000'000'000'000}, bool keepsHours = false,
                         sandbox::alpaca::FaceConfig config = {})
        : clock(start)
    {
        std::vector<sandbox::ClientKey> keys(2);
        keys[0].key = "PKTESTKEY0";
        keys[0].secret = Secret("secretOfATest");
        keys[1].key = "PKTESTKEY1";
        keys[1].secret = Secret("anotherSecret");
        config.keepsHours = keepsHours;
        face = std::make_unique<sandbox::alpaca::AlpacaFace>(
            clock, sandbox::alpaca::builtInMarket(3, clock.wall() - minutes(6), keepsHours), keys, config);
        port = *face->listen(0);
        connect();
    }
    Reply ask(const QByteArray& method, const QByteArray& target, const QByteArray& body = {})
    {
        return askAs("PKTESTKEY0", "secretOfATest", method, target, body);
    }
    Reply askAs(const QByteArray& key, const QByteArray& secret, const QByteArray& method, const QByteArray& target,
                const QByteArray& body = {})
    {
        // It may have idled for too long, by the clock that a test moves; on a crowded machine the end of the line
        // comes only while a question is under way, which is then asked again.
        const bool isAgain = method == "GET" && m_socket.state() == QAbstractSocket::ConnectedState;
        if (m_socket.state() != QAbstractSocket::ConnectedState) {
            connect();
        }
        m_socket.write(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAPCA-API-KEY-ID: " + key
                       + "\r\nAPCA-API-SECRET-KEY: " + secret + "\r\n"
                       + (body.isEmpty() ? QByteArray() : "Content-Length: " + QByteArray::number(body.size()) + "\r\n")
                       + "\r\n" + body);
        net::HttpReader reader;
        static_cast<void>(QTest::qWaitFor(
            [&] {
                const QByteArray bytes = m_socket.readAll();
                reader.take({bytes.constData(), static_cast<std::size_t>(bytes.size())});
                return reader.state() != net::HttpReader::State::Reading
                    || m_socket.state() != QAbstractSocket::ConnectedState;
            },
            patience));
        const auto& answer = reader.answer();
        if (isAgain && answer.status == 0 && m_socket.state() != QAbstractSocket::ConnectedState) {
            return askAs(key, secret, method, target, body);
        }
        return {answer.status, QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)), answer.fields};
    }
    Reply get(const QByteArray& target)
    {
        return ask("GET", target);
    }
    Reply order(const QByteArray& members)
    {
        return ask("POST", "/v2/orders", "{" + members + "}");
    }
    /// The order as it stands now.
    QJsonObject now(const QString& id)
    {
        return get("/v2/orders/" + id.toUtf8() + "?nested=true").object();
    }
    /// The last price, plus `away`.
    QByteArray price(const QByteArray& symbol, double away)
    {
        const auto trade = get("/v2/stocks/" + symbol + "/trades/latest").object()["trade"].toObject();
        return QByteArray::number(trade["p"].toDouble() + away, 'f', 2);
    }
    /// Market time goes on, in steps as the timer makes them.
    void pass(Duration span)
    {
        for (std::int64_t i = 0; i * 250 < span.ns / 1'000'000; ++i) {
            clock.pass(milliseconds(250));
            face->advance();
        }
        QTest::qWait(1); // who has idled for too long is gone now
    }

    test::ManualClock clock;
    std::unique_ptr<sandbox::alpaca::AlpacaFace> face;
    std::uint16_t port = 0;

private:
    static constexpr int patience = 30'000; ///< Milliseconds, for crowded machines.

    void connect()
    {
        m_socket.abort();
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        static_cast<void>(QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; }));
    }
    QTcpSocket m_socket;
};

/// A WebSocket of a client.
class AlpacaSocket
{
public:
    struct Heard {
        bool isBinary = false;
        QByteArray bytes;
        [[nodiscard]] QJsonObject object() const
        {
            return QJsonDocument::fromJson(bytes).object();
        }
        /// The only element of an array.
        [[nodiscard]] QJsonObject alone() const
        {
            const auto all = QJsonDocument::fromJson(bytes).array();
            return all.size() == 1 ? all[0].toObject() : QJsonObject();
        }
    };

    AlpacaSocket(std::uint16_t port, const QByteArray& target, const QByteArray& fields = {})
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        static_cast<void>(QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; }));
        m_socket.write("GET " + target
                       + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                       + fields + "\r\n");
        QByteArray head;
        static_cast<void>(QTest::qWaitFor([this, &head] {
            head += m_socket.readAll();
            return head.contains("\r\n\r\n");
        }));
        take(head.mid(head.indexOf("\r\n\r\n") + 4));
    }
    void say(const QByteArray& text, net::WsOpcode opcode = net::WsOpcode::Text)
    {
        const auto frame
            = net::clientFrame(opcode, {text.constData(), static_cast<std::size_t>(text.size())}, {1, 2, 3, 4});
        m_socket.write(frame.data(), static_cast<qint64>(frame.size()));
    }
    /// The next message, empty if none comes.
    Heard next()
    {
        static_cast<void>(QTest::qWaitFor(
            [this] {
                take(m_socket.readAll());
                return !m_heard.empty();
            },
            30'000));
        if (m_heard.empty()) {
            return {};
        }
        Heard first = m_heard.front();
        m_heard.erase(m_heard.begin());
        return first;
    }
    /// What is there already: until nothing has come for a while.
    std::vector<Heard> all()
    {
        for (std::size_t before = SIZE_MAX; before != m_heard.size();) {
            before = m_heard.size();
            QTest::qWait(100);
            take(m_socket.readAll());
        }
        return std::exchange(m_heard, {});
    }
    [[nodiscard]] int closeCode()
    {
        static_cast<void>(QTest::qWaitFor([this] {
            take(m_socket.readAll());
            return m_closeCode != 0 || m_socket.state() == QAbstractSocket::UnconnectedState;
        }));
        return m_closeCode;
    }

private:
    void take(const QByteArray& bytes)
    {
        m_frames.take({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        for (auto event = m_frames.next(); event.kind != net::WsEventKind::None; event = m_frames.next()) {
            if (event.kind == net::WsEventKind::Text || event.kind == net::WsEventKind::Binary) {
                m_heard.push_back({event.kind == net::WsEventKind::Binary,
                                   QByteArray(event.bytes.data(), static_cast<qsizetype>(event.bytes.size()))});
            } else if (event.kind == net::WsEventKind::Close) {
                m_closeCode = event.code;
            } else if (event.kind == net::WsEventKind::Malformed) {
                return;
            }
        }
    }
    QTcpSocket m_socket;
    net::FrameReader m_frames{net::WsLimits{}};
    std::vector<Heard> m_heard;
    int m_closeCode = 0;
};

} // namespace omni::tests

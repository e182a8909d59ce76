// A Binance face of the paper exchange on a port of this machine, and a client of it that shares no code with it.

#pragma once

#include "core/edge/net/http_reader.h"
#include "core/edge/net/ws_frames.h"
#include "core/edge/sandbox/binance/face.h"
#include "core/edge/sandbox/exchange/built_in_market.h"
#include "tests/support/manual_clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <string>
#include <vector>

namespace omni::tests {

struct FaceAnswer {
    int status = 0;
    QJsonDocument body;
    std::vector<net::HttpField> fields;
    [[nodiscard]] QJsonObject object() const
    {
        return body.object();
    }
    [[nodiscard]] int code() const
    {
        return body.object()["code"].toInt();
    }
    [[nodiscard]] QString message() const
    {
        return body.object()["msg"].toString();
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

class FaceBench
{
public:
    static constexpr const char* key = "keyOfATest0123456789";
    static constexpr const char* secret = "secretOfATest";

    explicit FaceBench(sandbox::binance::RateLimits rates = {})
    {
        auto market = std::make_unique<sandbox::BuiltInMarket>(
            sandbox::BuiltInMarketConfig{.seed = 3, .start = clock.wall() - minutes(6)}, sandbox::builtInCoins());
        sandbox::binance::FaceConfig config;
        config.rates = rates;
        config.terms = sandbox::binance::usualTerms();
        std::vector<sandbox::ClientKey> keys(1);
        keys[0].key = key;
        keys[0].secret = Secret(secret);
        face = std::make_unique<sandbox::binance::Face>(
            std::make_unique<sandbox::Exchange>(std::move(market), sandbox::ExchangeConfig{}, clock), std::move(keys),
            std::move(config), clock);
        port = *face->listen(0);
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        static_cast<void>(QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; }));
    }

    FaceAnswer ask(const QByteArray& method, const QByteArray& target, const QByteArray& fields = {},
                   const QByteArray& body = {})
    {
        m_socket.write(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + fields
                       + (body.isEmpty() ? QByteArray() : "Content-Length: " + QByteArray::number(body.size()) + "\r\n")
                       + "\r\n" + body);
        net::HttpReader reader;
        static_cast<void>(QTest::qWaitFor([&] {
            const QByteArray bytes = m_socket.readAll();
            reader.take({bytes.constData(), static_cast<std::size_t>(bytes.size())});
            return reader.state() != net::HttpReader::State::Reading;
        }));
        const auto& answer = reader.answer();
        return {answer.status, QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)), answer.fields};
    }
    FaceAnswer get(const QByteArray& pathAndQuery)
    {
        return ask("GET", "/api/v3/" + pathAndQuery);
    }
    [[nodiscard]] static QByteArray signatureOf(const QByteArray& text)
    {
        return QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256).toHex();
    }
    [[nodiscard]] QByteArray nowMs()
    {
        return QByteArray::number(static_cast<qlonglong>(clock.wall().ns / 1'000'000));
    }
    [[nodiscard]] QByteArray stamped(const QByteArray& params)
    {
        const QByteArray text = params + (params.isEmpty() ? "" : "&") + "timestamp=" + nowMs();
        return text + "&signature=" + signatureOf(text);
    }
    FaceAnswer asSigned(const QByteArray& method, const QByteArray& path, const QByteArray& params = {})
    {
        return ask(method, "/api/v3/" + path + "?" + stamped(params), QByteArray("X-MBX-APIKEY: ") + key + "\r\n");
    }
    [[nodiscard]] std::int64_t last() const
    {
        return face->exchange().lastPrice(0)->count;
    }
    /// A price of BTCUSDT, `away` from the last.
    [[nodiscard]] QByteArray price(std::int64_t away) const
    {
        return QByteArray::number(static_cast<qlonglong>(last() + away)) + ".00";
    }

    test::ManualClock clock{Timestamp{1'784'000'000'000'000'000}};
    std::unique_ptr<sandbox::binance::Face> face;
    std::uint16_t port = 0;

private:
    QTcpSocket m_socket;
};

/// A WebSocket of a client.
class FaceSocket
{
public:
    FaceSocket(std::uint16_t port, const QByteArray& target)
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        static_cast<void>(QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; }));
        m_socket.write("GET " + target
                       + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        static_cast<void>(QTest::qWaitFor([this] {
            m_head += m_socket.readAll();
            return m_head.contains("\r\n\r\n");
        }));
        const auto end = m_head.indexOf("\r\n\r\n") + 4;
        take(m_head.mid(end));
        m_head.truncate(end);
    }
    [[nodiscard]] bool isOpened() const
    {
        return m_head.startsWith("HTTP/1.1 101") && m_head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
    /// What the opening was answered.
    [[nodiscard]] const QByteArray& head() const
    {
        return m_head;
    }
    void say(const QByteArray& text)
    {
        const auto frame = net::clientFrame(net::WsOpcode::Text,
                                            {text.constData(), static_cast<std::size_t>(text.size())}, {1, 2, 3, 4});
        m_socket.write(frame.data(), static_cast<qint64>(frame.size()));
    }
    /// What has come, oldest first.
    std::vector<QJsonObject>& heard()
    {
        take(m_socket.readAll());
        return m_heard;
    }
    /// The answer to a request of this id; what came before it stays in `heard`.
    QJsonObject ask(const QByteArray& text)
    {
        const QJsonValue id = QJsonDocument::fromJson(text).object()["id"];
        say(text);
        QJsonObject found;
        static_cast<void>(QTest::qWaitFor([&] {
            auto& all = heard();
            for (auto at = all.begin(); at != all.end(); ++at) {
                if (at->contains(QStringLiteral("id")) && (*at)["id"] == id) {
                    found = *at;
                    all.erase(at);
                    return true;
                }
            }
            return false;
        }));
        return found;
    }
    [[nodiscard]] int closeCode()
    {
        static_cast<void>(QTest::qWaitFor([this] {
            heard();
            return m_closeCode != 0 || m_socket.state() == QAbstractSocket::UnconnectedState;
        }));
        return m_closeCode;
    }

private:
    void take(const QByteArray& bytes)
    {
        m_frames.take({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        for (auto event = m_frames.next(); event.kind != net::WsEventKind::None; event = m_frames.next()) {
            if (event.kind == net::WsEventKind::Text) {
                m_heard.push_back(
                    QJsonDocument::fromJson(QByteArray(event.bytes.data(), static_cast<qsizetype>(event.bytes.size())))
                        .object());
            } else if (event.kind == net::WsEventKind::Close) {
                m_closeCode = event.code;
            } else if (event.kind == net::WsEventKind::Malformed) {
                return;
            }
        }
    }
    QTcpSocket m_socket;
    QByteArray m_head;
    net::FrameReader m_frames{net::WsLimits{}};
    std::vector<QJsonObject> m_heard;
    int m_closeCode = 0;
};

} // namespace omni::tests

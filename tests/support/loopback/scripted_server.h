// A server on the loopback device that does what a test tells it, byte by byte.

#pragma once

#include "tests/support/loopback/identity.h"

#include <QByteArray>
#include <QObject>
#include <QPointer>
#include <QSsl>
#include <QTcpSocket>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QTcpServer;

namespace omni::tests {

/// One client's connection. Its socket is null once it has ended.
struct Served {
    int number = 0; ///< 1 for the first connection.
    QPointer<QTcpSocket> socket;
    QByteArray received; ///< All that came and that the script has not taken away.

    void send(const QByteArray& bytes) const;
    /// Ends it in order, after what was sent.
    void end() const;
    /// Ends it without a word.
    void cut() const;
    /// Takes one request from `received`, if a whole one is there: its head and its body by Content-Length.
    [[nodiscard]] std::optional<QByteArray> takeRequest();
};

/// "HTTP/1.1 200 OK" with a length and `fields` ("Name: value\r\n" each).
[[nodiscard]] QByteArray httpAnswer(const QByteArray& body, const QByteArray& status = "200 OK",
                                    const QByteArray& fields = "Content-Type: application/json\r\n");

class ScriptedServer final : public QObject
{
    Q_OBJECT

public:
    /// Without an identity it speaks plain TCP. Listens on 127.0.0.1, on a port that was free.
    explicit ScriptedServer(std::optional<Identity> identity = std::nullopt,
                            QSsl::SslProtocol protocol = QSsl::TlsV1_2OrLater);
    ~ScriptedServer() override;

    [[nodiscard]] quint16 port() const;
    /// Connections that are through their handshake, if there is one.
    [[nodiscard]] int connections() const
    {
        return static_cast<int>(m_served.size());
    }
    [[nodiscard]] Served& served(int number)
    {
        return *m_served.at(static_cast<std::size_t>(number - 1));
    }
    /// All that any client sent behind the handshake.
    [[nodiscard]] const QByteArray& allReceived() const
    {
        return m_allReceived;
    }
    void stopListening();

    std::function<void(Served&)> onConnection; ///< A client is there.
    std::function<void(Served&)> onBytes; ///< More was received.
    std::function<void(Served&, const QByteArray&)> onRequest; ///< Used if there is no `onBytes`: a request is whole.

private:
    void take(QTcpSocket* socket);

    std::unique_ptr<QTcpServer> m_server;
    std::vector<std::unique_ptr<Served>> m_served;
    QByteArray m_allReceived;
};

} // namespace omni::tests

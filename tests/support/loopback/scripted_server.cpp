#include "tests/support/loopback/scripted_server.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>

namespace omni::tests {

void Served::send(const QByteArray& bytes) const
{
    if (socket) {
        socket->write(bytes);
        socket->flush();
    }
}

void Served::end() const
{
    if (socket) {
        socket->disconnectFromHost();
    }
}

void Served::cut() const
{
    if (socket) {
        socket->abort();
    }
}

std::optional<QByteArray> Served::takeRequest()
{
    const auto head = received.indexOf("\r\n\r\n");
    if (head < 0) {
        return std::nullopt;
    }
    const QByteArray name("Content-Length: ");
    const auto field = received.left(head + 2).indexOf(name);
    const auto length = field < 0
        ? 0
        : received.mid(field + name.size(), received.indexOf('\r', field) - field - name.size()).toInt();
    if (received.size() < head + 4 + length) {
        return std::nullopt;
    }
    const auto request = received.left(head + 4 + length);
    received.remove(0, request.size());
    return request;
}

QByteArray httpAnswer(const QByteArray& body, const QByteArray& status, const QByteArray& fields)
{
    return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
        + body;
}

ScriptedServer::ScriptedServer(std::optional<Identity> identity, QSsl::SslProtocol protocol)
{
    if (identity) {
        auto server = std::make_unique<QSslServer>();
        auto configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(identity->certificate));
        configuration.setPrivateKey(QSslKey(identity->key, QSsl::Ec));
        configuration.setProtocol(protocol);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        server->setSslConfiguration(configuration);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (auto* socket = m_server->nextPendingConnection()) {
            take(socket);
        }
    });
    m_server->listen(QHostAddress::LocalHost);
}

ScriptedServer::~ScriptedServer() = default;

quint16 ScriptedServer::port() const
{
    return m_server->serverPort();
}

void ScriptedServer::stopListening()
{
    m_server->close();
}

void ScriptedServer::take(QTcpSocket* socket)
{
    m_served.push_back(std::make_unique<Served>());
    auto* served = m_served.back().get();
    served->number = static_cast<int>(m_served.size());
    served->socket = socket;
    const auto read = [this, served] {
        const auto bytes = served->socket->readAll();
        if (bytes.isEmpty()) {
            return;
        }
        m_allReceived += bytes;
        served->received += bytes;
        if (onBytes) {
            onBytes(*served);
            return;
        }
        while (auto request = onRequest ? served->takeRequest() : std::nullopt) {
            onRequest(*served, *request);
        }
    };
    connect(socket, &QTcpSocket::readyRead, this, read);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    if (onConnection) {
        onConnection(*served);
    }
    if (socket->bytesAvailable() > 0) {
        read();
    }
}

} // namespace omni::tests

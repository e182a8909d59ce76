#include "core/edge/sandbox/server/web_server.h"

#include "core/edge/sandbox/server/web_connection.h"

#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace omni::sandbox {

namespace {

/// Hands over descriptors, so that a socket can be one of TLS.
class Gate final : public QTcpServer
{
public:
    std::function<void(qintptr)> onArrival;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        onArrival(descriptor);
    }
};

} // namespace

class WebServer::Impl
{
public:
    Impl(Clock& clock, Serve serve, Open open, WebLimits limits, std::optional<QSslConfiguration> tls)
        : shared{clock, std::move(serve), std::move(open), limits}
        , m_tls(std::move(tls))
    {
        gate.onArrival = [this](qintptr descriptor) { take(descriptor); };
        QObject::connect(&m_second, &QTimer::timeout, &m_second, [this] { tick(); });
        m_second.start(1'000);
    }

    void forEach(const std::function<void(WebConnection&)>& visit)
    {
        // Some end on the way.
        const std::vector<WebConnection*> all(connections);
        for (WebConnection* one : all) {
            if (std::find(connections.begin(), connections.end(), one) != connections.end()) {
                visit(*one);
            }
        }
    }
    ~Impl()
    {
        for (WebConnection* one : std::exchange(connections, {})) {
            delete one;
        }
    }

    WebShared shared;
    Gate gate;
    std::vector<WebConnection*> connections;

private:
    void tick()
    {
        const Monotonic now = shared.clock.mono();
        forEach([now](WebConnection& one) { one.tick(now); });
    }
    void take(qintptr descriptor)
    {
        auto* socket = m_tls ? new QSslSocket : new QTcpSocket;
        if (!socket->setSocketDescriptor(descriptor) || connections.size() >= shared.limits.connections) {
            ++shared.counts.cut;
            socket->abort();
            delete socket;
            return;
        }
        if (m_tls) {
            auto* secure = static_cast<QSslSocket*>(socket);
            secure->setSslConfiguration(*m_tls);
            secure->startServerEncryption();
        }
        connections.push_back(new WebConnection(shared, socket, [this](WebConnection* one) { drop(one); }));
    }
    /// It may be in the middle of a call of its own.
    void drop(WebConnection* one)
    {
        std::erase(connections, one);
        one->deleteLater();
    }

    std::optional<QSslConfiguration> m_tls;
    QTimer m_second;
};

WebServer::WebServer(Clock& clock, Serve serve, Open open, WebLimits limits, std::optional<QSslConfiguration> tls)
    : m_impl(std::make_unique<Impl>(clock, std::move(serve), std::move(open), limits, std::move(tls)))
{
}

WebServer::~WebServer() = default;

Result<std::uint16_t> WebServer::listen(std::uint16_t port)
{
    auto& gate = m_impl->gate;
    gate.setListenBacklogSize(512);
    if (!gate.listen(QHostAddress::LocalHost, port)) {
        return failure(gate.serverError() == QAbstractSocket::AddressInUseError ? Errc::Conflict : Errc::Unavailable,
                       fmt::format("nobody can be served on 127.0.0.1:{}: {}", port, gate.errorString().toStdString()));
    }
    return gate.serverPort();
}

WebCounts WebServer::counts() const
{
    WebCounts counts = m_impl->shared.counts;
    counts.connections = m_impl->connections.size();
    counts.channels = static_cast<std::size_t>(std::count_if(m_impl->connections.begin(), m_impl->connections.end(),
                                                             [](const auto* one) { return one->isChannel(); }));
    return counts;
}

void WebServer::closeAll(std::uint16_t code, std::string_view reason)
{
    m_impl->gate.close();
    m_impl->forEach([code, reason](WebConnection& one) { one.close(code, reason); });
}

} // namespace omni::sandbox

#include "core/edge/net/link.h"

#include "core/edge/net/tls_socket.h"
#include "core/edge/net/trust_watch.h"

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>

namespace omni::net {

namespace {

constexpr qint64 readBuffer = 256 * 1024;

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The environment and the system's settings stay unasked, whatever the application has set.
QNetworkProxy proxyFor(const LinkRule& rule)
{
    if (!rule.proxy) {
        return QNetworkProxy(QNetworkProxy::NoProxy);
    }
    const auto kind = rule.proxy->kind == Proxy::Kind::Http ? QNetworkProxy::HttpProxy : QNetworkProxy::Socks5Proxy;
    QNetworkProxy proxy(kind, textOf(rule.proxy->host), rule.proxy->port);
    if (!rule.proxy->user.empty()) {
        proxy.setUser(textOf(rule.proxy->user));
        proxy.setPassword(textOf(rule.proxy->password.exposed()));
    }
    // The proxy resolves the name; asking our own name server would tell it whom we talk to.
    proxy.setCapabilities(QNetworkProxy::TunnelingCapability | QNetworkProxy::HostNameLookupCapability);
    return proxy;
}

LinkFault faultOf(QAbstractSocket::SocketError error, bool wasReady, bool hasProxy)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return LinkFault::NoName;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return wasReady ? LinkFault::Disconnected : LinkFault::NotTrusted;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return LinkFault::NoProxy;
    case QAbstractSocket::SocketAccessError: // A proxy's "403 Forbidden", among others.
        return hasProxy ? LinkFault::NoProxy : LinkFault::NoConnection;
    default:
        return wasReady ? LinkFault::Disconnected : LinkFault::NoConnection;
    }
}

} // namespace

Link::Link(std::shared_ptr<const LinkRule> rule, QObject* parent)
    : QObject(parent)
    , m_rule(std::move(rule))
    , m_socket(std::make_unique<QSslSocket>())
{
    m_socket->setSslConfiguration(tlsConfigurationFor(m_rule->tls));
    m_socket->setProxy(proxyFor(*m_rule));
    m_socket->setReadBufferSize(readBuffer);
    m_openTimer.setSingleShot(true);
    connect(&m_openTimer, &QTimer::timeout, this,
            [this] { end(LinkFault::TimedOut, QStringLiteral("not open in time")); });
    connect(m_socket.get(), &QSslSocket::connected, this, &Link::onConnected);
    connect(m_socket.get(), &QSslSocket::encrypted, this, &Link::onEncrypted);
    connect(m_socket.get(), &QSslSocket::sslErrors, this, &Link::onSslErrors);
    connect(m_socket.get(), &QSslSocket::errorOccurred, this, &Link::onError);
    connect(m_socket.get(), &QSslSocket::disconnected, this,
            [this] { end(LinkFault::Disconnected, QStringLiteral("the other side has ended it")); });
    connect(m_socket.get(), &QSslSocket::readyRead, this, [this] {
        if (isReady()) {
            emit received();
        }
    });
}

Link::~Link()
{
    close();
}

void Link::open()
{
    if (m_state != State::New) {
        return;
    }
    m_state = State::Opening;
    m_openTimer.start(static_cast<int>(m_rule->openWithin.ns / 1'000'000));
    const auto host = textOf(m_rule->endpoint.host);
    if (m_rule->endpoint.isTls) {
        m_socket->connectToHostEncrypted(host, m_rule->endpoint.port);
    } else {
        m_socket->connectToHost(host, m_rule->endpoint.port);
    }
}

bool Link::write(std::string_view bytes)
{
    if (!isReady()) {
        return false;
    }
    const auto size = static_cast<qint64>(bytes.size());
    const bool isTaken = m_socket->write(bytes.data(), size) == size;
    m_socket->flush();
    return isTaken;
}

std::size_t Link::unsent() const
{
    return static_cast<std::size_t>(m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite());
}

std::size_t Link::read(std::span<char> to)
{
    const auto size = m_socket->read(to.data(), static_cast<qint64>(to.size()));
    return size > 0 ? static_cast<std::size_t>(size) : 0;
}

void Link::close()
{
    m_state = State::Ended;
    m_openTimer.stop();
    m_socket->disconnect(this);
    m_socket->abort();
}

void Link::onConnected()
{
    // An order is one small packet: it does not wait for more.
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    if (!m_rule->endpoint.isTls) {
        becomeReady();
    }
}

void Link::onEncrypted()
{
    if (const auto trusted = checkPeer(*m_socket, m_rule->tls); !trusted) {
        end(LinkFault::NotTrusted, QString::fromStdString(trusted.error().detail));
    } else {
        becomeReady();
    }
}

void Link::onSslErrors(const QList<QSslError>& errors)
{
    // Nothing is ignored, so the handshake fails next. This only keeps the reason.
    for (const auto& error : errors) {
        m_tlsFault += (m_tlsFault.isEmpty() ? QString() : QStringLiteral("; ")) + error.errorString();
    }
}

void Link::onError()
{
    const auto error = m_socket->error();
    end(faultOf(error, isReady(), m_rule->proxy != nullptr),
        m_tlsFault.isEmpty() ? m_socket->errorString() : m_tlsFault);
}

void Link::becomeReady()
{
    m_openTimer.stop();
    m_state = State::Ready;
    emit ready();
}

void Link::end(LinkFault fault, const QString& detail)
{
    if (m_state == State::Ended) {
        return;
    }
    m_state = State::Ended;
    m_openTimer.stop();
    if (fault == LinkFault::NotTrusted || fault == LinkFault::TimedOut) {
        m_socket->abort();
    }
    if (fault == LinkFault::NotTrusted) {
        tellTrustWatches({m_rule->endpoint.host, m_rule->endpoint.port, detail.toStdString()});
    }
    emit lost(fault, detail);
}

} // namespace omni::net

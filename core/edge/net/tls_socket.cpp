#include "core/edge/net/tls_socket.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <algorithm>

namespace omni::net {

namespace {

bool isPinned(const TlsPolicy& policy, const QSslCertificate& certificate)
{
    if (policy.pins.empty()) {
        return true;
    }
    const auto key = certificate.publicKey().toDer();
    const auto digest = QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex();
    const auto isIt = [&digest](const std::string& pin) {
        return QByteArray::fromStdString(pin).compare(digest, Qt::CaseInsensitive) == 0;
    };
    return !key.isEmpty() && std::any_of(policy.pins.begin(), policy.pins.end(), isIt);
}

} // namespace

QSslConfiguration tlsConfigurationFor(const TlsPolicy& policy)
{
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setPeerVerifyDepth(0); // The whole chain.
    const auto pem = QByteArray::fromStdString(policy.trustedPem);
    const auto further = pem.isEmpty() ? QList<QSslCertificate>{} : QSslCertificate::fromData(pem, QSsl::Pem);
    if (policy.trustsSystem) {
        configuration.addCaCertificates(further);
    } else {
        configuration.setCaCertificates(further);
    }
    return configuration;
}

Result<void> checkPeer(const QSslSocket& socket, const TlsPolicy& policy)
{
    if (socket.sessionProtocol() < QSsl::TlsV1_2 || socket.sessionProtocol() == QSsl::UnknownProtocol) {
        return failure(Errc::Denied, "TLS is too old");
    }
    if (!isPinned(policy, socket.peerCertificate())) {
        return failure(Errc::Denied, "the certificate's key is not the pinned one");
    }
    return {};
}

} // namespace omni::net

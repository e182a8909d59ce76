// Certificates for servers of a test, made when they are needed.

#pragma once

#include <QByteArray>
#include <QDateTime>

#include <memory>
#include <string>
#include <vector>

namespace omni::tests {

/// A server's certificate and key, in PEM.
struct Identity {
    QByteArray certificate;
    QByteArray key;
};

struct IdentityRequest {
    std::vector<std::string> names; ///< "DNS:localhost", "IP:127.0.0.1"
    QDateTime from = QDateTime::currentDateTimeUtc().addDays(-1);
    QDateTime until = QDateTime::currentDateTimeUtc().addDays(1);
};

/// For 127.0.0.1 and localhost, from yesterday until tomorrow.
[[nodiscard]] IdentityRequest forThisMachine();

/// An authority of its own: two of them trust each other not at all. Keys on the curve P-256.
class Authority
{
public:
    Authority();
    ~Authority();
    Authority(const Authority&) = delete;
    Authority& operator=(const Authority&) = delete;

    /// Its own certificate, to be trusted.
    [[nodiscard]] QByteArray certificate() const;
    [[nodiscard]] Identity issue(const IdentityRequest& request) const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// Signed by itself.
[[nodiscard]] Identity selfSigned(const IdentityRequest& request);

} // namespace omni::tests

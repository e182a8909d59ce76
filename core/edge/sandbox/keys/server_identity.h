// A certificate for this machine that the paper exchange makes for one run, so that it can be spoken to with TLS.

#pragma once

#include "core/base/error.h"
#include "core/base/time.h"

#include <QSslConfiguration>

#include <string>

namespace omni::sandbox {

struct ServerIdentity {
    QSslConfiguration tls; ///< TLS 1.2 or newer, with the certificate and its key. The key is nowhere else.
    std::string certificatePem; ///< For clients to trust.
};

/// Signed by itself, its key on the curve P-256: for 127.0.0.1, ::1 and localhost, good from an hour before `now` for
/// seven days, a server's and nobody's authority. The key stays in this process. Errc::Unavailable: OpenSSL made none.
[[nodiscard]] Result<ServerIdentity> newServerIdentity(Timestamp now);

} // namespace omni::sandbox

// The one policy of TLS as sockets understand it (safety 4.9): for `Link`, which every client is made on, and for one
// that has to begin TLS in the middle of a connection (STARTTLS), which is to be told to `TrustWatch` as `Link` does
// it.

#pragma once

#include "core/base/error.h"
#include "core/edge/net/endpoint.h"

#include <QSslConfiguration>

class QSslSocket;

namespace omni::net {

/// TLS 1.2 or newer, the peer verified, the whole chain, no authorities but those of the policy. Qt adds the host's
/// name, if the socket was told it (`connectToHostEncrypted`, or `setPeerVerifyName` before `startClientEncryption`).
[[nodiscard]] QSslConfiguration tlsConfigurationFor(const TlsPolicy& policy);

/// Once the socket is encrypted, and before a byte is sent: Denied, and why, where TLS is too old or the key is not
/// among those pinned. All else has ended the handshake by then.
[[nodiscard]] Result<void> checkPeer(const QSslSocket& socket, const TlsPolicy& policy);

} // namespace omni::net

// Where a connection goes, whom it trusts there, and through which proxy. Values from the configuration, checked once.

#pragma once

#include "core/base/error.h"
#include "core/base/secret.h"
#include "core/base/time.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace omni::net {

struct Endpoint {
    std::string host; ///< A name or an address, without brackets; ASCII, at most 253 bytes.
    std::uint16_t port = 443; ///< Above zero.
    bool isTls = true; ///< False is taken for this machine alone: localhost, 127.0.0.0/8 and ::1.
};

/// TLS 1.2 or newer, a whole chain, the host's name: always. Nothing here can turn a check off.
struct TlsPolicy {
    bool trustsSystem = true; ///< The authorities that the system trusts.
    std::string trustedPem; ///< Certificates of further authorities, in PEM; an own exchange's, for instance.
    std::vector<std::string>
        pins; ///< SHA-256 of the public key's DER, 64 hex digits each: one must match. Empty: none.
};

struct Proxy {
    enum class Kind : std::uint8_t { Http, Socks5 };
    Kind kind = Kind::Http;
    std::string host;
    std::uint16_t port = 0;
    std::string user; ///< Empty: the proxy asks for nobody.
    Secret password;
};

struct LinkRule {
    Endpoint endpoint;
    TlsPolicy tls;
    std::shared_ptr<const Proxy> proxy; ///< Null: straight. Neither the environment nor the system is ever asked.
    Duration openWithin = seconds(5); ///< Name, connection and handshake together. In [1 ms, 60 s].
};

/// Errc::Invalid, and which value, for a rule outside its bounds.
[[nodiscard]] Result<void> check(const LinkRule& rule);

/// "api.example.com", "127.0.0.1:8080", "[::1]:8080": as it stands behind `Host:`. The port of TLS, 443, is left out.
[[nodiscard]] std::string hostText(const Endpoint& endpoint);

/// Why a connection was not made, or is no more.
enum class LinkFault : std::uint8_t {
    NoName, ///< The host's name is unknown.
    NoConnection, ///< Nobody listens, or the network is away.
    NoProxy, ///< The proxy is away, or does not let us through.
    NotTrusted, ///< TLS failed. Not one byte of ours went over.
    TimedOut, ///< It was not open in time.
    Disconnected, ///< It was open, and ended.
};

/// A stable, untranslated name, "not_trusted" for instance.
[[nodiscard]] std::string_view nameOf(LinkFault fault) noexcept;

} // namespace omni::net

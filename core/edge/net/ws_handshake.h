// The opening of a WebSocket: what is asked, and whether the answer agrees (RFC 6455, 4; RFC 7692, 7.1).

#pragma once

#include "core/base/error.h"
#include "core/edge/net/http_values.h"
#include "core/edge/net/ws_inflater.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::net {

/// What opens a stream. The method and the body of an HTTP request are not the caller's here.
struct WsRequest {
    std::string target = "/"; ///< As in `HttpRequest`.
    std::vector<HttpField> fields; ///< As there; "Content-Type: application/msgpack" for instance.
    std::vector<SecretField> secrets;
};

/// 16 bytes drawn anew for each connection, in Base64.
[[nodiscard]] std::string handshakeKey(const std::array<std::uint8_t, 16>& drawn);

/// The request as bytes; it holds the secrets. Errc::Invalid as `requestText`.
[[nodiscard]] Result<std::string> handshakeText(WsRequest request, std::string_view hostAndPort, std::string_view key,
                                                bool offersDeflate);

/// What both sides have agreed on.
struct WsAgreement {
    bool isPacked = false; ///< The server may pack its messages.
    bool serverForgets = false; ///< And begins anew with each.
};

/// Errc::Invalid, and why, if `answer` (of status 101) is not the agreement to our request.
[[nodiscard]] Result<WsAgreement> agreementOf(const HttpAnswer& answer, std::string_view key, bool offeredDeflate);

} // namespace omni::net

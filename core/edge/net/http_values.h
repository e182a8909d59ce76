// One HTTP request, what came back, or why nothing did.

#pragma once

#include "core/base/error.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/edge/net/rate_limiter.h"
#include "core/edge/net/repeat.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace omni::net {

enum class HttpMethod : std::uint8_t { Get, Post, Put, Patch, Delete };

/// "GET" and so on, as it stands on the wire.
[[nodiscard]] std::string_view nameOf(HttpMethod method) noexcept;

struct HttpField {
    std::string name; ///< Letters, digits and "-_.~!#$%&'*+^`|". Case does not matter.
    std::string value; ///< One line of visible ASCII, spaces and tabs between.
    friend bool operator==(const HttpField&, const HttpField&) = default;
};

/// A field whose value is a key or a token.
struct SecretField {
    std::string name;
    Secret value;
};

struct HttpAnswer;

/// Where it goes is the client's: a client talks to one endpoint, so no request can end up elsewhere.
struct HttpRequest {
    HttpMethod method = HttpMethod::Get;
    std::string target = "/"; ///< Path and query, percent-encoded, from "/"; at most 16 KiB. May hold a signature: it
                              ///< is never logged.
    std::vector<HttpField> fields; ///< Host, Content-Length, Connection and what else frames a message are the client's
                                   ///< and refused here.
    std::vector<SecretField> secrets;
    std::string body; ///< At most 8 MiB. A GET has none.
    Duration timeout
        = seconds(10); ///< From `send` to the last byte of the answer, waiting included. In [1 ms, 10 min].
    Lane lane = Lane::Ordinary; ///< What is on the way out overtakes what waits.
    std::function<bool()> mayGo; ///< Asked just before the first byte goes, however long it has waited: a ban, a latch,
                                 ///< a lowered mode. False: it fails as `HeldBack`. Null: nobody asks. May not destroy
                                 ///< the client.
    std::function<void(const HttpAnswer&)>
        onAnswer; ///< Told of the answer at once, before another request goes over any
                  ///< connection: a ban is heard in time. Null: nobody. As `mayGo`.
};

/// A whole answer, whatever its status below 300 or from 400 on. That the service behind the address wrote it, and not
/// something in between, only `body` can show.
struct HttpAnswer {
    int status = 0; ///< In [200, 299] or [400, 999].
    std::vector<HttpField> fields; ///< In the order they came.
    std::string body; ///< As sent, within the limit.
    Monotonic sent; ///< When the first byte of the request was handed over, and when the first of the answer was there:
    Monotonic received; ///< what a clock offset is measured with.

    /// The first field of this name, empty if there is none. Case does not matter.
    [[nodiscard]] std::string_view field(std::string_view name) const noexcept;
    /// Says of itself that it is JSON. A maintenance page does not.
    [[nodiscard]] bool saysJson() const noexcept;
};

enum class HttpFailureKind : std::uint8_t {
    Refused, ///< By us: the request is malformed, or more wait than may.
    HeldBack, ///< By us: `mayGo` said no, or a limit of rates or a failing service stands in the way.
    NoName, ///< The host's name is unknown.
    NoConnection, ///< Nobody listens, or the network is away.
    NoProxy, ///< The proxy is away, or does not let us through.
    NotTrusted, ///< TLS failed: certificate, name, pin, version. Somebody has to look at it.
    TimedOut,
    Disconnected, ///< The connection ended before the answer was whole.
    Malformed, ///< What came is no HTTP answer, or none that can be trusted to mean what it says.
    TooLarge, ///< The answer is beyond the limit.
    Redirected, ///< A 3xx. Never followed.
    Stopped, ///< The client was destroyed.
};

/// A stable, untranslated name, "not_trusted" for instance.
[[nodiscard]] std::string_view nameOf(HttpFailureKind kind) noexcept;

struct HttpFailure {
    HttpFailureKind kind = HttpFailureKind::Refused;
    Fate fate = Fate::NeverSent; ///< Never `Answered`.
    std::string detail; ///< For the log: host and method, no path, no field, no body.
};

using HttpOutcome = tl::expected<HttpAnswer, HttpFailure>;

/// The request as bytes. Errc::Invalid, and why, for what would not be one sound request of HTTP/1.1 (RFC 9112).
/// The text holds the secrets; the caller wipes it. `ownFields` are whole lines of this module, which frame the
/// message.
[[nodiscard]] Result<std::string> requestText(const HttpRequest& request, std::string_view hostAndPort,
                                              std::string_view ownFields = {});

/// Overwrites `text` before it is given up.
void wipe(std::string& text) noexcept;

/// Compares names of fields: ASCII letters match in both cases.
[[nodiscard]] bool isSameName(std::string_view a, std::string_view b) noexcept;

} // namespace omni::net

// A small HTTP/1.1 and WebSocket server on the loopback device, for the faces of the paper exchange.
//
// One thread, the one whose event loop it lives in. Everything is bounded: heads, bodies, connections, what waits for a
// client that does not read. A client beyond a bound is answered or cut, and the others notice nothing.

#pragma once

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/edge/sandbox/server/channel.h"
#include "core/edge/sandbox/server/request_reader.h"
#include "core/edge/sandbox/server/web_values.h"

#include <QSslConfiguration>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace omni::sandbox {

struct WebLimits {
    RequestLimits request;
    std::size_t connections = 1'024; ///< At a time; one more is cut at once.
    std::size_t unsent = 8 * 1024 * 1024; ///< Bytes that may wait for a client.
    std::size_t message = 256 * 1024; ///< Of a WebSocket, from a client.
    std::size_t messagesPerSecond = 0; ///< Of a WebSocket, pings and pongs too; more ends it. 0: any.
    Duration pingEvery = seconds(20);
    Duration pongWithin = seconds(60); ///< After which a silent client is dropped.
    Duration longest = hours(24); ///< A WebSocket's life.
    Duration idle = seconds(75); ///< A connection without a request, or in the middle of one.
};

/// What of it is to be seen: for tests and benches.
struct WebCounts {
    std::uint64_t requests = 0;
    std::uint64_t refused = 0; ///< Malformed or too large.
    std::uint64_t cut = 0; ///< Clients beyond a bound.
    std::size_t connections = 0; ///< Now.
    std::size_t channels = 0; ///< Of them WebSockets.
};

class WebServer
{
public:
    /// An answer at once. A path that nobody knows is answered by whoever serves.
    using Serve = std::function<WebAnswer(const WebRequest&)>;
    /// What talks to the client from now on, or null: then the request is served as any other.
    using Open = std::function<std::unique_ptr<Talk>(const WebRequest&, Channel&)>;

    /// `clock` outlives it. With `tls` it speaks TLS only.
    WebServer(Clock& clock, Serve serve, Open open, WebLimits limits = {},
              std::optional<QSslConfiguration> tls = std::nullopt);
    /// Cuts everyone off.
    ~WebServer();
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;

    /// On 127.0.0.1; port 0: any that is free. Returns the port. Errc::Conflict when somebody else listens there.
    [[nodiscard]] Result<std::uint16_t> listen(std::uint16_t port);
    [[nodiscard]] WebCounts counts() const;
    /// Nobody new comes in; every WebSocket is told goodbye with `code`.
    void closeAll(std::uint16_t code, std::string_view reason);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace omni::sandbox

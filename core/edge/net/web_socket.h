// A WebSocket to one endpoint: opened by a coroutine, then messages as they come, until it ends with a reason.

#pragma once

#include "core/base/time.h"
#include "core/edge/net/endpoint.h"
#include "core/edge/net/ws_frames.h"
#include "core/edge/net/ws_handshake.h"

#include <QCoroTask>
#include <QObject>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace omni::net {

struct WebSocketRule {
    LinkRule link;
    WsLimits limits;
    bool offersDeflate = true;
    Duration openWithin = seconds(10); ///< From `open` to the server's agreement. In [1 ms, 60 s].
    Duration pingAfter = seconds(2); ///< Without a byte from the server. In [10 ms, silenceMost).
    Duration silenceMost = seconds(5); ///< Then it has ended, whatever TCP thinks. In (pingAfter, 60 s].
    std::size_t unsentMost = 1024 * 1024; ///< Bytes that the network has not taken. In [1 KiB, 64 MiB].
    /// More is an attack or a fault. In [1, 10'000'000]. A venue that was late for a moment and makes up for it brings
    /// several times the 200,000 of a busy second (L2).
    std::int32_t framesPerSecond = 1'000'000;
    std::int32_t pingsPerSecond = 20; ///< Likewise. In [1, 10'000].
};

enum class WsEndKind : std::uint8_t {
    Refused, ///< By us: the request is malformed, or it is not the first `open`.
    NoName, ///< As in `LinkFault`, while it was opened.
    NoConnection,
    NoProxy,
    NotTrusted,
    TimedOut,
    Turned, ///< The server answered the handshake with another status: see `answer`.
    Malformed, ///< What came is no WebSocket.
    TooLarge,
    TooFast,
    Silent, ///< Nothing came for too long, not even an answer to a ping.
    Closed, ///< The server closed it in order: see `code`.
    Disconnected, ///< The connection ended without a word.
    Stopped, ///< By us.
};

/// A stable, untranslated name, "not_trusted" for instance.
[[nodiscard]] std::string_view nameOf(WsEndKind kind) noexcept;

struct WsEnd {
    WsEndKind kind = WsEndKind::Disconnected;
    std::uint16_t code = 0; ///< For `Closed`: RFC 6455, 7.4; 1005 if the server gave none.
    std::string detail; ///< For the log. The server's own words are in it: to be shown as any foreign text.
    HttpAnswer answer; ///< For `Turned`: 429 and its Retry-After, for instance.
};

struct WsHandlers {
    /// A whole message, at once as it is read; `bytes` is good within the call. May send and close, may not destroy the
    /// socket. Text is not checked to be UTF-8: the JSON reader does that.
    std::function<void(std::string_view bytes, bool isText)> onMessage;
    /// It was open and has ended; once, from the event loop, after the last message. Not called after `close`. May
    /// destroy the socket.
    std::function<void(const WsEnd&)> onEnd;
};

struct WsCounters {
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0; ///< Read from the connection, behind TLS, packed as they came.
    std::uint64_t pings = 0; ///< Of the server.
};

/// A stream of a venue. One thread with an event loop.
class WebSocketPort
{
public:
    virtual ~WebSocketPort() = default;
    /// Once. A failure is the end: reconnecting is a new object, when `Backoff` says so.
    [[nodiscard]] virtual QCoro::Task<tl::expected<void, WsEnd>> open(WsRequest request) = 0;
    /// Errc::Unavailable unless open, Errc::Full if the network does not take what was sent before, Errc::Invalid
    /// beyond the limit of a message. Nothing is sent then. Not packed.
    [[nodiscard]] virtual Result<void> send(std::string_view bytes, bool isText) = 0;
    /// Says goodbye and ends it. No handler is called after this.
    virtual void close() = 0;
    [[nodiscard]] virtual bool isOpen() const noexcept = 0;
};

class WebSocket final : public QObject, public WebSocketPort
{
    Q_OBJECT

public:
    /// Errc::Invalid, and which value, for a rule outside its bounds.
    [[nodiscard]] static Result<std::unique_ptr<WebSocket>> make(WebSocketRule rule, WsHandlers handlers);
    /// As `close`; an `open` under way fails as `Stopped`.
    ~WebSocket() override;

    [[nodiscard]] QCoro::Task<tl::expected<void, WsEnd>> open(WsRequest request) override;
    [[nodiscard]] Result<void> send(std::string_view bytes, bool isText) override;
    void close() override;
    [[nodiscard]] bool isOpen() const noexcept override;

    /// The server may pack its messages.
    [[nodiscard]] bool isPacked() const noexcept;
    [[nodiscard]] const WsCounters& counters() const noexcept;

private:
    class Impl;
    explicit WebSocket(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace omni::net

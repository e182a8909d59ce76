#include "core/edge/net/web_socket.h"

#include "core/edge/net/ws_session.h"

#include <utility>

namespace omni::net {

namespace {

Result<void> check(const WebSocketRule& rule)
{
    if (const auto sound = net::check(rule.link); !sound) {
        return sound;
    }
    if (rule.openWithin < milliseconds(1) || rule.openWithin > seconds(60)) {
        return failure(Errc::Invalid, "the time to open is not in 1 ms to 60 s");
    }
    if (rule.pingAfter < milliseconds(10) || rule.pingAfter >= rule.silenceMost || rule.silenceMost > seconds(60)) {
        return failure(Errc::Invalid, "ping and silence are not 10 ms <= ping < silence <= 60 s");
    }
    if (rule.unsentMost < 1'024 || rule.unsentMost > 64 * 1024 * 1024) {
        return failure(Errc::Invalid, "what may be unsent is not in 1 KiB to 64 MiB");
    }
    if (rule.framesPerSecond < 1 || rule.framesPerSecond > 10'000'000 || rule.pingsPerSecond < 1
        || rule.pingsPerSecond > 10'000) {
        return failure(Errc::Invalid, "a limit on the rate of frames is out of bounds");
    }
    constexpr std::size_t most = 256 * 1024 * 1024;
    if (rule.limits.frame < 125 || rule.limits.frame > most || rule.limits.message < 125 || rule.limits.message > most
        || rule.limits.fragments < 1) {
        return failure(Errc::Invalid, "a limit on the size of messages is out of bounds");
    }
    return {};
}

} // namespace

std::string_view nameOf(WsEndKind kind) noexcept
{
    switch (kind) {
    case WsEndKind::Refused:
        return "refused";
    case WsEndKind::NoName:
        return "no_name";
    case WsEndKind::NoConnection:
        return "no_connection";
    case WsEndKind::NoProxy:
        return "no_proxy";
    case WsEndKind::NotTrusted:
        return "not_trusted";
    case WsEndKind::TimedOut:
        return "timed_out";
    case WsEndKind::Turned:
        return "turned";
    case WsEndKind::Malformed:
        return "malformed";
    case WsEndKind::TooLarge:
        return "too_large";
    case WsEndKind::TooFast:
        return "too_fast";
    case WsEndKind::Silent:
        return "silent";
    case WsEndKind::Closed:
        return "closed";
    case WsEndKind::Disconnected:
        return "disconnected";
    case WsEndKind::Stopped:
        return "stopped";
    }
    return "unknown";
}

class WebSocket::Impl
{
public:
    Impl(WebSocketRule rule, WsHandlers handlers)
        : session(std::move(rule), std::move(handlers))
    {
    }
    WsSession session;
};

Result<std::unique_ptr<WebSocket>> WebSocket::make(WebSocketRule rule, WsHandlers handlers)
{
    if (const auto sound = check(rule); !sound) {
        return tl::unexpected(sound.error());
    }
    return std::unique_ptr<WebSocket>(new WebSocket(std::make_unique<Impl>(std::move(rule), std::move(handlers))));
}

WebSocket::WebSocket(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

WebSocket::~WebSocket()
{
    close();
}

QCoro::Task<tl::expected<void, WsEnd>> WebSocket::open(WsRequest request)
{
    const auto opening = m_impl->session.open(std::move(request));
    Once<WsOpening>::Awaiter awaiter(*opening);
    auto result = co_await awaiter;
    // Nothing of the socket is touched from here on: it may be gone.
    co_return result;
}

Result<void> WebSocket::send(std::string_view bytes, bool isText)
{
    return m_impl->session.send(bytes, isText);
}

void WebSocket::close()
{
    m_impl->session.close();
}

bool WebSocket::isOpen() const noexcept
{
    return m_impl->session.isOpen();
}

bool WebSocket::isPacked() const noexcept
{
    return m_impl->session.isPacked();
}

const WsCounters& WebSocket::counters() const noexcept
{
    return m_impl->session.counters();
}

} // namespace omni::net

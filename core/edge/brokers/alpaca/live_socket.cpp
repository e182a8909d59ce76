#include "core/edge/brokers/alpaca/live_socket.h"

#include "core/edge/brokers/shared/trouble_words.h"

#include <QTimer>

#include <algorithm>
#include <charconv>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

/// Trying again would not help: the certificate, a malformed request of our own. A handshake that is turned away says
/// nothing of the key, which it does not carry: something in between may have done it, and an order stream that is
/// given up for it tells of no fill any more.
bool isFinal(const net::WsEnd& end) noexcept
{
    return end.kind == net::WsEndKind::NotTrusted || end.kind == net::WsEndKind::Refused;
}

std::optional<Duration> retryAfter(const net::WsEnd& end) noexcept
{
    const auto text = end.kind == net::WsEndKind::Turned ? end.answer.field("Retry-After") : std::string_view();
    std::int64_t wait = 0;
    const auto [last, fault] = std::from_chars(text.data(), text.data() + text.size(), wait);
    const bool isSound = !text.empty() && fault == std::errc{} && last == text.data() + text.size() && wait >= 0;
    return isSound ? std::optional(seconds(std::min<std::int64_t>(wait, 86'400))) : std::nullopt;
}

} // namespace

class LiveSocket::Impl : public std::enable_shared_from_this<LiveSocket::Impl>
{
public:
    Impl(net::WebSocketRule ownRule, std::function<net::WsRequest()> ownRequest, LiveSocketHandlers ownHandlers,
         Clock& wallClock, std::uint64_t seed)
        : handlers(std::move(ownHandlers))
        , m_rule(std::move(ownRule))
        , m_request(std::move(ownRequest))
        , m_clock(wallClock)
        , m_backoff(net::BackoffRule{}, seed)
    {
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { open(); });
        m_pulse.setInterval(1'000);
        QObject::connect(&m_pulse, &QTimer::timeout, &m_pulse, [this] { lookForLife(); });
    }

    Result<std::unique_ptr<net::WebSocket>> makeSocket(std::uint64_t number)
    {
        const std::weak_ptr<Impl> weak = weak_from_this();
        net::WsHandlers socketHandlers;
        socketHandlers.onMessage = [weak, number](std::string_view bytes, bool) {
            if (const auto self = weak.lock(); self && self->isCurrent(number)) {
                self->handlers.onMessage(bytes);
            }
        };
        socketHandlers.onEnd = [weak, number](const net::WsEnd& end) {
            if (const auto self = weak.lock(); self && self->isCurrent(number)) {
                self->ended(troubleWords(end, self->m_rule.link.endpoint), isFinal(end), retryAfter(end));
            }
        };
        return net::WebSocket::make(m_rule, std::move(socketHandlers));
    }

    void open()
    {
        const auto number = ++m_number;
        auto made = makeSocket(number);
        if (!made) {
            handlers.onDown(made.error().detail, true);
            return;
        }
        m_old = std::exchange(m_socket, std::move(*made));
        const std::weak_ptr<Impl> weak = weak_from_this();
        m_socket->open(m_request()).then([weak, number](const tl::expected<void, net::WsEnd>& opened) {
            const auto self = weak.lock();
            if (!self || !self->isCurrent(number)) {
                return;
            }
            if (opened) {
                self->m_pulse.start();
                self->handlers.onOpen();
            } else {
                self->ended(troubleWords(opened.error(), self->m_rule.link.endpoint), isFinal(opened.error()),
                            retryAfter(opened.error()));
            }
        });
    }

    void lookForLife()
    {
        const auto bytes = m_socket ? m_socket->counters().bytes : 0;
        if (bytes != m_bytesSeen && handlers.onProof) {
            handlers.onProof();
        }
        m_bytesSeen = bytes;
    }

    void ended(const std::string& why, bool isForGood, std::optional<Duration> wait)
    {
        close();
        if (!isForGood) {
            const auto now = m_clock.mono();
            const auto next = m_backoff.nextTry(now, wait ? std::optional(now + *wait) : std::nullopt);
            ++reconnects;
            m_timer.start(static_cast<int>(std::clamp<std::int64_t>((next - now).ns / 1'000'000 + 1, 1, 86'400'000)));
        }
        handlers.onDown(why, isForGood);
    }

    void close()
    {
        ++m_number;
        m_timer.stop();
        m_pulse.stop();
        m_bytesSeen = 0;
        if (m_socket) {
            m_socket->close();
        }
    }
    [[nodiscard]] bool isCurrent(std::uint64_t number) const noexcept
    {
        return number == m_number;
    }
    [[nodiscard]] bool send(std::string_view bytes, bool isText)
    {
        return m_socket && m_socket->send(bytes, isText).has_value();
    }
    void isUp()
    {
        m_backoff.isUp(m_clock.mono());
        if (handlers.onProof) {
            handlers.onProof();
        }
    }

    LiveSocketHandlers handlers;
    std::uint64_t reconnects = 0;

private:
    net::WebSocketRule m_rule;
    std::function<net::WsRequest()> m_request;
    Clock& m_clock;
    net::Backoff m_backoff;
    QTimer m_timer;
    QTimer m_pulse;
    std::uint64_t m_bytesSeen = 0;
    std::unique_ptr<net::WebSocket> m_socket;
    std::unique_ptr<net::WebSocket> m_old; ///< Closed. Kept until the next: one of its handlers may be running.
    std::uint64_t m_number = 0; ///< Of the socket whose words count.
};

Result<std::unique_ptr<LiveSocket>> LiveSocket::make(net::WebSocketRule rule, std::function<net::WsRequest()> request,
                                                     LiveSocketHandlers handlers, Clock& clock, std::uint64_t seed)
{
    auto impl = std::make_shared<Impl>(std::move(rule), std::move(request), std::move(handlers), clock, seed);
    if (const auto sound = impl->makeSocket(0); !sound) {
        return tl::unexpected(sound.error());
    }
    return std::unique_ptr<LiveSocket>(new LiveSocket(std::move(impl)));
}

LiveSocket::LiveSocket(std::shared_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

LiveSocket::~LiveSocket()
{
    m_impl->close();
}

void LiveSocket::start()
{
    m_impl->open();
}

void LiveSocket::restart(const std::string& why)
{
    m_impl->ended(why, false, std::nullopt);
}

void LiveSocket::giveUp(const std::string& why)
{
    m_impl->ended(why, true, std::nullopt);
}

bool LiveSocket::send(std::string_view bytes, bool isText)
{
    return m_impl->send(bytes, isText);
}

void LiveSocket::isUp()
{
    m_impl->isUp();
}

std::uint64_t LiveSocket::reconnects() const noexcept
{
    return m_impl->reconnects;
}

} // namespace omni::brokers::alpaca

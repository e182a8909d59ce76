#include "core/edge/net/ws_session.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <utility>

namespace omni::net {

namespace {

constexpr HttpLimits handshakeLimits{.head = 32 * 1024, .fields = 100, .body = 64 * 1024};

template<std::size_t Size> std::array<std::uint8_t, Size> drawn()
{
    std::array<std::uint8_t, Size> bytes{};
    for (auto& byte : bytes) {
        byte = static_cast<std::uint8_t>(QRandomGenerator::system()->bounded(256));
    }
    return bytes;
}

int milliseconds32(Duration span) noexcept
{
    return static_cast<int>((span.ns + 999'999) / 1'000'000);
}

WsEndKind kindOf(LinkFault fault) noexcept
{
    switch (fault) {
    case LinkFault::NoName:
        return WsEndKind::NoName;
    case LinkFault::NoConnection:
        return WsEndKind::NoConnection;
    case LinkFault::NoProxy:
        return WsEndKind::NoProxy;
    case LinkFault::NotTrusted:
        return WsEndKind::NotTrusted;
    case LinkFault::TimedOut:
        return WsEndKind::TimedOut;
    case LinkFault::Disconnected:
        return WsEndKind::Disconnected;
    }
    return WsEndKind::Disconnected;
}

WsEnd endOf(WsEndKind kind, std::string detail)
{
    WsEnd end;
    end.kind = kind;
    end.detail = std::move(detail);
    return end;
}

} // namespace

WsSession::WsSession(WebSocketRule rule, WsHandlers handlers)
    : m_rule(std::move(rule))
    , m_handlers(std::move(handlers))
    , m_link(std::make_shared<const LinkRule>(m_rule.link))
    , m_opening(std::make_shared<Once<WsOpening>>())
    , m_handshake(handshakeLimits)
{
    m_openTimer.setSingleShot(true);
    m_pulse.setSingleShot(true);
    m_pulse.setTimerType(Qt::PreciseTimer);
    connect(&m_openTimer, &QTimer::timeout, this, [this] { end(endOf(WsEndKind::TimedOut, "not open in time")); });
    connect(&m_pulse, &QTimer::timeout, this, &WsSession::onPulse);
    connect(&m_link, &Link::ready, this, &WsSession::onReady);
    connect(&m_link, &Link::received, this, &WsSession::onReceived);
    connect(&m_link, &Link::lost, this, &WsSession::onLost);
}

WsSession::~WsSession()
{
    wipe(m_request);
}

std::shared_ptr<Once<WsOpening>> WsSession::open(WsRequest request)
{
    const auto refuse = [](std::string why) {
        auto refused = std::make_shared<Once<WsOpening>>();
        refused->set(tl::unexpected(endOf(WsEndKind::Refused, std::move(why))));
        return refused;
    };
    if (m_state != State::New) {
        return refuse("it was opened before");
    }
    m_key = handshakeKey(drawn<16>());
    auto text = handshakeText(std::move(request), hostText(m_rule.link.endpoint), m_key, m_rule.offersDeflate);
    if (!text) {
        return refuse(text.error().detail);
    }
    m_request = std::move(*text);
    m_state = State::Opening;
    m_openTimer.start(milliseconds32(m_rule.openWithin));
    m_link.open();
    return m_opening;
}

Result<void> WsSession::send(std::string_view bytes, bool isText)
{
    if (m_state != State::Open) {
        return failure(Errc::Unavailable, "the WebSocket is not open");
    }
    if (bytes.size() > m_rule.limits.message) {
        return failure(Errc::Invalid, "the message is too large");
    }
    if (m_link.unsent() + bytes.size() > m_rule.unsentMost) {
        return failure(Errc::Full, "the network takes nothing more");
    }
    if (!sendFrame(isText ? WsOpcode::Text : WsOpcode::Binary, bytes)) {
        return failure(Errc::Unavailable, "the WebSocket is not open");
    }
    return {};
}

void WsSession::close()
{
    if (m_state == State::Open) {
        (void)sendFrame(WsOpcode::Close, closePayload(static_cast<std::uint16_t>(WsCloseCode::Normal)));
    }
    // Not `onMessage`: it may be what called this.
    m_handlers.onEnd = {};
    end(endOf(WsEndKind::Stopped, "it was closed"));
}

void WsSession::onReady()
{
    (void)m_link.write(m_request);
    wipe(m_request);
}

void WsSession::onReceived()
{
    std::array<char, 64 * 1024> bytes;
    while (m_state == State::Opening || m_state == State::Open) {
        const auto size = m_link.read(bytes);
        if (size == 0) {
            return;
        }
        m_counters.bytes += size;
        m_sinceByte.start();
        m_isPinged = false;
        if (m_state == State::Opening) {
            onHandshake({bytes.data(), size});
        } else {
            m_frames->take({bytes.data(), size});
            handOn();
        }
    }
}

void WsSession::onHandshake(std::string_view bytes)
{
    switch (m_handshake.take(bytes)) {
    case HttpReader::State::Reading:
        return;
    case HttpReader::State::Malformed:
        end(endOf(WsEndKind::Malformed, std::string(m_handshake.fault())));
        return;
    case HttpReader::State::TooLarge:
        end(endOf(WsEndKind::TooLarge, std::string(m_handshake.fault())));
        return;
    case HttpReader::State::Done:
        onAgreed();
        return;
    }
}

void WsSession::onAgreed()
{
    auto& answer = m_handshake.answer();
    if (answer.status != 101) {
        auto turned = endOf(WsEndKind::Turned, "the server answered " + std::to_string(answer.status));
        turned.answer = std::move(answer);
        end(std::move(turned));
        return;
    }
    const auto agreement = agreementOf(answer, m_key, m_rule.offersDeflate);
    if (!agreement) {
        end(endOf(WsEndKind::Malformed, agreement.error().detail));
        return;
    }
    m_agreement = *agreement;
    m_frames.emplace(m_rule.limits,
                     m_agreement.isPacked ? std::optional<Inflater>(std::in_place, m_agreement.serverForgets)
                                          : std::nullopt);
    m_openTimer.stop();
    m_state = State::Open;
    m_second.start();
    m_pulse.start(milliseconds32(m_rule.pingAfter));
    m_opening->set({});
    if (!m_handshake.rest().empty()) {
        m_frames->take(m_handshake.rest());
        handOn();
    }
}

void WsSession::handOn()
{
    while (m_state == State::Open) {
        const auto event = m_frames->next();
        if (event.kind == WsEventKind::None) {
            (void)isWithinPace(m_frames->frames(), 0);
            return;
        }
        onEvent(event);
    }
}

void WsSession::onEvent(const WsEvent& event)
{
    switch (event.kind) {
    case WsEventKind::None:
    case WsEventKind::Pong:
        return;
    case WsEventKind::Text:
    case WsEventKind::Binary:
        ++m_counters.messages;
        if (m_handlers.onMessage) {
            m_handlers.onMessage(event.bytes, event.kind == WsEventKind::Text);
        }
        return;
    case WsEventKind::Ping:
        ++m_counters.pings;
        if (isWithinPace(m_frames->frames(), 1)) {
            (void)sendFrame(WsOpcode::Pong, event.bytes);
        }
        return;
    case WsEventKind::Close: {
        (void)sendFrame(WsOpcode::Close, event.code == 1005 ? std::string() : closePayload(event.code));
        auto closed = endOf(WsEndKind::Closed, std::string(event.bytes));
        closed.code = event.code;
        end(std::move(closed));
        return;
    }
    case WsEventKind::Malformed:
        end(endOf(WsEndKind::Malformed, std::string(event.bytes)), WsCloseCode::ProtocolError);
        return;
    case WsEventKind::TooLarge:
        end(endOf(WsEndKind::TooLarge, std::string(event.bytes)), WsCloseCode::TooLarge);
        return;
    }
}

bool WsSession::isWithinPace(std::uint64_t frames, std::int32_t pings)
{
    if (m_second.elapsed() >= 1'000) {
        m_second.start();
        m_framesBefore = frames;
        m_pings = 0;
    }
    m_pings += pings;
    const bool isWithin = frames - m_framesBefore <= static_cast<std::uint64_t>(m_rule.framesPerSecond)
        && m_pings <= m_rule.pingsPerSecond && m_link.unsent() <= m_rule.unsentMost;
    if (!isWithin) {
        end(endOf(WsEndKind::TooFast, "more frames than can be meant"), WsCloseCode::ProtocolError);
    }
    return isWithin;
}

void WsSession::onPulse()
{
    const auto silent = milliseconds(m_sinceByte.elapsed());
    if (silent >= m_rule.silenceMost) {
        end(endOf(WsEndKind::Silent, "no byte in " + durationText(m_rule.silenceMost)));
        return;
    }
    if (silent >= m_rule.pingAfter && !m_isPinged) {
        m_isPinged = sendFrame(WsOpcode::Ping, {});
    }
    const auto next = (m_isPinged ? m_rule.silenceMost : m_rule.pingAfter) - silent;
    m_pulse.start(std::max(1, milliseconds32(next)));
}

bool WsSession::sendFrame(WsOpcode opcode, std::string_view payload)
{
    return m_link.write(clientFrame(opcode, payload, drawn<4>()));
}

void WsSession::onLost(LinkFault fault, const QString& detail)
{
    if (fault == LinkFault::Disconnected) {
        onReceived();
        // An answer that ends with its connection: a page that turns us away.
        if (m_state == State::Opening && m_handshake.end() == HttpReader::State::Done) {
            onAgreed();
        }
    }
    end(endOf(kindOf(fault), detail.toStdString()));
}

void WsSession::end(WsEnd end, WsCloseCode code)
{
    if (m_state == State::Open) {
        (void)sendFrame(WsOpcode::Close, closePayload(static_cast<std::uint16_t>(code)));
    }
    this->end(std::move(end));
}

void WsSession::end(WsEnd end)
{
    const auto before = std::exchange(m_state, State::Ended);
    m_openTimer.stop();
    m_pulse.stop();
    m_link.close();
    wipe(m_request);
    if (before == State::Opening) {
        m_opening->set(tl::unexpected(std::move(end)));
    } else if (before == State::Open && m_handlers.onEnd) {
        // From the event loop: the handler may destroy us.
        QMetaObject::invokeMethod(
            this,
            [this, last = std::move(end)] {
                if (const auto onEnd = std::exchange(m_handlers.onEnd, {})) {
                    onEnd(last);
                }
            },
            Qt::QueuedConnection);
    }
}

} // namespace omni::net

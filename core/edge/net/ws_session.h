// The life of a WebSocket: handshake, messages, pings, silence, end.

#pragma once

#include "core/edge/net/http_reader.h"
#include "core/edge/net/link.h"
#include "core/edge/net/once.h"
#include "core/edge/net/web_socket.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace omni::net {

using WsOpening = tl::expected<void, WsEnd>;

/// One thread with an event loop. The promises are those of `WebSocketPort`.
class WsSession final : public QObject
{
    Q_OBJECT

public:
    /// `rule` is within its bounds.
    WsSession(WebSocketRule rule, WsHandlers handlers);
    ~WsSession() override;

    [[nodiscard]] std::shared_ptr<Once<WsOpening>> open(WsRequest request);
    [[nodiscard]] Result<void> send(std::string_view bytes, bool isText);
    void close();
    [[nodiscard]] bool isOpen() const noexcept
    {
        return m_state == State::Open;
    }
    [[nodiscard]] bool isPacked() const noexcept
    {
        return m_agreement.isPacked;
    }
    [[nodiscard]] const WsCounters& counters() const noexcept
    {
        return m_counters;
    }

private:
    enum class State : std::uint8_t { New, Opening, Open, Ended };
    void onReady();
    void onReceived();
    void onLost(LinkFault fault, const QString& detail);
    void onHandshake(std::string_view bytes);
    void onAgreed();
    /// Hands on what the frames hold, as long as it is open.
    void handOn();
    void onEvent(const WsEvent& event);
    /// Counts what came within this second. False if it is too much; then it has ended.
    bool isWithinPace(std::uint64_t frames, std::int32_t pings);
    void onPulse();
    [[nodiscard]] bool sendFrame(WsOpcode opcode, std::string_view payload);
    /// Says why, as far as it can, and is over.
    void end(WsEnd end, WsCloseCode code);
    void end(WsEnd end);

    WebSocketRule m_rule;
    WsHandlers m_handlers;
    Link m_link;
    State m_state = State::New;
    std::string m_key;
    std::string m_request;
    std::shared_ptr<Once<WsOpening>> m_opening;
    HttpReader m_handshake;
    WsAgreement m_agreement;
    std::optional<FrameReader> m_frames;
    QTimer m_openTimer;
    QTimer m_pulse;
    QElapsedTimer m_sinceByte; ///< From the server.
    bool m_isPinged = false; ///< Since then.
    QElapsedTimer m_second;
    std::uint64_t m_framesBefore = 0; ///< This second.
    std::int32_t m_pings = 0; ///< In it.
    WsCounters m_counters;
};

} // namespace omni::net

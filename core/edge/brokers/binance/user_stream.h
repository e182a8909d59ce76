// The account's stream: a socket with one signed subscription, from open to end. Coming back is the session's affair.

#pragma once

#include "core/edge/brokers/binance/rest.h"
#include "core/edge/brokers/binance/user_events.h"
#include "core/edge/net/web_socket.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace omni::brokers::binance {

struct StreamEnd {
    std::string why;
    bool isRefused = false; ///< Trying again is useless: the key.
    std::optional<Duration> silence; ///< The venue wants none of us for so long (429, 418).
    bool isOfKey = false; ///< Refused for the key.
};

struct UserHandlers {
    std::function<void()> onUp; ///< The subscription stands: from now on nothing is missed.
    std::function<void(const UserMessage&)> onMessage;
    std::function<void(const std::string& why)> onMalformed;
    std::function<void(const StreamEnd&)> onEnd; ///< Once. May destroy the stream later, not within.
};

/// One thread. One connection; a new one is a new object.
class UserStream
{
public:
    /// `rest` outlives it.
    UserStream(net::LinkRule link, Rest& rest, Clock& clock, UserHandlers handlers);
    ~UserStream();
    void open();
    [[nodiscard]] bool isUp() const noexcept
    {
        return m_isUp;
    }
    /// Read so far; what grows proves that it lives.
    [[nodiscard]] std::uint64_t bytes() const noexcept
    {
        return m_socket ? m_socket->counters().bytes : 0;
    }

private:
    void subscribe();
    void onText(std::string_view bytes);
    void end(StreamEnd end);
    Rest& m_rest;
    Clock& m_clock;
    UserHandlers m_handlers;
    net::LinkRule m_link;
    std::unique_ptr<net::WebSocket> m_socket;
    UserReader m_reader;
    bool m_isUp = false, m_hasEnded = false;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

/// What the refusal of a handshake means.
[[nodiscard]] StreamEnd streamEndOf(const net::WsEnd& end, const net::Endpoint& endpoint);

} // namespace omni::brokers::binance

// A WebSocket that is opened again when it ends, with waits that grow, until somebody has to look at it.

#pragma once

#include "core/edge/net/backoff.h"
#include "core/edge/net/web_socket.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace omni::brokers::alpaca {

struct LiveSocketHandlers {
    std::function<void()> onOpen; ///< The handshake is through.
    std::function<void(std::string_view bytes)> onMessage; ///< Text or binary alike.
    std::function<void()> onProof; ///< In the last second something came, if only the answer to a ping. May be null.
    /// It is not open any more, or could not be opened. `isFinal`: it is not tried again.
    std::function<void(const std::string& why, bool isFinal)> onDown;
};

/// One thread with an event loop. The handlers may call all of it, but not destroy it.
class LiveSocket
{
public:
    /// Invalid: the rule. `clock` outlives it.
    [[nodiscard]] static Result<std::unique_ptr<LiveSocket>> make(net::WebSocketRule rule,
                                                                  std::function<net::WsRequest()> request,
                                                                  LiveSocketHandlers handlers, Clock& clock,
                                                                  std::uint64_t seed);
    /// No handler is called any more.
    ~LiveSocket();

    void start();
    /// Ends the connection and opens another when its time has come.
    void restart(const std::string& why);
    /// Ends it for good.
    void giveUp(const std::string& why);
    [[nodiscard]] bool send(std::string_view bytes, bool isText);
    /// What was agreed has been reached: the next trouble may be answered soon again.
    void isUp();
    [[nodiscard]] std::uint64_t reconnects() const noexcept;

private:
    class Impl;
    explicit LiveSocket(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> m_impl;
};

} // namespace omni::brokers::alpaca

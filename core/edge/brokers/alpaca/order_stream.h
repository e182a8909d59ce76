// The stream of our orders: opened, authenticated, listened to; opened again when it ends.

#pragma once

#include "core/edge/brokers/alpaca/live_socket.h"
#include "core/edge/brokers/alpaca/wire_trade_update.h"
#include "core/edge/brokers/shared/broker_info.h"

#include <QTimer>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace omni::brokers::alpaca {

struct OrderStreamHandlers {
    std::function<void()> onUp; ///< Authorised and listening: what happens from now on is told.
    std::function<void(const std::string& why, bool isFinal)> onDown;
    std::function<void(const TradeUpdate&)> onUpdate;
    std::function<void()> onProof; ///< It lives.
};

struct OrderStreamCounters {
    std::uint64_t unknown = 0; ///< Messages of streams, or with words, that we do not know.
    std::uint64_t malformed = 0; ///< Each ends the connection: what was missed comes with the comparison afterwards.
};

/// One thread with an event loop. Silence of five seconds, pings included, is an end (F35).
class OrderStream
{
public:
    /// `key` and `clock` outlive it.
    [[nodiscard]] static Result<std::unique_ptr<OrderStream>> make(const net::Endpoint& endpoint,
                                                                   const BrokerConfig& config, const BrokerKey& key,
                                                                   OrderStreamHandlers handlers, Clock& clock,
                                                                   std::uint64_t seed);
    void start();
    void restart(const std::string& why);
    [[nodiscard]] const OrderStreamCounters& counters() const noexcept
    {
        return m_counters;
    }
    [[nodiscard]] std::uint64_t reconnects() const noexcept
    {
        return m_socket->reconnects();
    }

private:
    OrderStream(const BrokerKey& key, OrderStreamHandlers handlers);
    void onOpen();
    void onMessage(std::string_view bytes);
    void take(const Authorization& word);

    const BrokerKey& m_key;
    OrderStreamHandlers m_handlers;
    OrderStreamCounters m_counters;
    QTimer m_patience; ///< For the answer to what opens the stream.
    std::unique_ptr<LiveSocket> m_socket;
};

} // namespace omni::brokers::alpaca

// One data stream, of stocks or of crypto: opened, authenticated, subscribed to what is wanted; all of it again when it
// ends.

#pragma once

#include "core/edge/brokers/alpaca/live_socket.h"
#include "core/edge/brokers/alpaca/market_ticks.h"
#include "core/edge/brokers/shared/broker_info.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <string>

namespace omni::brokers::alpaca {

struct MarketStreamHandlers {
    std::function<void(const market::Tick&)> onTick;
    std::function<void()> onUp; ///< What is wanted is subscribed to.
    std::function<void(const std::string& why, bool isFinal)> onDown;
    std::function<void(const std::string& why)> onTrouble; ///< It stays open, but not all that is wanted comes.
    std::function<void()> onProof; ///< It lives.
};

struct MarketStreamSetup {
    net::Endpoint endpoint;
    std::string target; ///< "/v2/iex"
    bool isMsgpack = false;
};

/// One thread with an event loop. Silence of nine seconds, pings included, is an end (F35).
class MarketStream
{
public:
    /// `key` and `clock` outlive it.
    [[nodiscard]] static Result<std::unique_ptr<MarketStream>> make(MarketStreamSetup setup, const BrokerConfig& config,
                                                                    const BrokerKey& key, MarketStreamHandlers handlers,
                                                                    Clock& clock, std::uint64_t seed);
    /// `instrument` outlives it.
    void add(const market::Instrument& instrument)
    {
        m_ticks.add(instrument);
    }
    void start();
    /// In place of what was wanted; sent at once if it is up, else when it is.
    void want(Channels channels);
    void restart(const std::string& why);
    [[nodiscard]] bool isUp() const noexcept
    {
        return m_isUp;
    }
    [[nodiscard]] const MarketCounters& counters() const noexcept
    {
        return m_counters;
    }
    [[nodiscard]] std::uint64_t reconnects() const noexcept
    {
        return m_socket->reconnects();
    }

private:
    MarketStream(const BrokerKey& key, bool isMsgpack, MarketStreamHandlers handlers);
    void onMessage(std::string_view bytes);
    void onSuccess(std::string_view word);
    void onSubscription();
    void onError(std::int64_t code, std::string_view words);
    void onDown(const std::string& why, bool isFinal);
    void subscribe(std::string_view action, const Channels& channels);
    /// Ends the connection behind the frame that is being read.
    void endLater(std::string why, bool isFinal);

    const BrokerKey& m_key;
    const bool m_isMsgpack;
    MarketStreamHandlers m_handlers;
    MarketCounters m_counters;
    MarketTicks m_ticks;
    std::unique_ptr<MarketReader> m_reader;
    Channels m_wanted, m_subscribed;
    QTimer m_patience;
    std::string m_end; ///< Why it is to end; empty: it is not.
    bool m_endIsFinal = false;
    bool m_isAuthenticated = false;
    bool m_isUp = false;
    std::unique_ptr<LiveSocket> m_socket;
};

} // namespace omni::brokers::alpaca

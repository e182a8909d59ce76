// The market data that is wanted, over one stream for stocks and one for crypto, each only while something is wanted of
// it; and fresh images when a stream begins or goes on.

#pragma once

#include "core/edge/brokers/alpaca/market_stream.h"
#include "core/edge/brokers/alpaca/quote_sources.h"
#include "core/edge/brokers/alpaca/session_state.h"

#include <QTimer>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omni::brokers::alpaca {

/// One thread with an event loop. Says so with `LinkChanged` when all that is wanted comes, and when it does not.
class MarketWatch
{
public:
    MarketWatch(SharedState state, const net::Endpoint& endpoint);
    void want(std::vector<ports::Watch> wanted);
    /// The desk knows of the hole in its ticks: the latest quotes, and the books from their beginning.
    void giveImages();
    void stop();
    [[nodiscard]] MarketCounters counters() const;
    [[nodiscard]] std::uint64_t reconnects() const;

private:
    enum Kind : std::size_t { Stocks, Crypto, KindCount };
    struct Side {
        std::unique_ptr<MarketStream> stream;
        Channels channels;
        bool isUsed = false;
        bool isStarted = false;
    };
    [[nodiscard]] bool open(Kind kind);
    void begin(Kind kind);
    void onUp(Kind kind);
    void onDown(const std::string& why, bool isFinal);
    void askImages(Kind kind, bool isTorn);
    void giveBooks();
    void onPulse();
    [[nodiscard]] bool areAllUp() const;
    void setLink(bool isUp);

    SharedState m_state;
    net::Endpoint m_endpoint;
    QuoteSources m_quotes;
    std::array<Side, KindCount> m_sides;
    QTimer m_pulse;
    bool m_isUp = false;
    bool m_wasDisputed = false;
    std::string m_why; ///< Of the last time that a stream ended.
};

} // namespace omni::brokers::alpaca

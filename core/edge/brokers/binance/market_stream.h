// Market data: one socket that holds what is wanted, comes back by itself, and gives the desk whole prices only.

#pragma once

#include "core/desk/ports/broker.h"
#include "core/edge/brokers/binance/checked_quotes.h"
#include "core/edge/brokers/binance/depth_sync.h"
#include "core/edge/brokers/binance/feed_wire.h"
#include "core/edge/brokers/binance/rest.h"
#include "core/edge/brokers/binance/traded_symbols.h"
#include "core/edge/brokers/shared/quote_times.h"
#include "core/edge/net/backoff.h"
#include "core/edge/net/web_socket.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace omni::brokers::binance {

struct FeedCounters {
    std::uint64_t messages = 0, unknown = 0, malformed = 0;
    std::uint64_t quarantined = 0; ///< Messages with a figure that cannot be, or that nothing else confirms (F44).
    std::uint64_t gaps = 0; ///< Books thrown away for a change that was missed (F33).
    std::uint64_t reconnects = 0;
};

/// One thread with an event loop.
class MarketStream
{
public:
    using OnState = std::function<void(views::LineState, const std::string& detail)>;
    static constexpr std::size_t streamsMost = 1'024; ///< The venue's bound for a connection.

    /// All references outlive it.
    MarketStream(net::LinkRule link, Rest& rest, Clock& clock, ports::EventSink& sink, TradedSymbols& symbols,
                 std::uint64_t seed, OnState onState);
    ~MarketStream();
    /// What is wanted from now on. The first wish opens the connection; without one it is closed.
    void want(const std::vector<ports::Watch>& watches);
    [[nodiscard]] FeedCounters counters() const noexcept
    {
        auto counters = m_counters;
        counters.quarantined += m_quotes.heldBack();
        return counters;
    }

private:
    void open();
    void onOpen();
    void onText(std::string_view bytes);
    void onEnd(const net::WsEnd& end);
    void again(const std::string& why, std::optional<Duration> silence);
    /// Sends the next part of what is wanted and not subscribed, or the other way round.
    void adjust();
    void onTrade();
    void onQuote();
    void onDepth();
    void act(TradedSymbol& symbol, DepthSync& sync, DepthSync::Verdict verdict);
    void askSnapshot(InstrumentId instrument);
    void publish(const TradedSymbol& symbol, const DepthBatch& batch);
    void invalidate(const TradedSymbol& symbol);
    void put(const market::Tick& tick);
    void onAsked();
    void onDispute(const std::string& words);
    void tryResume();
    [[nodiscard]] TradedSymbol* tradable();

    net::LinkRule m_link;
    Rest& m_rest;
    Clock& m_clock;
    SessionWall m_wall;
    ports::EventSink& m_sink;
    TradedSymbols& m_symbols;
    OnState m_onState;
    net::Backoff m_backoff;
    CheckedQuotes m_quotes;
    std::string m_why; ///< It is down.
    std::unique_ptr<net::WebSocket> m_socket;
    bool m_isOpen = false, m_isHeld = false;
    FeedReader m_reader;
    FeedMessage m_message;
    FeedCounters m_counters;
    std::set<std::string> m_wanted, m_subscribed;
    std::map<InstrumentId, DepthSync> m_books;
    std::vector<market::DepthChange> m_rows;
    Monotonic m_openedAt;
    int m_request = 0;
    QTimer m_retry, m_adjust, m_resume;
    QObject m_later;
    std::uint64_t m_generation = 0;
};

} // namespace omni::brokers::binance

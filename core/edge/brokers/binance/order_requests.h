// New orders, cancels, amends and questions, each with what its answer proves.

#pragma once

#include "core/edge/brokers/binance/order_teller.h"
#include "core/edge/brokers/binance/rest.h"
#include "core/edge/brokers/binance/venue_error.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace omni::brokers::binance {

/// "No such order" is proof from then on, counted from the moment an order was stamped (F32).
inline constexpr Duration settleDelay = receiveWindow + seconds(3);

/// One thread.
class OrderRequests
{
public:
    OrderRequests(const ports::BrokerSession& session, Rest& rest, OrderTeller& teller, TradedSymbols& symbols,
                  Clock& clock);
    void submit(const orders::OrderTicket& ticket);
    void submitPair(const orders::OrderTicket& first, const orders::OrderTicket& second);
    void cancel(const orders::OrderTicket& ticket);
    /// Somebody else's order. `then` is called with whatever answer, also where nothing could be sent.
    void cancelExternal(InstrumentId instrument, const orders::VenueOrderId& order, std::function<void()> then);
    void replace(const ports::ReplaceRequest& request, const orders::OrderTicket& ticket);
    void query(const orders::OrderTicket& ticket);

    /// New orders without an answer are told as Lost; their answers will not be heard.
    void giveUp();

    /// To orders, whatever they say: each proves that the line lives.
    [[nodiscard]] std::uint64_t answers() const noexcept
    {
        return m_answers;
    }
    [[nodiscard]] std::optional<Duration> medianLatency() const;
    std::string silence; ///< Why nothing at all may be sent; empty: it may.
    std::string noRisk; ///< Why nothing that adds risk may be sent; empty: it may.
    std::function<void(const VenueError&)> onError; ///< Of any answer: a wrong key, a clock, changed filters.

private:
    /// The ticket's name and symbol, or it is told why not and nothing is sent.
    struct Named {
        std::string name;
        TradedSymbol* symbol = nullptr;
    };
    [[nodiscard]] std::optional<Named> named(const orders::OrderTicket& ticket, orders::OrderEventKind ifNot);
    /// `beside`: so many are to be sent with it.
    [[nodiscard]] bool passes(const orders::OrderTicket& ticket, const Named& named, std::int32_t beside = 0);
    void sendPair(const orders::OrderTicket& first, const orders::OrderTicket& second, Params params);
    void onSubmitted(const orders::OrderTicket& ticket, const net::HttpOutcome& outcome);
    void onPairSubmitted(const orders::OrderTicket& first, const orders::OrderTicket& second,
                         const net::HttpOutcome& outcome);
    void onNotDone(const orders::OrderTicket& ticket, const VenueError& error);
    void onCancelled(const orders::OrderTicket& ticket, const net::HttpOutcome& outcome);
    void onQueried(const orders::OrderTicket& ticket, const net::HttpOutcome& outcome);
    /// The fills of an order that has some, then its state.
    void tellWithFills(const orders::OrderTicket& ticket, const VenueOrder& order);
    [[nodiscard]] VenueError errorFrom(const net::HttpOutcome& outcome);
    /// For a question about an order: it may use the reserve, as cancels do, so that nobody waits for a free minute to
    /// hear what became of it. Only some at a time: the reserve is the cancels' first (F38).
    void giveWay(Call& call, OnOutcome& done) const;
    [[nodiscard]] bool isSettled(OrderId order, Monotonic asked) const;
    [[nodiscard]] Monotonic sentAt(OrderId order) const;
    /// As soon as "no such order" is proof: a position may wait for its stop until then (S17).
    void askWhenSettled(const orders::OrderTicket& ticket);
    void tookLatency(const net::HttpAnswer& answer);

    const ports::BrokerSession& m_session;
    Rest& m_rest;
    OrderTeller& m_teller;
    TradedSymbols& m_symbols;
    Clock& m_clock;
    Monotonic m_started;
    /// May the order still leave? For a request that waits for its turn.
    [[nodiscard]] std::function<bool()> stillWanted(const orders::OrderTicket& ticket) const;

    std::shared_ptr<int> m_alive = std::make_shared<int>(0); ///< What was asked is not told to anybody else.
    std::map<OrderId, orders::OrderTicket> m_underWay; ///< New orders without an answer.
    std::set<OrderId> m_askedAgain; ///< Will be, when they have settled.
    std::uint64_t m_answers = 0;
    std::shared_ptr<int> m_questions = std::make_shared<int>(0); ///< Under way that may use the reserve.
    std::deque<Duration> m_latencies; ///< Of the last 31 answers.
};

} // namespace omni::brokers::binance

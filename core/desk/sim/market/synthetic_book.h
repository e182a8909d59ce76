// One instrument of the built-in market: its matching engine, its agents, and what it publishes.

#pragma once

#include "core/base/seeded_random.h"
#include "core/desk/sim/market/agents.h"
#include "core/desk/sim/market/arrivals.h"
#include "core/desk/sim/market/hidden_value.h"
#include "core/desk/sim/market/profiles.h"
#include "core/desk/sim/matching.h"
#include "core/trade/market/calendar.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace omni::sim {

/// Where a book writes its ticks. Appended in order; the owner empties it.
using TickSink = std::vector<market::Tick>;

struct BookSettings {
    std::uint64_t seed = 1;
    double rate = 1; ///< Factor on the profile's arrivals.
    bool publishesDepth = true;
    std::size_t mostOrders = 10'000; ///< Of ours.
};

class SyntheticBook
{
public:
    SyntheticBook(const Profile& profile, const market::Instrument& instrument, const BookSettings& settings);

    [[nodiscard]] const market::Instrument& instrument() const noexcept
    {
        return m_instrument;
    }
    [[nodiscard]] const market::TradingCalendar& calendar() const noexcept
    {
        return m_calendar;
    }
    [[nodiscard]] const MatchingEngine& engine() const noexcept
    {
        return m_engine;
    }
    [[nodiscard]] bool isOpen() const noexcept
    {
        return m_isOpen;
    }
    [[nodiscard]] std::optional<Ticks> lastPrice() const noexcept
    {
        return m_last;
    }

    /// Of the next agent, or of the session's next opening or closing.
    [[nodiscard]] Timestamp nextDeed() const noexcept
    {
        return m_nextArrival < m_sessionChange ? m_nextArrival : m_sessionChange;
    }
    /// The first session opens at `now`, or when its hour comes.
    void begin(Timestamp now) noexcept;
    /// Does what is due at `now`; `afterCall` is called after each call of the engine, to look at its trades.
    template<class AfterCall> void act(Timestamp now, TickSink& out, AfterCall afterCall);
    /// Tells all of it anew: state, image, touch.
    void publishAgain(Timestamp now, TickSink& out);
    /// Once a second of market time.
    void tickSecond() noexcept;
    /// Tells an open market's touch again when it has stood for a second: silence means that something is wrong.
    void confirmTouch(Timestamp now, TickSink& out);
    void moveWithMarket(double shock) noexcept
    {
        m_value.moveWithMarket(shock);
    }

    // Orders of ours go through here, so that they are published and leave their mark on the value.
    MatchOutcome add(Timestamp now, const MatchOrder& order, TickSink& out);
    MatchOutcome cancel(Timestamp now, std::uint64_t id, TickSink& out);
    MatchOutcome replace(Timestamp now, std::uint64_t id, Ticks price, Lots left, bool postOnly, TickSink& out);

private:
    struct Seen {
        bool has = false;
        Ticks price;
        Lots size;
        friend bool operator==(const Seen&, const Seen&) = default;
    };
    void open(Timestamp now, TickSink& out);
    void close(Timestamp now, TickSink& out);
    [[nodiscard]] AgentDeed nextDeedOfAgents(Timestamp now);
    void perform(Timestamp now, const AgentDeed& deed, TickSink& out);
    void scheduleArrival(Timestamp now) noexcept;
    [[nodiscard]] double activityAt(Timestamp now) const noexcept;
    /// Trades, levels and touch after a call that concerned `price`.
    void publish(Timestamp now, std::optional<std::pair<Side, Ticks>> level, TickSink& out);
    void publishImage(Timestamp now, TickSink& out);
    void publishTouch(Timestamp now, TickSink& out);
    void publishStatus(Timestamp now, TickSink& out) const;
    void noteLevel(Side side, Ticks price);
    [[nodiscard]] Seen touchOf(Side side) const;

    market::Instrument m_instrument;
    market::TradingCalendar m_calendar;
    BookSettings m_settings;
    SeededRandom m_random;
    HiddenValue m_value;
    Arrivals m_arrivals;
    Agents m_agents;
    MatchingEngine m_engine;
    double m_typicalSize;
    bool m_isOpen = false;
    std::optional<market::Session> m_session;
    Timestamp m_nextArrival{INT64_MAX};
    Timestamp m_sessionChange{INT64_MAX};
    Timestamp m_lastMove; ///< Of the hidden value.
    std::optional<Ticks> m_last;
    Seen m_bid;
    Seen m_ask;
    Timestamp m_touchTold; ///< When the touch was last told.
    std::uint64_t m_sequence = 0;
    bool m_isSilent = false; ///< Only trades are published; an image follows.
    std::vector<std::pair<Side, Ticks>> m_changed; ///< Levels of the call being published.
};

template<class AfterCall> void SyntheticBook::act(Timestamp now, TickSink& out, AfterCall afterCall)
{
    if (now < m_sessionChange) {
        perform(now, nextDeedOfAgents(now), out);
        afterCall();
        scheduleArrival(now);
        return;
    }
    if (m_isOpen) {
        close(now, out);
        return;
    }
    open(now, out);
    m_isSilent = true;
    for (std::int64_t depth = 0; depth < 40; ++depth) {
        for (int order = 0; order < (depth < 4 ? 12 : 6); ++order) {
            perform(now, m_agents.seeding(order % 2 == 0 ? Side::Buy : Side::Sell, depth, m_value.ticks(), m_random),
                    out);
            afterCall();
        }
    }
    m_isSilent = false;
    publishImage(now, out);
}

} // namespace omni::sim

// The trading desk as a function from events to effects. Owned and called by one thread; knows no clock, file or
// socket.
//
// The same engine runs live, in the sandbox, in a backtest and in a replay: they differ in where events come from and
// where effects go. With the same binary, the same events and the same stamps it gives the same facts, the same effects
// and the same hash.

#pragma once

#include "core/base/stamp.h"
#include "core/desk/engine/desk_state.h"
#include "core/desk/engine/market_memory.h"
#include "core/desk/engine/output.h"
#include "core/desk/engine/turn.h"
#include "core/desk/engine/unanswered.h"
#include "core/desk/events/event.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/trade/portfolio/valuation.h"
#include "core/trade/strategy/strategy.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace omni::engine {

class Engine
{
public:
    Engine() = default;
    Engine(Engine&&) = default;
    Engine& operator=(Engine&&) = default;

    /// Where strategies come from, if not from their own folders: for what is loaded from elsewhere, and for tests. An
    /// exception of it switches the strategy off.
    using MakeStrategy = std::function<std::unique_ptr<strategy::Strategy>(const strategy::StrategySpec&)>;
    void makeStrategiesWith(MakeStrategy make)
    {
        m_make = std::move(make);
    }
    /// Holds the number of the strategy that is being asked, and 0 in between: for whoever watches over the engine's
    /// thread (F60). May be null; outlives the engine.
    void showRunning(std::atomic<std::uint64_t>* running) noexcept
    {
        m_running = running;
    }

    /// What the venue charges, for the assessments in its pictures; decides nothing. None: not known.
    void showFees(const std::optional<orders::FeeSchedule>& fees) noexcept
    {
        m_fees = fees;
    }

    /// Goes on from a state that recovery has folded. Before the first event.
    void resume(DeskState state);

    /// Applies the event that follows the last one. `out` is cleared, then holds what it led to, in the order in which
    /// it must happen. An error says that the event could not be booked; the state is then as before it, and a critical
    /// alert stands in `out`; of new units of an instrument also a latch of that symbol.
    Result<void> apply(const Stamp& stamp, const events::Event& event, Output& out);
    /// The same for market data, without building an `Event`. Allocates nothing unless a bar or an order comes of it.
    void applyTick(const Stamp& stamp, const market::Tick& tick, Output& out);

    /// When the engine wants to be told that time has passed, even if nothing else happens: the driver then applies a
    /// `TimerFired`. The far end of time: never.
    [[nodiscard]] Timestamp nextDeadline() const noexcept
    {
        return m_nextDeadline;
    }

    /// The same by the other clock: what has a span is over when either says so, for the wall clock may be set back
    /// (F17). Bars end by the wall alone.
    [[nodiscard]] Monotonic nextExpiry() const noexcept
    {
        return m_nextExpiry;
    }

    [[nodiscard]] const DeskState& state() const noexcept
    {
        return m_state;
    }
    [[nodiscard]] const MarketMemory& market() const noexcept
    {
        return m_market;
    }
    /// Equity at the newest prices; none when a price or a rate is missing.
    [[nodiscard]] std::optional<Money> equity(Timestamp now)
    {
        return m_valuation.equity(m_state.portfolio, m_state.base, m_state.rates, now);
    }
    /// Why equity is unknown, for people; none where it is known, or where a sum does not fit.
    [[nodiscard]] std::optional<views::MissingWorth> missingWorth(Timestamp now);
    [[nodiscard]] const portfolio::Marks& marks() const noexcept
    {
        return m_valuation.marks();
    }
    [[nodiscard]] Digest hash() const
    {
        return m_state.hash();
    }
    /// Events applied since the start of this object.
    [[nodiscard]] std::uint64_t eventCount() const noexcept
    {
        return m_events;
    }
    /// A picture for the window and the live summary. Immutable once it is published. `later`, not below zero: so long
    /// after the newest event, while nothing happens; ages and what is left of lifetimes are of then, worth is not.
    [[nodiscard]] std::shared_ptr<views::DeskSnapshot> snapshot(Duration later = {});

private:
    struct Slot {
        StrategyId strategy;
        InstrumentId instrument;
        Duration series;
        std::unique_ptr<strategy::Strategy> object; ///< Null: it has failed, and is made anew when it is switched on.
        std::uint64_t warmUp = 0; ///< Bars that it must have had before it may propose an entry.
        std::uint64_t bars = 0; ///< That it has had.
        Timestamp lastBar{std::numeric_limits<std::int64_t>::min()}; ///< When the newest of them ended.
    };

    void redefine(Turn& turn, const events::Event& event);
    void latchOldUnits(Turn& turn, const events::Event& event);
    void dispatch(Turn& turn, const events::Event& event, const Folded& folded);
    void askWhyRefused(Turn& turn, OrderId order);
    void doubtLegs(Turn& turn);
    void startSession(Turn& turn, const events::SessionStarted& started, const Folded& folded);
    void defineInstrument(Turn& turn, InstrumentId instrument, bool barsFromMids);
    void makeObject(Turn& turn, Slot& slot);
    void reviveStrategies(Turn& turn);
    template<class Ask> void ask(Turn& turn, Slot& slot, Ask askIt);
    void strategyFailed(Turn& turn, Slot& slot);
    void takeWishes(Turn& turn, const Slot& slot);
    void warmUp(Turn& turn, const events::BarsGiven& given);
    void onOrderMoved(Turn& turn, const Folded& folded, InstrumentId instrument);
    void onFill(Turn& turn, const orders::Fill& fill, const Folded& folded);
    void onReport(Turn& turn, const events::OrderReport& report, const Folded& folded);
    void onReversal(Turn& turn, const events::Event& event, const Folded& folded);
    void tellStrategy(Turn& turn, const orders::Fill& fill, StrategyId strategy);
    void passTime(Turn& turn);
    void onBars(Turn& turn);
    void tellLeftOut(Turn& turn, InstrumentId instrument, market::TickFault fault);
    void markAndGuard(Turn& turn, InstrumentId instrument);
    [[nodiscard]] strategy::View viewFor(const Slot& slot, const Stamp& stamp,
                                         const market::Instrument& instrument) const;
    void refreshDeadline(const Stamp& stamp) noexcept;

    DeskState m_state;
    MarketMemory m_market;
    portfolio::Valuation m_valuation;
    std::vector<DeferredEntry> m_deferred;
    Unanswered m_unanswered;
    StandingAlerts m_standing;
    bool m_naked = false;
    std::vector<Slot> m_slots;
    std::optional<orders::FeeSchedule> m_fees;
    MakeStrategy m_make;
    std::atomic<std::uint64_t>* m_running = nullptr;
    std::vector<ClosedBar> m_closed; ///< Finished by the event in hand.
    std::vector<strategy::Proposal> m_wishes;
    Timestamp m_nextDeadline{std::numeric_limits<std::int64_t>::max()};
    Monotonic m_nextExpiry{std::numeric_limits<std::int64_t>::max()}; ///< Of proposals, budgets, questions.
    Monotonic m_nextAsking{std::numeric_limits<std::int64_t>::max()}; ///< Again, for what the venue refused.
    Monotonic m_nextSample{std::numeric_limits<std::int64_t>::min()}; ///< Not the wall clock's: that one may be set.
    Stamp m_last;
    std::uint64_t m_events = 0;
    std::shared_ptr<const events::SessionStarted> m_session; ///< As it began, shared by the snapshots.
};

} // namespace omni::engine

// S19, S12: each breaker trips at the first event that fills its condition, or the next one; it stands over crashes and
// starts until somebody who may has cleared it, losses not before they have cooled off; and while it stands nothing new
// is opened.
//
// Conditions are counted naively: equity of the executions and own marks against the day's start and the peak that the
// desk has put on record, round trips from flat to flat, first fills of one side in a minute, plain refusals in a
// minute (only those of orders that surely were sent or working). A condition counts when something that it is made of
// has changed: who clears a breaker is not overruled by the same figures. Windows are of true time; over a start the
// desk may count for longer, never for less.
//
// Every time the desk samples - the first tick of a second of the clock that nobody can set - the peak is at least
// equity. Breakers of symbols (mismatch, reconciliation) and of the machine are only held to standing and clearing.

#pragma once

#include "core/host/simulate/checks/told_desk.h"

#include <deque>
#include <string>

namespace omni::simulate {

class BreakersCheck final : public Check
{
public:
    explicit BreakersCheck(const ToldDesk& told) noexcept
        : m_told(told)
    {
    }
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onTick(const Scene& scene, const Stamp& stamp, const market::Tick& tick, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onStep(const Scene& scene, Findings& findings) override;

private:
    /// What the conditions of losses are made of.
    struct Figures {
        std::optional<Int128> equity, peak;
        Int128 dayStart = 0;
        std::int32_t day = -1, dailyLoss = 0, drawdown = 0;
        friend bool operator==(const Figures&, const Figures&) = default;
    };
    struct Streak {
        int losses = 0;
        std::int32_t limit = 0;
        friend bool operator==(const Streak&, const Streak&) = default;
    };
    /// A condition that was met and that the desk has one more event for.
    struct Due {
        events::Breaker breaker = events::Breaker::DailyLoss;
        std::uint64_t subject = 0;
        std::uint64_t event = 0; ///< At which it was met.
        std::string what;
    };
    /// First fills of a strategy in an instrument, of one side.
    struct Row {
        StrategyId strategy;
        InstrumentId instrument;
        Side side = Side::Buy;
        std::deque<Monotonic> at;
    };
    void begin(const Scene& scene, Findings& findings);
    void look();
    void checkDue(const Scene& scene, Findings& findings);
    void watchLosses();
    void watchStreak();
    void countFirstFill(const Scene& scene, const orders::Fill& fill);
    void countRefusal(const Scene& scene);
    void meet(events::Breaker breaker, std::uint64_t subject, std::string what);
    void checkCleared(const Scene& scene, const events::BreakerCleared& cleared, Findings& findings) const;
    void checkStanding(const Scene& scene, Findings& findings) const;
    void checkNothingOpens(const Scene& scene, const orders::OrderTicket& ticket, Findings& findings) const;
    void checkPeak(const Scene& scene, const Stamp& stamp, Findings& findings) const;

    const ToldDesk& m_told;
    std::uint64_t m_event = 0;
    bool m_isEquityStale = true; ///< Something that equity is made of has changed.
    std::optional<Figures> m_figures; ///< Looked at last.
    std::optional<Streak> m_streak;
    std::vector<Due> m_due;
    std::vector<Row> m_rows;
    std::deque<Monotonic> m_refusals;
    std::optional<std::int64_t> m_second; ///< Of the newest tick.
};

} // namespace omni::simulate

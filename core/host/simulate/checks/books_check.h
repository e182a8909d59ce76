// S7, S9, S10: the desk's positions, cash, fees, results and equity are those that the list of executions gives, to the
// last unit; telling an execution again changes nothing; and when all is quiet the venue has the same positions.
//
// Positions are compared after each step; after one that booked something all that can have moved, at quiescence and
// after a start everything. Equity is compared where the desk puts it on record (a day's start, a peak, a fall, a
// breaker) and after each step that booked something, by own marks. Where a third currency or a depth book makes a
// figure unsure, nothing is said of it. A position that a person has taken over from the broker's word, or for which
// the mismatch is standing, need not be the venue's.

#pragma once

#include "core/host/simulate/checks/told_desk.h"

namespace omni::simulate {

class BooksCheck final : public Check
{
public:
    /// `told` is shown everything first, and outlives the check.
    explicit BooksCheck(const ToldDesk& told) noexcept
        : m_told(told)
    {
    }
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onStep(const Scene& scene, Findings& findings) override;
    void onQuiet(const Scene& scene, Findings& findings) override;

private:
    void compareHolding(const Scene& scene, InstrumentId instrument, int invariant, Findings& findings) const;
    void comparePositions(const Scene& scene, Findings& findings) const;
    void compareMoney(const Scene& scene, int invariant, Findings& findings) const;
    void compareEquity(const Scene& scene, Findings& findings) const;
    void compareRecorded(const Scene& scene, const char* what, Money equity, Findings& findings) const;
    void compareAll(const Scene& scene, Findings& findings) const;
    void noteCash(const Scene& scene, const events::CashReported& report, Findings& findings);
    void notePosition(const Scene& scene, const events::PositionReported& report, Findings& findings);

    const ToldDesk& m_told;
    std::vector<InstrumentId> m_changed;
    std::vector<InstrumentId> m_disputed; ///< The broker said something else, and has not agreed since.
    FlatMap<CurrencyId, bool> m_cashTold; ///< The broker said another cash, and a person was told.
    std::optional<CurrencyId> m_cashUntold; ///< The same, and nobody was told yet.
    bool m_hasMoved = false; ///< Money has moved since the last step.
    bool m_isNew = true; ///< Everything is to be compared.
};

} // namespace omni::simulate

// S30: time cannot be bent. Whatever the wall clock does, a proposal or a budget ends when its span is over on the
// monotonic clock: never before, and no later than with the next thing that the desk hears of. Somebody is told of a
// proposal that waits when half, and when four fifths of its time are over, once each and by the same clock.

#pragma once

#include "core/base/flat_map.h"
#include "core/host/simulate/check.h"

#include <limits>

namespace omni::simulate {

class ExpiryCheck final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onTick(const Scene& scene, const Stamp& stamp, const market::Tick& tick, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onStep(const Scene& scene, Findings& findings) override;

private:
    static constexpr Monotonic never{std::numeric_limits<std::int64_t>::max()};
    void end(const Scene& scene, Monotonic due, bool byTime, std::string_view what, std::uint64_t id,
             Findings& findings);
    void remind(const Scene& scene, const events::AlertRaised& alert, Findings& findings);
    void findNext();

    struct Waiting {
        Monotonic made, half, fourFifths, end;
        int told = 0; ///< 1: at half; 2: at four fifths, after or in place of the former.
        [[nodiscard]] Monotonic next() const noexcept
        {
            return told == 0 ? half : told == 1 ? fourFifths : end;
        }
    };
    FlatMap<ProposalId, Waiting> m_proposals;
    FlatMap<StrategyId, Monotonic> m_budgets;
    Monotonic m_next = never; ///< The earliest end or word.
    Monotonic m_heard; ///< When the desk last heard of anything.
};

} // namespace omni::simulate

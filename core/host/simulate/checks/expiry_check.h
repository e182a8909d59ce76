// S30: time cannot be bent. Whatever the wall clock does, a proposal or a budget ends when its span is over on the
// monotonic clock: never before, and no later than with the next thing that the desk hears of.

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
    void findNext();

    FlatMap<ProposalId, Monotonic> m_proposals; ///< That wait, and until when.
    FlatMap<StrategyId, Monotonic> m_budgets;
    Monotonic m_next = never; ///< The earliest end.
    Monotonic m_heard; ///< When the desk last heard of anything.
};

} // namespace omni::simulate

// S30: the wall clock may be set as anybody likes. The desk's own clock follows true time; no proposal lives longer
// because it sleeps or is changed; and a loss breaker cools for its quarter of an hour by true time.
//
// Over a restart the cooling of a breaker counts by the wall clock (decision 17) and is not held to anything here.

#pragma once

#include "core/base/flat_map.h"
#include "core/host/simulate/check.h"

#include <limits>
#include <optional>
#include <utility>

namespace omni::simulate {

class ClockCheck final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onTick(const Scene& scene, const Stamp& stamp, const market::Tick& tick, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;

private:
    void onEvent(const Scene& scene, const Stamp& stamp, Findings& findings);
    void onMade(const Scene& scene, const events::ProposalMade& made, Findings& findings);
    void onCleared(const Scene& scene, const events::BreakerCleared& cleared, Findings& findings);

    FlatMap<ProposalId, Monotonic> m_ends; ///< Of the proposals that wait. True time, like all here.
    std::optional<std::pair<ProposalId, Monotonic>> m_superseded; ///< By the event in hand: which, and its end.
    FlatMap<engine::BreakerKey, Monotonic> m_tripped; ///< Loss breakers of this boot.
    std::optional<Duration> m_birth; ///< True time at which the desk's clock was zero.
    Duration m_longest{std::numeric_limits<std::int64_t>::max()}; ///< Of a proposal.
    Stamp m_newest;
};

} // namespace omni::simulate

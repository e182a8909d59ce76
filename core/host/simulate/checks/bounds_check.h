// S26, S31: nothing that the desk keeps grows beyond its cap, and no figure leaves the range in which sums are safe.

#pragma once

#include "core/host/simulate/check.h"

namespace omni::simulate {

class BoundsCheck final : public Check
{
public:
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onWire(const Scene& scene, const WireMessage& message, Findings& findings) override;
    void onStep(const Scene& scene, Findings& findings) override;
    void onQuiet(const Scene& scene, Findings& findings) override;

    /// What a state may hold, counted from the session's own figures: a strategy has one proposal for each instrument,
    /// one holding, one wish to close; people have one holding and one wish for each instrument.
    static void look(const Scene& scene, const engine::DeskState& state, Findings& findings);
    /// What waits between the threads.
    static void lookAtWaiting(const Scene& scene, const engine::DeskState& state, Findings& findings);
    /// The money in a state: no figure stands at the end of its range, where sums stop being sums.
    static void lookAtMoney(const Scene& scene, const engine::DeskState& state, Findings& findings);
};

} // namespace omni::simulate

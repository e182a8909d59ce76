// S2, S12: after a kill nothing that adds exposure leaves in its scope; it stands over restarts, and only somebody with
// the right lifts it, with a reason.

#pragma once

#include "core/base/flat_map.h"
#include "core/host/simulate/check.h"

namespace omni::simulate {

class KillCheck final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onWire(const Scene& scene, const WireMessage& message, Findings& findings) override;
    void onKillPressed(const Scene& scene, risk::KillLevel level, Findings& findings) override;
    void onQuiet(const Scene& scene, Findings& findings) override;

private:
    struct Standing {
        risk::KillLevel level = risk::KillLevel::None;
        Sequence since;
    };
    FlatMap<risk::Scope, Standing> m_latches;
    Sequence m_durable; ///< The newest that was seen.
    risk::KillLevel m_pressed = risk::KillLevel::None; ///< Since the switch was last open.
};

} // namespace omni::simulate

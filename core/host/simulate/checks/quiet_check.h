// S9, S32: when all faults are over and ten minutes have passed, nothing hangs: what we hold for working works at the
// venue, what works there we know of, positions are equal, and whatever is not says why.

#pragma once

#include "core/base/flat_map.h"
#include "core/host/simulate/check.h"

#include <set>

namespace omni::simulate {

class QuietCheck final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onWire(const Scene& scene, const WireMessage& message, Findings& findings) override;
    void onQuiet(const Scene& scene, Findings& findings) override;

private:
    /// Orders that are open by a person's word alone, who may have erred: the desk asks the venue, but an order that it
    /// never had is in none of its words (S6: Unknown is left by evidence, and this is the one that the desk has).
    std::set<OrderId> m_byWord;
    FlatMap<OrderId, orders::ClientOrderId> m_names; ///< Of what has come to the venue under a number that counts.
};

} // namespace omni::simulate

// S1: no strategy's order that adds exposure reaches the venue without a living, unused approval of exactly that order,
// by somebody else than who proposed it.

#pragma once

#include "core/base/flat_map.h"
#include "core/host/simulate/check.h"

#include <optional>
#include <vector>

namespace omni::simulate {

class ApprovalCheck final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onWire(const Scene& scene, const WireMessage& message, Findings& findings) override;

private:
    struct Offer {
        Sequence seq;
        Monotonic at;
        Duration lifetime;
        PrincipalId proposer;
        Digest digest{};
        Lots size;
        std::optional<Sequence> approved; ///< When.
        std::optional<Digest> signedDigest;
        Lots signedSize;
        OrderId order; ///< That was made of it.
    };
    void onGranted(const Scene& scene, const Stamp& stamp, const events::ApprovalGranted& granted, Findings& findings);
    void onPlanned(const Scene& scene, const events::OrderPlanned& planned, Findings& findings);

    FlatMap<ProposalId, Offer> m_offers;
    FlatMap<StrategyId, Sequence> m_grants; ///< Since when.
    risk::Mode m_mode = risk::Mode::Halted;
};

} // namespace omni::simulate

// S6, S11, S27: orders change their state as the life cycle allows, leave Unknown by evidence or a person's word alone,
// and no fill that was told is dropped in silence.

#pragma once

#include "core/host/simulate/check.h"
#include "core/host/simulate/checks/order_watch.h"

#include <map>
#include <set>
#include <tuple>

namespace omni::simulate {

class OrderCheck final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onTick(const Scene& scene, const Stamp& stamp, const market::Tick& tick, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onStep(const Scene& scene, Findings& findings) override;

private:
    using FillKey = std::tuple<AccountId, InstrumentId, orders::VenueFillId>;
    void onMove(const Scene& scene, const OrderMove& move, Findings& findings);
    void onFill(const Scene& scene, const Stamp& stamp, const orders::Fill& fill, Findings& findings);
    void noteDoubts(const Scene& scene);
    void onDoubted(const Scene& scene, const Stamp& stamp, const events::LegDoubted& doubted, Findings& findings) const;
    void settleFill(const Scene& scene, Findings& findings);

    OrderWatch m_watch;
    OrderId m_evidence; ///< The order of which the input in hand says something.
    std::map<FillKey, Sequence> m_told; ///< Fills that were told and taken, with their place.
    std::uint64_t m_taken = 0, m_repeated = 0; ///< By the desk's counters.
    Sequence m_begun; ///< Of the newest start of a session in this life of the program.
    std::set<OrderId> m_doubted; ///< Legs that may have left before a crash.
    std::optional<FillKey> m_owed; ///< Neither taken nor repeated: somebody must be told.
};

} // namespace omni::simulate

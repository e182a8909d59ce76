// S2: after a kill nothing that adds exposure reaches the venue in its scope, and what it cancels ends. What only
// reduces stays possible (rulings 1). That the latches themselves stand is `LatchCheck`'s.
//
// The switch counts from the moment in which `press` has returned until its reset is on the disk and no press has come
// since. A latch of a scope counts from its record on, also for what had been decided before it and was on its way.

#pragma once

#include "core/base/flat_map.h"
#include "core/host/simulate/check.h"

#include <optional>

namespace omni::simulate {

class KillCheck final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onWire(const Scene& scene, const WireMessage& message, Findings& findings) override;
    void onKillPressed(const Scene& scene, risk::KillLevel level, Findings& findings) override;
    void onQuiet(const Scene& scene, Findings& findings) override;

private:
    struct Standing {
        risk::KillLevel level = risk::KillLevel::None;
        Sequence since; ///< Since it has stood at this level. Zero: since before this start.
    };
    /// An order as the venue has it.
    struct Sent {
        orders::OrderTicket ticket;
        Sequence released;
    };
    void latch(risk::Scope scope, risk::KillLevel level, Sequence seq);
    void refuse(const Scene& scene, const Sent& sent, std::string_view what, Findings& findings);
    [[nodiscard]] bool isPressed(const Scene& scene) noexcept;
    void lookAtOrders(const Scene& scene, risk::Scope scope, risk::KillLevel level, Findings& findings) const;
    void lookAtPositions(const Scene& scene, risk::Scope scope, Findings& findings) const;

    FlatMap<risk::Scope, Standing> m_latches;
    FlatMap<OrderId, Sent> m_sent; ///< Orders that may add exposure.
    FlatMap<OrderId, Sequence> m_released;
    FlatMap<InstrumentId, bool> m_reasons; ///< Where a person was told something since the newest latch upon it.
    risk::KillLevel m_pressed = risk::KillLevel::None;
    risk::KillLevel m_pressedSince = risk::KillLevel::None; ///< Of the presses that no reset on record has met.
    std::uint64_t m_untold = 0; ///< Presses of which the engine has not heard.
    std::optional<Sequence> m_liftedBy;
};

} // namespace omni::simulate

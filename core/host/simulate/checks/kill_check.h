// S2, S12: after a kill nothing that adds exposure reaches the venue in its scope; it stands over restarts, and only
// somebody with the right lifts it, with a reason. Breakers stand in the same way.
//
// The switch counts from the moment in which `press` has returned until its reset is on the disk and no press has come
// since. A latch of a scope counts from its record on. What only reduces stays possible (rulings 1).

#pragma once

#include "core/base/flat_map.h"
#include "core/host/simulate/check.h"

#include <optional>

namespace omni::simulate {

class KillCheck final : public Check
{
public:
    /// An entry that had been decided when a latch of a scope was recorded, and was still on its way to the venue.
    enum class InFlight : std::uint8_t {
        Counts, ///< It must be held back, as the switch does.
        MayLand,
    };
    explicit KillCheck(InFlight inFlight = InFlight::Counts)
        : m_inFlight(inFlight)
    {
    }
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onWire(const Scene& scene, const WireMessage& message, Findings& findings) override;
    void onKillPressed(const Scene& scene, risk::KillLevel level, Findings& findings) override;
    void onStep(const Scene& scene, Findings& findings) override;
    void onCrash(const Scene& scene, Findings& findings) override;
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
    void onCleared(const Scene& scene, Sequence seq, const events::LatchCleared& cleared, Findings& findings);
    void onBreaker(const Scene& scene, Sequence seq, const events::Fact& fact, Findings& findings);
    void refuse(const Scene& scene, const Sent& sent, std::string_view what, Findings& findings);
    [[nodiscard]] bool isPressed(const Scene& scene) noexcept;
    void lookAtOrders(const Scene& scene, risk::Scope scope, risk::KillLevel level, Findings& findings) const;
    void lookAtPositions(const Scene& scene, risk::Scope scope, Findings& findings) const;

    InFlight m_inFlight;
    FlatMap<risk::Scope, Standing> m_latches;
    FlatMap<engine::BreakerKey, Sequence> m_breakers; ///< Since when.
    FlatMap<OrderId, Sent> m_sent; ///< Orders that may add exposure.
    FlatMap<OrderId, Sequence> m_released;
    FlatMap<InstrumentId, bool> m_reasons; ///< Where a person was told something since the newest latch.
    risk::KillLevel m_pressed = risk::KillLevel::None;
    std::uint64_t m_untold = 0; ///< Presses of which the engine has not heard.
    std::optional<Sequence> m_liftedBy;
    risk::KillLevel m_onDisk = risk::KillLevel::None; ///< Of the latch's file, when the program died.
    risk::KillLevel m_owed = risk::KillLevel::None; ///< What the engine must hear of at its start.
};

} // namespace omni::simulate

// S12, S27: what stops the desk stands until a person with the right lifts it for a reason: kill latches and breakers,
// over every crash that has left their record or the latch's file. The mode rises by a person's word alone, on a
// healthy desk. Each press of the kill switch is told to the desk, and when all is quiet the switch stands where it
// does for the desk.
//
// Keeps every change since the disk's mark, so that what a start finds can be held to the very record at which the
// journal ends: nothing before the mark is lost, nothing behind its end is made up.

#pragma once

#include "core/base/flat_map.h"
#include "core/host/simulate/check.h"

#include <optional>
#include <vector>

namespace omni::simulate {

class LatchCheck final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onTick(const Scene& scene, const Stamp& stamp, const market::Tick& tick, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onKillPressed(const Scene& scene, risk::KillLevel level, Findings& findings) override;
    void onDurable(const Scene& scene, Sequence durable, Findings& findings) override;
    void onStep(const Scene& scene, Findings& findings) override;
    void onCrash(const Scene& scene, Findings& findings) override;
    void onQuiet(const Scene& scene, Findings& findings) override;

private:
    struct Standing {
        FlatMap<risk::Scope, risk::KillLevel> latches;
        FlatMap<engine::BreakerKey, bool> breakers;
        friend bool operator==(const Standing&, const Standing&) = default;
    };
    struct Change {
        Sequence seq;
        Standing after;
    };
    [[nodiscard]] static Standing standingIn(const engine::DeskState& state);
    [[nodiscard]] const Standing& now() const noexcept
    {
        return m_changes.back().after;
    }
    Standing& change(Sequence seq);
    void latch(Sequence seq, risk::Scope scope, risk::KillLevel level);
    void onLifted(const Scene& scene, Sequence seq, const events::LatchCleared& cleared, Findings& findings);
    void onCleared(const Scene& scene, Sequence seq, const events::BreakerCleared& cleared, Findings& findings);
    void onMode(const Scene& scene, const events::ModeChanged& changed, Findings& findings);
    [[nodiscard]] bool isGivenBack(Sequence recovered, const Standing& found) const;
    void holdAgainstFile(const Scene& scene, Findings& findings);

    std::vector<Change> m_changes{Change{}}; ///< The newest behind the mark, and all since. Never empty.
    std::optional<events::Command> m_said; ///< The event in hand, where it lifts or arms.
    Sequence m_durable;
    risk::Mode m_mode = risk::Mode::Halted;
    risk::KillLevel m_onFile = risk::KillLevel::None; ///< What the crash has left in the latch's file.
    std::uint64_t m_pressed = 0, m_told = 0; ///< Of this boot.
    bool m_isOpening = false; ///< The session is being opened: what the desk is told then was set before.
    bool m_isToBeHeld = false; ///< Against the latch's file, once it is open.
    bool m_isLifted = false; ///< The latch over everything, since the start.
};

} // namespace omni::simulate

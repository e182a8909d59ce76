// S22, S23: what a start gives back is what had been written, no less than what was on the disk, and the same state.

#pragma once

#include "core/host/simulate/check.h"

#include <deque>

namespace omni::simulate {

class RecoveryCheck final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene&, const Stamp& stamp, const events::Event&, Findings&) override
    {
        m_newest = stamp.seq;
    }
    void onTick(const Scene&, const Stamp& stamp, const market::Tick&, Findings&) override
    {
        m_newest = stamp.seq;
    }
    void onDurable(const Scene& scene, Sequence durable, Findings& findings) override;

private:
    struct Noted {
        Sequence seq;
        std::optional<Digest> hash; ///< Costly, so not of each.
        std::uint64_t nextOrder = 0, nextProposal = 0, fills = 0, alerts = 0, notes = 0;
        std::int32_t open = 0;
        risk::Mode mode = risk::Mode::Halted;
    };
    static Noted noteOf(const engine::DeskState& state, Sequence seq);

    std::deque<Noted> m_noted;
    Sequence m_newest, m_durable;
    std::uint64_t m_turn = 0;
};

} // namespace omni::simulate

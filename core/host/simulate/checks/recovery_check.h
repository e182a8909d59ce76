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
        record(stamp.seq);
    }
    void onFact(const Scene&, const Stamp& stamp, const events::Fact&, Findings&) override
    {
        record(stamp.seq);
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
        std::size_t latches = 0, breakers = 0, waiting = 0;
        std::int64_t invested = 0, positions = 0; ///< Of positions the sum of number times lots, modulo 2^64.
    };
    /// Market data alone are no record: the state is that of the record before them.
    void record(Sequence seq)
    {
        if (m_recorded.empty() || m_recorded.back() != seq) {
            m_recorded.push_back(seq);
        }
    }
    static Noted noteOf(const engine::DeskState& state, Sequence seq);

    std::deque<Noted> m_noted;
    std::deque<Sequence> m_recorded; ///< Records that may not be on the disk yet, by rising place; and the newest.
    Sequence m_firm; ///< The newest record that is on the disk.
    Sequence m_newest, m_durable;
    std::uint64_t m_turn = 0;
};

} // namespace omni::simulate

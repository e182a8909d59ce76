// S4, S5, S21, S35: what reaches the venue is one order for one intent, under one id for ever, as it was written down,
// and written down before.
//
// What only reduces may leave before its record is on the disk once it has waited for 20 ms, or when the journal has
// failed (rulings 3). A cancel never waits, but somebody has asked for it: the engine on record, the kill switch, a
// latch that stands over it, or whoever found the engine stalled.

#pragma once

#include "core/host/simulate/check.h"
#include "core/host/simulate/checks/latch_reach.h"

#include <optional>
#include <set>
#include <vector>

namespace omni::simulate {

class WireCheck final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onWire(const Scene& scene, const WireMessage& message, Findings& findings) override;
    void onKillPressed(const Scene& scene, risk::KillLevel level, Findings& findings) override;
    void onStep(const Scene& scene, Findings& findings) override;
    void onQuiet(const Scene& scene, Findings& findings) override;

private:
    /// What was asked for, and when.
    struct Asked {
        Sequence seq;
        Monotonic at;
    };
    struct Change {
        events::ReplaceAsked what;
        Asked asked;
        bool isSent = false;
    };
    struct Intent {
        std::optional<orders::OrderTicket> planned;
        Sequence seq; ///< Of the plan.
        std::optional<Asked> released, cancelled, queried;
        Lots size; ///< Of the release.
        std::vector<Change> changes;
        std::vector<Change> atHome; ///< Before it was sent.
        std::vector<orders::ClientOrderId>
            ids; ///< Under which it has reached the venue, over all lives of the program.
        bool isSent = false;
        bool isRescaled = false; ///< Its figures count in other units now.
    };
    Intent& of(OrderId order)
    {
        if (order.value >= m_intents.size()) {
            m_intents.resize(order.value + 64);
        }
        return m_intents[order.value];
    }
    void rescale(InstrumentId instrument);
    static void forgetLost(Intent& intent, Sequence recovered, const orders::OrderRecord* record);
    [[nodiscard]] static orders::OrderTicket meantBy(const Intent& intent);
    void onNew(const Scene& scene, const WireMessage& message, Findings& findings);
    void onReplace(const Scene& scene, const WireMessage& message, Findings& findings);
    void onCancel(const Scene& scene, const WireMessage& message, Findings& findings);

    std::vector<Intent> m_intents;
    std::set<orders::ClientOrderId> m_sent;
    risk::KillLevel m_level = risk::KillLevel::None; ///< The highest of the switch in this life of the program.
    LatchReach m_latches;
    bool m_hasStalled = false;
    OrderId m_unasked; ///< An entry was cancelled of which only a stall could be the reason.
};

} // namespace omni::simulate

// S5, S14, S21, S27: everything that a venue hears has its record, and everything that matters to a person is told him.
//
// A cancel was asked for, or the kill switch, a latch or a stalled engine's gate stands behind it; a question was asked
// for, and an account compared because a session began, a link came up, or a person cleared a difference or took an
// order for gone. An entry leaves within two seconds of its decision or not at all. Events have no gap in their
// numbers; a fill is booked once, taken for one that is known, or refused aloud; late, repeated and external fills,
// reversals and lost orders raise their alerts.

#pragma once

#include "core/base/flat_map.h"
#include "core/host/simulate/check.h"
#include "core/host/simulate/checks/latch_reach.h"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace omni::simulate {

class RecordCheck final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onTick(const Scene& scene, const Stamp& stamp, const market::Tick& tick, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onWire(const Scene& scene, const WireMessage& message, Findings& findings) override;
    void onKillPressed(const Scene& scene, risk::KillLevel level, Findings& findings) override;
    void onStep(const Scene& scene, Findings& findings) override;
    void onQuiet(const Scene& scene, Findings& findings) override;

    /// Presses that the outbox had obeyed, with a cancel, before the desk heard of them.
    [[nodiscard]] std::uint64_t obeyedFirst() const noexcept
    {
        return m_obeyedFirst;
    }

private:
    /// Something asked for and not at the venue yet.
    struct Asked {
        Sequence seq;
        Monotonic at;
    };
    struct Totals {
        std::uint64_t fills = 0, duplicates = 0, late = 0;
        std::int32_t unknown = 0;
    };
    void begin(const Scene& scene, const Stamp& stamp, Findings& findings);
    void finish(const Scene& scene, Findings& findings);
    void expect(std::string_view alert);
    void onCleared(const Scene& scene, const events::BreakerCleared& cleared);
    void onFill(const Scene& scene, const orders::Fill& fill, const Totals& before);
    [[nodiscard]] static Totals totalsOf(const engine::DeskState& state);
    [[nodiscard]] static bool mayLeave(const Scene& scene, const Asked& asked, bool onlyReduces);
    void onCancel(const Scene& scene, const WireMessage& message);
    static void onQuestion(const Scene& scene, std::vector<Asked>& asked, OrderId order, Findings& findings);

    Stamp m_stamp; ///< Of the event in hand.
    Totals m_totals;
    std::vector<std::string_view> m_expected; ///< Alerts that the event in hand must raise.
    bool m_isRefused = false; ///< It could not be booked, and that was said.
    bool m_mustBeRefused = false; ///< A fill that left no trace.
    bool m_isNew = true; ///< No event of this boot was seen.

    FlatMap<OrderId, Monotonic> m_decided; ///< Entries: true time.
    FlatMap<OrderId, orders::OrderTicket> m_tickets; ///< As planned: of all orders, also of earlier boots.
    FlatMap<OrderId, bool> m_cancels; ///< Asked for in this boot.
    FlatMap<OrderId, std::vector<Asked>> m_queries;
    std::vector<Asked> m_comparisons;
    LatchReach m_latches;
    risk::KillLevel m_level = risk::KillLevel::None; ///< The highest over everything in this boot.
    bool m_hasStalled = false;
    std::optional<OrderId> m_unexplained; ///< A cancel behind which only a stall can stand.
    std::uint64_t m_untold = 0; ///< Presses of which the desk has not heard.
    std::uint64_t m_obeyedFirst = 0;
};

} // namespace omni::simulate

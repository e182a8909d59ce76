// S1: no order of the house's own that adds exposure reaches the venue without a living, unused approval of exactly
// that order, by somebody with the right who did not propose it.
//
// Exits, protective stops and legs only reduce and need none. Automatic approvals come of a granted budget alone,
// within its value, its orders and its time, and never for what a person has changed. Time is the monotonic clock's.

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
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onTick(const Scene&, const Stamp&, const market::Tick&, Findings&) override
    {
        m_command.reset();
    }
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onWire(const Scene& scene, const WireMessage& message, Findings& findings) override;

private:
    struct Offer {
        events::ProposalMade made;
        Sequence seq;
        Monotonic at;
        bool isClosed = false; ///< Nobody can approve it any more.
        std::optional<Monotonic> declinedAt; ///< By a person, and not brought back since.
        std::optional<events::ApprovalGranted> granted;
        Sequence grantedAt;
        OrderId order; ///< That was made of it.
        orders::OrderTicket ticket; ///< Of that order, as it was planned.
        Sequence plannedAt;
        bool isSent = false;
    };
    /// A granted budget and what is used of it.
    struct Budget {
        events::GrantAutonomy terms;
        Monotonic since;
        std::int32_t day = 0;
        Money value;
        std::int32_t orders = 0;
    };
    void onMade(const Scene& scene, const Stamp& stamp, const events::ProposalMade& made, Findings& findings);
    void checkBroughtBack(const Scene& scene, Offer& before, const events::ProposalMade& made, Findings& findings);
    void onGranted(const Scene& scene, const Stamp& stamp, const events::ApprovalGranted& granted, Findings& findings);
    void onPlanned(const Scene& scene, const Stamp& stamp, const events::OrderPlanned& planned, Findings& findings);
    void useBudget(const Scene& scene, const Offer& offer, Findings& findings);
    [[nodiscard]] static std::string_view faultOf(const Offer& offer, const events::OrderPlanned& planned);

    FlatMap<ProposalId, Offer> m_offers;
    FlatMap<OrderId, ProposalId> m_orders; ///< Entries that were made of a proposal.
    OrderId m_entry; ///< The newest that was planned; its legs follow in the same event.
    Sequence m_entryAt;
    FlatMap<StrategyId, Budget> m_budgets;
    std::optional<events::Command> m_command; ///< The input in hand, where it is one.
    risk::Mode m_mode = risk::Mode::Halted;
    std::int32_t m_day = 0;
};

} // namespace omni::simulate

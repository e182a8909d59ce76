// S1: what is called a person's order is one. It is placed by his command, as he named it, with the legs that he named;
// the risk module and the kill switch only close; a leg only closes its entry, also one that is planned anew later; and
// what reaches the venue to open something is, in every field, the order that was planned.
//
// Otherwise an order could pass by the approval that a strategy's needs by carrying another name.

#pragma once

#include "core/base/flat_map.h"
#include "core/host/simulate/check.h"

#include <optional>
#include <string_view>

namespace omni::simulate {

class HandCheck final : public Check
{
public:
    void onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings) override;
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onTick(const Scene& scene, const Stamp& stamp, const market::Tick& tick, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onWire(const Scene& scene, const WireMessage& message, Findings& findings) override;

private:
    struct Entry {
        Sequence seq; ///< Of the plan.
        orders::OrderTicket ticket;
        bool isSent = false; ///< Or never will be.
        bool isPersons = false;
        std::optional<Ticks> stop, target; ///< Of a person's: what he named for its legs.
    };
    [[nodiscard]] const events::PlaceOrder* placed() const noexcept;
    [[nodiscard]] std::string_view faultOfEntry(const orders::OrderTicket& ticket) const;
    [[nodiscard]] std::string_view faultOfLeg(const orders::OrderTicket& leg, Sequence seq) const;

    FlatMap<OrderId, Entry> m_entries; ///< What opens something.
    std::optional<events::Command> m_said; ///< The event in hand, where it places an order.
};

} // namespace omni::simulate

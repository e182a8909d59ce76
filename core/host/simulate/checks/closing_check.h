// S8, S18: what closes never closes more than there is, and legs never more than their entry has filled.
//
// S18 is looked at when a reduce-only order is released or made larger, and when an entry is released against a
// position that orders are closing: it and everything else that works against the position are together no more than
// the position. Of a one-cancels-other pair one fills: its partner is left out, of other pairs the larger one counts.
// Later fills of others, of orders held for dead, busts and other hands on the account can still take a position away
// under an order; that is the venue's to refuse and ours to notice.
//
// S8: the desk's count of each order is that of its distinct executions, and within its size; what a leg may still
// close is no more than its entry has filled less what both legs have closed. A person may make a leg larger by hand:
// then S18 alone bounds it.

#pragma once

#include "core/host/simulate/checks/told_desk.h"

namespace omni::simulate {

class ClosingCheck final : public Check
{
public:
    explicit ClosingCheck(const ToldDesk& told) noexcept
        : m_told(told)
    {
    }
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;

private:
    void checkCount(const Scene& scene, OrderId id, Findings& findings) const;
    void checkRoom(const Scene& scene, const NaiveOrder& order, Findings& findings) const;
    void checkLeg(const Scene& scene, const NaiveOrder& order, Findings& findings) const;
    /// Lots of all orders of that side, reduce-only or not. `closing`: of those that only reduce.
    struct Against {
        Int128 all = 0, closing = 0;
    };
    [[nodiscard]] Int128 lotsByValue(const NaiveOrder& order) const;
    [[nodiscard]] Against against(const orders::OrderTicket& asked) const;

    const ToldDesk& m_told;
};

} // namespace omni::simulate

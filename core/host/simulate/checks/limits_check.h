// S3, S16: no limit is passed by an order that may raise exposure, counted over positions and every order that is open,
// unknown or reserved unsent, filled in the worst order; and no minute holds more orders than allowed.
//
// S3 is looked at when an order is released and when a larger size or another price is asked for: prices of that
// moment, everything else in force. Values are rounded down, unsure orders count for the least they can
// (naive_orders.h), and an order upon a tick may have seen the prices of before it or after it: what breaks here breaks
// in any reading. At the wire prices have moved; there an order must still have its reservation, and be no larger than
// what was released. After a loss breaker the halved sizes hold. An order whose limits are not enforced is not looked
// at. A stop that a person draws away from the market loses at most what an entry's might, counted from what the
// position has cost; nearer is free.
//
// S16 counts what was released within a minute of true time, over starts: entries keep to four fifths of the limit,
// other orders to all of it; protective stops and exits count and are never held back (decision 12).

#pragma once

#include "core/host/simulate/checks/told_desk.h"

#include <string>

namespace omni::simulate {

class LimitsCheck final : public Check
{
public:
    explicit LimitsCheck(const ToldDesk& told) noexcept
        : m_told(told)
    {
    }
    void onInput(const Scene& scene, const Stamp& stamp, const events::Event& event, Findings& findings) override;
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onWire(const Scene& scene, const WireMessage& message, Findings& findings) override;

private:
    /// Base currency, e8, rounded down.
    struct Worst {
        Int128 longValue = 0, shortValue = 0;
    };
    /// What may still fill on each side of an instrument, reduce-only orders left out.
    struct Open {
        Int128 buys = 0, sells = 0, buyValue = 0, sellValue = 0;
    };
    void onRelease(const Scene& scene, OrderId id, Findings& findings) const;
    void onReplace(const Scene& scene, const events::ReplaceAsked& asked, Findings& findings) const;
    void checkPace(const Scene& scene, const NaiveOrder& order, Findings& findings) const;
    /// What it breaks at these prices; empty: nothing.
    [[nodiscard]] std::string faultOf(const NaiveOrder& order, bool isBefore) const;
    [[nodiscard]] std::string faultOfSums(const NaiveOrder& order, Int128 equity, Int128 price, bool isBefore) const;
    [[nodiscard]] std::string faultOfLoss(const NaiveOrder& order, Int128 equity, bool isBefore) const;
    [[nodiscard]] std::string faultOfStop(const NaiveOrder& order, Int128 stop, bool isBefore) const;
    [[nodiscard]] Open openOf(InstrumentId instrument) const;
    [[nodiscard]] Int128 inBase(InstrumentId instrument, Int128 price, Int128 lots, Int128 amount) const;
    [[nodiscard]] Worst worstOf(InstrumentId instrument, Int128 price) const;
    [[nodiscard]] std::optional<Int128> worstPrice(const NaiveOrder& order, bool isBefore) const;

    /// Where a stop lay that a person moves with the command in hand.
    struct Moved {
        OrderId order;
        Ticks from;
    };
    const ToldDesk& m_told;
    std::optional<Moved> m_moved;
};

} // namespace omni::simulate

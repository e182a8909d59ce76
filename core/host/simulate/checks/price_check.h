// S14, S15: no order upon data that are too old, crossed, torn or not reconciled, and none at a price that nobody can
// mean.
//
// Looked at when an order is released and when another price is asked for, at the prices of that moment; an order upon
// a tick may have seen those of before it. The rules are those of core/trade/risk/rules/market_data and price_collar:
// what a person closes by hand at market, and protective stops that rest, need no fresh quote. Where an average range
// may be known the collar's hard bound stands in for its width. At the wire an entry is no older than two seconds.
// A stop that the desk itself draws after the market only comes nearer: of it the side alone is looked at.

#pragma once

#include "core/host/simulate/checks/told_desk.h"

#include <string>

namespace omni::simulate {

class PriceCheck final : public Check
{
public:
    explicit PriceCheck(const ToldDesk& told) noexcept
        : m_told(told)
    {
    }
    void onFact(const Scene& scene, const Stamp& stamp, const events::Fact& fact, Findings& findings) override;
    void onWire(const Scene& scene, const WireMessage& message, Findings& findings) override;

private:
    struct Fault {
        int invariant = 0; ///< Zero: none.
        std::string what;
    };
    void check(const Scene& scene, const orders::OrderTicket& ticket, Findings& findings) const;
    void checkPrices(const Scene& scene, const orders::OrderTicket& ticket, Findings& findings) const;
    void checkSide(const Scene& scene, const orders::OrderTicket& ticket, Findings& findings) const;
    [[nodiscard]] Fault faultOf(const orders::OrderTicket& ticket, const NaiveQuotes& quotes) const;
    [[nodiscard]] Fault faultOfPrices(const orders::OrderTicket& ticket, const NaiveQuotes& quotes) const;
    [[nodiscard]] bool isTrusted(const NaiveQuotes& quotes) const;
    [[nodiscard]] Int128 width(const NaiveQuotes& quotes) const;

    const ToldDesk& m_told;
};

} // namespace omni::simulate

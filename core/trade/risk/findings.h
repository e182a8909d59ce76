// Every rule's answer to one order with the figures behind it: what the gate would say, for the eyes of a person.
//
// The answers are the gate's own rules; nothing is judged here a second time. The first finding that does not pass is
// the gate's refusal.

#pragma once

#include "core/trade/risk/gate.h"

#include <vector>

namespace omni::risk {

/// Units of limit and actual: see `Rule`.
struct Finding {
    Rule rule = Rule::TicketInvalid;
    bool passes = true;
    bool isMeasured = false; ///< `actual` counts up to `limit`. False: the figures only name what was found.
    std::int64_t limit = 0;
    std::int64_t actual = 0;
    friend bool operator==(const Finding&, const Finding&) = default;

    /// It passes, and has used more than 85 % of the limit.
    [[nodiscard]] bool isNear() const noexcept;
};

/// The rules that apply to this order, in the order of `Rule`. A ticket that contradicts itself has that finding alone.
/// Rules that compare equity are left out while it is unknown, for EquityUnknown speaks; those of worth while there is
/// no price, for Overflow does.
[[nodiscard]] std::vector<Finding> findingsOf(const orders::OrderTicket& ticket, const market::Instrument& instrument,
                                              const RiskView& view, const Limits& limits);

/// What an entry loses at `view.protectiveStop`, base currency, rounded up, as the rule LossAtStop measures it. Nothing
/// without a price, a rate or a stop on its losing side.
[[nodiscard]] std::optional<Money> lossAtStopOf(const orders::OrderTicket& ticket, const market::Instrument& instrument,
                                                const RiskView& view) noexcept;

} // namespace omni::risk

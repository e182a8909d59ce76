// Which orders a tripped breaker is about.

#pragma once

#include "core/desk/events/fact.h"
#include "core/trade/orders/order.h"

#include <cstdint>

namespace omni::events {

/// `subject`: of the breakers that stand for one symbol or one strategy its id. All others reach every order.
[[nodiscard]] constexpr bool reaches(Breaker breaker, std::uint64_t subject, const orders::OrderTicket& ticket) noexcept
{
    switch (breaker) {
    case Breaker::NeedsReconcile:
        return subject == ticket.instrument.value;
    case Breaker::RepeatedExecution:
        return subject == ticket.strategy.value;
    case Breaker::DailyLoss:
    case Breaker::Drawdown:
    case Breaker::LosingStreak:
    case Breaker::Mismatch:
    case Breaker::JournalFailed:
    case Breaker::RejectStorm:
    case Breaker::EngineStalled:
        return true;
    }
    return true;
}

} // namespace omni::events

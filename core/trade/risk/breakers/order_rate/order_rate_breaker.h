// Orders a minute of one account: what the gate holds an order against, and the alarm when it is passed all the same.

#pragma once

#include "core/trade/risk/breakers/rate_window/rate_window.h"

namespace omni::risk {

/// Every order that is sent counts, reduce-only ones too. Cancels do not: their budget is kept apart (S34).
class OrderRateBreaker
{
public:
    /// An order was sent. True: there are now more than `perMinute` within a minute. The gate should have prevented it,
    /// so something sends around it.
    [[nodiscard]] bool onOrder(Monotonic now, std::int32_t perMinute) noexcept
    {
        const bool wasFull = m_window.count(now) >= RateWindow::capacity;
        m_window.add(now);
        return wasFull || m_window.count(now) > perMinute;
    }
    /// `RiskView::ordersLastMinute`.
    [[nodiscard]] std::int32_t count(Monotonic now) const noexcept
    {
        return m_window.count(now);
    }
    void restart(Monotonic lastSeen) noexcept
    {
        m_window.restart(lastSeen);
    }
    void save(ByteWriter& out) const
    {
        m_window.save(out);
    }
    [[nodiscard]] static OrderRateBreaker load(ByteReader& in) noexcept
    {
        OrderRateBreaker breaker;
        breaker.m_window = RateWindow::load(in);
        return breaker;
    }
    friend bool operator==(const OrderRateBreaker&, const OrderRateBreaker&) = default;

private:
    RateWindow m_window;
};

} // namespace omni::risk

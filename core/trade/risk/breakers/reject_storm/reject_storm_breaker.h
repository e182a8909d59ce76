// Stops when a venue refuses one order after the other: it knows something that we do not.

#pragma once

#include "core/trade/risk/breakers/rate_window/rate_window.h"

namespace omni::risk {

struct RejectStormRule {
    std::int32_t rejects = 10; ///< So many within the window trip. In [1, RateWindow::capacity].
    Duration window = minutes(1); ///< Above zero.
    friend bool operator==(const RejectStormRule&, const RejectStormRule&) = default;
};

/// One per account.
class RejectStormBreaker
{
public:
    explicit RejectStormBreaker(const RejectStormRule& rule = {}) noexcept
        : m_rejects(rule.rejects)
        , m_window(rule.window)
    {
    }
    /// The venue refused an order. True: that was one too many.
    [[nodiscard]] bool onReject(Monotonic now) noexcept
    {
        m_window.add(now);
        return m_window.count(now) >= m_rejects;
    }
    [[nodiscard]] int count(Monotonic now) const noexcept
    {
        return m_window.count(now);
    }
    void restart(Monotonic lastSeen) noexcept
    {
        m_window.restart(lastSeen);
    }
    void save(ByteWriter& out) const
    {
        out.u32(static_cast<std::uint32_t>(m_rejects));
        m_window.save(out);
    }
    /// Fails `in` for a rule out of its bounds.
    [[nodiscard]] static RejectStormBreaker load(ByteReader& in) noexcept
    {
        RejectStormBreaker breaker;
        const std::uint32_t rejects = in.u32();
        if (rejects < 1 || rejects > RateWindow::capacity) {
            in.fail();
            return breaker;
        }
        breaker.m_rejects = static_cast<std::int32_t>(rejects);
        breaker.m_window = RateWindow::load(in);
        return breaker;
    }
    friend bool operator==(const RejectStormBreaker&, const RejectStormBreaker&) = default;

private:
    std::int32_t m_rejects;
    RateWindow m_window;
};

} // namespace omni::risk

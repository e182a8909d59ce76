#include "core/edge/net/circuit_breaker.h"

#include <algorithm>

namespace omni::net {

std::string_view nameOf(CircuitState state) noexcept
{
    switch (state) {
    case CircuitState::Closed:
        return "closed";
    case CircuitState::Open:
        return "open";
    case CircuitState::HalfOpen:
        return "half_open";
    }
    return "unknown";
}

CircuitBreaker::CircuitBreaker(CircuitRule rule)
    : m_rule(rule)
{
    m_rule.failuresToOpen = std::clamp(rule.failuresToOpen, 1, 1'000);
    m_rule.openFor = std::clamp(rule.openFor, milliseconds(1), hours(1));
    m_rule.mostOpen = std::clamp(rule.mostOpen, m_rule.openFor, hours(1));
    m_rule.probeLost = std::clamp(rule.probeLost, milliseconds(1), hours(1));
    m_pause = m_rule.openFor;
}

bool CircuitBreaker::letThrough(Lane lane, Monotonic now) noexcept
{
    giveUpLostProbe(now);
    if (lane == Lane::WayOut || m_state == CircuitState::Closed) {
        return true;
    }
    if (m_state == CircuitState::HalfOpen || now < m_until) {
        return false;
    }
    m_state = CircuitState::HalfOpen;
    m_until = now + m_rule.probeLost;
    return true;
}

void CircuitBreaker::succeeded() noexcept
{
    m_state = CircuitState::Closed;
    m_failures = 0;
    m_pause = m_rule.openFor;
}

void CircuitBreaker::failed(Monotonic now) noexcept
{
    giveUpLostProbe(now);
    switch (m_state) {
    case CircuitState::Closed:
        if (++m_failures >= m_rule.failuresToOpen) {
            open(now);
        }
        return;
    case CircuitState::HalfOpen:
        open(now);
        return;
    case CircuitState::Open:
        // A straggler from before, or a cancel that was let through: known already.
        return;
    }
}

CircuitState CircuitBreaker::state(Monotonic now) noexcept
{
    giveUpLostProbe(now);
    return m_state;
}

Monotonic CircuitBreaker::nextProbe(Monotonic now) noexcept
{
    giveUpLostProbe(now);
    return m_state == CircuitState::Closed ? now : std::max(now, m_until);
}

void CircuitBreaker::open(Monotonic now) noexcept
{
    m_state = CircuitState::Open;
    m_failures = 0;
    m_until = now + m_pause;
    m_pause = std::min(m_pause * 2, m_rule.mostOpen);
}

void CircuitBreaker::giveUpLostProbe(Monotonic now) noexcept
{
    if (m_state == CircuitState::HalfOpen && now >= m_until) {
        open(m_until);
    }
}

} // namespace omni::net

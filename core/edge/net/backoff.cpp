#include "core/edge/net/backoff.h"

#include <algorithm>

namespace omni::net {

namespace {

BackoffRule withinBounds(BackoffRule rule) noexcept
{
    rule.first = std::clamp(rule.first, milliseconds(1), hours(1));
    rule.most = std::clamp(rule.most, rule.first, hours(1));
    rule.steadyAfter = std::max(rule.steadyAfter, Duration{});
    rule.triesPerMinute = std::clamp(rule.triesPerMinute, 1, 600);
    return rule;
}

} // namespace

Backoff::Backoff(BackoffRule rule, std::uint64_t seed)
    : m_rule(withinBounds(rule))
    , m_random(seed)
    , m_tries(minutes(1))
{
}

Monotonic Backoff::nextTry(Monotonic now, std::optional<Monotonic> notBefore)
{
    if (m_upSince && now - *m_upSince >= m_rule.steadyAfter) {
        m_failures = 0;
    }
    m_upSince.reset();

    auto ceiling = m_rule.first;
    for (std::int32_t i = 0; i < m_failures && ceiling < m_rule.most; ++i) {
        ceiling = ceiling * 2;
    }
    ceiling = std::min(ceiling, m_rule.most);
    m_failures = std::min(m_failures + 1, 1'000'000);

    auto when = now + Duration{m_random.between((ceiling.ns + 1) / 2, ceiling.ns)};
    if (notBefore) {
        when = std::max(when, *notBefore);
    }
    when = m_tries.whenAtMost(m_rule.triesPerMinute - 1, when);
    m_tries.spend(1, when);
    return when;
}

void Backoff::isUp(Monotonic now) noexcept
{
    m_upSince = now;
}

} // namespace omni::net

#include "ui/shell/status/cadence.h"

#include <algorithm>

namespace omni::ui {

namespace {

constexpr double share = 0.6;
constexpr std::int64_t slowForMs = 1'000;
constexpr std::int64_t quickForMs = 5'000;

int below(int rate)
{
    return rate > 30 ? 30 : rate > 10 ? 10 : rate;
}

int above(int rate)
{
    return rate < 30 ? 30 : 60;
}

} // namespace

Cadence::Cadence(int wished)
    : m_wished(std::clamp(wished, 1, 60))
    , m_rate(m_wished)
{
}

void Cadence::setWished(int perSecond)
{
    m_wished = std::clamp(perSecond, 1, 60);
    m_rate = m_wished;
    m_slowSince = m_quickSince = -1;
}

bool Cadence::onFrame(double frameMs, std::int64_t nowMs)
{
    const int next = std::min(m_wished, above(m_rate));
    const bool isSlow = frameMs > share * 1'000.0 / m_rate;
    // Quick enough for the higher rate, with room to spare: else it would go up and down for ever.
    const bool isQuick = frameMs < share / 2 * 1'000.0 / next;
    m_slowSince = !isSlow ? -1 : m_slowSince < 0 ? nowMs : m_slowSince;
    m_quickSince = !isQuick ? -1 : m_quickSince < 0 ? nowMs : m_quickSince;
    int rate = m_rate;
    if (m_slowSince >= 0 && nowMs - m_slowSince >= slowForMs) {
        rate = below(m_rate);
        m_slowSince = nowMs;
    } else if (m_quickSince >= 0 && nowMs - m_quickSince >= quickForMs) {
        rate = next;
        m_quickSince = nowMs;
    }
    const bool hasChanged = rate != m_rate;
    m_rate = rate;
    return hasChanged;
}

} // namespace omni::ui

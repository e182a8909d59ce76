#include "ui/shell/status/cadence.h"

#include <algorithm>
#include <array>

namespace omni::ui {

namespace {

constexpr double share = 0.6;
constexpr double shareWithRoom = 0.45; ///< Else it would go up and down for ever.
constexpr std::int64_t spanMs = 500; ///< Of a few frames at the slowest, so that one of them weighs little.
constexpr int slowSpans = 2; ///< In a row: a single long frame is forgiven.
constexpr std::int64_t quickForMs = 5'000;

struct Step {
    int charts, tables;
};

/// The steps of ui-spec 12 that this version has panes for.
constexpr std::array<Step, 5> steps{{{60, 60}, {30, 60}, {10, 60}, {10, 30}, {10, 10}}};

int rateAt(std::size_t step, Slows what, int wished) noexcept
{
    switch (what) {
    case Slows::First:
        return std::min(steps[step].charts, wished);
    case Slows::Next:
        return std::min(steps[step].tables, wished);
    case Slows::Never:
        return wished;
    }
    return wished;
}

/// Of a slow wish some steps change nothing.
bool isSame(std::size_t one, std::size_t other, int wished) noexcept
{
    return rateAt(one, Slows::First, wished) == rateAt(other, Slows::First, wished)
        && rateAt(one, Slows::Next, wished) == rateAt(other, Slows::Next, wished);
}

} // namespace

Cadence::Cadence(int wished)
    : m_wished(std::clamp(wished, 1, 60))
{
}

void Cadence::setWished(int perSecond)
{
    *this = Cadence(perSecond);
}

int Cadence::rate(Slows what) const noexcept
{
    return rateAt(m_step, what, m_wished);
}

std::size_t Cadence::slower() const noexcept
{
    for (std::size_t step = m_step + 1; step < steps.size(); ++step) {
        if (!isSame(step, m_step, m_wished)) {
            return step;
        }
    }
    return m_step;
}

std::size_t Cadence::quicker() const noexcept
{
    for (std::size_t step = m_step; step > 0; --step) {
        if (!isSame(step - 1, m_step, m_wished)) {
            return step - 1;
        }
    }
    return m_step;
}

/// What frames take at most there, of what they take now: as if all of it were of what becomes quicker.
double Cadence::growthTo(std::size_t step) const noexcept
{
    double most = 1;
    for (const Slows what : {Slows::First, Slows::Next}) {
        most = std::max(most, static_cast<double>(rateAt(step, what, m_wished)) / rate(what));
    }
    return most;
}

bool Cadence::onFrame(double busyMs, std::int64_t nowMs)
{
    if (m_from >= 0 && nowMs - m_from < spanMs) {
        return false;
    }
    const bool isFirst = m_from < 0;
    const std::int64_t span = nowMs - m_from;
    const double taken = isFirst ? 0 : (busyMs - m_busyFrom) / static_cast<double>(span);
    m_from = nowMs;
    m_busyFrom = busyMs;
    if (isFirst) {
        return false;
    }
    const bool isSlow = taken > share;
    const bool isQuick = taken * growthTo(quicker()) < shareWithRoom;
    m_slowSpans = isSlow ? m_slowSpans + 1 : 0;
    m_quickMs = isQuick ? m_quickMs + span : 0;
    const std::size_t step = m_slowSpans >= slowSpans ? slower() : m_quickMs >= quickForMs ? quicker() : m_step;
    if (step == m_step) {
        return false;
    }
    m_step = step;
    m_slowSpans = 0;
    m_quickMs = 0;
    return true;
}

} // namespace omni::ui

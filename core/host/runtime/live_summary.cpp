#include "core/host/runtime/live_summary.h"

#include "core/base/decimal.h"

#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

std::string liveLine(engine::Engine& engine)
{
    const auto shot = engine.snapshot();
    const std::string time = isoText(shot->at.wall).substr(11, 8);
    std::string out = time + "  equity ";
    if (shot->equity) {
        const Money gain{shot->equity->e8 - shot->invested.e8};
        out += fmt::format("{} {} ({}{})", scaledText(shot->equity->e8, 8, 2), shot->baseCurrency,
                           gain.e8 < 0 ? "" : "+", scaledText(gain.e8, 8, 2));
    } else {
        out += "unknown";
    }
    out += fmt::format(", {} positions, {} open orders, {} proposals", shot->positions.size(), shot->openOrders.size(),
                       shot->proposals.size());
    for (const auto& one : shot->instruments) {
        if (one.reference) {
            out += fmt::format(", {} {}", one.instrument.symbol, market::priceText(one.instrument, *one.reference));
        }
    }
    return out;
}

LiveSummary::LiveSummary(Clock& clock, Duration period, std::function<void(const std::string&)> write)
    : m_clock(clock)
    , m_period(period)
    , m_write(std::move(write))
    , m_next(clock.mono() + period)
{
}

void LiveSummary::tick(engine::Engine& engine)
{
    const Monotonic now = m_clock.mono();
    if (now < m_next) {
        return;
    }
    m_next = now + m_period;
    m_write(liveLine(engine));
}

} // namespace omni::runtime

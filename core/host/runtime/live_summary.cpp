#include "core/host/runtime/live_summary.h"

#include "core/base/decimal.h"
#include "core/host/runtime/run_summary.h"

#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

/// To the cent, towards zero: for a glance.
std::string cents(Money money)
{
    return scaledText(money.e8 / 1'000'000, 2, 2);
}

std::string counted(std::size_t count, std::string_view what)
{
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

} // namespace

std::string liveLine(engine::Engine& engine)
{
    const auto shot = engine.snapshot();
    const std::string time = isoText(shot->at.wall).substr(11, 8);
    std::string out = "-- " + time + "  equity ";
    if (shot->equity) {
        const Money gain{shot->equity->e8 - shot->invested.e8};
        out += fmt::format("{} {} ({}{})", cents(*shot->equity), shot->baseCurrency, gain.e8 < 0 ? "" : "+",
                           cents(gain));
    } else {
        const auto missing = missingText(shot->missing);
        out += missing.empty() ? "unknown" : "unknown (" + missing + ')';
    }
    out += fmt::format(" | {}, {}", counted(shot->positions.size(), "position"),
                       counted(shot->openOrders.size(), "open order"));
    if (!shot->proposals.empty()) {
        out += fmt::format(", {} waiting", counted(shot->proposals.size(), "proposal"));
    }
    std::string_view before = " | ";
    for (const auto& one : shot->instruments) {
        if (one.reference) {
            out += fmt::format("{}{} {}", before, one.instrument.symbol,
                               market::priceText(one.instrument, *one.reference));
            before = ", ";
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

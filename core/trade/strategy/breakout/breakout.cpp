#include "core/trade/strategy/breakout/breakout.h"

#include "core/base/wide_int.h"

#include <algorithm>
#include <cmath>

namespace omni::strategy {

namespace {

double doubleOf(Ticks price) noexcept
{
    return static_cast<double>(price.count);
}

/// Where the close lies in its bar: 1 at the high, -1 at the low, 0 in a bar without range.
double closeInBar(const market::Bar& bar) noexcept
{
    const double range = doubleOf(bar.high) - doubleOf(bar.low);
    return range > 0 ? (2 * doubleOf(bar.close) - doubleOf(bar.high) - doubleOf(bar.low)) / range : 0;
}

} // namespace

Breakout::Breakout(const BreakoutSettings& settings)
    : m_settings(settings)
    , m_entry(settings.entry, indicators::DonchianWindow::BeforeCurrent)
    , m_exit(settings.exit, indicators::DonchianWindow::BeforeCurrent)
    , m_atr(settings.atr)
{
}

void Breakout::onBar(const market::Bar& bar, const View& view, std::vector<Proposal>& out)
{
    m_entry.add(bar.high, bar.low);
    m_exit.add(bar.high, bar.low);
    m_atr.add(doubleOf(bar.high), doubleOf(bar.low), doubleOf(bar.close));
    const auto lines = m_entry.value();

    std::optional<Side> entry;
    if (lines && m_atr.ready()) {
        if (bar.close > lines->upper) {
            entry = Side::Buy;
        } else if (bar.close < lines->lower && m_settings.isBoth) {
            entry = Side::Sell;
        }
    }
    exitIfBroken(bar, view, entry, out);
    if (!entry) {
        return;
    }
    const bool isHeld = view.position.count * signOf(*entry) > 0;
    const bool isPending = view.entryPending && m_lastEntry == *entry;
    if (!isHeld && !isPending) {
        enter(bar, *entry, *entry == Side::Buy ? lines->upper : lines->lower, out);
    }
}

void Breakout::exitIfBroken(const market::Bar& bar, const View& view, std::optional<Side> entry,
                            std::vector<Proposal>& out) const
{
    // What it holds, else what it is about to hold.
    const std::int64_t held = view.position.count != 0 ? view.position.count
        : view.entryPending                            ? signOf(m_lastEntry)
                                                       : 0;
    if (held == 0) {
        return;
    }
    const Side closing = held > 0 ? Side::Sell : Side::Buy;
    const auto lines = m_exit.value();
    const bool isBroken = lines && (held > 0 ? bar.close < lines->lower : bar.close > lines->upper);
    if (isBroken || entry == closing) {
        const Ticks line = !lines ? bar.close : held > 0 ? lines->lower : lines->upper;
        out.push_back(proposal(bar, Intent::Exit, closing, line));
    }
}

Proposal Breakout::proposal(const market::Bar& bar, Intent intent, Side side, Ticks line) const
{
    Proposal proposal;
    proposal.intent = intent;
    proposal.side = side;
    proposal.reference = bar.close;
    // Before the average exists, and in a market that does not move, a tick is the measure.
    const double range = std::max(1.0, m_atr.value().value_or(1.0));
    const double sign = side == Side::Buy ? 1 : -1;
    const double beyond = (doubleOf(bar.close) - doubleOf(line)) / range;
    const double inBar = closeInBar(bar);
    proposal.because(intent == Intent::Enter ? "close_beyond_range" : "close_beyond_exit", beyond, sign * beyond);
    proposal.because("close_in_bar", inBar, sign * inBar);
    return proposal;
}

std::optional<Ticks> Breakout::stopFor(Side side, Ticks close) const
{
    constexpr double farthest = 1e15;
    const double wanted = std::min(farthest, std::ceil(m_settings.stop * m_atr.value().value_or(0)));
    const auto distance = std::max<std::int64_t>(1, static_cast<std::int64_t>(wanted));
    const auto price = checkedDifference(close.count, distance * signOf(side));
    if (!price) {
        return std::nullopt;
    }
    // A price above zero keeps its stop above zero; only spreads go below.
    const std::int64_t stop = close.count > 0 ? std::max<std::int64_t>(1, *price) : *price;
    return stop != close.count ? std::optional(Ticks{stop}) : std::nullopt;
}

std::optional<Ticks> Breakout::targetFor(Side side, Ticks close, Ticks stop) const
{
    if (m_settings.target <= 0) {
        return std::nullopt;
    }
    constexpr double farthest = 1e15;
    const double risk = std::abs(doubleOf(close) - doubleOf(stop));
    const double wanted = std::min(farthest, std::round(m_settings.target * risk));
    const auto distance = std::max<std::int64_t>(1, static_cast<std::int64_t>(wanted));
    const auto price = checkedSum(close.count, distance * signOf(side));
    // A price above zero keeps its target above zero; only spreads go below.
    return price && (close.count <= 0 || *price > 0) ? std::optional(Ticks{*price}) : std::nullopt;
}

void Breakout::enter(const market::Bar& bar, Side side, Ticks line, std::vector<Proposal>& out)
{
    const auto stop = stopFor(side, bar.close);
    if (!stop) {
        return;
    }
    Proposal entry = proposal(bar, Intent::Enter, side, line);
    entry.stop = stop;
    entry.target = targetFor(side, bar.close, *stop);
    out.push_back(entry);
    m_lastEntry = side;
}

void Breakout::save(ByteWriter& out) const
{
    out.u8(static_cast<std::uint8_t>(m_lastEntry));
    m_entry.save(out);
    m_exit.save(out);
    m_atr.save(out);
}

Result<void> Breakout::load(ByteReader& in)
{
    const std::uint8_t side = in.u8();
    m_entry.load(in);
    m_exit.load(in);
    m_atr.load(in);
    if (!in.ok() || side > static_cast<std::uint8_t>(Side::Sell)) {
        return failure(Errc::Corrupt, "breakout: its saved state does not fit its settings");
    }
    m_lastEntry = static_cast<Side>(side);
    return {};
}

} // namespace omni::strategy

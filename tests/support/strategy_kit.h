// What tests of strategies share: bars, a view, and an account that fills everything at the next open.

#pragma once

#include "core/base/decimal.h"
#include "core/trade/strategy/strategy.h"
#include "tests/support/gz_lines.h"

#include <cmath>
#include <random>
#include <vector>

namespace omni::tests {

inline market::Instrument inCents()
{
    market::Instrument instrument;
    instrument.id = {1};
    instrument.venue = "file";
    instrument.symbol = "X";
    instrument.quoteCurrency = "USD";
    instrument.tickSize = {1, -2};
    instrument.lotSize = {1, 0};
    return market::completed(instrument).value();
}

inline market::Bar barOf(std::int64_t open, std::int64_t high, std::int64_t low, std::int64_t close)
{
    market::Bar bar;
    bar.instrument = {1};
    bar.interval = days(1);
    bar.open = {open};
    bar.high = {high};
    bar.low = {low};
    bar.close = {close};
    return bar;
}

inline market::Bar barAt(std::int64_t close)
{
    return barOf(close, close, close, close);
}

/// A seeded walk of `count` bars around 100 dollars, with runs and with equal closes.
inline std::vector<market::Bar> walk(std::uint64_t seed, std::size_t count)
{
    std::mt19937_64 random{seed};
    const auto draw = [&random](std::int64_t most) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
    };
    std::vector<market::Bar> bars;
    std::int64_t close = 10'000;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t open = close;
        close = std::max<std::int64_t>(100, close + draw(201) - 100);
        if (draw(10) == 0) {
            close = open;
        }
        bars.push_back(barOf(open, std::max(open, close) + draw(50), std::min(open, close) - draw(50), close));
    }
    return bars;
}

/// The daily bars of a shared file, in millionths; empty when it is not there.
inline std::vector<market::Bar> dailyBars(std::string_view name)
{
    std::vector<market::Bar> bars;
    const auto path = sharedFile(name);
    if (!path) {
        return bars;
    }
    GzLines lines(*path);
    static_cast<void>(lines.next());
    while (const auto line = lines.next()) {
        const auto cells = cellsOf(*line);
        const auto price = [&cells](std::size_t i) { return scaledFromText(cells[i], 6).value(); };
        bars.push_back(barOf(price(1), price(2), price(3), price(4)));
        bars.back().opened = timestampFromIso(cells[0]).value();
    }
    return bars;
}

/// A strategy and the position that its proposals make of it: one lot, filled before the next bar.
class Desk
{
public:
    explicit Desk(std::string_view spec)
        : m_spec(strategy::specFromText(spec).value())
        , m_strategy(m_spec.info->make(m_spec.values))
    {
    }
    /// What it proposed on this bar.
    std::vector<strategy::Proposal> onBar(const market::Bar& bar)
    {
        std::vector<strategy::Proposal> proposals;
        m_strategy->onBar(bar, view(), proposals);
        for (const auto& proposal : proposals) {
            position = proposal.intent == strategy::Intent::Exit ? 0 : signOf(proposal.side);
        }
        return proposals;
    }
    [[nodiscard]] strategy::View view() const
    {
        return {Timestamp{}, m_instrument, Lots{position}, entryPending, std::nullopt};
    }
    [[nodiscard]] strategy::Strategy& strategy() noexcept
    {
        return *m_strategy;
    }
    [[nodiscard]] Bytes saved() const
    {
        Bytes bytes;
        ByteWriter out(bytes);
        m_strategy->save(out);
        return bytes;
    }
    std::int64_t position = 0;
    bool entryPending = false;

private:
    market::Instrument m_instrument = inCents();
    strategy::StrategySpec m_spec;
    std::unique_ptr<strategy::Strategy> m_strategy;
};

} // namespace omni::tests

// Follows a market that leaves its range: buys above the highest high of the last bars, leaves below the lowest low of
// fewer, with a stop at a distance of average true ranges and, if wanted, a target at a multiple of that distance.
//
// A line is drawn by the bars before the current one, so that no bar breaks a line of its own, and it is broken by a
// close. Source: R. Donchian's channels as the "Turtles" traded them; C. Faith, "Way of the Turtle" (2007), ch. 5
// and 10 (there the break counts within the bar, and the stop lies two ranges away).

#pragma once

#include "core/trade/indicators/atr/atr.h"
#include "core/trade/indicators/donchian/donchian.h"
#include "core/trade/strategy/strategy.h"

namespace omni::strategy {

struct BreakoutSettings {
    int entry = 20; ///< Bars whose extreme is broken to enter. At least 1.
    int exit = 10; ///< Bars whose opposite extreme is broken to leave. At least 1.
    int atr = 14; ///< Bars of the average true range. At least 1.
    double stop = 2; ///< Distance of the stop in average true ranges. Above zero.
    double target = 0; ///< Distance of the target in distances of the stop ("2 R"). Zero: none.
    bool isBoth = false; ///< Sells short below the range, too.
};

class Breakout final : public Strategy
{
public:
    explicit Breakout(const BreakoutSettings& settings);

    void onBar(const market::Bar& bar, const View& view, std::vector<Proposal>& out) override;
    void save(ByteWriter& out) const override;
    [[nodiscard]] Result<void> load(ByteReader& in) override;

private:
    [[nodiscard]] Proposal proposal(const market::Bar& bar, Intent intent, Side side, Ticks line) const;
    void exitIfBroken(const market::Bar& bar, const View& view, std::optional<Side> entry,
                      std::vector<Proposal>& out) const;
    void enter(const market::Bar& bar, Side side, Ticks line, std::vector<Proposal>& out);
    /// Below a buy, above a sell, at least one tick away; nothing where no price above zero is left for it.
    [[nodiscard]] std::optional<Ticks> stopFor(Side side, Ticks close) const;
    /// Where the entry gains what it risks so many times; nothing where none is wanted or no price above zero is left.
    [[nodiscard]] std::optional<Ticks> targetFor(Side side, Ticks close, Ticks stop) const;

    BreakoutSettings m_settings;
    indicators::Donchian m_entry, m_exit;
    indicators::Atr m_atr;
    Side m_lastEntry = Side::Buy; ///< Of the newest entry proposed: what is pending, if something is.
};

} // namespace omni::strategy

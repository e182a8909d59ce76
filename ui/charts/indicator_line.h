// An indicator over the bars of a chart: what a person chooses, its state, and its curves.
//
// Over a whole series it is computed by a worker (`ChartData`); afterwards each new bar costs one step. Values are in
// ticks, those of an oscillator (RSI) in points from 0 to 100. The formulas are those of core/trade/indicators.

#pragma once

#include "core/desk/views/chart_series.h"
#include "core/trade/indicators/atr/atr.h"
#include "core/trade/indicators/donchian/donchian.h"
#include "core/trade/indicators/ema/ema.h"
#include "core/trade/indicators/rsi/rsi.h"
#include "core/trade/indicators/sma/sma.h"
#include "ui/charts/curve.h"

#include <QString>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>

namespace omni::ui {

enum class IndicatorKind : std::uint8_t { Ema, Sma, Donchian, Atr, Rsi };

inline constexpr int leastIndicatorPeriod = 2;
inline constexpr int mostIndicatorPeriod = 1'000;
inline constexpr std::size_t mostIndicators = 8; ///< On one chart: more curves than that nobody tells apart.

/// "EMA:20" in settings, "EMA 20" on the screen.
struct IndicatorSpec {
    IndicatorKind kind = IndicatorKind::Ema;
    int period = 20; ///< Bars, in [leastIndicatorPeriod, mostIndicatorPeriod].
    friend auto operator<=>(const IndicatorSpec&, const IndicatorSpec&) = default;
};

[[nodiscard]] QString textOf(const IndicatorSpec& spec);
[[nodiscard]] QString nameOf(const IndicatorSpec& spec);
[[nodiscard]] QString nameOf(IndicatorKind kind);
[[nodiscard]] std::span<const IndicatorKind> indicatorKinds() noexcept;
/// None: no such indicator, or a period out of its bounds.
[[nodiscard]] std::optional<IndicatorSpec> indicatorFromText(const QString& text);
/// On the prices; else in a pane of its own below them.
[[nodiscard]] bool isOverlay(IndicatorKind kind) noexcept;

/// What the value of an oscillator means by itself: its scale never moves, and two lines say where it is high or low.
struct OscillatorScale {
    double low = 0, high = 100;
    double lower = 30, upper = 70; ///< Wilder's.
};
/// None: it is measured in ticks, and its scale follows what is in sight.
[[nodiscard]] std::optional<OscillatorScale> oscillatorScale(IndicatorKind kind) noexcept;
/// What the menu offers at once; any other period is asked for.
[[nodiscard]] std::span<const IndicatorSpec> usualIndicators() noexcept;

class IndicatorLine
{
public:
    static constexpr std::size_t mostCurves = 2;

    explicit IndicatorLine(IndicatorSpec spec);

    [[nodiscard]] const IndicatorSpec& spec() const noexcept
    {
        return m_spec;
    }
    /// Donchian has two, upper and lower; all others one.
    [[nodiscard]] std::size_t curveCount() const noexcept
    {
        return m_spec.kind == IndicatorKind::Donchian ? 2 : 1;
    }
    [[nodiscard]] const Curve& curve(std::size_t i) const noexcept
    {
        return m_curves[i];
    }
    /// Bars that have been taken in.
    [[nodiscard]] std::size_t settled() const noexcept
    {
        return m_curves[0].settled();
    }
    /// Takes in settled bars up to `until`, which is at most their count; then the value of the forming bar, if any.
    void extend(const views::BarSeries& series, std::size_t until);
    void setForming(const views::BarSeries& series);

private:
    using State
        = std::variant<indicators::Ema, indicators::ExactSma, indicators::Donchian, indicators::Atr, indicators::Rsi>;
    using Values = std::array<std::optional<double>, mostCurves>;
    [[nodiscard]] static Values step(State& state, const market::Bar& bar);

    IndicatorSpec m_spec;
    State m_state;
    State m_scratch; ///< For the bar that forms: keeps its memory from one use to the next.
    std::array<Curve, mostCurves> m_curves;
};

} // namespace omni::ui

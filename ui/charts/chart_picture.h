// The part of a chart that stands still between two bars: grid, axes, finished bars, volume, curves and gaps, kept as a
// picture and painted anew only when one of its inputs has changed.
//
// While it moves, each frame has another picture: it is painted straight into the frame, since to copy it there would
// cost as much as to paint it. What stands still is painted once more and kept from then on.
//
// Sizes are device-independent pixels; the picture itself has as many as the screen. UI thread.

#pragma once

#include "core/trade/market/instrument.h"
#include "ui/charts/bar_painter.h"
#include "ui/charts/chart_data.h"
#include "ui/charts/price_scale.h"
#include "ui/charts/time_scale.h"
#include "ui/charts/time_ticks.h"
#include "ui/style/theme.h"

#include <QImage>
#include <QRect>
#include <QSize>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

class QPainter;

namespace omni::ui {

struct Formats;

/// A price on the axis that is a proposal's: "182.40 AI".
[[nodiscard]] QString proposalTag(const QString& price);

struct ChartLook {
    ChartStyle style = ChartStyle::Candles;
    bool isLog = false;
    bool hasVolume = true;
    bool isSmall = false; ///< Without the line of values above the plot and without panes below it.
    friend bool operator==(const ChartLook&, const ChartLook&) = default;
};

/// A pane below the prices, for one indicator.
struct SubPane {
    QRect box;
    PriceScale scale;
    std::size_t line = 0; ///< Index in `ChartData::lines`.
    IndicatorKind kind = IndicatorKind::Atr;
};

class ChartPicture
{
public:
    static constexpr std::size_t mostSubPanes = 3;

    ChartPicture(const Theme& theme, const Formats& formats);

    void setInstrument(const market::Instrument& instrument);
    void setLook(const ChartLook& look);
    void resize(QSize size, double ratio);
    /// Prices that should be in sight: they widen the range as long as the bars keep a third of it.
    void setWanted(const std::vector<double>& ticks);
    /// A range chosen by hand; none: it follows the bars.
    void setFixedRange(std::optional<PriceRange> range);
    /// Colours, fonts, language or time zone are others.
    void invalidate() noexcept;

    /// Follows `data`; true when the picture is another than before.
    bool update(const ChartData& data);
    /// Shows what `update` has followed, at the painter's origin. `isWhole`: all of it is to be painted, nothing of it
    /// is clipped.
    void show(QPainter& painter, const ChartData& data, bool isWhole);

    [[nodiscard]] TimeScale& time() noexcept
    {
        return m_time;
    }
    [[nodiscard]] const TimeScale& time() const noexcept
    {
        return m_time;
    }
    [[nodiscard]] const PriceScale& price() const noexcept
    {
        return m_price;
    }
    [[nodiscard]] const ChartLook& look() const noexcept
    {
        return m_look;
    }
    [[nodiscard]] const market::Instrument& instrument() const noexcept
    {
        return m_instrument;
    }
    [[nodiscard]] double ratio() const noexcept
    {
        return m_ratio;
    }
    [[nodiscard]] bool hasFixedRange() const noexcept
    {
        return m_fixed.has_value();
    }

    // --- places, in the widget ---------------------------------------------------------------------------------------
    [[nodiscard]] const QRect& readout() const noexcept
    {
        return m_readout;
    }
    [[nodiscard]] const QRect& plot() const noexcept
    {
        return m_plot;
    }
    [[nodiscard]] const QRect& priceAxis() const noexcept
    {
        return m_priceAxis;
    }
    [[nodiscard]] const QRect& timeAxis() const noexcept
    {
        return m_timeAxis;
    }
    [[nodiscard]] const std::vector<SubPane>& subPanes() const noexcept
    {
        return m_subPanes;
    }
    [[nodiscard]] const std::vector<PriceTick>& priceTicks() const noexcept
    {
        return m_priceTicks;
    }
    [[nodiscard]] const std::vector<TimeTick>& timeTicks() const noexcept
    {
        return m_timeTicks;
    }
    /// The plot in device pixels.
    [[nodiscard]] PlotPlace place() const noexcept;
    [[nodiscard]] BarInk ink() const;
    /// Colour of the n-th curve over the prices.
    [[nodiscard]] const QColor& curveColor(std::size_t n) const;
    /// Pixels that volume may take, and what a bar of that height has; zero: volume is not shown.
    [[nodiscard]] double volumeHeight() const noexcept;
    [[nodiscard]] double mostVolume() const noexcept
    {
        return m_look.hasVolume ? m_bars.mostVolume() : 0;
    }
    /// Bars [first, last) that are in sight.
    [[nodiscard]] std::size_t firstBar() const noexcept
    {
        return m_time.first();
    }
    [[nodiscard]] std::size_t lastBar() const noexcept
    {
        return m_time.last();
    }

private:
    /// All that the picture depends on besides settings that call `invalidate`.
    struct Inputs {
        TimeScale time;
        PriceRange range;
        std::uint64_t epoch = 0;
        std::size_t settled = 0;
        std::size_t lines = 0, lineBars = 0;
        std::size_t gaps = 0;
        friend bool operator==(const Inputs&, const Inputs&) = default;
    };
    [[nodiscard]] PriceRange rangeOf(const ChartData& data) const;
    void layOut(const ChartData& data);
    [[nodiscard]] int axisWidth(const PriceRange& range) const;
    void scaleSubPanes(const ChartData& data);
    void paint(QImage& image, const ChartData& data);
    void paintGrid(const Canvas& canvas) const;
    void paintGaps(QPainter& painter, const views::BarSeries& series) const;
    void paintSessions(const Canvas& canvas, const views::BarSeries& series) const;
    void paintBars(Canvas& canvas, const ChartData& data, std::size_t settled);
    void paintFrame(const Canvas& canvas) const;
    void paintGuides(Canvas& canvas, const PlotPlace& where, const OscillatorScale& scale) const;
    void paintTexts(QPainter& painter) const;

    const Theme& m_theme;
    const Formats& m_formats;
    market::Instrument m_instrument;
    ChartLook m_look;
    QSize m_size;
    double m_ratio = 1;
    TimeScale m_time;
    PriceScale m_price;
    std::optional<PriceRange> m_fixed;
    std::vector<double> m_wanted;
    QRect m_readout, m_plot, m_priceAxis, m_timeAxis;
    std::vector<SubPane> m_subPanes;
    std::vector<PriceTick> m_priceTicks;
    std::vector<TimeTick> m_timeTicks;
    BarPainter m_bars;
    QImage m_image;
    bool m_isKept = false; ///< `m_image` is the picture of `m_inputs`.
    bool m_hasMoved = false; ///< Since it was shown last.
    std::optional<Inputs> m_inputs; ///< None: to be painted anew.
    int m_axisWidth = 0;
};

} // namespace omni::ui

// A small picture of the market around one decision: bars, two averages, entry, stop, target and the last price.
//
// Nothing in it can be dragged or zoomed. It allocates nothing per bar and paints from a cached picture, so it may be
// given the series at every frame. UI thread.

#pragma once

#include "core/desk/views/chart_series.h"
#include "core/trade/market/instrument.h"
#include "ui/charts/chart_data.h"
#include "ui/charts/chart_picture.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace omni::ui {

class Theme;
struct Formats;

/// Prices of the decision; absent ones are not drawn. The range of the picture takes all of them in.
struct MiniLines {
    std::optional<Ticks> entry, stop, target, last;
    bool isLimit = true; ///< The entry is a limit price; else where a market order is expected to fill.
    bool isProposal = true; ///< The entry has the colour of the AI's proposals, else that of the accent.
    friend bool operator==(const MiniLines&, const MiniLines&) = default;
};

class MiniChart : public QWidget
{
    Q_OBJECT

public:
    MiniChart(Theme& theme, const Formats& formats, QWidget* parent = nullptr);
    ~MiniChart() override;

    void setInstrument(const market::Instrument& instrument);
    /// Null: "No bars yet".
    void setSeries(std::shared_ptr<const views::BarSeries> series);
    void setLines(std::optional<Ticks> entry, std::optional<Ticks> stop, std::optional<Ticks> target,
                  std::optional<Ticks> last);
    void setLines(const MiniLines& lines);
    [[nodiscard]] const MiniLines& lines() const noexcept
    {
        return m_lines;
    }
    /// The price stands still: an amber edge.
    void setStale(bool isStale);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void describe();
    void updatePicture();
    void paintLines(QPainter& painter) const;

    Theme& m_theme;
    const Formats& m_formats;
    market::Instrument m_instrument;
    ChartData m_data;
    ChartPicture m_picture;
    MiniLines m_lines;
    bool m_isStale = false;
    bool m_isFitted = false; ///< The bars of this series fill the plot.
};

} // namespace omni::ui

// The chart itself: shows a series with what stands on it, pans, zooms, and lets lines be moved.
//
// Keys while it has the focus: arrows pan, with Shift they move the crossed lines from bar to bar; while a line is
// picked, Up and Down move it by a tick (with Shift by ten), Enter lets it go there and Esc returns it. Other keys
// belong to the pane. Nothing is sent from here. UI thread.

#pragma once

#include "ui/charts/chart_picture.h"
#include "ui/charts/chart_scene.h"
#include "ui/charts/live_layer.h"
#include "ui/charts/readout.h"

#include <QPoint>
#include <QString>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace omni::ui {

class ChartView : public QWidget
{
    Q_OBJECT

public:
    /// Words of the ghost line: new price, distance, money at risk.
    using LineWords = std::function<QString(const ChartLine& line, Ticks to)>;

    ChartView(Theme& theme, const Formats& formats, QWidget* parent = nullptr);
    ~ChartView() override;

    void setInstrument(const market::Instrument& instrument);
    /// Null: none yet. Another key: shown from its end.
    void setSeries(std::shared_ptr<const views::BarSeries> series);
    void setIndicators(std::vector<IndicatorSpec> specs);
    void setLook(const ChartLook& look);
    void setScene(ChartScene scene);
    void setLineWords(LineWords words);
    /// In the middle, while there are no bars: what is missing and what to do about it.
    void setCover(const QString& text);

    [[nodiscard]] const ChartData& data() const noexcept
    {
        return m_data;
    }
    [[nodiscard]] const ChartPicture& picture() const noexcept
    {
        return m_picture;
    }
    [[nodiscard]] const ChartScene& scene() const noexcept
    {
        return m_scene;
    }
    [[nodiscard]] const std::optional<LineDrag>& drag() const noexcept
    {
        return m_drag;
    }
    [[nodiscard]] const LiveLayer& live() const noexcept
    {
        return m_live;
    }
    [[nodiscard]] const Readout& readout() const noexcept
    {
        return m_readout;
    }
    [[nodiscard]] const QString& cover() const noexcept
    {
        return m_cover;
    }
    /// One sentence: instrument, interval, last price, change, proposal, state.
    [[nodiscard]] QString summary() const;

public slots:
    void zoomIn();
    void zoomOut();
    void showLast();
    /// The price axis follows the bars again.
    void fitPrices();
    void toggleCross();
    /// Takes the next line that may be moved, for the keyboard.
    void pickNextLine();
    /// Takes that one of the scene's, if it may be moved.
    void pickLine(std::size_t line);
    /// The line returns to its place; also after an answer to `lineDropped`.
    void endDrag();

signals:
    /// A line was let go at another price: a person is to be asked. `endDrag` follows.
    void lineDropped(const omni::ui::ChartLine& line, omni::Ticks to);
    /// The order of the line that was being moved is gone, or may not be moved any more.
    void dragVoid();
    /// A letter was typed: it begins a search.
    void typed(const QString& letter);
    /// Other bars are in sight than before.
    void viewMoved();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Grab : std::uint8_t { None, Pan, PriceAxis, Line };

    void moved();
    void gatherWanted();
    void dropLine();
    void dragTo(double y);
    void scalePrices(double pixels);
    void panPrices(double pixels);
    void moveCross(int bars);
    void setCross(QPointF point);
    bool keyOfDrag(const QKeyEvent& event);
    [[nodiscard]] bool hasBars() const noexcept;
    void showTip(const QPoint& at, const QPoint& global);

    Theme& m_theme;
    const Formats& m_formats;
    ChartData m_data;
    ChartPicture m_picture;
    LiveLayer m_live;
    Readout m_readout;
    ChartScene m_scene;
    LineWords m_words;
    QString m_cover;
    std::vector<double> m_wanted;
    std::optional<LineDrag> m_drag;
    double m_dragOffset = 0; ///< From the pointer to the line, in pixels.
    std::optional<CrossHair> m_cross;
    bool m_hasCross = true;
    Grab m_grab = Grab::None;
    QPointF m_grabAt;
};

} // namespace omni::ui

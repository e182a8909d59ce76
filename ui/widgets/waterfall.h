// The same reasons as steps: from where the score begins, up and down, to where it ends.

#pragma once

#include "ui/widgets/reason_bars.h"

namespace omni::ui {

class Waterfall final : public RowPainter
{
    Q_OBJECT

public:
    explicit Waterfall(const Theme& theme, QWidget* parent = nullptr);

    void setReasons(ReasonsShown reasons);
    [[nodiscard]] const ReasonsShown& reasons() const noexcept
    {
        return m_reasons;
    }
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// Where the step of a reason is painted: it begins where the one before ends.
    [[nodiscard]] QRectF stepOf(int reason) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void remeasure() override;

private:
    struct Columns {
        QRectF label, value, chart, figure;
    };
    [[nodiscard]] Columns columns(int row) const;
    [[nodiscard]] double place(double score) const; ///< x of a score.
    void paintGrid(QPainter& painter) const;
    void paintSteps(QPainter& painter) const;
    void paintEnd(QPainter& painter) const;

    ReasonsShown m_reasons;
    double m_least = 0, m_most = 1; ///< Range of the chart.
    struct Widths {
        double label = 0, value = 0, figure = 0;
    };
    Widths m_widest; ///< Of the widest texts.
};

} // namespace omni::ui

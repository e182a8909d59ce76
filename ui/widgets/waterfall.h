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
    double m_label = 0; ///< Width of the widest.
};

} // namespace omni::ui

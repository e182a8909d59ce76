// Why: each reason's contribution as a bar from the middle line, and their sum, the score.

#pragma once

#include "ui/widgets/row_painter.h"

#include <vector>

namespace omni::ui {

/// One reason. `contribution` is in score points; above zero it speaks for the trade.
struct ReasonRow {
    QString label;
    QString valueText; ///< The figure behind it, with its unit.
    double contribution = 0;
    QString contributionText; ///< Signed.
    friend bool operator==(const ReasonRow&, const ReasonRow&) = default;
};

struct ReasonsShown {
    std::vector<ReasonRow> rows;
    double base = 0; ///< What the score begins at.
    double score = 0; ///< base + the sum of the contributions.
    QString baseText, scoreText;
    friend bool operator==(const ReasonsShown&, const ReasonsShown&) = default;
};

class ReasonBars final : public RowPainter
{
    Q_OBJECT

public:
    explicit ReasonBars(const Theme& theme, QWidget* parent = nullptr);

    void setReasons(ReasonsShown reasons);
    [[nodiscard]] const ReasonsShown& reasons() const noexcept
    {
        return m_reasons;
    }
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// Where the bar of a row is painted; empty for one that contributes nothing.
    [[nodiscard]] QRectF barOf(int row) const;
    /// Where its label is painted: at least as wide as all labels where there is room at all.
    [[nodiscard]] QRectF labelOf(int row) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void remeasure() override;

private:
    struct Columns {
        QRectF label, value, bar, figure;
    };
    [[nodiscard]] Columns columns(int row) const;
    [[nodiscard]] double scale() const; ///< Largest contribution, unsigned; above zero.

    struct Widths {
        double label = 0, value = 0, figure = 0;
    };

    ReasonsShown m_reasons;
    Widths m_widths; ///< Of the widest texts.
};

/// The line that a screen reader reads for one reason.
[[nodiscard]] QString lineOf(const ReasonRow& row);

} // namespace omni::ui

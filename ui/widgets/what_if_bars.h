// "If approved": each figure as a bar, now and afterwards, against its limit.

#pragma once

#include "ui/widgets/row_painter.h"
#include "ui/widgets/verdict.h"

#include <optional>
#include <vector>

namespace omni::ui {

/// One figure. Numbers share one unit, whatever it is; texts are what is shown of them.
struct WhatIfRow {
    QString label;
    std::optional<double> now, after; ///< None: not known, and no bar.
    std::optional<double> limit; ///< None: there is none, and nothing to draw a bar against.
    QString nowText, afterText, limitText;
    Verdict verdict = Verdict::Passed; ///< Of `after`.
    friend bool operator==(const WhatIfRow&, const WhatIfRow&) = default;
};

/// The limit stands at the same place in every row, so that what is near it is seen without reading. What lies beyond
/// it is hatched.
class WhatIfBars final : public RowPainter
{
    Q_OBJECT

public:
    explicit WhatIfBars(const Theme& theme, QWidget* parent = nullptr);

    void setRows(std::vector<WhatIfRow> rows);
    [[nodiscard]] const std::vector<WhatIfRow>& rows() const noexcept
    {
        return m_rows;
    }

    /// Labels and figures, whole.
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// Where the bar of a row is painted; empty where it has no limit, and where words and figures take its room.
    [[nodiscard]] QRectF barOf(int row) const;
    /// Where the figures of a row are painted.
    [[nodiscard]] QRectF figuresOf(int row) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void remeasure() override;

private:
    struct Columns {
        double label = 0, figures = 0; ///< Widths.
    };
    [[nodiscard]] Columns columns() const;
    [[nodiscard]] double figuresWidth(const WhatIfRow& row) const;
    void paintRow(QPainter& painter, int index) const;
    void paintBar(QPainter& painter, const QRectF& bar, const WhatIfRow& row) const;
    void paintFigures(QPainter& painter, const QRectF& box, const WhatIfRow& row) const;

    std::vector<WhatIfRow> m_rows;
    Columns m_widest; ///< Of the widest texts.
};

} // namespace omni::ui

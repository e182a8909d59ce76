// Checks with their figures: a tick, a triangle, a cross or a dash, what was looked at, and what was found.

#pragma once

#include "ui/widgets/row_painter.h"
#include "ui/widgets/verdict.h"

#include <vector>

namespace omni::ui {

struct CheckRow {
    QString key; ///< Stable: the rule's name. The tick of a warning remembers it.
    QString label; ///< "Price drift"
    QString figure; ///< "+0.04%"
    QString limit; ///< "of ±0.25%"; empty: none.
    Verdict verdict = Verdict::Passed;
    friend bool operator==(const CheckRow&, const CheckRow&) = default;
};

class CheckList final : public RowPainter
{
    Q_OBJECT

public:
    /// `columns`: 1, or 2 where room is short in height; where a check would be cut it stays at one.
    CheckList(const Theme& theme, int columns, QWidget* parent = nullptr);

    void setChecks(std::vector<CheckRow> checks);
    [[nodiscard]] const std::vector<CheckRow>& checks() const noexcept
    {
        return m_checks;
    }

    /// How many columns there are at this width.
    [[nodiscard]] int columns() const noexcept
    {
        return m_shownColumns;
    }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    [[nodiscard]] double widthOf(const CheckRow& check) const;
    void paintCheck(QPainter& painter, const QRectF& box, const CheckRow& check) const;

    std::vector<CheckRow> m_checks;
    QStringList m_words;
    int m_columns, m_shownColumns;
};

/// "10 passed, 1 warning": the words of those that occur.
[[nodiscard]] QString summaryOf(const std::vector<CheckRow>& checks);

} // namespace omni::ui

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
    /// `columns`: 1, or 2 where room is short in height: two that follow each other share a line where both fit into a
    /// half of it, and one that would be cut keeps its line for itself.
    CheckList(const Theme& theme, int columns, QWidget* parent = nullptr);

    void setChecks(std::vector<CheckRow> checks);
    [[nodiscard]] const std::vector<CheckRow>& checks() const noexcept
    {
        return m_checks;
    }

    /// How many lines they take at `width`, and the height of those.
    [[nodiscard]] int linesAt(int width) const;
    [[nodiscard]] int heightForWidth(int width) const override
    {
        return linesAt(width) * rowHeight();
    }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Where a check stands.
    struct Place {
        int line = 0;
        bool isHalf = false, isSecond = false;
    };
    void arrange();
    [[nodiscard]] std::vector<Place> placesAt(int width) const;
    [[nodiscard]] double widthOf(const CheckRow& check) const;
    void paintCheck(QPainter& painter, const QRectF& box, const CheckRow& check) const;

    std::vector<CheckRow> m_checks;
    QStringList m_words;
    std::vector<Place> m_places; ///< Of `m_checks` at this width.
    int m_columns;
};

/// "10 passed, 1 warning": the words of those that occur.
[[nodiscard]] QString summaryOf(const std::vector<CheckRow>& checks);

} // namespace omni::ui

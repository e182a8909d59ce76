// Rows of figures that are painted, not built of labels: one widget, one accessible text with a line for each row.

#pragma once

#include "ui/style/theme.h"

#include <QStringList>
#include <QWidget>

namespace omni::ui {

class RowPainter : public QWidget
{
    Q_OBJECT

public:
    /// `rowHeight` and widths in device-independent pixels before the user's scale.
    RowPainter(const Theme& theme, int rowHeight, QWidget* parent);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// What a screen reader reads: a line for each row.
    [[nodiscard]] const QStringList& lines() const noexcept
    {
        return m_lines;
    }

protected:
    /// Of the newest rows; sets the description and repaints.
    void setLines(QStringList lines, int rows);
    void changeEvent(QEvent* event) override;
    /// The fonts are others, or the texts: measures of them are taken anew.
    virtual void remeasure() { }
    [[nodiscard]] int rowHeight() const
    {
        return m_theme.px(m_rowHeight);
    }
    [[nodiscard]] QRectF row(int index) const
    {
        return {0.0, static_cast<double>(index) * rowHeight(), static_cast<double>(width()),
                static_cast<double>(rowHeight())};
    }
    /// The text of `box`, cut at its right end where it does not fit. `box` is mirrored in right-to-left layouts.
    void text(QPainter& painter, const QRectF& box, Qt::Alignment align, const QString& text, Token token,
              QFont::Weight weight = QFont::Normal, TextSize size = TextSize::Body) const;
    /// Last in a painting: the ring, while it has the focus.
    void focusRing(QPainter& painter) const;
    /// Labels stand at the other side in right-to-left layouts; figures and bars keep their direction.
    [[nodiscard]] QRectF mirrored(const QRectF& box) const;

    const Theme& m_theme;

private:
    QStringList m_lines;
    int m_rows = 0;
    int m_rowHeight;
};

} // namespace omni::ui

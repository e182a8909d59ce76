// Paints the cells of tables from their finished texts. No widget per cell, no format at paint time. In rows of several
// lines a text that is too long for one is broken.

#pragma once

#include "ui/widgets/cells.h"

#include <QStyledItemDelegate>

namespace omni::ui {

class CellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    CellDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintText(QPainter& painter, const QRect& place, const Cell& cell, Qt::Alignment align, bool isNumber,
                   bool isMarked) const;

    static void paintLines(QPainter& painter, const QRect& place, const QString& text, Qt::Alignment align);

    const Theme& m_theme;
};

/// A line through `spark`'s values, Up or Down by its direction, and a level line where there are fewer than two.
void paintSpark(QPainter& painter, const QRectF& place, const SparkLine& spark, const Theme& theme);

} // namespace omni::ui

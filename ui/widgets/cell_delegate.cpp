#include "ui/widgets/cell_delegate.h"

#include "ui/style/icons.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

#include <algorithm>

namespace omni::ui {

CellDelegate::CellDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {m_theme.px(40), m_theme.rowHeight()};
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant held = index.data(CellDataRole);
    const Cell cell = held.value<Cell>();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, m_theme.color(Token::Sel));
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, m_theme.color(Token::Hover));
    }
    painter->setPen(m_theme.color(Token::Grid));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    QRect place = option.rect.adjusted(m_theme.px(6), 0, -m_theme.px(6), 0);
    const auto align = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    if (!cell.icon.isEmpty()) {
        const int side = m_theme.px(12);
        const QRect box(option.direction == Qt::RightToLeft ? place.right() - side : place.left(),
                        place.center().y() - side / 2, side, side);
        Icons::paint(*painter, box, m_theme, cell.icon, tokenOf(cell.iconTone.value_or(cell.tone)));
        const int room = side + m_theme.px(4);
        place.adjust(option.direction == Qt::RightToLeft ? 0 : room, 0, option.direction == Qt::RightToLeft ? -room : 0,
                     0);
    }
    if (cell.spark.values) {
        const int height = m_theme.px(12);
        paintSpark(*painter, QRectF(place.left(), place.center().y() - height / 2.0, place.width(), height), cell.spark,
                   m_theme);
    } else {
        paintText(*painter, place, cell, QStyle::visualAlignment(option.direction, align),
                  align.testFlag(Qt::AlignRight), index.data(CellMarkRole).toBool());
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(m_theme.focus(), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

void CellDelegate::paintText(QPainter& painter, const QRect& place, const Cell& cell, Qt::Alignment align,
                             bool isNumber, bool isMarked) const
{
    const QFont font = m_theme.numbers(TextSize::Body, cell.isStrong ? QFont::Medium : QFont::Normal);
    painter.setFont(font);
    const QFontMetrics metrics(font);
    if (!isNumber && place.height() >= 2 * metrics.lineSpacing()
        && metrics.horizontalAdvance(cell.text) > place.width()) {
        painter.setPen(m_theme.color(cell.isStale ? Token::Text3 : tokenOf(cell.tone)));
        paintLines(painter, place, cell.text, align);
        return;
    }
    // A number is never cut: a part of a figure is a wrong figure. Whoever makes it too narrow sees its end and "…".
    QString text = cell.text;
    const bool fits = metrics.horizontalAdvance(text) <= place.width();
    if (!fits) {
        text = isNumber ? QStringLiteral("…") : metrics.elidedText(text, Qt::ElideRight, place.width());
    }
    painter.setPen(m_theme.color(cell.isStale ? Token::Text3 : tokenOf(cell.tone)));
    painter.drawText(place, static_cast<int>(align) | Qt::TextSingleLine, text);
    if (!cell.isStale && !isMarked && !cell.isPending) {
        return;
    }
    const int width = std::min(metrics.horizontalAdvance(text), place.width());
    const int left = align.testFlag(Qt::AlignRight) ? place.right() - width + 1 : place.left();
    if (cell.isPending) {
        painter.setPen(QPen(m_theme.color(tokenOf(cell.tone)), 1, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRect(left - m_theme.px(4), place.top() + m_theme.px(3), width + m_theme.px(8),
                                      place.height() - m_theme.px(7)),
                                m_theme.px(2), m_theme.px(2));
        return;
    }
    const int y = place.center().y() + metrics.ascent() / 2 + m_theme.px(2);
    painter.setPen(QPen(m_theme.color(cell.isStale ? Token::Text3 : Token::Accent), 1,
                        cell.isStale ? Qt::DotLine : Qt::SolidLine));
    painter.drawLine(left, y, left + width - 1, y);
}

/// As many lines as the cell has room for; the last one is cut.
void CellDelegate::paintLines(QPainter& painter, const QRect& place, const QString& text, Qt::Alignment align)
{
    const QFontMetrics metrics(painter.font());
    const auto most = std::max(1, place.height() / metrics.lineSpacing());
    QTextLayout layout(text, painter.font());
    QTextOption option(align & Qt::AlignHorizontal_Mask);
    option.setTextDirection(painter.layoutDirection());
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    QStringList lines;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(place.width());
        const bool isLast = lines.size() + 1 == most;
        lines << (isLast ? metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, place.width())
                         : text.mid(line.textStart(), line.textLength()).trimmed());
        if (isLast) {
            break;
        }
    }
    layout.endLayout();
    int y = place.center().y() - static_cast<int>(lines.size()) * metrics.lineSpacing() / 2;
    for (const QString& line : lines) {
        painter.drawText(QRect(place.left(), y, place.width(), metrics.lineSpacing()),
                         static_cast<int>(align) | Qt::TextSingleLine, line);
        y += metrics.lineSpacing();
    }
}

void paintSpark(QPainter& painter, const QRectF& place, const SparkLine& spark, const Theme& theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(spark.isUp ? Token::Up : Token::Down), 1));
    painter.setBrush(Qt::NoBrush);
    const auto& values = *spark.values;
    if (values.size() < 2) {
        painter.setPen(QPen(theme.color(Token::Line2), 1));
        painter.drawLine(QPointF(place.left(), place.center().y()), QPointF(place.right(), place.center().y()));
        painter.restore();
        return;
    }
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const double range = *high - *low;
    QPolygonF line;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double x = static_cast<double>(i) / static_cast<double>(values.size() - 1);
        const double y = range > 0 ? (values[i] - *low) / range : 0.5;
        line << QPointF(place.left() + x * place.width(), place.bottom() - y * place.height());
    }
    painter.drawPolyline(line);
    painter.restore();
}

} // namespace omni::ui

#include "ui/widgets/reason_bars.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace omni::ui {

QString lineOf(const ReasonRow& row)
{
    if (row.contribution < 0) {
        return ReasonBars::tr("%1: %2, against it, %3").arg(row.label, row.valueText, row.contributionText);
    }
    return ReasonBars::tr("%1: %2, for it, %3").arg(row.label, row.valueText, row.contributionText);
}

ReasonBars::ReasonBars(const Theme& theme, QWidget* parent)
    : RowPainter(theme, 19, parent)
{
    setAccessibleName(tr("Why: reasons and what each adds to the score"));
}

void ReasonBars::setReasons(ReasonsShown reasons)
{
    if (reasons == m_reasons) {
        return;
    }
    m_reasons = std::move(reasons);
    QStringList lines;
    for (const ReasonRow& row : m_reasons.rows) {
        lines.push_back(lineOf(row));
    }
    lines.push_back(tr("Score: %1").arg(m_reasons.scoreText));
    setLines(std::move(lines), static_cast<int>(m_reasons.rows.size()) + 1);
}

/// Labels and figures whole beside the shortest bar.
QSize ReasonBars::minimumSizeHint() const
{
    return {static_cast<int>(std::ceil(m_widths.label + m_widths.value + m_widths.figure)) + m_theme.px(32 + 3 * 8),
            RowPainter::minimumSizeHint().height()};
}

double ReasonBars::scale() const
{
    double most = 0;
    for (const ReasonRow& row : m_reasons.rows) {
        most = std::max(most, std::fabs(row.contribution));
    }
    return most > 0 ? most : 1;
}

void ReasonBars::remeasure()
{
    const QFontMetricsF metrics(m_theme.font(TextSize::Body));
    m_widths = {0, 0, m_theme.px(36) * 1.0};
    for (const ReasonRow& one : m_reasons.rows) {
        m_widths.label = std::max(m_widths.label, metrics.horizontalAdvance(one.label) + 2);
        m_widths.value = std::max(m_widths.value, metrics.horizontalAdvance(one.valueText) + 2);
        m_widths.figure = std::max(m_widths.figure, metrics.horizontalAdvance(one.contributionText) + 2);
    }
}

ReasonBars::Columns ReasonBars::columns(int index) const
{
    const QRectF box = row(index);
    const auto [label, value, figure] = m_widths;
    const double gap = m_theme.px(8);
    const double rest = box.width() - label - value - figure - 3 * gap;
    const double bar = std::clamp(rest, m_theme.px(32) * 1.0, m_theme.px(150) * 1.0);
    Columns columns;
    columns.figure = mirrored({box.right() - figure, box.top(), figure, box.height()});
    columns.bar = mirrored({box.right() - figure - gap - bar, box.top(), bar, box.height()});
    columns.value = mirrored({box.right() - figure - 2 * gap - bar - value, box.top(), value, box.height()});
    columns.label = mirrored({box.left(), box.top(), box.width() - figure - bar - value - 3 * gap, box.height()});
    return columns;
}

QRectF ReasonBars::labelOf(int index) const
{
    return columns(index).label;
}

QRectF ReasonBars::barOf(int index) const
{
    const double share = m_reasons.rows[static_cast<std::size_t>(index)].contribution / scale();
    const QRectF area = columns(index).bar;
    const double inset = m_theme.px(4);
    const double middle = area.center().x();
    const double length = std::fabs(share) * area.width() / 2;
    const double left = share < 0 ? middle - length : middle;
    return {left, area.top() + inset, length, area.height() - 2 * inset};
}

void ReasonBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Qt::Alignment labels = isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
    int index = 0;
    for (const ReasonRow& reason : m_reasons.rows) {
        const Columns place = columns(index);
        const Token token = reason.contribution < 0 ? Token::Down : Token::Up;
        text(painter, place.label, labels, reason.label, Token::Text);
        text(painter, place.value, Qt::AlignRight, reason.valueText, Token::Text3);
        painter.fillRect(barOf(index), m_theme.color(token));
        painter.fillRect(QRectF(std::round(place.bar.center().x()), place.bar.top(), 1, place.bar.height()),
                         m_theme.color(Token::Line2));
        text(painter, place.figure, Qt::AlignRight, reason.contributionText, token);
        ++index;
    }
    const Columns sum = columns(index);
    painter.fillRect(QRectF(0, sum.label.top(), width(), 1), m_theme.color(Token::Line));
    text(painter, sum.label, labels, tr("Score"), Token::Text, QFont::Medium);
    text(painter, sum.figure, Qt::AlignRight, m_reasons.scoreText, Token::Text, QFont::Medium);
    focusRing(painter);
}

} // namespace omni::ui

#include "ui/widgets/waterfall.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace omni::ui {

Waterfall::Waterfall(const Theme& theme, QWidget* parent)
    : RowPainter(theme, 30, parent)
{
    setAccessibleName(tr("Why this trade: from the base to the score"));
}

void Waterfall::setReasons(ReasonsShown reasons)
{
    if (reasons == m_reasons) {
        return;
    }
    m_reasons = std::move(reasons);
    m_least = m_most = m_reasons.base;
    double score = m_reasons.base;
    QStringList lines{tr("Begins at %1").arg(m_reasons.baseText)};
    for (const ReasonRow& row : m_reasons.rows) {
        score += row.contribution;
        m_least = std::min(m_least, score);
        m_most = std::max(m_most, score);
        lines.push_back(lineOf(row));
    }
    if (m_most <= m_least) {
        m_most = m_least + 1;
    }
    lines.push_back(tr("Score: %1").arg(m_reasons.scoreText));
    setLines(std::move(lines), static_cast<int>(m_reasons.rows.size()) + 2);
}

void Waterfall::remeasure()
{
    const QFontMetricsF metrics(m_theme.font(TextSize::Body));
    const QFontMetricsF small(m_theme.font(TextSize::Caption));
    const QFontMetricsF strong(m_theme.font(TextSize::Body, QFont::Medium));
    m_widest = {m_theme.px(60) * 1.0, 0, strong.horizontalAdvance(m_reasons.scoreText) + 2};
    for (const ReasonRow& one : m_reasons.rows) {
        m_widest.label = std::max(m_widest.label, metrics.horizontalAdvance(one.label) + 2);
        m_widest.value = std::max(m_widest.value, small.horizontalAdvance(one.valueText) + 2);
        m_widest.figure
            = std::max(m_widest.figure, metrics.horizontalAdvance(tr("▲ %1").arg(one.contributionText)) + 2);
    }
}

/// Labels and figures whole, and a chart that still shows which way.
QSize Waterfall::minimumSizeHint() const
{
    return {static_cast<int>(std::ceil(m_widest.label + m_widest.value + m_widest.figure)) + m_theme.px(24 + 32 + 8),
            RowPainter::minimumSizeHint().height()};
}

Waterfall::Columns Waterfall::columns(int index) const
{
    const QRectF box = row(index);
    const double gap = m_theme.px(16);
    const double figure = std::max<double>(m_theme.px(64), m_widest.figure);
    const double value
        = std::max(std::min(box.width() * 0.2, static_cast<double>(m_theme.px(76))), m_widest.value + gap / 2);
    const double least = box.width() - value - figure - 2 * gap - m_theme.px(24); // beside the narrowest chart
    const double label = std::min(m_widest.label, std::max(box.width() * 0.42, least));
    Columns columns;
    columns.label = mirrored({box.left(), box.top(), label, box.height()});
    columns.value = mirrored({box.left() + label, box.top(), value - gap / 2, box.height()});
    columns.chart = mirrored(
        {box.left() + label + value + gap, box.top(), box.width() - label - value - figure - 2 * gap, box.height()});
    columns.figure = mirrored({box.right() - figure, box.top(), figure, box.height()});
    return columns;
}

double Waterfall::place(double score) const
{
    const QRectF chart = columns(0).chart;
    return chart.left() + chart.width() * (score - m_least) / (m_most - m_least);
}

QRectF Waterfall::stepOf(int reason) const
{
    double from = m_reasons.base;
    for (int i = 0; i < reason; ++i) {
        from += m_reasons.rows[static_cast<std::size_t>(i)].contribution;
    }
    const double to = from + m_reasons.rows[static_cast<std::size_t>(reason)].contribution;
    const QRectF box = row(reason + 1);
    const double inset = m_theme.px(6);
    const double left = std::min(place(from), place(to));
    return {left, box.top() + inset, std::fabs(place(to) - place(from)), box.height() - 2 * inset};
}

void Waterfall::paintGrid(QPainter& painter) const
{
    const QRectF chart = columns(0).chart;
    constexpr int lines = 4;
    for (int i = 0; i <= lines; ++i) {
        const double x = std::round(chart.left() + chart.width() * i / lines);
        painter.fillRect(QRectF(x, 0, 1, height()), m_theme.color(Token::Grid));
    }
}

void Waterfall::paintSteps(QPainter& painter) const
{
    const Qt::Alignment labels = isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
    double score = m_reasons.base;
    for (int i = 0; i < static_cast<int>(m_reasons.rows.size()); ++i) {
        const ReasonRow& reason = m_reasons.rows[static_cast<std::size_t>(i)];
        const Columns at = columns(i + 1);
        const bool isFor = reason.contribution >= 0;
        const Token token = isFor ? Token::Up : Token::Down;
        text(painter, at.label, labels, reason.label, Token::Text);
        text(painter, at.value, Qt::AlignRight, reason.valueText, Token::Text3, QFont::Normal, TextSize::Caption);
        painter.fillRect(stepOf(i), m_theme.color(token));
        score += reason.contribution;
        painter.fillRect(QRectF(std::round(place(score)), stepOf(i).bottom(), 1, m_theme.px(12)),
                         m_theme.color(Token::Line2));
        text(painter, at.figure, Qt::AlignRight,
             isFor ? tr("▲ %1").arg(reason.contributionText) : tr("▼ %1").arg(reason.contributionText), token);
    }
}

void Waterfall::paintEnd(QPainter& painter) const
{
    const Qt::Alignment labels = isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
    const Columns first = columns(0);
    text(painter, first.label, labels, tr("Begins at"), Token::Text);
    text(painter, first.figure, Qt::AlignRight, m_reasons.baseText, Token::Text2);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Token::Text3));
    const double dot = m_theme.px(4);
    painter.drawEllipse(QPointF(place(m_reasons.base), first.chart.center().y()), dot, dot);
    painter.setRenderHint(QPainter::Antialiasing, false);

    const Columns last = columns(static_cast<int>(m_reasons.rows.size()) + 1);
    painter.fillRect(QRectF(0, last.label.top(), width(), 1), m_theme.color(Token::Line));
    text(painter, last.label, labels, tr("Score"), Token::Text, QFont::Medium);
    const double half = m_theme.px(5);
    painter.fillRect(
        QRectF(place(m_reasons.score) - half, last.chart.center().y() - m_theme.px(8), 2 * half, m_theme.px(16)),
        m_theme.color(Token::Ai));
    text(painter, last.figure, Qt::AlignRight, m_reasons.scoreText, Token::Text, QFont::Medium);
}

void Waterfall::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintGrid(painter);
    paintSteps(painter);
    paintEnd(painter);
    focusRing(painter);
}

} // namespace omni::ui

#include "ui/widgets/what_if_bars.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace omni::ui {

namespace {

/// Share of the bar at which the limit stands.
constexpr double limitPlace = 0.93;

QString lineOf(const WhatIfRow& row)
{
    if (row.limitText.isEmpty()) {
        return WhatIfBars::tr("%1: now %2, after %3").arg(row.label, row.nowText, row.afterText);
    }
    return WhatIfBars::tr("%1: now %2, after %3, limit %4, %5")
        .arg(row.label, row.nowText, row.afterText, row.limitText, wordOf(row.verdict));
}

/// Full length of the bar in the unit of the row. A limit of nothing is passed by anything.
double lengthOf(const WhatIfRow& row)
{
    return std::max(row.limit.value_or(0), 1e-12) / limitPlace;
}

} // namespace

WhatIfBars::WhatIfBars(const Theme& theme, QWidget* parent)
    : RowPainter(theme, 24, parent)
{
    setAccessibleName(tr("If approved: now and after"));
}

void WhatIfBars::setRows(std::vector<WhatIfRow> rows)
{
    if (rows == m_rows) {
        return;
    }
    m_rows = std::move(rows);
    QStringList lines;
    for (const WhatIfRow& row : m_rows) {
        lines.push_back(lineOf(row));
    }
    setLines(std::move(lines), static_cast<int>(m_rows.size()));
}

void WhatIfBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (int index = 0; index < static_cast<int>(m_rows.size()); ++index) {
        paintRow(painter, index);
    }
    focusRing(painter);
}

double WhatIfBars::figuresWidth(const WhatIfRow& row) const
{
    const QFontMetricsF plain(m_theme.font(TextSize::Body));
    const QFontMetricsF strong(m_theme.font(TextSize::Body, QFont::Medium));
    return plain.horizontalAdvance(tr("%1 → ").arg(row.nowText)) + strong.horizontalAdvance(row.afterText)
        + (row.limitText.isEmpty() ? 0 : plain.horizontalAdvance(tr(" of %1").arg(row.limitText)));
}

void WhatIfBars::remeasure()
{
    const QFontMetricsF metrics(m_theme.font(TextSize::Body));
    m_widest = {0, m_theme.px(80) * 1.0};
    for (const WhatIfRow& one : m_rows) {
        m_widest.label = std::max(m_widest.label, std::ceil(metrics.horizontalAdvance(one.label)) + 2);
        m_widest.figures = std::max(m_widest.figures, std::ceil(figuresWidth(one)) + 2);
    }
}

/// Figures are never cut: the bar gives way to them and to the label, then the label.
WhatIfBars::Columns WhatIfBars::columns() const
{
    Columns columns = m_widest;
    columns.figures = std::min(columns.figures, static_cast<double>(width()));
    columns.label = std::min(columns.label, std::max(0.0, width() - columns.figures - m_theme.px(8)));
    return columns;
}

QSize WhatIfBars::minimumSizeHint() const
{
    return {static_cast<int>(std::ceil(m_widest.label + m_theme.px(8) + m_widest.figures)),
            RowPainter::minimumSizeHint().height()};
}

QRectF WhatIfBars::barOf(int index) const
{
    if (!m_rows[static_cast<std::size_t>(index)].limit) {
        return {};
    }
    const Columns widths = columns();
    const QRectF box = row(index);
    const double gap = m_theme.px(8);
    const double height = m_theme.px(8);
    const double left = widths.label + gap;
    const double room = box.width() - left - gap - widths.figures;
    if (room < m_theme.px(16)) {
        return {}; // a sliver says nothing
    }
    return mirrored({box.left() + left, box.center().y() - height / 2, room, height});
}

QRectF WhatIfBars::figuresOf(int index) const
{
    const double figures = columns().figures;
    const QRectF box = row(index);
    return mirrored({box.right() - figures, box.top(), figures, box.height()});
}

void WhatIfBars::paintRow(QPainter& painter, int index) const
{
    const WhatIfRow& one = m_rows[static_cast<std::size_t>(index)];
    const QRectF box = row(index);
    // Where there is no bar, the words have its room.
    const double room = one.limit ? columns().label : box.width() - columns().figures - m_theme.px(8);
    text(painter, mirrored({box.left(), box.top(), room, box.height()}),
         isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft, one.label, Token::Text2);
    if (const QRectF bar = barOf(index); bar.width() > 0) {
        paintBar(painter, bar, one);
    }
    paintFigures(painter, figuresOf(index), one);
}

void WhatIfBars::paintBar(QPainter& painter, const QRectF& bar, const WhatIfRow& row) const
{
    painter.setPen(QPen(m_theme.color(Token::Line), 1));
    painter.setBrush(m_theme.color(Token::Input));
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
    const double length = lengthOf(row);
    const auto place
        = [&bar, length](double value) { return bar.left() + bar.width() * std::clamp(value / length, 0.0, 1.0); };
    const auto fill = [&painter, &bar](double from, double to, const QBrush& brush) {
        if (to > from) {
            painter.fillRect(QRectF(from, bar.top() + 1, to - from, bar.height() - 2), brush);
        }
    };
    const bool isBad = row.verdict == Verdict::Failed || row.verdict == Verdict::Warning;
    const QColor added = m_theme.color(isBad ? tokenOf(row.verdict) : Token::Accent);
    if (row.now && row.after) {
        const double now = place(*row.now);
        const double after = place(*row.after);
        fill(bar.left(), std::min(now, after), m_theme.color(Token::Text3));
        fill(now, after, added);
        if (after < now) { // what would go away
            painter.setPen(QPen(m_theme.color(Token::Text3), 1, Qt::DotLine));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(QRectF(after, bar.top() + 1.5, now - after, bar.height() - 3));
        }
    }
    if (row.limit) {
        const double at = place(*row.limit);
        if (row.after && *row.after > *row.limit) {
            fill(at, bar.right(), QBrush(m_theme.color(Token::Danger), Qt::BDiagPattern));
        }
        painter.fillRect(QRectF(std::round(at) - 1, bar.top() - m_theme.px(3), 2, bar.height() + m_theme.px(6)),
                         m_theme.color(Token::Text));
    }
}

void WhatIfBars::paintFigures(QPainter& painter, const QRectF& box, const WhatIfRow& row) const
{
    const QString ofLimit = row.limitText.isEmpty() ? QString() : tr(" of %1").arg(row.limitText);
    const bool isMirrored = isRightToLeft(); // read from the right: what is now, what will be, of how much
    QString before = tr("%1 → ").arg(row.nowText);
    if (isMirrored) {
        before.replace(QChar(0x2192), QChar(0x2190));
    }
    const QFontMetricsF plain(m_theme.font(TextSize::Body));
    const QFontMetricsF strong(m_theme.font(TextSize::Body, QFont::Medium));
    const double tail = plain.horizontalAdvance(ofLimit);
    const double middle = strong.horizontalAdvance(row.afterText);
    const double head = plain.horizontalAdvance(before);
    const bool hasHead = head + middle + tail <= box.width() + 1;
    const double tailLeft = isMirrored ? box.left() : box.right() - tail;
    const double middleLeft = isMirrored ? tailLeft + tail : tailLeft - middle;
    const double headLeft = isMirrored ? middleLeft + middle : middleLeft - head;
    if (hasHead) {
        text(painter, {headLeft, box.top(), head + 1, box.height()}, Qt::AlignLeft, before, Token::Text3);
    }
    const Token strongToken = row.verdict == Verdict::Passed ? Token::Text : tokenOf(row.verdict);
    text(painter, {middleLeft, box.top(), middle + 1, box.height()}, Qt::AlignLeft, row.afterText, strongToken,
         QFont::Medium);
    text(painter, {tailLeft, box.top(), tail + 1, box.height()}, Qt::AlignLeft, ofLimit, Token::Text3);
}

} // namespace omni::ui

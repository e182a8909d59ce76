#include "ui/widgets/check_list.h"

#include <QPainter>

#include <algorithm>

namespace omni::ui {

QString summaryOf(const std::vector<CheckRow>& checks)
{
    const auto count = [&checks](Verdict verdict) {
        return static_cast<int>(
            std::count_if(checks.begin(), checks.end(), [verdict](const CheckRow& c) { return c.verdict == verdict; }));
    };
    QStringList parts;
    if (const int n = count(Verdict::Passed)) {
        parts.push_back(CheckList::tr("%n passed", nullptr, n));
    }
    if (const int n = count(Verdict::Warning)) {
        parts.push_back(CheckList::tr("%n warning(s)", nullptr, n));
    }
    if (const int n = count(Verdict::Failed)) {
        parts.push_back(CheckList::tr("%n failed", nullptr, n));
    }
    if (const int n = count(Verdict::Unknown)) {
        parts.push_back(CheckList::tr("%n not known", nullptr, n));
    }
    return parts.join(CheckList::tr(", ", "between the parts of a list"));
}

CheckList::CheckList(const Theme& theme, int columns, QWidget* parent)
    : RowPainter(theme, columns == 1 ? 23 : 20, parent)
    , m_columns(columns)
{
    setAccessibleName(tr("Checks"));
}

void CheckList::setChecks(std::vector<CheckRow> checks)
{
    if (checks == m_checks) {
        return;
    }
    m_checks = std::move(checks);
    QStringList lines;
    for (const CheckRow& check : m_checks) {
        lines.push_back(
            tr("%1: %2 %3, %4").arg(check.label, check.figure, check.limit, wordOf(check.verdict)).simplified());
    }
    m_words = std::move(lines);
    arrange();
}

double CheckList::widthOf(const CheckRow& check) const
{
    const QFontMetricsF metrics(m_theme.font(TextSize::Body));
    return m_theme.px(17 + 6) + metrics.horizontalAdvance(check.label) + metrics.horizontalAdvance(check.figure)
        + metrics.horizontalAdvance(QLatin1Char(' ') + check.limit) + 4;
}

std::vector<CheckList::Place> CheckList::placesAt(int width) const
{
    const double half = (width - m_theme.px(16)) / 2.0;
    const auto isShort = [&](std::size_t i) { return i < m_checks.size() && widthOf(m_checks[i]) <= half; };
    std::vector<Place> places;
    int line = 0;
    while (places.size() < m_checks.size()) {
        const std::size_t at = places.size();
        const bool isPair = m_columns > 1 && isShort(at) && isShort(at + 1);
        places.push_back({line, isPair, false});
        if (isPair) {
            places.push_back({line, true, true});
        }
        ++line;
    }
    return places;
}

int CheckList::linesAt(int width) const
{
    const auto places = placesAt(width);
    return places.empty() ? 0 : places.back().line + 1;
}

void CheckList::arrange()
{
    m_places = placesAt(width());
    setLines(m_words, m_places.empty() ? 0 : m_places.back().line + 1);
}

void CheckList::resizeEvent(QResizeEvent* event)
{
    RowPainter::resizeEvent(event);
    arrange();
}

void CheckList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double half = (width() - m_theme.px(16)) / 2.0;
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        const Place& place = m_places[i];
        QRectF box = row(place.line);
        if (place.isHalf) {
            box = {place.isSecond ? box.right() - half : box.left(), box.top(), half, box.height()};
        }
        paintCheck(painter, mirrored(box), m_checks[i]);
    }
    focusRing(painter);
}

void CheckList::paintCheck(QPainter& painter, const QRectF& box, const CheckRow& check) const
{
    const bool isMirrored = isRightToLeft();
    const double icon = m_theme.px(11);
    const double indent = m_theme.px(17);
    const double iconLeft = isMirrored ? box.right() - icon : box.left();
    paintVerdict(painter, {iconLeft, box.center().y() - icon / 2, icon, icon}, check.verdict, m_theme);

    const QString limit = check.limit.isEmpty() ? QString() : QLatin1Char(' ') + check.limit;
    const QFontMetricsF metrics(m_theme.font(TextSize::Body));
    const double limitWidth = metrics.horizontalAdvance(limit) + 1;
    const double figureWidth = metrics.horizontalAdvance(check.figure) + 1;
    const double figures = limitWidth + figureWidth;
    const double limitLeft = isMirrored ? box.left() : box.right() - limitWidth; // read after the figure, either way
    const double figureLeft = isMirrored ? box.left() + limitWidth : box.right() - figures;
    text(painter, {limitLeft, box.top(), limitWidth, box.height()}, Qt::AlignRight, limit, Token::Text3);
    text(painter, {figureLeft, box.top(), figureWidth, box.height()}, Qt::AlignRight, check.figure,
         check.verdict == Verdict::Failed ? Token::Danger : Token::Text);

    const double room = box.width() - indent - figures - m_theme.px(6);
    const double labelLeft = isMirrored ? box.right() - indent - room : box.left() + indent;
    text(painter, {labelLeft, box.top(), room, box.height()}, isMirrored ? Qt::AlignRight : Qt::AlignLeft, check.label,
         Token::Text2);
}

} // namespace omni::ui

#include "ui/charts/live_layer.h"
#include "ui/charts/time_ticks.h"
#include "ui/style/icons.h"
#include "ui/widgets/formats.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace omni::ui {

namespace {

constexpr int labelHeight = 20;
constexpr int padding = 8;
constexpr int gripWidth = 10;

/// Moves boxes of height `height` apart, keeping their order; those at the edges move inwards. `place(i)` is a double&
/// with the middle of box i, rising.
template<class Place> void spread(std::size_t count, double height, double top, double bottom, Place place)
{
    for (std::size_t i = 0; i < count; ++i) {
        const double least = i == 0 ? top + height / 2 : place(i - 1) + height;
        place(i) = std::max(place(i), least);
    }
    for (std::size_t i = count; i-- > 0;) {
        const double most = i + 1 == count ? bottom - height / 2 : place(i + 1) - height;
        place(i) = std::min(place(i), most);
    }
}

} // namespace

void LiveLayer::addLine(const QString& text, Ticks price, Token token, std::optional<std::size_t> line, bool hasGrip,
                        bool isDashed, bool isProposal)
{
    Label label;
    label.y = yOf(price);
    label.text = text;
    label.token = token;
    label.line = line;
    label.hasGrip = hasGrip;
    label.isDashed = isDashed;
    label.isProposal = isProposal;
    const QRect& plot = m_picture->plot();
    if (label.y < plot.top() - 1 || label.y > plot.bottom() + 1) {
        // Out of sight: the label at the edge says which way.
        label.text = (label.y < plot.top() ? QStringLiteral("↑ ") : QStringLiteral("↓ ")) + text;
    }
    m_labels.push_back(std::move(label));
}

void LiveLayer::addTag(Ticks price, const QString& text, Token fill, int rank)
{
    const QRect& plot = m_picture->plot();
    const double y = yOf(price);
    if (y >= plot.top() - 1 && y <= plot.bottom() + 1) {
        m_tags.push_back({y, text, fill, rank});
    }
}

QRectF LiveLayer::placeOf(double middle, double width, double height, const ChartData& data) const
{
    const double gap = m_theme.px(7);
    const QRectF left(m_lineStart - gap - width, middle - height / 2, width, height);
    const double right = m_picture->plot().right() - m_theme.px(4) - width;
    if (right < m_lineStart + gap) {
        return left;
    }
    const auto bar = [&](double x) {
        const double index = std::floor(m_picture->time().indexAt(x));
        return std::min(data.series()->count(), static_cast<std::size_t>(std::max(0.0, index)));
    };
    const Bucket hidden
        = data.pyramid().over(*data.series(), bar(left.left()), std::max(bar(left.left()), bar(left.right() + gap)));
    const bool hides = hidden.count > 0 && m_picture->price().yOf(static_cast<double>(hidden.high)) < left.bottom()
        && m_picture->price().yOf(static_cast<double>(hidden.low)) > left.top();
    return hides ? QRectF(right, left.top(), width, height) : left;
}

void LiveLayer::paintLabel(QPainter& painter, const Label& label, const QString& text, int lead) const
{
    const QFontMetrics metrics(painter.font());
    const double middle = label.box.center().y();
    const QColor& color = m_theme.color(label.token);
    QPen edge(color, 1);
    if (label.isDashed) {
        edge.setDashPattern({3, 2});
    }
    painter.setPen(edge);
    painter.setBrush(m_theme.color(Token::Panel));
    const QRectF box(std::floor(label.box.x()) + 0.5, std::floor(label.box.y()) + 0.5, std::floor(label.box.width()),
                     label.box.height() - 1);
    painter.drawRoundedRect(box, 2, 2);
    if (label.hasGrip) {
        for (int row = -1; row <= 1; ++row) {
            painter.fillRect(QRectF(box.x() + m_theme.px(6), std::floor(middle) + row * 3, m_theme.px(5), 1),
                             m_theme.color(Token::Text2));
        }
    } else if (label.isProposal) {
        const double side = m_theme.px(12);
        Icons::paint(painter, QRectF(box.x() + m_theme.px(6), middle - side / 2, side, side), m_theme,
                     QStringLiteral("ai"), Token::Ai);
    }
    painter.setPen(m_theme.color(Token::Text));
    painter.drawText(
        QPointF(box.x() + m_theme.px(padding) + lead, middle + (metrics.ascent() - metrics.descent()) / 2.0), text);
    if (label.isProposal && label.box.right() < m_lineStart) {
        // From the label down to the line, where they part.
        painter.setPen(QPen(color, 1));
        painter.drawLine(QPointF(label.box.right(), middle), QPointF(m_lineStart, label.y));
    }
}

void LiveLayer::paintLabels(QPainter& painter, const ChartData& data)
{
    const QRect& plot = m_picture->plot();
    const QFont font = m_theme.font(TextSize::Caption);
    const QFontMetrics metrics(font);
    const double height = m_theme.px(labelHeight);
    std::sort(m_labels.begin(), m_labels.end(), [](const Label& a, const Label& b) { return a.y < b.y; });
    std::vector<double>& middles = m_middles;
    middles.clear();
    for (const Label& label : m_labels) {
        // A proposal's label stands above its line, where the price is not.
        middles.push_back(label.isProposal ? label.y - height : label.y);
    }
    std::vector<std::size_t>& order = m_order;
    order.resize(m_labels.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return middles[a] < middles[b]; });
    spread(order.size(), height + 2, plot.top(), plot.bottom(),
           [&](std::size_t i) -> double& { return middles[order[i]]; });

    painter.setFont(font);
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        Label& label = m_labels[i];
        const int lead = label.hasGrip ? m_theme.px(gripWidth) : label.isProposal ? m_theme.px(16) : 0;
        const double room = m_lineStart - m_theme.px(8) - plot.left();
        QString text = label.text;
        double width = metrics.horizontalAdvance(text) + 2 * m_theme.px(padding) + lead;
        if (width > room) {
            text = metrics.elidedText(text, Qt::ElideRight, static_cast<int>(room) - 2 * m_theme.px(padding) - lead);
            width = room;
        }
        label.box = placeOf(middles[i], width, height, data);
        paintLabel(painter, label, text, lead);
        m_texts << label.text;
    }
    painter.setBrush(Qt::NoBrush);
}

void LiveLayer::paintTags(QPainter& painter)
{
    const QRect& plot = m_picture->plot();
    const QRect& axis = m_picture->priceAxis();
    const QFont plain = m_theme.font(TextSize::Caption, QFont::Medium);
    const QFont bold = m_theme.font(TextSize::Caption, QFont::Bold);
    const QFontMetrics metrics(plain);
    const double height = metrics.height() + m_theme.px(4);
    std::stable_sort(m_tags.begin(), m_tags.end(),
                     [](const Tag& a, const Tag& b) { return a.y != b.y ? a.y < b.y : a.rank < b.rank; });
    m_middles.clear();
    for (const Tag& tag : m_tags) {
        m_middles.push_back(tag.y);
    }
    spread(m_tags.size(), height, plot.top(), plot.bottom(), [this](std::size_t i) -> double& { return m_middles[i]; });
    // Labels of the axis that a tag would leave half of are taken away.
    for (const PriceTick& tick : m_picture->priceTicks()) {
        for (const double middle : m_middles) {
            if (std::abs(middle - tick.y) < height) {
                painter.fillRect(
                    QRectF(axis.left() + 1, tick.y - metrics.height() / 2.0, axis.width() - 1, metrics.height()),
                    m_theme.color(Token::Panel));
            }
        }
    }
    for (std::size_t i = 0; i < m_tags.size(); ++i) {
        const Tag& tag = m_tags[i];
        const QRectF box(axis.left() + 1, std::floor(m_middles[i] - height / 2), axis.width() - 1, height);
        painter.fillRect(box, m_theme.color(tag.fill));
        const bool isLast = tag.rank == 0;
        painter.setFont(isLast ? bold : plain);
        painter.setPen(m_theme.color(tag.fill == Token::Text ? Token::Panel : Token::OnFill));
        painter.drawText(
            QPointF(axis.left() + m_theme.px(6), box.center().y() + (metrics.ascent() - metrics.descent()) / 2.0),
            tag.text);
        m_texts << tag.text;
    }
}

void LiveLayer::paintCross(QPainter& painter, const ChartData& data, const CrossHair& cross)
{
    const QRect& plot = m_picture->plot();
    const QRect& foot = m_picture->timeAxis();
    const double x = std::floor(m_picture->time().xOf(static_cast<double>(cross.bar) + 0.5)) + 0.5;
    QPen pen(m_theme.color(Token::Text3), 1);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    if (x >= plot.left() && x <= plot.right()) {
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, foot.top()));
    }
    const bool isInPlot = cross.y >= plot.top() && cross.y <= plot.bottom();
    const QFont font = m_theme.font(TextSize::Caption);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    if (isInPlot) {
        const double y = std::floor(cross.y) + 0.5;
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        const Ticks price{
            static_cast<std::int64_t>(std::llround(std::clamp(m_picture->price().ticksAt(cross.y), -4e15, 4e15)))};
        const double height = metrics.height() + m_theme.px(4);
        const QRectF box(m_picture->priceAxis().left() + 1, std::floor(y - height / 2),
                         m_picture->priceAxis().width() - 1, height);
        painter.fillRect(box, m_theme.color(Token::Line2));
        painter.setPen(m_theme.color(Token::Text));
        painter.drawText(
            QPointF(box.left() + m_theme.px(5), box.center().y() + (metrics.ascent() - metrics.descent()) / 2.0),
            priceText(price));
    }
    const Timestamp at = timeOf(*data.series(), static_cast<double>(cross.bar));
    const QString text = m_formats.dateTime(at);
    const double width = metrics.horizontalAdvance(text) + 2 * m_theme.px(6);
    const double left = std::clamp<double>(x - width / 2, plot.left(), std::max<double>(0, plot.right() - width));
    const QRectF box(left, foot.top() + 1, width, foot.height() - 1);
    painter.fillRect(box, m_theme.color(Token::Line2));
    painter.setPen(m_theme.color(Token::Text));
    painter.drawText(box, Qt::AlignCenter, text);
    m_texts << text;
}

} // namespace omni::ui

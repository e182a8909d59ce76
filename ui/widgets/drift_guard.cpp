#include "ui/widgets/drift_guard.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace omni::ui {

DriftGuard::DriftGuard(const Theme& theme, QWidget* parent)
    : RowPainter(theme, 18, parent)
{
    setAccessibleName(tr("Price drift guard"));
    setLines({}, 3);
}

void DriftGuard::setDrift(DriftShown drift)
{
    if (drift == m_drift) {
        return;
    }
    m_drift = std::move(drift);
    const QString line = !m_drift.now ? tr("Decided at %1; there is no price now").arg(m_drift.decisionText)
        : m_drift.isInside            ? tr("Decided at %1, now %2, inside the band from %3 to %4")
                                 .arg(m_drift.decisionText, m_drift.nowText, m_drift.lowText, m_drift.highText)
                           : tr("Decided at %1, now %2, outside the band from %3 to %4")
                                 .arg(m_drift.decisionText, m_drift.nowText, m_drift.lowText, m_drift.highText);
    setLines({line}, 3);
}

void DriftGuard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double inset = m_theme.px(10);
    const QRectF strip = row(1).adjusted(inset, m_theme.px(4), -inset, -m_theme.px(4));
    const double side = strip.width() * 0.14; // what lies outside the band at each end
    const QRectF band = strip.adjusted(side, 0, -side, 0);
    const double allowed = std::isfinite(m_drift.allowed) && m_drift.allowed > 0 ? m_drift.allowed : 1;
    const auto place = [&](double price) {
        const double x = band.center().x() + (price - m_drift.decision) / allowed * band.width() / 2;
        return std::clamp(x, strip.left(), strip.right());
    };
    painter.fillRect(strip, m_theme.tint(Token::Danger, 0.22));
    painter.fillRect(band, m_theme.tint(Token::Ok, 0.12));
    painter.setPen(m_theme.color(Token::Ok));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(band.adjusted(0.5, 0.5, -0.5, -0.5));
    const double over = m_theme.px(3);
    painter.fillRect(QRectF(std::round(band.center().x()), strip.top() - over, 1, strip.height() + 2 * over),
                     m_theme.color(Token::Text2));

    text(painter, {0, 0, band.center().x() - m_theme.px(4), row(0).height()}, Qt::AlignRight,
         tr("decision %1").arg(m_drift.decisionText), Token::Text3);
    text(painter, {band.left() - side, row(2).top(), band.width() / 2 + side, row(2).height()}, Qt::AlignLeft,
         m_drift.lowText, Token::Text2, QFont::Normal, TextSize::Caption);
    text(painter, {band.center().x(), row(2).top(), band.width() / 2 + side, row(2).height()}, Qt::AlignRight,
         m_drift.highText, Token::Text2, QFont::Normal, TextSize::Caption);
    if (!m_drift.now) {
        return;
    }
    const Token token = m_drift.isInside ? Token::Text : Token::Danger;
    const double x = place(*m_drift.now);
    painter.fillRect(QRectF(std::round(x) - 1, strip.top() - over, 2, strip.height() + 2 * over), m_theme.color(token));
    const double half = m_theme.px(4);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(token));
    painter.drawPolygon(QPolygonF(
        {{x - half, strip.top() - over - half}, {x + half, strip.top() - over - half}, {x, strip.top() - over}}));
    text(painter, {band.center().x() + m_theme.px(8), 0, width() - band.center().x() - m_theme.px(8), row(0).height()},
         Qt::AlignLeft, tr("now %1").arg(m_drift.nowText), token, QFont::Medium);
}

} // namespace omni::ui

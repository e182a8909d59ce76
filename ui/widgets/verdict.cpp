#include "ui/widgets/verdict.h"

#include <QPainter>
#include <QPolygonF>
#include <QRectF>

#include <algorithm>

namespace omni::ui {

QString wordOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Passed:
        return QCoreApplication::translate("omni::ui::Verdict", "passed");
    case Verdict::Warning:
        return QCoreApplication::translate("omni::ui::Verdict", "warning");
    case Verdict::Failed:
        return QCoreApplication::translate("omni::ui::Verdict", "failed");
    case Verdict::Unknown:
        return QCoreApplication::translate("omni::ui::Verdict", "not known");
    }
    return {};
}

Token tokenOf(Verdict verdict) noexcept
{
    switch (verdict) {
    case Verdict::Passed:
        return Token::Ok;
    case Verdict::Warning:
        return Token::Warn;
    case Verdict::Failed:
        return Token::Danger;
    case Verdict::Unknown:
        return Token::Text3;
    }
    return Token::Text3;
}

void paintVerdict(QPainter& painter, const QRectF& box, Verdict verdict, const Theme& theme)
{
    const auto at
        = [&box](double x, double y) { return QPointF(box.left() + x * box.width(), box.top() + y * box.height()); };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(theme.color(tokenOf(verdict)), std::max(1.2, box.height() / 7.0));
    pen.setCapStyle(Qt::RoundCap);
    pen.setJoinStyle(Qt::RoundJoin);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    switch (verdict) {
    case Verdict::Passed:
        painter.drawPolyline(QPolygonF({at(0.1, 0.55), at(0.38, 0.82), at(0.92, 0.2)}));
        break;
    case Verdict::Warning:
        painter.drawPolygon(QPolygonF({at(0.5, 0.06), at(0.97, 0.92), at(0.03, 0.92)}));
        painter.drawLine(at(0.5, 0.38), at(0.5, 0.62));
        painter.drawPoint(at(0.5, 0.78));
        break;
    case Verdict::Failed:
        painter.drawLine(at(0.15, 0.15), at(0.85, 0.85));
        painter.drawLine(at(0.85, 0.15), at(0.15, 0.85));
        break;
    case Verdict::Unknown:
        painter.drawLine(at(0.2, 0.5), at(0.8, 0.5));
        break;
    }
    painter.restore();
}

} // namespace omni::ui

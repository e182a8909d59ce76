#include "ui/charts/frame_pixels.h"

#include <QPaintEngine>
#include <QPainter>
#include <QRect>

#include <cmath>

namespace omni::ui {

QImage framePixels(QPainter& painter, QSize size, double ratio)
{
    const QPaintEngine* engine = painter.paintEngine();
    if (engine == nullptr || engine->type() != QPaintEngine::Raster || engine->paintDevice() == nullptr
        || engine->paintDevice()->devType() != QInternal::Image) {
        return {};
    }
    auto& frame = *static_cast<QImage*>(engine->paintDevice());
    const QTransform to = painter.deviceTransform();
    const QPoint origin(static_cast<int>(std::lround(to.dx())), static_cast<int>(std::lround(to.dy())));
    const QRect box(origin,
                    QSize(static_cast<int>(std::lround(size.width() * ratio)),
                          static_cast<int>(std::lround(size.height() * ratio))));
    const bool isOpaque
        = frame.format() == QImage::Format_RGB32 || frame.format() == QImage::Format_ARGB32_Premultiplied;
    if (!isOpaque || to.type() > QTransform::TxScale || to.m11() != ratio || to.m22() != ratio || to.dx() != origin.x()
        || to.dy() != origin.y() || box.isEmpty() || !frame.rect().contains(box)) {
        return {};
    }
    uchar* first = frame.bits() + static_cast<qsizetype>(box.top()) * frame.bytesPerLine()
        + static_cast<qsizetype>(box.left()) * static_cast<qsizetype>(sizeof(QRgb));
    return QImage(first, box.width(), box.height(), frame.bytesPerLine(), QImage::Format_RGB32);
}

} // namespace omni::ui

// The pixels of the frame that a painter paints on, where they lie in memory: what is painted there at once need not be
// copied there.
//
// UI thread.

#pragma once

#include <QImage>
#include <QSize>

class QPainter;

namespace omni::ui {

/// `size` device-independent pixels from the painter's origin on, at `ratio` device pixels each, as a picture over the
/// frame's own memory: valid while the painter paints and neither moves nor clips. Null where the frame is no opaque
/// picture of that ratio in memory, or where it ends within `size`.
[[nodiscard]] QImage framePixels(QPainter& painter, QSize size, double ratio);

} // namespace omni::ui

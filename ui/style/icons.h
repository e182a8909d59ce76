// Our own icons, drawn in one colour and tinted by a token when they are painted.
//
// A name is a file of resources/icons without its ending. An icon follows the theme by itself: it asks for the colour
// at each painting. UI thread.

#pragma once

#include "ui/style/theme.h"

#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRectF;

namespace omni::ui {

struct Icons {
    /// A name that does not exist gives an icon that paints nothing. `theme` outlives it. Disabled it is Text3.
    [[nodiscard]] static QIcon icon(const Theme& theme, const QString& name, Token token = Token::Text2);
    /// `size` in device-independent pixels, the user's scale included; sharp at `ratio` device pixels to one.
    [[nodiscard]] static QPixmap pixmap(const Theme& theme, const QString& name, Token token, int size,
                                        qreal ratio = 1.0);
    /// For painters and delegates: out of a cache.
    static void paint(QPainter& painter, const QRectF& place, const Theme& theme, const QString& name, Token token);
    [[nodiscard]] static bool has(const QString& name);
};

} // namespace omni::ui

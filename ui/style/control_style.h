// Painter of the controls that a style sheet cannot tint: marks, arrows, combo and spin boxes, the focus ring.
//
// Letters that open a menu or press a button are underlined while Alt is held, and not otherwise.
//
// Everything else of their look comes from the style sheet and the palette. One for the application; the theme that was
// applied last gives the colours.

#pragma once

#include <QProxyStyle>

namespace omni::ui {

class Theme;

class ControlStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    ControlStyle();

    /// The theme to paint by from now on. It may die; then Qt's own look is used.
    static void use(const Theme& theme);

    using QProxyStyle::polish;
    using QProxyStyle::unpolish;
    void polish(QApplication* application) override;
    void polish(QWidget* widget) override;
    void unpolish(QApplication* application) override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                         const QWidget* widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                                QStyleHintReturn* data) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool m_isAltHeld = false;
};

} // namespace omni::ui

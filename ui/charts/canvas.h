// Pixels of an opaque picture, written directly: thousands of upright lines and flat boxes a frame.
//
// Coordinates are device pixels. What lies outside of the clip is not drawn. The image is Format_RGB32 and outlives it.

#pragma once

#include <QImage>
#include <QRect>
#include <QRgb>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace omni::ui {

class Canvas
{
public:
    explicit Canvas(QImage& image)
        : m_bits(reinterpret_cast<QRgb*>(image.bits()))
        , m_stride(image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb)))
        , m_whole(image.rect())
    {
        setClip(m_whole);
    }
    [[nodiscard]] const QRect& whole() const noexcept
    {
        return m_whole;
    }
    void setClip(const QRect& clip)
    {
        const QRect inside = clip & m_whole;
        m_left = inside.left();
        m_top = inside.top();
        m_right = inside.left() + inside.width();
        m_bottom = inside.top() + inside.height();
    }
    void fill(int x, int y, int width, int height, QRgb color) const noexcept
    {
        const int left = std::max(x, m_left);
        const int right = std::min(x + width, m_right);
        const int bottom = std::min(y + height, m_bottom);
        if (left >= right) {
            return;
        }
        for (int row = std::max(y, m_top); row < bottom; ++row) {
            std::fill_n(at(left, row), right - left, color);
        }
    }
    /// Every `period`-th pixel pair: a dotted line to the right.
    void dots(int x, int y, int width, int period, QRgb color) const noexcept
    {
        for (int i = 0; i < width; i += period) {
            fill(x + i, y, std::max(1, period / 2), 1, color);
        }
    }
    /// Column `x` from `top` to `bottom`, whose fractions show as coverage of the first and the last pixel.
    void span(int x, double top, double bottom, QRgb color) const noexcept
    {
        if (x < m_left || x >= m_right) {
            return;
        }
        const double high = std::max(top, static_cast<double>(m_top));
        const double low = std::min(bottom, static_cast<double>(m_bottom));
        if (!(high < low)) {
            return;
        }
        const int first = static_cast<int>(high);
        const int last = static_cast<int>(low);
        if (first == last) {
            blend(x, first, color, low - high);
            return;
        }
        blend(x, first, color, 1 - (high - first));
        for (int y = first + 1; y < last; ++y) {
            *at(x, y) = color;
        }
        if (last < m_bottom) {
            blend(x, last, color, low - last);
        }
    }

private:
    [[nodiscard]] QRgb* at(int x, int y) const noexcept
    {
        return m_bits + static_cast<std::ptrdiff_t>(y) * m_stride + x;
    }
    void blend(int x, int y, QRgb color, double coverage) const noexcept
    {
        const int share = static_cast<int>(coverage * 256);
        QRgb& pixel = *at(x, y);
        const auto mixed = [share](int over, int under) { return under + ((over - under) * share) / 256; };
        pixel = qRgb(mixed(qRed(color), qRed(pixel)), mixed(qGreen(color), qGreen(pixel)),
                     mixed(qBlue(color), qBlue(pixel)));
    }

    QRgb* m_bits;
    qsizetype m_stride;
    QRect m_whole;
    int m_left = 0, m_top = 0, m_right = 0, m_bottom = 0;
};

} // namespace omni::ui

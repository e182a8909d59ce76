#include "ui/dialogs/people/qr_view.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace omni::ui::people {

namespace {

constexpr int quietModules = 4; ///< Light ones around (ISO/IEC 18004).
constexpr int pixelsPerModule = 5; ///< A phone reads it from an arm's length.

} // namespace

QrView::QrView(const Theme& theme, std::optional<totp::QrGrid> grid, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(std::move(grid))
{
    setObjectName(QStringLiteral("qrCode"));
    setAccessibleName(tr("QR code for the authenticator. The key beside it is the same as text."));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setVisible(m_grid.has_value());
}

int QrView::modules() const
{
    return m_grid ? static_cast<int>(m_grid->width()) + 2 * quietModules : 0;
}

QSize QrView::sizeHint() const
{
    const int side = modules() * m_theme.px(pixelsPerModule);
    return {side, side};
}

void QrView::paintEvent(QPaintEvent*)
{
    if (!m_grid) {
        return;
    }
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    const int side = std::min(width(), height()) / modules();
    const int left = (width() - side * modules()) / 2 + quietModules * side;
    const int top = (height() - side * modules()) / 2 + quietModules * side;
    for (std::size_t row = 0; row < m_grid->width(); ++row) {
        for (std::size_t column = 0; column < m_grid->width(); ++column) {
            if (m_grid->isDark(row, column)) {
                painter.fillRect(left + static_cast<int>(column) * side, top + static_cast<int>(row) * side, side, side,
                                 Qt::black);
            }
        }
    }
}

} // namespace omni::ui::people

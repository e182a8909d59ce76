#include "ui/widgets/expiry_bar.h"

#include <QPainter>

#include <algorithm>

namespace omni::ui {

void paintExpiry(QPainter& painter, const QRectF& box, double share, bool isDone, const Theme& theme)
{
    painter.fillRect(box, theme.color(Token::Line));
    const double length = box.width() * std::clamp(share, 0.0, 1.0);
    if (!isDone && length > 0) {
        painter.fillRect(QRectF(box.left(), box.top(), length, box.height()), theme.color(Token::Ai));
    }
}

ExpiryBar::ExpiryBar(const Theme& theme, QWidget* parent)
    : QProgressBar(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Time left in seconds"));
    setTextVisible(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ExpiryBar::setLeft(Duration left, Duration total)
{
    const auto wholeSeconds
        = [](Duration d) { return static_cast<int>(std::clamp<std::int64_t>(d.ns / 1'000'000'000, 0, 1'000'000'000)); };
    m_share = total.ns > 0 ? static_cast<double>(left.ns) / static_cast<double>(total.ns) : 0;
    setRange(0, std::max(1, wholeSeconds(total)));
    setValue(std::min(wholeSeconds(left), maximum()));
    update();
}

QSize ExpiryBar::sizeHint() const
{
    return {m_theme.px(160), m_theme.px(5)};
}

QSize ExpiryBar::minimumSizeHint() const
{
    return {m_theme.px(40), m_theme.px(5)};
}

void ExpiryBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double height = m_theme.px(4);
    paintExpiry(painter, {0, (this->height() - height) / 2.0, static_cast<double>(width()), height}, m_share, false,
                m_theme);
}

} // namespace omni::ui

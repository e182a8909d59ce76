// The time that is left, as a bar that runs empty.

#pragma once

#include "core/base/time.h"
#include "ui/style/theme.h"

#include <QProgressBar>

namespace omni::ui {

/// A screen reader reads its value in whole seconds.
class ExpiryBar final : public QProgressBar
{
    Q_OBJECT

public:
    explicit ExpiryBar(const Theme& theme, QWidget* parent = nullptr);

    /// `total` above zero. A rest outside [0, total] is shown as the nearer end.
    void setLeft(Duration left, Duration total);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    double m_share = 0;
};

/// The same bar for delegates: `share` in [0, 1] of `box`.
void paintExpiry(QPainter& painter, const QRectF& box, double share, bool isDone, const Theme& theme);

} // namespace omni::ui

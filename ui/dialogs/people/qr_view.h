// A QR code as a camera wants it: black on white whatever the theme is, with a quiet zone of four modules around, and
// each module of as many whole pixels as the next. It holds a secret; nothing can be copied out of it.

#pragma once

#include "core/edge/security/totp/enrolment.h"
#include "ui/style/theme.h"

#include <QWidget>

#include <optional>

namespace omni::ui::people {

class QrView final : public QWidget
{
    Q_OBJECT

public:
    /// No grid: it could not be made; the text beside it serves.
    QrView(const Theme& theme, std::optional<totp::QrGrid> grid, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int modules() const;

    const Theme& m_theme;
    std::optional<totp::QrGrid> m_grid;
};

} // namespace omni::ui::people

// A framed word with an icon: the environment, the approval mode, the kill switch. One painter for all of them.

#pragma once

#include "ui/style/theme.h"

#include <QAbstractButton>

namespace omni::ui {

class StripChip final : public QAbstractButton
{
    Q_OBJECT

public:
    /// `height` in device-independent pixels before the user's scale.
    StripChip(Theme& theme, int height, QWidget* parent);

    struct Look {
        QString text;
        QString icon; ///< Of ui/style, or empty.
        QString keys; ///< "Ctrl Shift K" in a little frame, or empty.
        Token token = Token::Text2; ///< Frame, icon and text.
        bool isFilled = false; ///< DangerFill with OnDanger.
        bool isTinted = false; ///< A breath of the token as ground.
        friend bool operator==(const Look&, const Look&) = default;
    };
    void setLook(const Look& look);
    [[nodiscard]] const Look& look() const noexcept
    {
        return m_look;
    }

    /// What `keys` would add to its width; 0 for none.
    [[nodiscard]] int keysWidth(const QString& keys) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return sizeHint();
    }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QFont textFont() const;

    Theme& m_theme;
    int m_height;
    Look m_look;
};

} // namespace omni::ui

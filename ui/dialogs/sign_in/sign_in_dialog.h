// Somebody signs in, with the window before his eyes: before a session that asks, or because he wants to. Shown with
// open(); accepted when he is in; dies by itself.

#pragma once

#include "ui/style/theme.h"

#include <QDialog>

namespace omni::ui {
class EngineLink;
}

namespace omni::ui::sign_in {

class SignInPanel;

class SignInDialog final : public QDialog
{
    Q_OBJECT

public:
    /// The engine's link has a seat.
    SignInDialog(EngineLink& engine, const Theme& theme, QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;

private:
    SignInPanel* m_panel;
};

} // namespace omni::ui::sign_in

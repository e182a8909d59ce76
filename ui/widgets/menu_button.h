// A button that opens a menu and opens no event loop for it: everything else goes on while the menu stands.
//
// Qt's own tool button runs `QMenu::exec` inside of the press; what is closed meanwhile is closed below a live stack
// frame. This one lets the menu pop up and returns. UI thread.

#pragma once

#include <QToolButton>

namespace omni::ui {

class MenuButton final : public QToolButton
{
    Q_OBJECT

public:
    explicit MenuButton(QWidget* parent = nullptr);

    /// Its own from now on; once. A press, Space, Enter, Down or the mnemonic opens it.
    void openWith(QMenu* menu);
    /// Below the button, or above it where there is no room; nothing without a menu, or while it is open.
    void openMenu();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void placeMenu();
};

} // namespace omni::ui

#include "ui/widgets/menu_button.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScreen>

#include <algorithm>

namespace omni::ui {

MenuButton::MenuButton(QWidget* parent)
    : QToolButton(parent)
{
    // The mode says to the style and to a screen reader what the button is. What it would do at a press is cut.
    setPopupMode(QToolButton::InstantPopup);
    disconnect(this, &QAbstractButton::pressed, this, nullptr);
    connect(this, &QAbstractButton::pressed, this, &MenuButton::openMenu);
}

void MenuButton::openWith(QMenu* menu)
{
    setMenu(menu);
    menu->installEventFilter(this);
    connect(menu, &QMenu::aboutToHide, this, [this] { setDown(false); });
}

void MenuButton::openMenu()
{
    if (menu() == nullptr || menu()->isVisible()) {
        return;
    }
    setDown(true);
    menu()->setAttribute(Qt::WA_NoMouseReplay, false);
    menu()->popup(mapToGlobal(rect().bottomLeft() + QPoint(0, 1)));
    if (!menu()->isVisible()) {
        setDown(false); // it had nothing to offer
    }
}

void MenuButton::keyPressEvent(QKeyEvent* event)
{
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Down;
    if (opens && (event->modifiers() & ~(Qt::AltModifier | Qt::KeypadModifier)) == 0) {
        if (!event->isAutoRepeat()) {
            openMenu();
        }
        return;
    }
    QToolButton::keyPressEvent(event);
}

bool MenuButton::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == menu() && event->type() == QEvent::Show) {
        placeMenu();
    }
    if (watched == menu() && event->type() == QEvent::MouseButtonPress) {
        const auto* press = static_cast<const QMouseEvent*>(event);
        if (rect().contains(mapFromGlobal(press->globalPosition().toPoint()))) {
            menu()->setAttribute(Qt::WA_NoMouseReplay); // the press that closes it must not open it again
        }
    }
    return QToolButton::eventFilter(watched, event);
}

/// With its size as it became when it was filled, before it is seen.
void MenuButton::placeMenu()
{
    const QRect button(mapToGlobal(QPoint(0, 0)), size());
    const QRect room = screen()->availableGeometry();
    const QSize size = menu()->size();
    const int below = button.bottom() + 1;
    const int above = button.top() - size.height();
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const int x = isMirrored ? button.right() + 1 - size.width() : button.left();
    const int y = below + size.height() > room.bottom() + 1 && above >= room.top() ? above : below;
    menu()->move(std::clamp(x, room.left(), std::max(room.left(), room.right() + 1 - size.width())),
                 std::clamp(y, room.top(), std::max(room.top(), room.bottom() + 1 - size.height())));
}

} // namespace omni::ui

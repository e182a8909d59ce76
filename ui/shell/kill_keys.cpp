#include "ui/shell/kill_keys.h"

#include <QCoreApplication>
#include <QKeyEvent>

namespace omni::ui {

KillKeys::KillKeys(QObject* parent)
    : QObject(parent)
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool KillKeys::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (type != QEvent::ShortcutOverride && type != QEvent::KeyPress) {
        return QObject::eventFilter(watched, event);
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    constexpr auto needed = Qt::ControlModifier | Qt::ShiftModifier;
    if (key->key() != Qt::Key_K || (key->modifiers() & (needed | Qt::AltModifier)) != needed) {
        return QObject::eventFilter(watched, event);
    }
    // The override is accepted so that no shortcut takes the keys; the press that follows comes to one receiver only,
    // because it goes no further than here.
    event->accept();
    if (type == QEvent::KeyPress && !key->isAutoRepeat()) {
        emit pressed();
    }
    return true;
}

} // namespace omni::ui

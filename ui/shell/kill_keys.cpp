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
    if (type != QEvent::ShortcutOverride && type != QEvent::KeyPress && type != QEvent::KeyRelease) {
        return QObject::eventFilter(watched, event);
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() != Qt::Key_K) {
        return QObject::eventFilter(watched, event);
    }
    if (type == QEvent::KeyRelease) {
        m_isDown = m_isDown && key->isAutoRepeat();
        return QObject::eventFilter(watched, event);
    }
    constexpr auto needed = Qt::ControlModifier | Qt::ShiftModifier;
    if ((key->modifiers() & (needed | Qt::AltModifier)) != needed) {
        return QObject::eventFilter(watched, event);
    }
    // Taken here, before any widget or shortcut sees it. The override comes first, and again for each window on the way.
    event->accept();
    if (!key->isAutoRepeat() && !m_isDown) {
        m_isDown = true;
        emit pressed();
    }
    return true;
}

} // namespace omni::ui

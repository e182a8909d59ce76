#include "ui/shell/seat/lock_gate.h"

#include "ui/dialogs/kill_confirm/kill_confirm.h"

#include <QApplication>
#include <QDialog>
#include <QKeyEvent>

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

bool isKill(const QKeyEvent& key) noexcept
{
    constexpr auto needed = Qt::ControlModifier | Qt::ShiftModifier;
    return key.key() == Qt::Key_K && (key.modifiers() & (needed | Qt::AltModifier)) == needed;
}

int depthOf(const QWidget& widget)
{
    int depth = 0;
    for (const QWidget* over = widget.parentWidget(); over != nullptr; over = over->parentWidget()) {
        ++depth;
    }
    return depth;
}

/// Also over windows, where Qt's own question ends.
bool isWithin(const QObject* part, const QObject& whole)
{
    while (part != nullptr && part != &whole) {
        part = part->parent();
    }
    return part != nullptr;
}

void closePopups()
{
    while (QWidget* popup = QApplication::activePopupWidget()) {
        popup->close();
        if (popup == QApplication::activePopupWidget()) {
            popup->hide();
            return;
        }
    }
}

} // namespace

LockGate::LockGate(QWidget& screen)
    : QObject(&screen)
    , m_screen(screen)
{
}

bool LockGate::mayStay(const QDialog& dialog) const
{
    return qobject_cast<const KillConfirm*>(&dialog) != nullptr || isWithin(&dialog, m_screen);
}

/// Those that belong to another one first.
QList<QPointer<QDialog>> LockGate::dialogs() const
{
    QList<QPointer<QDialog>> all;
    for (QWidget* top : QApplication::topLevelWidgets()) {
        auto* dialog = qobject_cast<QDialog*>(top);
        if (dialog != nullptr && dialog->isVisible() && !mayStay(*dialog)) {
            all.append(dialog);
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return depthOf(*a) > depthOf(*b); });
    return all;
}

bool LockGate::isHeld()
{
    for (const QPointer<QDialog>& dialog : dialogs()) {
        if (dialog) {
            dialog->reject();
        }
        if (dialog && dialog->isVisible()) {
            return true;
        }
    }
    return false;
}

bool LockGate::shut()
{
    if (m_isShut) {
        return false;
    }
    m_isShut = true;
    QCoreApplication::instance()->installEventFilter(this);
    closePopups();
    const auto all = dialogs();
    for (const QPointer<QDialog>& dialog : all) {
        const auto isOfDialog = [&dialog](const QPointer<QDialog>& kept) { return isWithin(kept, *dialog); };
        const bool holds = dialog && std::any_of(m_kept.begin(), m_kept.end(), isOfDialog);
        if (dialog && !holds) { // closing it would take the other with it
            dialog->reject();
        }
        if (dialog && dialog->isVisible()) {
            dialog->hide();
            m_kept.append(dialog);
        }
    }
    return !all.isEmpty();
}

void LockGate::open(bool isSamePerson)
{
    m_isShut = false;
    QCoreApplication::instance()->removeEventFilter(this);
    auto kept = std::exchange(m_kept, {});
    std::reverse(kept.begin(), kept.end());
    for (const QPointer<QDialog>& dialog : kept) {
        if (dialog && isSamePerson) {
            dialog->open();
        } else if (dialog) {
            dialog->deleteLater();
        }
    }
}

bool LockGate::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (type == QEvent::Show) {
        if (auto* dialog = qobject_cast<QDialog*>(watched); dialog != nullptr && !mayStay(*dialog)) {
            QMetaObject::invokeMethod(
                dialog, [dialog] { dialog->reject(); }, Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }
    const bool isKey = type == QEvent::ShortcutOverride || type == QEvent::KeyPress;
    if (!isKey || isKill(*static_cast<QKeyEvent*>(event))) {
        return QObject::eventFilter(watched, event);
    }
    const auto* widget = qobject_cast<QWidget*>(watched);
    const auto* dialog = widget != nullptr ? qobject_cast<const QDialog*>(widget->window()) : nullptr;
    if (dialog != nullptr && mayStay(*dialog)) {
        return QObject::eventFilter(watched, event);
    }
    const bool isOurs = widget != nullptr && isWithin(widget, m_screen);
    if (type == QEvent::ShortcutOverride) {
        event->accept(); // so that it is a key for the field that has the keyboard, and no shortcut
        return true;
    }
    return widget != nullptr && !isOurs ? true : QObject::eventFilter(watched, event);
}

} // namespace omni::ui

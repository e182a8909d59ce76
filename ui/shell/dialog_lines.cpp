#include "ui/shell/dialog_lines.h"

#include "ui/dialogs/kill_confirm/kill_confirm.h"

#include <QApplication>
#include <QDialog>
#include <QEvent>
#include <QLayout>
#include <QWindow>

#include <utility>

namespace omni::ui {

DialogLines::DialogLines(MakeLine make, QObject* parent)
    : QObject(parent)
    , m_make(std::move(make))
{
    QCoreApplication::instance()->installEventFilter(this);
    connect(qApp, &QGuiApplication::focusWindowChanged, this, &DialogLines::giveBackKeyboard);
}

void DialogLines::give(QDialog& dialog)
{
    const bool isOurs = QByteArrayView(dialog.metaObject()->className()).startsWith("omni::");
    QLayout* layout = dialog.layout();
    if (!isOurs || layout == nullptr || layout->menuBar() != nullptr || qobject_cast<KillConfirm*>(&dialog)) {
        return;
    }
    layout->setMenuBar(m_make(dialog));
    layout->menuBar()->show();
}

/// Not at once: the system is in the middle of telling who has it.
void DialogLines::giveBackKeyboard(QWindow* to)
{
    const QWidget* modal = QApplication::activeModalWidget();
    if (to == nullptr || modal == nullptr || modal->windowHandle() == to) {
        return;
    }
    QMetaObject::invokeMethod(
        qApp,
        [] {
            QWidget* now = QApplication::activeModalWidget();
            if (now != nullptr && QGuiApplication::focusWindow() != now->windowHandle()
                && QApplication::activePopupWidget() == nullptr) {
                now->activateWindow();
            }
        },
        Qt::QueuedConnection);
}

/// Some build themselves anew while they are open.
bool DialogLines::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest) {
        if (auto* dialog = qobject_cast<QDialog*>(watched)) {
            give(*dialog);
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace omni::ui

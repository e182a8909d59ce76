#include "ui/shell/focus_tips.h"

#include <QApplication>
#include <QFocusEvent>
#include <QToolTip>

namespace omni::ui {

FocusTips::FocusTips(QObject* owner)
    : QObject(owner)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restsMs);
    connect(&m_rest, &QTimer::timeout, this, &FocusTips::show);
    qApp->installEventFilter(this);
}

bool FocusTips::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::FocusIn: {
        auto* widget = qobject_cast<QWidget*>(watched);
        if (widget == nullptr) {
            break; // windows and styles hear of it, too
        }
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        hide();
        m_widget = widget;
        if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason) {
            m_rest.start();
        }
        break;
    }
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
        hide();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

/// Below the widget, so that what has the focus is not covered.
void FocusTips::show()
{
    if (m_widget == nullptr || !m_widget->hasFocus() || m_widget->toolTip().isEmpty()) {
        return;
    }
    m_shown = m_widget->toolTip();
    QToolTip::showText(m_widget->mapToGlobal(QPoint(0, m_widget->height())), m_shown, m_widget);
}

void FocusTips::hide()
{
    m_rest.stop();
    if (!m_shown.isEmpty()) {
        m_shown.clear();
        QToolTip::hideText();
    }
}

} // namespace omni::ui

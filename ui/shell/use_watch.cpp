#include "ui/shell/use_watch.h"

#include "core/host/runtime/seat/seat_link.h"
#include "core/host/runtime/vault/vault_link.h"

#include <QCoreApplication>
#include <QEvent>

namespace omni::ui {

namespace {

constexpr qint64 leastMs = 1'000; ///< A pointer that moves comes a hundred times a second.

} // namespace

UseWatch::UseWatch(runtime::VaultLink* vault, runtime::SeatLink* seat, QObject* parent)
    : QObject(parent)
    , m_vault(vault)
    , m_seat(seat)
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool UseWatch::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
        if (!m_last.isValid() || m_last.elapsed() >= leastMs) {
            m_last.start();
            if (m_vault != nullptr) {
                m_vault->noteUse();
            }
            if (m_seat != nullptr) {
                m_seat->noteUse();
            }
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace omni::ui

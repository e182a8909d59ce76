#include "ui/widgets/press_guard.h"

#include <QElapsedTimer>
#include <QKeyEvent>

#include <memory>

namespace omni::ui {

Millis steadyMillis()
{
    auto timer = std::make_shared<QElapsedTimer>();
    timer->start();
    return [timer] { return std::int64_t{timer->elapsed()}; };
}

bool PressGuard::takes(const QKeyEvent& press)
{
    const bool isFresh = !press.isAutoRepeat() && !m_down.contains(press.key());
    m_down.insert(press.key());
    return isFresh && isAwake();
}

void PressGuard::released(const QKeyEvent& release)
{
    if (!release.isAutoRepeat()) {
        m_down.remove(release.key());
    }
}

} // namespace omni::ui

// A pane drawn by its tab: where it would go, shown while it is over a stack.

#include "ui/shell/dock/pane_stack.h"
#include "ui/style/theme.h"

#include <QApplication>

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

QRect partOf(QRect whole, DropZone zone)
{
    switch (zone) {
    case DropZone::Centre:
        return whole;
    case DropZone::Left:
        return {whole.left(), whole.top(), whole.width() / 2, whole.height()};
    case DropZone::Right:
        return whole.adjusted(whole.width() / 2, 0, 0, 0);
    case DropZone::Top:
        return {whole.left(), whole.top(), whole.width(), whole.height() / 2};
    case DropZone::Bottom:
        return whole.adjusted(0, whole.height() / 2, 0, 0);
    }
    return whole;
}

} // namespace

DropZone PaneStack::zoneAt(QPoint place) const
{
    const double x = static_cast<double>(place.x()) / std::max(1, width());
    const double y = static_cast<double>(place.y()) / std::max(1, height());
    if (place.y() < m_theme.px(30)) {
        return DropZone::Centre;
    }
    const std::pair<double, DropZone> edges[]
        = {{x, DropZone::Left}, {1 - x, DropZone::Right}, {y, DropZone::Top}, {1 - y, DropZone::Bottom}};
    const auto nearest = *std::min_element(std::begin(edges), std::end(edges),
                                           [](const auto& a, const auto& b) { return a.first < b.first; });
    return nearest.first < 0.25 ? nearest.second : DropZone::Centre;
}

/// Without a loop of its own: the bar has the pointer as long as the button is down.
void PaneStack::aim(QPoint place)
{
    QWidget* under = QApplication::widgetAt(place);
    if (under == nullptr) { // beyond the screens that are known: then it can only be this window
        under = window()->childAt(window()->mapFromGlobal(place));
    }
    PaneStack* target = nullptr;
    for (QWidget* up = under; up != nullptr && target == nullptr; up = up->parentWidget()) {
        target = qobject_cast<PaneStack*>(up);
    }
    if (m_target && m_target != target) {
        m_target->m_shade->hide();
    }
    m_target = target;
    if (target != nullptr) {
        target->m_shade->setGeometry(partOf(target->rect(), target->zoneAt(target->mapFromGlobal(place))));
        target->m_shade->show();
        target->m_shade->raise();
    }
}

void PaneStack::letGo(int tab, QPoint place)
{
    aim(place);
    if (!m_target || tab < 0 || tab >= static_cast<int>(m_held.size())) {
        return;
    }
    m_target->m_shade->hide();
    // The bar is still inside its own event: the pane is moved when that has ended.
    const QString id = m_held[static_cast<std::size_t>(tab)].id;
    const DropZone zone = m_target->zoneAt(m_target->mapFromGlobal(place));
    QMetaObject::invokeMethod(
        m_target, [target = m_target, id, zone] { emit target->dropped(id, zone); }, Qt::QueuedConnection);
    m_target = nullptr;
}

} // namespace omni::ui

// Several panes of a kind: one more of them, which of them was used last, which of them is meant.

#include "ui/commands/registry.h"
#include "ui/shell/dock/work_area.h"
#include "ui/style/theme.h"

#include <QApplication>

#include <algorithm>

namespace omni::ui {

namespace {

/// Of a pane in the design's pixels. With less, a chart has no room for its axes and a dozen bars.
constexpr int leastWidth = 400;
constexpr int leastHeight = 280;

} // namespace

/// What has the keyboard is used, and so is the pane in front where its tab or a button of its header has it.
void WorkArea::followUse()
{
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget*, const QWidget* now) {
        const PaneStack* stack = now != nullptr && !m_isBuilding ? focused() : nullptr;
        if (const Held* front = stack != nullptr ? stack->front() : nullptr) {
            noteUsed(front->id);
        }
    });
}

/// The focus moves on while panes go down with the area.
WorkArea::~WorkArea()
{
    disconnect(qApp, nullptr, this, nullptr);
}

void WorkArea::noteUsed(const QString& id)
{
    const auto found = m_panes.find(id);
    if (found == m_panes.end() || (!m_used.isEmpty() && m_used.front() == id)) {
        return;
    }
    m_used.removeAll(id);
    m_used.prepend(id);
    m_context.commands.noteUsed(found->second.pane);
}

QString WorkArea::lastUsed(const QString& key) const
{
    const QStringList shown = ids();
    for (const QString& id : m_used) {
        if (paneKeyOf(id) == key && shown.contains(id)) {
            return id;
        }
    }
    return {};
}

bool WorkArea::showLinked(const QString& key)
{
    const PaneStack* stack = focused();
    const Held* asker = stack != nullptr ? stack->front() : nullptr;
    const QStringList shown = ids();
    const Held* best = nullptr;
    for (const QString& id : m_used) {
        const Held& held = m_panes.at(id);
        const bool fits = asker != nullptr && paneKeyOf(id) == key && shown.contains(id)
            && held.pane->group() == asker->pane->group();
        if (fits && (best == nullptr || (held.pane->isVisible() && !best->pane->isVisible()))) {
            best = &held;
        }
    }
    return showPane(best != nullptr ? best->id : key);
}

/// No pane changes its symbol because one more is opened: an order ticket in that group would be of another market.
LinkGroup WorkArea::freeGroup(const QString& id) const
{
    for (const LinkGroup group : {LinkGroup::A, LinkGroup::B, LinkGroup::C}) {
        const bool isTaken = std::any_of(m_panes.begin(), m_panes.end(), [&](const auto& one) {
            return one.first != id && one.second.pane->group() == group;
        });
        if (!isTaken) {
            return group;
        }
    }
    return LinkGroup::None;
}

std::optional<QString> WorkArea::openAnother(const QString& key, const QString& beside)
{
    const QString model = beside.isEmpty() ? lastUsed(key) : beside;
    PaneStack* target = stackWith(model);
    if (target == nullptr) {
        return showPane(key) ? std::optional(key) : std::nullopt;
    }
    const QStringList shown = ids();
    int number = 1;
    while (number <= mostOfAKind && shown.contains(paneIdOf(key, number))) {
        ++number;
    }
    const Held from = m_panes.at(model);
    if (number > mostOfAKind || from.info->isSingle) {
        return std::nullopt;
    }
    emit changing();
    if (m_isFullScreen) {
        toggleFullScreen({});
    }
    const QString id = paneIdOf(key, number);
    const InstrumentId symbol = from.pane->instrument();
    const LinkGroup group = freeGroup(id);
    if (symbol) {
        m_context.groups.select(group, symbol);
    }
    const Held held = made({id, group, nameOf(symbol), from.pane->saveState()});
    placeBeside(target, held);
    noteUsed(id);
    if (PaneStack* stack = stackWith(id)) {
        stack->focusFront();
    }
    emit changed();
    return id;
}

void WorkArea::dropBut(const QStringList& others)
{
    const QStringList shown = ids();
    for (auto it = m_panes.begin(); it != m_panes.end();) {
        if (paneNumberOf(it->first) == 1 || shown.contains(it->first) || others.contains(it->first)) {
            ++it;
            continue;
        }
        it->second.pane->deleteLater();
        m_used.removeAll(it->first);
        it = m_panes.erase(it);
    }
}

/// Beside it, below it, or in front of it in the same stack: the first where both have room.
void WorkArea::placeBeside(PaneStack* target, const Held& held)
{
    const Theme& theme = m_context.theme;
    const bool isDocked = target->window() == window();
    if (isDocked && target->width() >= 2 * theme.px(leastWidth)) {
        splitBeside(target, held, DropZone::Right);
    } else if (isDocked && target->height() >= 2 * theme.px(leastHeight)) {
        splitBeside(target, held, DropZone::Bottom);
    } else {
        target->insert(held);
        target->setFront(held.id);
    }
}

} // namespace omni::ui

// What a person does to panes: open, close, float, move, look at one alone.

#include "ui/shell/dock/floating_window.h"
#include "ui/shell/dock/work_area.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace omni::ui {

namespace {

bool isBefore(DropZone where)
{
    return where == DropZone::Left || where == DropZone::Top;
}

Qt::Orientation directionOf(DropZone where)
{
    return where == DropZone::Left || where == DropZone::Right ? Qt::Horizontal : Qt::Vertical;
}

/// How far `to` lies from `from` in that direction; none: it does not lie there.
std::optional<int> wayTo(QRect from, QRect to, DropZone where)
{
    const bool sideways = directionOf(where) == Qt::Horizontal;
    const bool shares = sideways ? from.top() < to.bottom() && to.top() < from.bottom()
                                 : from.left() < to.right() && to.left() < from.right();
    const int ahead = where == DropZone::Left ? from.left() - to.right()
        : where == DropZone::Right            ? to.left() - from.right()
        : where == DropZone::Top              ? from.top() - to.bottom()
                                              : to.top() - from.bottom();
    return shares && ahead >= 0 ? std::optional(ahead) : std::nullopt;
}

} // namespace

PaneStack* WorkArea::homeOf(const PaneInfo& info) const
{
    PaneStack* best = nullptr;
    int bestMeasure = 0;
    for (PaneStack* stack : stacks()) {
        if (stack->window() != window()) {
            continue;
        }
        const QPoint middle = stack->mapTo(this, stack->rect().center());
        const int measure = info.home == Qt::LeftDockWidgetArea ? -middle.x()
            : info.home == Qt::RightDockWidgetArea              ? middle.x()
            : info.home == Qt::BottomDockWidgetArea             ? middle.y() - std::abs(middle.x() - width() / 2)
                                                                : -middle.y() - std::abs(middle.x() - width() / 2);
        if (best == nullptr || measure > bestMeasure) {
            best = stack;
            bestMeasure = measure;
        }
    }
    return best;
}

bool WorkArea::showPane(const QString& key)
{
    if (const Pane* found = pane(key)) {
        for (PaneStack* stack : stacks()) {
            for (const Held& held : stack->held()) {
                if (held.pane == found) {
                    if (m_isFullScreen && !stack->isVisibleTo(this)) {
                        toggleFullScreen({});
                    }
                    stack->setFront(held.id);
                    if (stack->window() != window()) {
                        stack->window()->raise();
                        stack->window()->activateWindow();
                    }
                    return true;
                }
            }
        }
    }
    if (m_isFullScreen) {
        toggleFullScreen({});
    }
    const Held held = made({key, LinkGroup::A, {}, {}});
    if (held.pane == nullptr) {
        return false;
    }
    if (PaneStack* home = homeOf(*held.info)) {
        home->insert(held);
        home->setFront(key);
    } else {
        auto* stack = new PaneStack(m_context.theme, nullptr);
        stack->insert(held);
        listen(stack);
        setRoot(stack);
    }
    emit changed();
    return true;
}

void WorkArea::closePane(const QString& id)
{
    PaneStack* stack = stackWith(id);
    if (stack == nullptr || (m_mayClose && !m_mayClose(id))) {
        return;
    }
    emit changing();
    if (m_isFullScreen) {
        toggleFullScreen({});
    }
    const bool hadKeys = stack->isAncestorOf(QApplication::focusWidget());
    Pane* gone = stack->take(id);
    m_panes.erase(id);
    m_used.removeAll(id);
    gone->setParent(m_nursery); // it dies with the area, if that is the first to go
    gone->deleteLater();
    const bool isLast = stack->held().empty();
    sweep();
    if (hadKeys && !isLast) {
        stack->focusFront();
    }
    emit changed();
}

void WorkArea::floatPane(const QString& id)
{
    PaneStack* stack = stackWith(id);
    if (stack == nullptr) {
        return;
    }
    if (m_isFullScreen) {
        toggleFullScreen({});
    }
    const auto own = std::find_if(m_floating.begin(), m_floating.end(),
                                  [stack](FloatingWindow* one) { return &one->stack() == stack; });
    const Held held = m_panes.at(id);
    if (own == m_floating.end()) {
        const QRect rect(stack->mapToGlobal(QPoint(24, 24)), stack->size());
        const PanePlace place{id, held.pane->group(), {}, {}};
        stack->take(id)->setParent(m_nursery);
        sweep();
        LayoutNode node;
        node.panes.push_back(place);
        addFloating({rect, node});
    } else {
        stack->take(id)->setParent(m_nursery);
        sweep();
        if (PaneStack* home = homeOf(*held.info)) {
            home->insert(held);
            home->setFront(id);
        } else {
            auto* fresh = new PaneStack(m_context.theme, nullptr);
            fresh->insert(held);
            listen(fresh);
            setRoot(fresh);
        }
    }
    emit changed();
}

void WorkArea::movePane(const QString& id, DropZone where)
{
    PaneStack* from = stackWith(id);
    if (from == nullptr) {
        return;
    }
    PaneStack* nearest = nullptr;
    int shortest = 0;
    const QRect here(from->mapTo(from->window(), QPoint()), from->size());
    for (PaneStack* stack : stacks()) {
        if (stack == from || stack->window() != from->window()) {
            continue;
        }
        const QRect there(stack->mapTo(stack->window(), QPoint()), stack->size());
        if (const auto way = wayTo(here, there, where); way && (nearest == nullptr || *way < shortest)) {
            nearest = stack;
            shortest = *way;
        }
    }
    dropOn(nearest != nullptr ? nearest : from, id, nearest != nullptr ? DropZone::Centre : where);
}

void WorkArea::dropOn(PaneStack* target, const QString& id, DropZone where)
{
    PaneStack* from = stackWith(id);
    const bool staysAlone = from == target && from != nullptr && from->held().size() == 1;
    if (from == nullptr || staysAlone || (from == target && where == DropZone::Centre)) {
        return;
    }
    if (m_isFullScreen) {
        toggleFullScreen({});
    }
    const bool isOwnWindow = target->window() != window();
    const Held held = m_panes.at(id);
    from->take(id)->setParent(m_nursery);
    if (where == DropZone::Centre || isOwnWindow) {
        target->insert(held);
        target->setFront(id);
    } else {
        splitBeside(target, held, where);
    }
    sweep();
    target->update();
    emit changed();
}

void WorkArea::splitBeside(PaneStack* target, const Held& held, DropZone where)
{
    auto* stack = new PaneStack(m_context.theme, nullptr);
    stack->insert(held);
    listen(stack);
    const Qt::Orientation direction = directionOf(where);
    auto* parent = qobject_cast<QSplitter*>(target->parentWidget());
    if (parent != nullptr && parent->orientation() == direction) {
        QList<int> sizes = parent->sizes();
        const int at = parent->indexOf(target);
        const int half = sizes[at] / 2;
        sizes[at] -= half;
        parent->insertWidget(isBefore(where) ? at : at + 1, stack);
        sizes.insert(isBefore(where) ? at : at + 1, half);
        parent->setSizes(sizes);
        return;
    }
    auto* splitter = new QSplitter(direction);
    splitter->setHandleWidth(4);
    splitter->setChildrenCollapsible(false);
    connect(splitter, &QSplitter::splitterMoved, this, &WorkArea::changed);
    const int room = direction == Qt::Horizontal ? target->width() : target->height();
    if (parent != nullptr) {
        const QList<int> sizes = parent->sizes();
        parent->replaceWidget(parent->indexOf(target), splitter);
        splitter->addWidget(target);
        splitter->insertWidget(isBefore(where) ? 0 : 1, stack);
        parent->setSizes(sizes);
    } else {
        m_column->removeWidget(target);
        m_root = nullptr;
        splitter->addWidget(target);
        splitter->insertWidget(isBefore(where) ? 0 : 1, stack);
        setRoot(splitter);
    }
    target->show();
    splitter->show();
    splitter->setSizes({room / 2, room - room / 2});
}

/// Takes empty stacks out, and rows that hold one thing only.
void WorkArea::sweep()
{
    for (auto it = m_floating.begin(); it != m_floating.end();) {
        if (!(*it)->stack().held().empty()) {
            ++it;
            continue;
        }
        (*it)->hide();
        (*it)->deleteLater();
        it = m_floating.erase(it);
    }
    if (m_root == nullptr) {
        return;
    }
    QWidget* root = swept(m_root);
    if (root != m_root) {
        setRoot(root);
    }
}

/// What stands in its place: itself, its only child, or nothing.
QWidget* WorkArea::swept(QWidget* widget)
{
    if (auto* stack = qobject_cast<PaneStack*>(widget)) {
        return stack->held().empty() ? nullptr : stack;
    }
    auto* splitter = qobject_cast<QSplitter*>(widget);
    if (splitter == nullptr) {
        return widget;
    }
    for (int i = splitter->count() - 1; i >= 0; --i) {
        QWidget* child = splitter->widget(i);
        QWidget* left = swept(child);
        if (left == child) {
            continue;
        }
        const QList<int> sizes = splitter->sizes();
        if (left == nullptr) {
            child->hide();
            child->setParent(m_nursery);
        } else {
            splitter->replaceWidget(i, left);
            child->setParent(m_nursery);
            left->show();
            splitter->setSizes(sizes);
        }
        child->deleteLater();
    }
    if (splitter->count() == 0) {
        return nullptr;
    }
    if (splitter->count() == 1) {
        QWidget* only = splitter->widget(0);
        only->setParent(m_nursery);
        return only;
    }
    return splitter;
}

bool WorkArea::hideBut(QWidget* widget, const PaneStack* stack)
{
    if (auto* splitter = qobject_cast<QSplitter*>(widget)) {
        bool isShown = false;
        for (int i = 0; i < splitter->count(); ++i) {
            isShown = hideBut(splitter->widget(i), stack) || isShown;
        }
        splitter->setVisible(isShown);
        return isShown;
    }
    const bool isShown = stack == nullptr || widget == stack;
    widget->setVisible(isShown);
    return isShown;
}

void WorkArea::toggleFullScreen(const QString& id)
{
    const PaneStack* stack = m_isFullScreen || id.isEmpty() ? nullptr : stackWith(id);
    if (stack != nullptr && stack->window() != window()) {
        return;
    }
    m_isFullScreen = stack != nullptr;
    if (m_root != nullptr) {
        hideBut(m_root, stack);
    }
}

void WorkArea::keepOnScreens(const QList<QRect>& screens)
{
    for (FloatingWindow* window : m_floating) {
        const QRect wanted = ontoScreens(window->geometry(), screens, {280, 200});
        if (wanted != window->geometry()) {
            window->setGeometry(wanted);
        }
    }
}

PaneStack* WorkArea::focused() const
{
    const QWidget* focus = QApplication::focusWidget();
    for (PaneStack* stack : stacks()) {
        if (focus != nullptr && (stack == focus || stack->isAncestorOf(focus))) {
            return stack;
        }
    }
    return nullptr;
}

void WorkArea::focusPane(const QString& key)
{
    PaneStack* stack = stackWith(key);
    if (stack == nullptr || stack->window() != window()) {
        const std::vector<PaneStack*> all = stacks();
        const auto first
            = std::find_if(all.begin(), all.end(), [this](const PaneStack* one) { return one->window() == window(); });
        stack = first == all.end() ? nullptr : *first;
    }
    if (stack != nullptr) {
        stack->focusFront();
    }
}

void WorkArea::focusNext(int step)
{
    std::vector<PaneStack*> all = stacks();
    std::erase_if(all, [](const PaneStack* stack) { return !stack->isVisible(); });
    if (all.empty()) {
        return;
    }
    const auto at = std::find(all.begin(), all.end(), focused());
    const auto count = static_cast<int>(all.size());
    const int next
        = at == all.end() ? (step > 0 ? 0 : count - 1) : (static_cast<int>(at - all.begin()) + step + count) % count;
    PaneStack* stack = all[static_cast<std::size_t>(next)];
    if (stack->window() != QApplication::activeWindow()) {
        stack->window()->activateWindow();
    }
    stack->focusFront();
}

void WorkArea::nextTab(int step)
{
    if (PaneStack* stack = focused()) {
        stack->nextTab(step);
        stack->focusFront();
    }
}

} // namespace omni::ui

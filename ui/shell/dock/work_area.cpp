#include "ui/shell/dock/work_area.h"

#include "ui/bridge/engine_link.h"
#include "ui/panes/pane_choices.h"
#include "ui/shell/dock/floating_window.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QLabel>
#include <QScreen>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace omni::ui {

namespace {

const PaneInfo* infoOf(const QString& key)
{
    for (const PaneInfo* info : allPanes()) {
        if (key == QLatin1String(info->key.data(), static_cast<qsizetype>(info->key.size()))) {
            return info;
        }
    }
    return nullptr;
}

QSplitter* splitterOf(Qt::Orientation direction)
{
    auto* splitter = new QSplitter(direction);
    splitter->setHandleWidth(4);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

QRect onScreens(QRect rect)
{
    QList<QRect> screens;
    for (const QScreen* screen : QApplication::screens()) {
        screens.append(screen->availableGeometry());
    }
    return ontoScreens(rect, screens, {280, 200});
}

} // namespace

WorkArea::WorkArea(const PaneContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_nursery(new QWidget(this))
    , m_empty(new QLabel(this))
    , m_column(new QVBoxLayout(this))
    , m_scale(context.theme.scalePercent())
{
    // Once every part knows its new least size.
    connect(&context.theme, &Theme::changed, this, &WorkArea::followScale, Qt::QueuedConnection);
    m_nursery->hide();
    m_column->setContentsMargins(4, 4, 4, 4);
    m_column->setSpacing(0);
    m_column->addWidget(m_empty, 1);
    m_empty->setAlignment(Qt::AlignCenter);
    setTextRole(*m_empty, TextRole::Label);
    connect(&context.engine, &EngineLink::frame, this, [this] {
        for (auto it = m_waitingSymbols.begin(); it != m_waitingSymbols.end();) {
            const InstrumentId instrument = instrumentOf(it->second);
            const auto found = m_panes.find(it->first);
            if (instrument && found != m_panes.end()) {
                found->second.pane->setInstrument(instrument);
            }
            it = instrument ? m_waitingSymbols.erase(it) : std::next(it);
        }
    });
    followUse();
    retranslate();
}

void WorkArea::retranslate()
{
    m_empty->setText(tr("No panes are open. Open one from the Window menu, or reset this workspace."));
    for (PaneStack* stack : stacks()) {
        stack->retranslate();
    }
    for (FloatingWindow* window : m_floating) {
        window->retranslate();
    }
}

InstrumentId WorkArea::instrumentOf(const QString& name) const
{
    for (const views::InstrumentView& view : m_context.engine.desk().instruments) {
        if (name == QString::fromStdString(view.instrument.name())) {
            return view.instrument.id;
        }
    }
    return {};
}

QString WorkArea::nameOf(InstrumentId instrument) const
{
    const views::InstrumentView* view = m_context.engine.instrument(instrument);
    return view != nullptr ? QString::fromStdString(view->instrument.name()) : QString();
}

WorkArea::Held WorkArea::made(const PanePlace& place)
{
    const auto found = m_panes.find(place.id);
    Held held = found != m_panes.end() ? found->second : Held{};
    if (held.pane == nullptr) {
        held.id = place.id;
        held.info = infoOf(paneKeyOf(place.id));
        const int number = paneNumberOf(place.id).value_or(0);
        if (held.info == nullptr || number == 0 || (held.info->isSingle && number > 1)) {
            return held;
        }
        held.pane = held.info->make(m_context, m_nursery);
        m_panes[place.id] = held;
        m_used.append(place.id);
        const auto tell = [this] {
            if (!m_isBuilding) {
                emit changed();
            }
        };
        if (const auto* choices = held.pane->findChild<PaneChoices*>({}, Qt::FindDirectChildrenOnly)) {
            connect(choices, &PaneChoices::made, this, tell);
        }
        connect(held.pane, &Pane::groupChanged, this, tell);
    }
    held.pane->setGroup(place.group);
    if (place.group == LinkGroup::None && !place.instrument.isEmpty()) {
        if (const InstrumentId instrument = instrumentOf(place.instrument)) {
            held.pane->setInstrument(instrument);
        } else {
            m_waitingSymbols[place.id] = place.instrument;
        }
    }
    if (!place.state.isEmpty()) {
        held.pane->restoreState(place.state);
    }
    return held;
}

/// A widget that gets another parent is polished anew with all below it, which for a pane takes milliseconds. So each
/// pane goes from the old stack straight into the new one, once that stands where it belongs.
void WorkArea::setLayout(const WorkspaceLayout& layout)
{
    followScale(); // what comes now is of the scale of now, and is not to grow once more
    m_isBuilding = true;
    m_isFullScreen = false;
    m_waitingSymbols.clear();
    for (PaneStack* stack : stacks()) {
        stack->letAllGo();
    }
    const std::vector<FloatingWindow*> earlier = std::exchange(m_floating, {});
    for (FloatingWindow* window : earlier) {
        window->hide();
        window->deleteLater();
    }
    QWidget* root = nullptr;
    if (!layout.root.isEmpty()) {
        Unfilled unfilled;
        root = widgetOf(layout.root, unfilled);
        root->setParent(this);
        for (const auto& [stack, node] : unfilled) {
            fill(*stack, *node);
        }
        setSizes(root, layout.root);
    }
    for (const FloatingPlace& place : layout.floating) {
        addFloating(place);
    }
    setRoot(root); // the earlier one goes when the events that are under way have ended
    const QStringList now = ids();
    for (const auto& [id, held] : m_panes) {
        if (!now.contains(id) && held.pane->parentWidget() != m_nursery) {
            held.pane->setParent(m_nursery);
        }
    }
    m_isBuilding = false;
}

bool WorkArea::prepareOne(const QStringList& ids)
{
    for (const QString& id : ids) {
        if (!m_panes.contains(id) && made({id, LinkGroup::A, {}, {}}).pane != nullptr) {
            return true;
        }
    }
    return false;
}

void WorkArea::setRoot(QWidget* root)
{
    if (m_root != nullptr && m_root != root) {
        m_column->removeWidget(m_root);
        m_root->hide();
        m_root->deleteLater();
    }
    m_root = root;
    if (m_root != nullptr) {
        m_column->addWidget(m_root, 1);
        m_root->show();
    }
    m_empty->setVisible(m_root == nullptr);
}

void WorkArea::fill(PaneStack& stack, const LayoutNode& node)
{
    std::vector<Held> panes;
    for (const PanePlace& place : node.panes) {
        if (const Held held = made(place); held.pane != nullptr) {
            panes.push_back(held);
        }
    }
    stack.fill(panes, node.front);
}

QWidget* WorkArea::widgetOf(const LayoutNode& node, Unfilled& unfilled)
{
    if (node.kind == LayoutNode::Kind::Stack) {
        auto* stack = new PaneStack(m_context.theme, nullptr);
        listen(stack);
        unfilled.emplace_back(stack, &node);
        return stack;
    }
    QSplitter* splitter = splitterOf(node.kind == LayoutNode::Kind::Row ? Qt::Horizontal : Qt::Vertical);
    for (const LayoutNode& child : node.children) {
        splitter->addWidget(widgetOf(child, unfilled));
    }
    connect(splitter, &QSplitter::splitterMoved, this, &WorkArea::changed);
    return splitter;
}

/// Once the stacks are filled: before, they would take any size.
void WorkArea::setSizes(QWidget* widget, const LayoutNode& node)
{
    auto* splitter = qobject_cast<QSplitter*>(widget);
    if (splitter == nullptr) {
        return;
    }
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        setSizes(splitter->widget(static_cast<int>(i)), node.children[i]);
    }
    // The widest, or highest, takes what there is to give, with those about as wide; the others keep their size when
    // the window grows or shrinks.
    const auto largest = std::max_element(node.sizes.begin(), node.sizes.end());
    for (int i = 0; i < splitter->count(); ++i) {
        const bool grows = node.sizes.isEmpty() || splitter->orientation() == Qt::Vertical
            || (i < node.sizes.size() && node.sizes[i] * 5 >= *largest * 4);
        splitter->setStretchFactor(i, grows ? 1 : 0);
    }
    if (!node.sizes.isEmpty()) {
        splitter->setSizes(scaled(node.sizes));
    }
}

/// Layouts keep sizes as they would be at 100 %: who reads larger letters needs wider columns for the same words.
QList<int> WorkArea::scaled(QList<int> sizes) const
{
    for (int& size : sizes) {
        size = m_context.theme.px(size);
    }
    return sizes;
}

void WorkArea::followScale()
{
    if (m_scale == m_context.theme.scalePercent()) {
        return;
    }
    const double by = m_context.theme.scalePercent() / static_cast<double>(m_scale);
    m_scale = m_context.theme.scalePercent();
    for (QSplitter* splitter : findChildren<QSplitter*>()) {
        QList<int> sizes = splitter->sizes();
        for (int& size : sizes) {
            size = static_cast<int>(std::lround(size * by));
        }
        splitter->setSizes(sizes);
    }
}

void WorkArea::listen(PaneStack* stack)
{
    connect(stack, &PaneStack::closeAsked, this, &WorkArea::closePane);
    connect(stack, &PaneStack::floatAsked, this, &WorkArea::floatPane);
    connect(stack, &PaneStack::fullScreenAsked, this, &WorkArea::toggleFullScreen);
    connect(stack, &PaneStack::anotherAsked, this, &WorkArea::anotherAsked);
    connect(stack, &PaneStack::moveAsked, this, &WorkArea::movePane);
    connect(stack, &PaneStack::dropped, this,
            [this, stack](const QString& id, DropZone where) { dropOn(stack, id, where); });
    connect(stack, &PaneStack::frontChanged, this, [this, stack] {
        if (!m_isBuilding) {
            if (const Held* front = stack->front()) {
                noteUsed(front->id);
            }
            emit changed();
        }
    });
}

void WorkArea::addFloating(const FloatingPlace& place)
{
    auto* window = new FloatingWindow(m_context.theme, m_makeTopLine ? m_makeTopLine(this) : nullptr, this);
    fill(window->stack(), place.stack);
    listen(&window->stack());
    window->setGeometry(onScreens(place.rect));
    connect(window, &FloatingWindow::moved, this, [this] {
        if (!m_isBuilding) {
            emit changed();
        }
    });
    connect(window, &FloatingWindow::leaving, this, [this, window] {
        for (const QString& id : window->stack().ids()) {
            floatPane(id);
        }
    });
    m_floating.push_back(window);
    window->retranslate();
    if (isVisible()) {
        window->show();
    } else {
        QMetaObject::invokeMethod(window, &QWidget::show, Qt::QueuedConnection);
    }
}

LayoutNode WorkArea::stackNode(const PaneStack& stack) const
{
    LayoutNode node;
    for (const Held& held : stack.held()) {
        PanePlace place{held.id, held.pane->group(), {}, held.pane->saveState()};
        if (place.group == LinkGroup::None) {
            const auto waiting = m_waitingSymbols.find(held.id);
            place.instrument = waiting != m_waitingSymbols.end() ? waiting->second : nameOf(held.pane->instrument());
        }
        node.panes.push_back(place);
    }
    node.front = std::max(0, stack.frontIndex());
    return node;
}

LayoutNode WorkArea::nodeOf(const QWidget* widget) const
{
    if (const auto* stack = qobject_cast<const PaneStack*>(widget)) {
        return stackNode(*stack);
    }
    LayoutNode node;
    const auto* splitter = qobject_cast<const QSplitter*>(widget);
    if (splitter == nullptr) {
        return node;
    }
    node.kind = splitter->orientation() == Qt::Horizontal ? LayoutNode::Kind::Row : LayoutNode::Kind::Column;
    node.sizes = splitter->sizes();
    for (int& size : node.sizes) {
        size = static_cast<int>(std::lround(size * 100.0 / m_scale));
    }
    for (int i = 0; i < splitter->count(); ++i) {
        node.children.push_back(nodeOf(splitter->widget(i)));
    }
    return node;
}

WorkspaceLayout WorkArea::layout() const
{
    WorkspaceLayout layout;
    layout.root = nodeOf(m_root);
    for (FloatingWindow* window : m_floating) {
        layout.floating.push_back({window->geometry(), stackNode(window->stack())});
    }
    return tidied(std::move(layout));
}

std::vector<PaneStack*> WorkArea::stacks() const
{
    std::vector<PaneStack*> list;
    const auto collect = [&list](auto&& self, QWidget* widget) -> void {
        if (auto* stack = qobject_cast<PaneStack*>(widget)) {
            list.push_back(stack);
        } else if (auto* splitter = qobject_cast<QSplitter*>(widget)) {
            for (int i = 0; i < splitter->count(); ++i) {
                self(self, splitter->widget(i));
            }
        }
    };
    collect(collect, m_root);
    for (FloatingWindow* window : m_floating) {
        list.push_back(&window->stack());
    }
    return list;
}

PaneStack* WorkArea::stackWith(const QString& id) const
{
    for (PaneStack* stack : stacks()) {
        if (stack->ids().contains(id)) {
            return stack;
        }
    }
    return nullptr;
}

QStringList WorkArea::ids() const
{
    QStringList all;
    for (const PaneStack* stack : stacks()) {
        all.append(stack->ids());
    }
    return all;
}

Pane* WorkArea::pane(const QString& idOrKey) const
{
    const QStringList all = ids();
    for (const QString& id : all) {
        if (id == idOrKey) {
            return m_panes.at(id).pane;
        }
    }
    for (const QString& id : all) {
        if (paneKeyOf(id) == idOrKey) {
            return m_panes.at(id).pane;
        }
    }
    return nullptr;
}

bool WorkArea::isInSight(const QString& key) const
{
    const Pane* found = pane(key);
    return found != nullptr && found->isVisible();
}

} // namespace omni::ui

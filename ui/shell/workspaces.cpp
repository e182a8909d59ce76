#include "ui/shell/workspaces.h"

#include <QCoreApplication>

#include <array>
#include <initializer_list>
#include <utility>

namespace omni::ui {

namespace {

constexpr std::array<WorkspaceInfo, 4> workspaces{{
    {"trading", QT_TRANSLATE_NOOP("workspaces", "Trading"), "proposals"},
    {"risk", QT_TRANSLATE_NOOP("workspaces", "Risk"), "kill_switches"},
    {"review", QT_TRANSLATE_NOOP("workspaces", "Review"), "pnl"},
    {"system", QT_TRANSLATE_NOOP("workspaces", "System"), "health"},
}};

LayoutNode stack(std::initializer_list<const char*> keys)
{
    LayoutNode node;
    for (const char* key : keys) {
        node.panes.push_back({QString::fromLatin1(key), LinkGroup::A, {}, {}});
    }
    return node;
}

LayoutNode split(LayoutNode::Kind kind, QList<int> sizes, std::vector<LayoutNode> children)
{
    LayoutNode node;
    node.kind = kind;
    node.sizes = std::move(sizes);
    node.children = std::move(children);
    return node;
}

LayoutNode row(QList<int> sizes, std::vector<LayoutNode> children)
{
    return split(LayoutNode::Kind::Row, std::move(sizes), std::move(children));
}

LayoutNode column(QList<int> sizes, std::vector<LayoutNode> children)
{
    return split(LayoutNode::Kind::Column, std::move(sizes), std::move(children));
}

LayoutNode rootOf(const QString& key)
{
    if (key == u"risk"_qs) {
        return row({968, 620},
                   {stack({"kill_switches"}),
                    column({270, 620}, {stack({"what_the_stop_did", "alerts"}), stack({"kill_reset", "positions"})})});
    }
    if (key == u"review"_qs) {
        return column({440, 440},
                      {row({780, 808}, {stack({"pnl"}), stack({"journal", "decisions"})}),
                       stack({"fills", "orders", "log", "audit"})});
    }
    if (key == u"system"_qs) {
        return column({420, 460}, {stack({"health", "strategies"}), stack({"log", "alerts"})});
    }
    return row({236, 932, 424},
               {column({410, 480}, {stack({"watchlist"}), stack({"alerts"})}),
                column({630, 260}, {stack({"chart"}), stack({"positions", "orders", "fills", "strategies", "log"})}),
                stack({"proposals", "ticket"})});
}

void drop(LayoutNode& node, const IsPane& isPane)
{
    std::erase_if(node.panes, [&isPane](const PanePlace& place) { return !isPane(paneKeyOf(place.id)); });
    for (LayoutNode& child : node.children) {
        drop(child, isPane);
    }
}

} // namespace

std::span<const WorkspaceInfo> allWorkspaces() noexcept
{
    return workspaces;
}

QString workspaceTitle(const QString& key)
{
    for (const WorkspaceInfo& info : workspaces) {
        if (key == QLatin1String(info.key)) {
            return QCoreApplication::translate("workspaces", info.title);
        }
    }
    return key;
}

QString firstPaneOf(const QString& key)
{
    for (const WorkspaceInfo& info : workspaces) {
        if (key == QLatin1String(info.key)) {
            return QString::fromLatin1(info.first);
        }
    }
    return {};
}

WorkspaceLayout defaultLayout(const QString& key, const IsPane& isPane)
{
    WorkspaceLayout layout;
    layout.root = rootOf(key);
    drop(layout.root, isPane);
    return tidied(std::move(layout));
}

} // namespace omni::ui

// Where panes stand, as values: read from and written to versioned JSON, mended where a file says nonsense.
//
// Nothing here knows a widget. Text from a file is never trusted: depth, counts and sizes are bounded, panes that do
// not exist are left out with a note. A file that cannot be read at all is the caller's case: he has earlier versions.

#pragma once

#include "core/base/error.h"
#include "ui/bridge/link_groups.h"

#include <QJsonObject>
#include <QList>
#include <QRect>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace omni::ui {

/// One pane in a layout. `id` is its key, or "key#2" for a second one of a kind.
struct PanePlace {
    QString id;
    LinkGroup group = LinkGroup::A;
    QString instrument; ///< "demo:BTCUSD"; only of group None.
    QJsonObject state; ///< What `Pane::saveState` gave.
    friend bool operator==(const PanePlace&, const PanePlace&) = default;
};

struct LayoutNode {
    enum class Kind : std::uint8_t { Stack, Row, Column };
    Kind kind = Kind::Stack;
    QList<int> sizes; ///< Of the children, in pixels or any other measure: shares count. As many, or empty.
    std::vector<LayoutNode> children; ///< Of rows and columns.
    std::vector<PanePlace> panes; ///< Of a stack: its tabs.
    int front = 0; ///< Of a stack: which tab.
    friend bool operator==(const LayoutNode&, const LayoutNode&) = default;

    [[nodiscard]] bool isEmpty() const noexcept
    {
        return kind == Kind::Stack ? panes.empty() : children.empty();
    }
};

struct FloatingPlace {
    QRect rect; ///< On the desktop.
    LayoutNode stack;
    friend bool operator==(const FloatingPlace&, const FloatingPlace&) = default;
};

struct WorkspaceLayout {
    LayoutNode root;
    std::vector<FloatingPlace> floating;
    friend bool operator==(const WorkspaceLayout&, const WorkspaceLayout&) = default;
};

/// One that a person has made and named.
struct OwnWorkspace {
    QString key; ///< "own-1" to "own-12".
    QString title; ///< 1 to `longestWorkspaceTitle` characters, one line, unique but for its case.
    friend bool operator==(const OwnWorkspace&, const OwnWorkspace&) = default;
};
inline constexpr int mostOwnWorkspaces = 12;
inline constexpr int longestWorkspaceTitle = 40;

struct LayoutDocument {
    static constexpr int version = 1;
    QString current; ///< Key of a workspace.
    QRect window; ///< Null: never kept.
    bool isMaximized = false;
    std::map<QString, WorkspaceLayout> workspaces; ///< Of those that a person has changed.
    std::vector<OwnWorkspace> own; ///< In the order in which they were made.
    QStringList recent; ///< Of the palette.
    std::map<QString, QString> symbols; ///< "A": "demo:BTCUSD"; of the link groups.
    friend bool operator==(const LayoutDocument&, const LayoutDocument&) = default;
};

/// So many panes of a kind at most, with the first (S26).
inline constexpr int mostOfAKind = 8;

/// "chart#2" is a "chart".
[[nodiscard]] QString paneKeyOf(const QString& id);
/// 1 of "chart", 2 of "chart#2"; none of what `paneIdOf` does not make.
[[nodiscard]] std::optional<int> paneNumberOf(const QString& id);
/// `number` from 1 to `mostOfAKind`.
[[nodiscard]] QString paneIdOf(const QString& key, int number);

/// "own-3" of 3.
[[nodiscard]] QString ownWorkspaceKey(int number);
/// As it may be shown and kept: one line without controls, at most so long. Empty: it is no title.
[[nodiscard]] QString workspaceTitleFrom(const QString& typed);

[[nodiscard]] QJsonObject toJson(const WorkspaceLayout& layout);
[[nodiscard]] QByteArray toJson(const LayoutDocument& document);

using IsPane = std::function<bool(const QString& key)>;

/// Notes get one sentence for each pane that was left out. Errc::Corrupt: no JSON, or not ours; Errc::Newer: a later
/// version wrote it.
[[nodiscard]] Result<LayoutDocument> layoutFromJson(const QByteArray& text, const IsPane& isPane, QStringList& notes);
[[nodiscard]] WorkspaceLayout workspaceFromJson(const QJsonObject& object, const IsPane& isPane, QStringList& notes);

/// Without empty stacks, rows of one, panes that occur twice. An empty layout stays an empty stack.
[[nodiscard]] WorkspaceLayout tidied(WorkspaceLayout layout);

/// `window` moved, and shrunk where it must be, so that all of it lies on the nearest of `screens`. `least` is the
/// smallest size; an empty list of screens changes nothing.
[[nodiscard]] QRect ontoScreens(QRect window, const QList<QRect>& screens, QSize least);

/// All panes in it, in reading order, floating ones last.
[[nodiscard]] QStringList paneIdsOf(const WorkspaceLayout& layout);

} // namespace omni::ui

// The workspaces and how each looks before anybody has changed it. Panes that this build does not have are left out.

#pragma once

#include "ui/shell/layout_document.h"

#include <span>

namespace omni::ui {

struct WorkspaceInfo {
    const char* key;
    const char* title; ///< Untranslated, context "workspaces".
    const char* first; ///< The pane that has the keyboard when it opens.
};

/// In the order of Ctrl+1, Ctrl+2, …
[[nodiscard]] std::span<const WorkspaceInfo> allWorkspaces() noexcept;
[[nodiscard]] QString workspaceTitle(const QString& key);
/// Of an unknown key: empty.
[[nodiscard]] QString firstPaneOf(const QString& key);

/// Sizes fit 1600 x 1000. An unknown key gives that of "trading".
[[nodiscard]] WorkspaceLayout defaultLayout(const QString& key, const IsPane& isPane);

} // namespace omni::ui

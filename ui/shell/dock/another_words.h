// What is said about one more pane of a kind: the command that opens it, and why there is none.

#pragma once

#include <QString>

namespace omni::ui {

struct PaneInfo;

/// "Another chart"; empty: at most one of it in a window.
[[nodiscard]] QString anotherWords(const PaneInfo& info);
/// As many are open as there can be: what that means and what to do.
[[nodiscard]] QString noMoreWords(const PaneInfo& info);

} // namespace omni::ui

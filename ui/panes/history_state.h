// What a pane says of its history: it is read, it failed, there is nothing, or its rows are shown (rulings 1).

#pragma once

#include "ui/bridge/paged_history.h"
#include "ui/panes/pane.h"

namespace omni::ui {

struct Formats;

struct HistoryState {
    PaneState state = PaneState::Normal;
    QString text;
    QString action; ///< Words of the button that tries again; empty: there is none.
};

/// `hasRows`: something can be shown already, of this history or from elsewhere; then it stays in sight.
/// `empty`: what is said when the history has answered and there is nothing.
[[nodiscard]] HistoryState historyState(const HistoryReach& reach, bool hasRows, const QString& empty,
                                        const Formats& formats);

} // namespace omni::ui

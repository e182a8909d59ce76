#include "ui/panes/history_state.h"

#include "ui/panes/history_foot.h"

namespace omni::ui {

HistoryState historyState(const HistoryReach& reach, bool hasRows, const QString& empty)
{
    if (reach.fault) {
        const QString why = QString::fromStdString(reach.fault->detail);
        return {PaneState::Error,
                hasRows ? HistoryFoot::tr("The history does not answer: %1. What is shown may be incomplete.").arg(why)
                        : HistoryFoot::tr("The history does not answer: %1").arg(why),
                HistoryFoot::tr("Retry")};
    }
    if (hasRows) {
        return {};
    }
    return reach.hasAnswered ? HistoryState{PaneState::Empty, empty, {}} : HistoryState{PaneState::Loading, {}, {}};
}

} // namespace omni::ui

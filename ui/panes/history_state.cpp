#include "ui/panes/history_state.h"

#include "ui/panes/history_foot.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"

namespace omni::ui {

HistoryState historyState(const HistoryReach& reach, bool hasRows, const QString& empty, const Formats& formats)
{
    if (reach.fault) {
        const QString why = formats.told(outsideText(reach.fault->detail, 400));
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

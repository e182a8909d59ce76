#include "ui/panes/session_state.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

class Say
{
    Q_DECLARE_TR_FUNCTIONS(omni::ui::Pane)
};

} // namespace

std::optional<HistoryState> sessionState(const runtime::PhaseView& phase, bool hasPicture)
{
    switch (phase.phase) {
    case runtime::Phase::Failed:
        return HistoryState{PaneState::Error,
                            hasPicture ? Say::tr("The session has failed. Nothing trades. What is shown is how it was.")
                                       : Say::tr("The session has failed. Nothing trades."),
                            {}};
    case runtime::Phase::Starting:
        return hasPicture ? std::nullopt
                          : std::optional(HistoryState{PaneState::Loading, Say::tr("The session is starting…"), {}});
    case runtime::Phase::Idle:
    case runtime::Phase::Running:
    case runtime::Phase::Ending:
    case runtime::Phase::Ended:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace omni::ui

#include "core/base/time.h"
#include "ui/bridge/engine_link.h"
#include "ui/panes/proposals/queue_model.h"
#include "ui/panes/proposals/view.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/proposal_words.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <optional>

namespace omni::ui::proposals {

namespace {

/// When the next bar closes that a strategy waits for.
std::optional<Timestamp> nextBar(const views::DeskSnapshot& desk)
{
    std::optional<Timestamp> next;
    for (const views::StrategyView& strategy : desk.strategies) {
        const auto interval = intervalOf(strategy.spec);
        if (strategy.on && interval) {
            const Timestamp closes = flooredTo(desk.at.wall, *interval) + *interval;
            next = next ? std::min(*next, closes) : closes;
        }
    }
    return next;
}

} // namespace

QString View::emptyText() const
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    if (!desk.isOpen) {
        return tr("No session runs, so nothing is proposed.");
    }
    const auto on = std::count_if(desk.strategies.begin(), desk.strategies.end(),
                                  [](const views::StrategyView& strategy) { return strategy.on; });
    if (desk.strategies.empty()) {
        return tr("No proposals. This session has no strategy.");
    }
    if (on == 0) {
        return tr("No proposals. All strategies are switched off. Start them in the pane Strategies.");
    }
    // A profile knows the instruments of all its sessions, too; this one has prices of those that it trades.
    const auto traded = std::count_if(desk.instruments.begin(), desk.instruments.end(),
                                      [](const auto& view) { return view.quote || view.reference || view.age; });
    const QString watching
        = tr("No proposals. %n strategies are watching %1.", "strategies, so many symbols", static_cast<int>(on))
              .arg(tr("%n symbol(s)", nullptr, static_cast<int>(traded)));
    if (const auto next = nextBar(desk)) {
        return tr("%1 Next bar %2.", "a sentence, a time").arg(watching, m_context.formats.time(*next));
    }
    return watching;
}

QString View::blockedText() const
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    const bool isGlobal = std::any_of(desk.latches.begin(), desk.latches.end(), [](const views::LatchView& latch) {
        return latch.scope.kind == risk::ScopeKind::Global;
    });
    if (m_context.engine.latched() != risk::KillLevel::None || isGlobal) {
        for (const views::LatchView& latch : desk.latches) {
            if (latch.scope.kind == risk::ScopeKind::Global && !latch.reason.empty()) {
                return tr("The kill switch is tripped: %1. Nothing can be approved until it is reset.")
                    .arg(m_context.formats.own(outsideText(latch.reason.view(), 95)));
            }
        }
        return tr("The kill switch is tripped. Nothing can be approved until it is reset.");
    }
    if (const int open = Words::openDifferences(desk); desk.isOpen && desk.mode < risk::Mode::Manual && open > 0) {
        return tr("The desk is set to \"%1\", and %n line(s) in which the account and our books differ forbid arming. "
                  "Settle them in Account differences.",
                  nullptr, open)
            .arg(Words::of(desk.mode));
    }
    if (desk.isOpen && desk.mode < risk::Mode::Manual) {
        return tr("The desk is set to \"%1\". Nothing can be approved until it is armed.").arg(Words::of(desk.mode));
    }
    return {};
}

QString View::staleText() const
{
    const auto* view = m_queue->view(m_selected);
    if (view == nullptr || !isWaiting()) {
        return {};
    }
    const auto* shown = m_context.engine.instrument(view->made.proposal.instrument);
    if (shown == nullptr) {
        return {};
    }
    const QString symbol = symbolOf(shown->instrument);
    if (shown->trading == market::TradingState::Halted) {
        return tr("Trading in %1 is halted. Approval is off until it goes on.").arg(symbol);
    }
    if (shown->trading == market::TradingState::ClosingOnly) {
        return tr("%1 has new increments at the venue. Approval is off until the session is started anew.").arg(symbol);
    }
    if (shown->trading == market::TradingState::Closed) {
        return tr("The market of %1 is closed. Approval is off until it opens.").arg(symbol);
    }
    if (!view->quoteAge) {
        return tr("There are no prices for %1. Approval is off until they come.").arg(symbol);
    }
    const views::DeskSnapshot& desk = m_context.engine.desk();
    if (*view->quoteAge <= desk.limits.quoteAge) {
        return {};
    }
    return tr("Prices for %1 stopped at %2. Approval is off until they return.")
        .arg(symbol, m_context.formats.time(desk.at.wall - *view->quoteAge));
}

} // namespace omni::ui::proposals

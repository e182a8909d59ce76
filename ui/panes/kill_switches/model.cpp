#include "ui/panes/kill_switches/model.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/stop_sentences.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace omni::ui::kill_switches {

namespace {

constexpr std::size_t mostPast = 20;

class Say
{
    Q_DECLARE_TR_FUNCTIONS(omni::ui::kill_switches::View)
};

std::optional<Stopped> standsAgainst(const StopProgress& progress, risk::Scope scope)
{
    const auto& all = progress.stopped();
    const auto found = std::find_if(all.begin(), all.end(), [scope](const Stopped& one) { return one.scope == scope; });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

template<class Counts> int positionsIn(const views::DeskSnapshot& desk, Counts counts)
{
    return static_cast<int>(std::count_if(desk.positions.begin(), desk.positions.end(), [&](const auto& one) {
        return one.position.lots.count != 0 && counts(one);
    }));
}

QString positionsText(int count)
{
    return count == 0 ? Say::tr("no position") : Say::tr("%n position(s)", nullptr, count);
}

/// `above`: the state of the scopes above it, the words if one of them holds it.
SwitchRow rowOf(risk::Scope scope, const QString& name, const QString& note, const QString& heldBy,
                const views::DeskSnapshot& desk, const StopProgress& progress, const Formats& formats)
{
    SwitchRow row;
    row.scope = scope;
    row.name = name;
    row.note = note;
    row.stopped = standsAgainst(progress, scope);
    if (row.stopped) {
        const bool isStopping = scope.kind == risk::ScopeKind::Global && progress.state() == StopState::Stopping;
        row.state = isStopping ? SwitchState::Stopping : SwitchState::Tripped;
        row.stateText = isStopping ? Say::tr("Stopping") : Say::tr("Tripped");
        row.cause = causeOf(*row.stopped, desk, formats);
    } else if (!heldBy.isEmpty()) {
        row.state = SwitchState::Held;
        row.stateText = heldBy;
        row.cause = Say::tr("armed, waiting for the scope above");
    } else {
        row.stateText = Say::tr("Armed");
    }
    return row;
}

} // namespace

std::vector<SwitchRow> rowsOf(const views::DeskSnapshot& desk, const StopProgress& progress, const Formats& formats)
{
    std::vector<SwitchRow> rows;
    rows.push_back(
        rowOf({}, Say::tr("Everything"), Say::tr("all accounts, strategies and symbols"), {}, desk, progress, formats));
    QString heldBy = rows.front().stopped ? Say::tr("Held by global") : QString();
    if (desk.session && desk.session->account) {
        const risk::Scope scope{risk::ScopeKind::Account, desk.session->account.value};
        rows.push_back(rowOf(scope, Words::account(desk, formats),
                             positionsText(positionsIn(desk, [](const auto&) { return true; })), heldBy, desk, progress,
                             formats));
        heldBy = heldBy.isEmpty() && rows.back().stopped ? Say::tr("Held by account") : heldBy;
    }
    for (const views::StrategyView& strategy : desk.strategies) {
        const int held = positionsIn(desk, [&](const auto& one) { return one.strategy == strategy.id; });
        rows.push_back(rowOf({risk::ScopeKind::Strategy, strategy.id.value}, Words::strategy(strategy.spec),
                             positionsText(held), heldBy, desk, progress, formats));
        if (rows.back().state == SwitchState::Armed && !strategy.on) { // its switch is armed, and still it does nothing
            rows.back().cause = Say::tr("switched off: start it in the pane Strategies");
        }
    }
    std::vector<risk::Scope> symbols;
    for (const Stopped& stopped : progress.stopped()) {
        if (stopped.scope.kind == risk::ScopeKind::Symbol
            && std::find(symbols.begin(), symbols.end(), stopped.scope) == symbols.end()) {
            symbols.push_back(stopped.scope);
        }
    }
    for (const risk::Scope scope : symbols) {
        const int held = positionsIn(desk, [&](const auto& one) { return one.position.instrument.value == scope.id; });
        rows.push_back(rowOf(scope, Words::symbol(desk, InstrumentId{scope.id}), positionsText(held), heldBy, desk,
                             progress, formats));
    }
    return rows;
}

std::vector<PastRow> pastOf(const views::DeskSnapshot& desk, const std::vector<StopEvent>& events,
                            const Formats& formats)
{
    std::vector<PastRow> rows;
    for (auto it = events.rbegin(); it != events.rend() && rows.size() < mostPast; ++it) {
        PastRow row;
        row.when = formats.dateTime(it->at);
        row.isReset = it->isReset;
        const QString name = it->what.scope.kind == risk::ScopeKind::Global ? Say::tr("Everything")
                                                                            : Words::scope(desk, it->what.scope);
        const QString who = it->what.by ? Words::principal(desk, it->what.by) : Say::tr("the kill switch");
        const QString reason = formats.own(outsideText(it->what.reason.toStdString(), 60));
        if (it->isReset) {
            const QString what = it->what.breaker ? Words::of(*it->what.breaker) : name;
            row.what = reason.isEmpty() ? Say::tr("%1 reset by %2").arg(what, who)
                                        : Say::tr("%1 reset by %2: \"%3\"").arg(what, who, reason);
            row.became = it->stood ? Say::tr("after %1").arg(formats.age(*it->stood)) : QString();
        } else {
            row.what = it->what.breaker ? Say::tr("%1 tripped by %2").arg(name, breakerText(it->what, desk, formats))
                                        : Say::tr("%1 tripped by %2").arg(name, who);
            const auto reset = std::find_if(it.base(), events.end(), [&](const StopEvent& later) {
                return later.isReset && later.what.breaker == it->what.breaker
                    && (later.what.breaker ? later.what.subject == it->what.subject
                                           : later.what.scope == it->what.scope);
            });
            row.became
                = reset == events.end() ? Say::tr("not reset") : Say::tr("reset %1").arg(formats.time(reset->at));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace omni::ui::kill_switches

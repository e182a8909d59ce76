#include "ui/bridge/stopped.h"

#include "core/desk/events/principals.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace omni::ui {

namespace {

/// One line, without what could turn or break it.
QString shortName(const std::string& text)
{
    QString name;
    for (const QChar one : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))) {
        if (name.size() == 40) {
            return name + u'…';
        }
        name.append(one.isPrint() ? one : QChar(u' '));
    }
    return name;
}

Stopped stoppedBy(const views::LatchView& latch)
{
    Stopped stopped;
    stopped.scope = latch.scope;
    stopped.level = latch.level;
    stopped.cause = latch.cause;
    stopped.by = latch.by;
    stopped.at = latch.at;
    stopped.reason = shortName(std::string(latch.reason.view()));
    return stopped;
}

Stopped stoppedBy(const views::BreakerView& breaker)
{
    Stopped stopped;
    stopped.level = risk::KillLevel::CancelEntries;
    stopped.breaker = breaker.breaker;
    stopped.subject = breaker.subject;
    stopped.limit = breaker.limit;
    stopped.actual = breaker.actual;
    stopped.cause = events::Cause::Breaker;
    stopped.by = events::desk;
    stopped.at = breaker.at;
    if (breaker.breaker == events::Breaker::NeedsReconcile) {
        stopped.scope = {risk::ScopeKind::Symbol, breaker.subject};
    } else if (breaker.breaker == events::Breaker::RepeatedExecution) {
        stopped.scope = {risk::ScopeKind::Strategy, breaker.subject};
    }
    return stopped;
}

} // namespace

std::vector<Stopped> stoppedOf(const views::DeskSnapshot& desk, risk::KillLevel latched)
{
    std::vector<Stopped> all;
    bool hasGlobalLatch = false;
    for (const views::LatchView& latch : desk.latches) {
        hasGlobalLatch = hasGlobalLatch || latch.scope.kind == risk::ScopeKind::Global;
        all.push_back(stoppedBy(latch));
    }
    if (!hasGlobalLatch && latched != risk::KillLevel::None) {
        Stopped early;
        early.level = latched;
        early.by = {};
        all.push_back(early);
    }
    for (const views::BreakerView& breaker : desk.breakers) {
        all.push_back(stoppedBy(breaker));
    }
    std::stable_sort(all.begin(), all.end(), [](const Stopped& a, const Stopped& b) {
        return std::tuple(a.scope.kind, -static_cast<int>(a.level), a.breaker.has_value(), a.at)
            < std::tuple(b.scope.kind, -static_cast<int>(b.level), b.breaker.has_value(), b.at);
    });
    return all;
}

bool isAllStopped(const std::vector<Stopped>& stopped) noexcept
{
    return !stopped.empty() && stopped.front().scope.kind == risk::ScopeKind::Global;
}

bool isLossBreaker(events::Breaker breaker) noexcept
{
    switch (breaker) {
    case events::Breaker::DailyLoss:
    case events::Breaker::Drawdown:
    case events::Breaker::LosingStreak:
        return true;
    case events::Breaker::Mismatch:
    case events::Breaker::JournalFailed:
    case events::Breaker::RejectStorm:
    case events::Breaker::RepeatedExecution:
    case events::Breaker::NeedsReconcile:
    case events::Breaker::EngineStalled:
        return false;
    }
    return false;
}

QString scopeName(const views::DeskSnapshot& desk, risk::Scope scope)
{
    switch (scope.kind) {
    case risk::ScopeKind::Global:
        return QCoreApplication::translate("stopped", "Everything");
    case risk::ScopeKind::Account:
        return desk.session && desk.session->account.value == scope.id && !desk.session->accountName.empty()
            ? shortName(desk.session->accountName)
            : QCoreApplication::translate("stopped", "Account %1").arg(scope.id);
    case risk::ScopeKind::Strategy:
        return strategyName(desk, StrategyId{scope.id});
    case risk::ScopeKind::Symbol:
        return symbolName(desk, InstrumentId{scope.id});
    }
    return {};
}

QString strategyName(const views::DeskSnapshot& desk, StrategyId strategy)
{
    for (const views::StrategyView& view : desk.strategies) {
        if (view.id == strategy) {
            return shortName(view.spec.substr(0, view.spec.find(':')));
        }
    }
    if (desk.session) {
        for (const events::StrategySetting& setting : desk.session->strategies) {
            if (setting.id == strategy) {
                return shortName(setting.spec.substr(0, setting.spec.find(':')));
            }
        }
    }
    return QCoreApplication::translate("stopped", "Strategy %1").arg(strategy.value);
}

QString symbolName(const views::DeskSnapshot& desk, InstrumentId instrument)
{
    for (const views::InstrumentView& view : desk.instruments) {
        if (view.instrument.id == instrument) {
            return shortName(view.instrument.symbol);
        }
    }
    return QCoreApplication::translate("stopped", "Instrument %1").arg(instrument.value);
}

QString breakerName(events::Breaker breaker)
{
    switch (breaker) {
    case events::Breaker::DailyLoss:
        return QCoreApplication::translate("stopped", "Daily loss");
    case events::Breaker::Drawdown:
        return QCoreApplication::translate("stopped", "Drawdown");
    case events::Breaker::LosingStreak:
        return QCoreApplication::translate("stopped", "Losses in a row");
    case events::Breaker::Mismatch:
        return QCoreApplication::translate("stopped", "Positions differ from the broker's");
    case events::Breaker::JournalFailed:
        return QCoreApplication::translate("stopped", "Record cannot be written");
    case events::Breaker::RejectStorm:
        return QCoreApplication::translate("stopped", "Many orders rejected");
    case events::Breaker::RepeatedExecution:
        return QCoreApplication::translate("stopped", "Repeated executions");
    case events::Breaker::NeedsReconcile:
        return QCoreApplication::translate("stopped", "Order needs reconciling");
    case events::Breaker::EngineStalled:
        return QCoreApplication::translate("stopped", "Engine stood still");
    }
    return {};
}

QString principalName(const views::DeskSnapshot& desk, PrincipalId principal)
{
    if (principal == events::owner) {
        return QCoreApplication::translate("stopped", "you");
    }
    if (principal == events::script) {
        return QCoreApplication::translate("stopped", "a script");
    }
    if (principal.value > events::firstStrategyPrincipal) {
        return QCoreApplication::translate("stopped", "strategy %1")
            .arg(strategyName(desk, StrategyId{principal.value - events::firstStrategyPrincipal}));
    }
    return QCoreApplication::translate("stopped", "the desk");
}

bool isOpenEntry(const orders::OrderRecord& record) noexcept
{
    return record.ticket.role == orders::OrderRole::Entry && !record.ticket.reduceOnly && !record.ticket.held;
}

bool isOpenStop(const orders::OrderRecord& record) noexcept
{
    return record.ticket.role == orders::OrderRole::Stop && !record.ticket.held
        && (record.state == orders::OrderState::Working || record.state == orders::OrderState::Sent);
}

} // namespace omni::ui

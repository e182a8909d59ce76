#include "ui/bridge/stopped.h"

#include "core/desk/events/principals.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace omni::ui {

namespace {

/// One line, without what could turn or break it.
QString lineOf(std::string_view text)
{
    QString line = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (QChar& one : line) {
        one = one.isPrint() ? one : QChar(u' ');
    }
    return line;
}

Stopped stoppedBy(const views::LatchView& latch)
{
    Stopped stopped;
    stopped.scope = latch.scope;
    stopped.level = latch.level;
    stopped.cause = latch.cause;
    stopped.by = latch.by;
    stopped.at = latch.at;
    stopped.reason = lineOf(latch.reason.view());
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

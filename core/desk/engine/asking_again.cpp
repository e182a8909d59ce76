#include "core/desk/engine/asking_again.h"

#include "core/desk/engine/booking.h"

namespace omni::engine {

using events::Cause;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

void noteStop(DeskState& state, const Stamp& stamp, const orders::OrderRecord& stop, bool isRefusal)
{
    const HoldingKey key{stop.ticket.strategy, stop.ticket.instrument};
    if (isRefusal) {
        noteRefusal(state.refusedStops.findOrInsert(key), stamp);
    } else if (stop.state == OrderState::Working) {
        state.refusedStops.erase(key);
    }
}

} // namespace

void noteRefusal(Refusals& refused, const Stamp& stamp) noexcept
{
    refused.count = std::min(refused.count, 1'000U) + 1;
    refused.at = momentOf(stamp);
}

Duration waitLeft(const Refusals& refused, const Stamp& now) noexcept
{
    if (refused.count == 0) {
        return {};
    }
    return std::max(Duration{}, waitAfter(refused.count) - elapsed(refused.at, now));
}

bool isAskedAgain(Cause cause) noexcept
{
    return cause == Cause::Exit || cause == Cause::Bracket || cause == Cause::Resize || cause == Cause::Trailing;
}

Refusals refusedCancels(const DeskState& state, OrderId order) noexcept
{
    const auto* asked = state.askedInVain.find(order);
    return asked != nullptr ? asked->cancels : Refusals{};
}

Refusals refusedChanges(const DeskState& state, OrderId order) noexcept
{
    const auto* asked = state.askedInVain.find(order);
    return asked != nullptr ? asked->changes : Refusals{};
}

std::optional<Duration> nextAsking(const DeskState& state, const Stamp& now) noexcept
{
    std::optional<Duration> next;
    const auto consider = [&](const Refusals& refused) {
        if (const Duration left = waitLeft(refused, now); left > Duration{}) {
            next = next ? std::min(*next, left) : left;
        }
    };
    for (const auto& asked : state.askedInVain) {
        consider(asked.value.cancels);
        consider(asked.value.changes);
    }
    return next;
}

void noteAnswer(DeskState& state, const Stamp& stamp, const events::OrderReport& report, orders::OrderState before,
                bool isRefusal)
{
    const auto* record = state.ledger.find(report.order);
    if (record == nullptr || orders::isTerminal(record->state)) {
        state.askedInVain.erase(report.order);
    } else if (report.kind == OrderEventKind::CancelRejected && before == OrderState::CancelSent) {
        noteRefusal(state.askedInVain.findOrInsert(report.order).cancels, stamp);
    } else if (report.kind == OrderEventKind::ReplaceRejected) {
        noteRefusal(state.askedInVain.findOrInsert(report.order).changes, stamp);
    } else if (report.kind == OrderEventKind::Replaced) {
        if (auto* asked = state.askedInVain.find(report.order)) {
            asked->changes = {};
        }
    }
    if (record != nullptr && isStopOfTheDesk(record->ticket)) {
        noteStop(state, stamp, *record, isRefusal);
    }
}

} // namespace omni::engine

#include "core/desk/engine/refused_legs.h"

#include "core/desk/engine/asking_again.h"
#include "core/desk/engine/ordering.h"
#include "core/desk/engine/protection.h"
#include "core/desk/events/own_word.h"

#include <algorithm>
#include <vector>

namespace omni::engine {

using orders::OrderEventKind;
using orders::OrderState;

namespace {

HoldingKey holdingOf(const orders::OrderTicket& ticket) noexcept
{
    return {ticket.strategy, ticket.instrument};
}

/// It stood or was on its way; nobody had asked for its end, and no other has come in its place.
bool wasWanted(const DeskState& state, const orders::OrderRecord& leg, OrderState before) noexcept
{
    const auto* bracket = state.brackets.find(leg.ticket.parent);
    const bool wasOut = before == OrderState::Sent || before == OrderState::Working || before == OrderState::Unknown;
    return wasOut && leg.cancelsAsked == 0 && !leg.ticket.held && bracket != nullptr && bracket->stop == leg.ticket.id;
}

} // namespace

bool isRefusedLeg(const DeskState& state, const orders::OrderRecord* leg) noexcept
{
    if (leg == nullptr || leg->state != OrderState::Rejected || leg->ticket.role != orders::OrderRole::Stop) {
        return false;
    }
    const auto* mark = state.legMarks.find(leg->ticket.id);
    return mark != nullptr && *mark == LegMark::Returning;
}

bool mustRefusedLegWait(const Turn& turn, HoldingKey key) noexcept
{
    const auto* refused = turn.state.refusedStops.find(key);
    return turn.state.unstopped.contains(key) || (refused != nullptr && waitLeft(*refused, turn.stamp) > Duration{});
}

bool isOutgrownLeg(const DeskState& state, const orders::OrderRecord& leg, const events::OrderReport& report)
{
    if (report.kind != OrderEventKind::Rejected || !events::isOwnWord(report) || !isRefusedLeg(state, &leg)) {
        return false;
    }
    const auto* entry = state.ledger.find(leg.ticket.parent);
    bool isOutgrown = entry != nullptr && orders::isTerminal(entry->state) && entry->filled > leg.ticket.size;
    state.ledger.forEach([&](const orders::OrderRecord& other) {
        const bool isEarlier = other.ticket.parent == leg.ticket.parent && other.ticket.role == orders::OrderRole::Stop
            && other.state == OrderState::Rejected && other.ticket.id != leg.ticket.id;
        isOutgrown = isOutgrown && !(isEarlier && other.ticket.size >= leg.ticket.size);
    });
    return isOutgrown;
}

void tellIfNotSentAnew(Turn& turn, OrderId leg)
{
    const auto* record = turn.state.ledger.find(leg);
    const auto* bracket = record != nullptr ? turn.state.brackets.find(record->ticket.parent) : nullptr;
    if (bracket != nullptr && bracket->stop == leg && isRefusedLeg(turn.state, record)) {
        tellRefused(turn, orders::OrderTicket(record->ticket));
    }
}

void retryRefusedLegs(Turn& turn)
{
    std::vector<InstrumentId> instruments;
    for (const auto& mark : turn.state.legMarks) {
        const auto* leg = turn.state.ledger.find(mark.key);
        if (isRefusedLeg(turn.state, leg) && !mustRefusedLegWait(turn, holdingOf(leg->ticket))) {
            instruments.push_back(leg->ticket.instrument);
        }
    }
    std::sort(instruments.begin(), instruments.end());
    instruments.erase(std::unique(instruments.begin(), instruments.end()), instruments.end());
    for (const InstrumentId instrument : instruments) {
        tendBrackets(turn, instrument);
    }
}

void noteRefusedLeg(DeskState& state, const Stamp& stamp, const events::OrderReport& report,
                    const orders::Outcome& outcome)
{
    const auto* leg = state.ledger.find(report.order);
    if (leg == nullptr || leg->ticket.role != orders::OrderRole::Stop || !leg->ticket.parent) {
        return;
    }
    const HoldingKey key = holdingOf(leg->ticket);
    if (report.kind == OrderEventKind::Accepted && leg->state == OrderState::Working) {
        state.refusedStops.erase(key);
        return;
    }
    if (report.kind != OrderEventKind::Rejected || !outcome.terminalNow || !wasWanted(state, *leg, outcome.before)) {
        return;
    }
    state.legMarks.insertOrAssign(report.order, LegMark::Returning);
    if (isOutgrownLeg(state, *leg, report)) {
        return;
    }
    noteRefusal(state.refusedStops.findOrInsert(key), stamp);
}

void noteEntryEnded(DeskState& state, OrderId entry)
{
    const auto* bracket = state.brackets.find(entry);
    const auto* stop = bracket != nullptr ? state.ledger.find(bracket->stop) : nullptr;
    if (isRefusedLeg(state, stop)) {
        state.refusedStops.erase(holdingOf(stop->ticket));
    }
}

} // namespace omni::engine

#include "core/desk/engine/torn_pairs.h"

namespace omni::engine {

using orders::OrderState;

void noteTornPair(DeskState& state, OrderId leg)
{
    const auto* record = state.ledger.find(leg);
    const auto* bracket
        = record != nullptr && record->ticket.parent ? state.brackets.find(record->ticket.parent) : nullptr;
    if (bracket == nullptr || (leg != bracket->stop && leg != bracket->target)) {
        return;
    }
    const auto* stop = state.ledger.find(bracket->stop);
    const auto* target = state.ledger.find(bracket->target);
    if (stop == nullptr || target == nullptr) {
        return;
    }
    const bool isEndedThere
        = (stop->state == OrderState::Expired || stop->state == OrderState::Cancelled) && stop->cancelsAsked == 0;
    const bool isTorn = target->filled.count > 0 && !orders::isTerminal(target->state);
    if (isEndedThere && isTorn) {
        state.legMarks.insertOrAssign(bracket->stop, LegMark::Returning);
    }
}

} // namespace omni::engine

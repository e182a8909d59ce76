#include "core/desk/engine/unanswered.h"

#include <algorithm>

namespace omni::engine {

void Unanswered::linkIsBack(const Stamp& now)
{
    m_asked.forEach([&now](OrderId, Asked& asked) {
        asked.due = now.mono;
        asked.pause = firstAskAgain;
    });
}

void Unanswered::askAgain(Turn& turn)
{
    const auto& ledger = turn.state.ledger;
    if (ledger.unknownCount() == 0) {
        m_asked.clear();
        return;
    }
    const auto isUnknown = [&ledger](OrderId id) {
        const auto* record = ledger.find(id);
        return record != nullptr && record->state == orders::OrderState::Unknown;
    };
    m_asked.eraseIf([&](OrderId id, const Asked&) { return !isUnknown(id); });
    const Monotonic now = turn.stamp.mono;
    for (const OrderId id : ledger.openIds()) {
        if (!isUnknown(id)) {
            continue;
        }
        Asked* asked = m_asked.find(id);
        if (asked == nullptr) { // what made it Unknown has asked already
            m_asked.insertOrAssign(id, {now + firstAskAgain, firstAskAgain});
        } else if (asked->due <= now) {
            asked->pause = std::min(Duration{asked->pause.ns * 2}, longestAskAgain);
            asked->due = now + asked->pause;
            turn.decide(events::QueryAsked{id});
            turn.want(events::Query{id});
        }
    }
}

std::optional<Monotonic> Unanswered::nextDue() const noexcept
{
    std::optional<Monotonic> next;
    for (const auto& entry : m_asked) {
        next = next ? std::min(*next, entry.value.due) : entry.value.due;
    }
    return next;
}

} // namespace omni::engine

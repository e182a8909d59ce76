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

void Unanswered::noteSettled(const Turn& turn)
{
    for (const auto& fact : turn.out.facts) {
        if (const auto* settled = std::get_if<events::UnknownSettled>(&fact)) {
            m_asked.insertOrAssign(settled->order, {turn.stamp.mono + firstAskAgain, firstAskAgain, true});
        }
    }
}

void Unanswered::heard(const events::OrderReport& report)
{
    const auto* asked = m_asked.find(report.order);
    const bool saysNothing = report.kind == orders::OrderEventKind::Lost
        || report.kind == orders::OrderEventKind::CancelRejected
        || report.kind == orders::OrderEventKind::ReplaceRejected;
    if (asked != nullptr && asked->isSettled && !saysNothing) {
        m_asked.erase(report.order);
    }
}

void Unanswered::askAgain(Turn& turn)
{
    const auto& ledger = turn.state.ledger;
    if (ledger.unknownCount() == 0 && m_asked.isEmpty()) {
        return;
    }
    m_asked.eraseIf([&ledger](OrderId id, const Asked& asked) {
        const auto* record = ledger.find(id);
        return record == nullptr || (!asked.isSettled && record->state != orders::OrderState::Unknown);
    });
    const Monotonic now = turn.stamp.mono;
    ledger.forEachOpen([&](const orders::OrderRecord& record) {
        const OrderId id = record.ticket.id;
        if (record.state == orders::OrderState::Unknown && !m_asked.contains(id)) {
            m_asked.insertOrAssign(id, {now + firstAskAgain, firstAskAgain}); // what made it Unknown has asked already
        }
    });
    m_asked.forEach([&](OrderId id, Asked& asked) {
        if (asked.due <= now) {
            asked.pause = std::min(Duration{asked.pause.ns * 2}, longestAskAgain);
            asked.due = now + asked.pause;
            turn.decide(events::QueryAsked{id});
            turn.want(events::Query{id});
        }
    });
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

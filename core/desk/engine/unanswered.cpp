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
            m_asked.insertOrAssign(settled->order, {turn.stamp.mono + firstAskAgain, firstAskAgain, Why::Settled});
        }
    }
}

void Unanswered::heard(Turn& turn, const events::OrderReport& report, const Folded& folded)
{
    noteFigures(turn, report, folded);
    const auto* asked = m_asked.find(report.order);
    const bool saysNothing = report.kind == orders::OrderEventKind::Lost
        || report.kind == orders::OrderEventKind::CancelRejected
        || report.kind == orders::OrderEventKind::ReplaceRejected;
    if (asked != nullptr && asked->why != Why::Unknown && !saysNothing) {
        m_asked.erase(report.order);
    }
}

void Unanswered::noteFigures(Turn& turn, const events::OrderReport& report, const Folded& folded)
{
    const auto known = std::find(m_leftOut.begin(), m_leftOut.end(), report.order);
    if (folded.order && folded.order->leftOut) {
        if (known == m_leftOut.end()) {
            m_leftOut.push_back(report.order);
        }
        return;
    }
    const auto* record = turn.state.ledger.find(report.order);
    if (known == m_leftOut.end() || (record != nullptr && record->replacing)) {
        return;
    }
    m_leftOut.erase(known);
    if (report.kind == orders::OrderEventKind::ReplaceRejected && record != nullptr && orders::isOpen(record->state)) {
        ask(turn, report.order);
    }
}

void Unanswered::ask(Turn& turn, OrderId order)
{
    turn.decide(events::QueryAsked{order});
    turn.want(events::Query{order});
    if (!m_asked.contains(order)) {
        m_asked.insertOrAssign(order, {turn.stamp.mono + firstAskAgain, firstAskAgain, Why::OtherFigures});
    }
}

void Unanswered::askAgain(Turn& turn)
{
    const auto& ledger = turn.state.ledger;
    std::erase_if(m_leftOut, [&ledger](OrderId id) {
        const auto* record = ledger.find(id);
        return record == nullptr || !orders::isOpen(record->state);
    });
    if (ledger.unknownCount() == 0 && m_asked.isEmpty()) {
        return;
    }
    m_asked.eraseIf([&ledger](OrderId id, const Asked& asked) {
        const auto* record = ledger.find(id);
        return record == nullptr || (asked.why == Why::Unknown && record->state != orders::OrderState::Unknown)
            || (asked.why == Why::OtherFigures && !orders::isOpen(record->state));
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

#include "core/host/runtime/broker/sent_orders.h"

#include <algorithm>

namespace omni::runtime {

using orders::OrderEventKind;

void SentOrders::add(const orders::OrderTicket& ticket, Sequence by, std::optional<Monotonic> at)
{
    m_sent.insertOrAssign(ticket.id, Sent{ticket, by, at, false});
}

std::optional<Monotonic> SentOrders::givenAt(OrderId order) const
{
    const Sent* sent = m_sent.find(order);
    return sent != nullptr ? sent->at : std::nullopt;
}

std::optional<Sequence> SentOrders::wantedBy(OrderId order) const
{
    const Sent* sent = m_sent.find(order);
    return sent != nullptr ? std::optional(sent->by) : std::nullopt;
}

void SentOrders::takeBack(OrderId order)
{
    if (Sent* sent = m_sent.find(order)) {
        sent->isTakenBack = true;
    }
}

bool SentOrders::isTakenBack(OrderId order) const
{
    const Sent* sent = m_sent.find(order);
    return sent != nullptr && sent->isTakenBack;
}

void SentOrders::heard(const events::OrderReport& report)
{
    Sent* sent = m_sent.find(report.order);
    if (sent == nullptr) {
        return;
    }
    orders::OrderTicket* ticket = &sent->ticket;
    switch (report.kind) {
    case OrderEventKind::Replaced:
    case OrderEventKind::Found:
        ticket->size = report.size.value_or(ticket->size);
        ticket->limit = report.limit ? report.limit : ticket->limit;
        ticket->stop = report.stop ? report.stop : ticket->stop;
        return;
    case OrderEventKind::Filled:
    case OrderEventKind::Cancelled:
    case OrderEventKind::Rejected:
    case OrderEventKind::Expired:
        return end(report.order);
    default:
        return;
    }
}

void SentOrders::end(OrderId order)
{
    if (std::find(m_ended.begin(), m_ended.end(), order) != m_ended.end()) {
        return;
    }
    m_ended.push_back(order);
    if (m_ended.size() > mostEnded) {
        m_sent.erase(m_ended.front());
        m_ended.pop_front();
    }
}

} // namespace omni::runtime

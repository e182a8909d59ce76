#include "ui/widgets/order_follower.h"

#include "core/base/wide_int.h"
#include "core/desk/events/own_word.h"
#include "core/trade/orders/life_cycle.h"

#include <algorithm>

namespace omni::ui {

void OrderFollower::begin(const orders::OrderTicket& ticket, Timestamp at)
{
    m_record.emplace();
    m_record->ticket = ticket;
    m_record->created = m_record->lastChange = at;
    m_filled = {};
}

void OrderFollower::clear()
{
    m_record.reset();
    m_filled = {};
}

bool OrderFollower::take(const events::Event& event)
{
    if (!m_record) {
        return false;
    }
    if (const auto* report = std::get_if<events::OrderReport>(&event); report && report->order == m_record->ticket.id) {
        m_record->state = orders::next(m_record->state, report->kind).value_or(m_record->state);
        if (!events::isOwnWord(*report)) {
            m_record->lastChange = report->venueTime;
        }
        return true;
    }
    if (const auto* fill = std::get_if<orders::Fill>(&event); fill && fill->order == m_record->ticket.id) {
        m_filled.count = checkedSum(m_filled.count, fill->size.count).value_or(m_filled.count);
        m_record->lastChange = fill->time;
        return true;
    }
    return false;
}

void OrderFollower::take(const views::DeskSnapshot& desk)
{
    if (!m_record) {
        return;
    }
    const auto open = std::find_if(desk.openOrders.begin(), desk.openOrders.end(),
                                   [this](const auto& record) { return record.ticket.id == m_record->ticket.id; });
    if (open != desk.openOrders.end()) {
        m_record = *open;
    } else if (m_filled.count > 0) {
        m_record->filled = m_filled;
        if (!m_record->ticket.notional && m_filled >= m_record->ticket.size) {
            m_record->state = orders::OrderState::Filled;
        }
    }
}

} // namespace omni::ui

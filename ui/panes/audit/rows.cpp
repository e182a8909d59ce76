#include "ui/panes/audit/rows.h"

#include <algorithm>
#include <utility>

namespace omni::ui::audit {

namespace {

constexpr Duration againAfter = milliseconds(250);
constexpr Duration retryAfter = seconds(5);

} // namespace

Rows::~Rows()
{
    drop();
}

void Rows::drop()
{
    if (m_asked != 0) {
        m_link->cancel(std::exchange(m_asked, 0));
    }
}

HistoryReach Rows::reach() const
{
    HistoryReach reach;
    reach.rows = m_rows.size();
    reach.hasAnswered = m_hasAnswered;
    reach.hasOlder = m_hasOlder;
    reach.isFull = m_hasOlder && m_rows.size() >= most;
    reach.isReadingOlder = m_asked != 0 && m_asks == Asks::Older;
    reach.fault = m_asks == Asks::Newest ? m_fault : std::nullopt;
    reach.olderFault = m_asks == Asks::Older ? m_fault : std::nullopt;
    return reach;
}

void Rows::narrow(views::AuditQuery query)
{
    drop();
    m_query = std::move(query);
    m_rows.clear();
    m_fault.reset();
    m_askedAt.reset();
    m_hasAnswered = m_hasOlder = false;
    m_asks = Asks::Newest;
    m_upTo = m_searched = 0;
    m_changed();
}

void Rows::keepUp(Monotonic now)
{
    m_now = now;
    if (m_link == nullptr) {
        return;
    }
    runtime::AuditAnswer answer{0, views::AuditPage()};
    while (m_link->takeAnswer(answer)) {
        if (answer.query == m_asked) {
            m_asked = 0;
            take(answer.page);
        }
    }
    const Duration pause = m_fault ? retryAfter : againAfter;
    const bool isTime = !m_askedAt || now - *m_askedAt >= pause;
    const bool isBehind = !m_hasAnswered || m_link->records() != m_upTo;
    if (m_asked == 0 && isTime && isBehind && !(m_fault && m_asks == Asks::Older)) {
        ask(Asks::Newest);
    }
}

void Rows::readOlder()
{
    if (m_link != nullptr && m_asked == 0 && m_hasOlder && m_rows.size() < most) {
        ask(Asks::Older);
    }
}

void Rows::retry()
{
    if (m_link != nullptr && m_asked == 0) {
        ask(m_asks);
    }
}

void Rows::ask(Asks what)
{
    m_asks = what;
    m_askedAt = m_now;
    views::AuditQuery query = m_query;
    query.most = page;
    if (what == Asks::Older) {
        query.below = m_rows.back().seq;
    } else {
        query.above = std::max(m_searched, m_rows.empty() ? 0 : m_rows.front().seq);
        m_upTo = m_link->records();
    }
    m_asked = m_link->ask(std::move(query));
}

void Rows::take(const Result<views::AuditPage>& answer)
{
    m_hasAnswered = true;
    if (!answer) {
        m_fault = answer.error();
        m_changed();
        return;
    }
    m_fault.reset();
    const auto& rows = answer->rows;
    if (m_asks == Asks::Older) {
        m_rows.insert(m_rows.end(), rows.begin(), rows.end());
        m_hasOlder = answer->more;
        m_changed();
        return;
    }
    m_searched = m_upTo;
    if (answer->more) { // between the new and the old ones there may be others
        m_rows.assign(rows.begin(), rows.end());
        m_hasOlder = true;
    } else {
        m_rows.insert(m_rows.begin(), rows.begin(), rows.end());
    }
    if (m_rows.size() > most) {
        m_rows.resize(most);
        m_hasOlder = true;
    }
    m_changed();
}

} // namespace omni::ui::audit

#include "core/host/runtime/waiting_words.h"

#include "core/base/log.h"

#include <utility>

namespace omni::runtime {

void WaitingWords::push(events::Event word)
{
    m_words.push_back(std::move(word));
}

void WaitingWords::pushOwn(const events::OrderReport& report)
{
    if (hasRoom() && !m_lostOf) {
        return push(report);
    }
    if (!m_lostOf) {
        logError("the engine does not listen: its orders will be asked for");
    }
    m_lostOf = report.account;
}

std::size_t WaitingWords::deliver(driver::EventLane& lane)
{
    std::size_t told = 0;
    while (!m_words.empty() && lane.tryPush(std::move(m_words.front()))) {
        m_words.pop_front();
        ++told;
    }
    if (m_lostOf && m_words.size() + 2 <= most) {
        push(events::LinkChanged{events::LinkKind::Orders, *m_lostOf, false});
        push(events::LinkChanged{events::LinkKind::Orders, *m_lostOf, true});
        m_lostOf.reset();
    }
    return told;
}

} // namespace omni::runtime

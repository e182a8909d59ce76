// The outbox and the audit record: every message to a venue stands in it before it leaves, and what could not wait for
// that stands in it as soon as it is taken.

#include "core/host/runtime/outbox.h"

namespace omni::runtime {

/// Hands the message to the record with the first call; true once the disk has it.
bool Outbox::isOnAudit(Waiting& waiting, const Sending& sending)
{
    if (m_around.audit == nullptr || !isVenueMessage(sending)) {
        return true;
    }
    if (!waiting.audit) {
        waiting.audit = m_around.audit->note(m_words.entryOf(sending));
    }
    return waiting.audit && m_around.audit->isDurable(*waiting.audit);
}

/// Rulings 3, of what only reduces.
bool Outbox::mayWaitNoLonger(const Waiting& waiting) const
{
    return m_around.journal.hasFailed() || (m_around.audit != nullptr && m_around.audit->hasFailed())
        || m_around.clock.mono() - waiting.since >= longestExitWait;
}

Outbox::Step Outbox::send(const Waiting& waiting, const Sending& sending)
{
    if (!m_around.venue.sendings.tryPush(sending)) {
        return Step::NoRoom;
    }
    if (!waiting.audit) {
        noteLate(sending);
    }
    return Step::Done;
}

/// Of the kill switch, a latch, a stall: nothing is waited for.
bool Outbox::sendAtOnce(const Sending& sending)
{
    if (!m_around.venue.sendings.tryPush(sending)) {
        return false;
    }
    noteLate(sending);
    return true;
}

/// A record that has failed takes nothing more: the journal's reserve tells what left then (F5).
void Outbox::noteLate(const Sending& sending)
{
    if (m_around.audit == nullptr || !isVenueMessage(sending)) {
        return;
    }
    auto entry = m_words.entryOf(sending);
    if (m_late.empty() && m_around.audit->note(entry)) {
        return;
    }
    m_notYetOnAudit.fetch_add(1, std::memory_order_relaxed);
    if (m_late.size() < driver::ParcelLane::capacity() && !m_around.audit->hasFailed()) {
        entry.reason += entry.reason.empty() ? "recorded late" : ", recorded late";
        m_late.push_back(std::move(entry));
    }
}

void Outbox::noteWhatIsLate()
{
    while (!m_late.empty() && m_around.audit->note(m_late.front())) {
        m_late.pop_front();
        m_notYetOnAudit.fetch_sub(1, std::memory_order_relaxed);
    }
}

} // namespace omni::runtime

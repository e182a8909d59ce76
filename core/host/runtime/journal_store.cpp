#include "core/host/runtime/journal_store.h"

namespace omni::runtime {

void JournalStore::append(bool isTape, const journal::Record& record)
{
    if (!m_journal.append(isTape ? journal::Stream::Tape : journal::Stream::Journal, record)) {
        m_stop.requestStop();
    }
}

void JournalStore::complete(Sequence seq)
{
    m_journal.complete(seq);
}

Result<void> JournalStore::makeDurable(Sequence seq)
{
    if (m_isRelaxed) {
        m_journal.flush();
    } else {
        m_journal.requestSync(seq);
    }
    if (m_journal.waitDurable(seq)) {
        return {};
    }
    m_stop.requestStop();
    const auto why = m_journal.failure();
    return tl::unexpected(why ? *why : Error{Errc::Unavailable, "the journal has ended"});
}

} // namespace omni::runtime

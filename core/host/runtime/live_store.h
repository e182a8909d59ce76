// The live driver's record over the group commit: written without a wait, and asked how far it is on the disk.

#pragma once

#include "core/desk/driver/durability.h"
#include "core/desk/driver/record_store.h"
#include "core/host/runtime/journal_thread.h"

namespace omni::runtime {

/// Two faces of one journal. `RecordStore` is the engine thread's; of `Durability` all but `handOver` is anybody's.
class LiveStore final : public driver::RecordStore, public driver::Durability
{
public:
    /// The journal outlives the store. `isRelaxed`: an order waits until the system has its intent, not the disk.
    LiveStore(JournalThread& journal, bool isRelaxed) noexcept
        : m_journal(journal)
        , m_isRelaxed(isRelaxed)
    {
    }
    void append(bool isTape, const journal::Record& record) override
    {
        // False: it has failed. What is of the journal goes into the reserve until the desk notices by itself.
        static_cast<void>(m_journal.append(isTape ? journal::Stream::Tape : journal::Stream::Journal, record));
    }
    void complete(Sequence seq) override
    {
        m_journal.complete(seq);
    }
    [[nodiscard]] Result<void> makeDurable(Sequence seq) override
    {
        m_isRelaxed ? m_journal.flush() : m_journal.requestSync(seq);
        if (m_journal.waitDurable(seq)) {
            return {};
        }
        const auto why = m_journal.failure();
        return tl::unexpected(why ? *why : Error{Errc::Unavailable, "the journal has ended"});
    }
    void emergency(const journal::Record& record) override
    {
        m_journal.emergency(record);
    }

    bool handOver(Sequence seq, bool isUrgent) override
    {
        const bool wantsSync = isUrgent && !m_isRelaxed && !m_journal.isDurable(seq);
        return m_journal.offer(isUrgent, wantsSync);
    }
    [[nodiscard]] Sequence durableUpTo() const noexcept
    {
        return m_journal.durableUpTo();
    }
    [[nodiscard]] bool hasRoom() const noexcept override
    {
        return m_journal.hasRoom();
    }
    [[nodiscard]] bool isDurable(Sequence seq) const noexcept override
    {
        return m_journal.isDurable(seq);
    }
    [[nodiscard]] bool hasFailed() const noexcept override
    {
        return m_journal.hasFailed();
    }
    [[nodiscard]] std::optional<Error> failure() const override
    {
        return m_journal.failure();
    }

private:
    JournalThread& m_journal;
    bool m_isRelaxed;
};

} // namespace omni::runtime

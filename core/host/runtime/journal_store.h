// The driver's record over the group commit.

#pragma once

#include "core/base/stop_flag.h"
#include "core/desk/driver/record_store.h"
#include "core/host/runtime/journal_thread.h"

namespace omni::runtime {

/// One thread, that of the driver. The journal thread and the flag outlive it.
class JournalStore final : public driver::RecordStore
{
public:
    /// `stop` is set when the journal fails: without a record nothing new may be done. `isRelaxed`: an order waits
    /// until the system has its intent, not until the disk has.
    JournalStore(JournalThread& journal, bool isRelaxed, StopFlag& stop)
        : m_journal(journal)
        , m_isRelaxed(isRelaxed)
        , m_stop(stop)
    {
    }
    void append(bool isTape, const journal::Record& record) override;
    void complete(Sequence seq) override;
    [[nodiscard]] Result<void> makeDurable(Sequence seq) override;
    void emergency(const journal::Record& record) override
    {
        m_journal.emergency(record);
    }

    [[nodiscard]] Sequence durableUpTo() const noexcept
    {
        return m_journal.durableUpTo();
    }

private:
    JournalThread& m_journal;
    bool m_isRelaxed;
    StopFlag& m_stop;
};

} // namespace omni::runtime

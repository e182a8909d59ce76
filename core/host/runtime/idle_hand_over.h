// What an engine's loop hands to the journal when it has nothing else to do: soon enough that the record is no more
// than a tenth of a second behind, and never so much that a slow disk runs out of chunks and the loop has to wait for
// it.

#pragma once

#include "core/base/time.h"
#include "core/host/runtime/journal_thread.h"

namespace omni::runtime {

inline constexpr Duration handOverPeriod = milliseconds(100);

/// One thread, the engine's.
class IdleHandOver
{
public:
    /// Never waits. True: what had gathered is with the journal's thread now; else it goes on gathering, and the next
    /// call tries again. `isWaitedFor`: something that is no order waits for the record to be durable; it goes ahead as
    /// long as half of the chunks are free, with a sync unless `isRelaxed`.
    bool offer(JournalThread& journal, Monotonic now, bool isWaitedFor = false, bool isRelaxed = false)
    {
        const bool isDue = now - m_last >= handOverPeriod;
        if (!isDue || !journal.offer(isWaitedFor, isWaitedFor && !isRelaxed)) {
            return false;
        }
        m_last = now;
        return true;
    }

private:
    Monotonic m_last;
};

} // namespace omni::runtime

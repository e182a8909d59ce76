// The record of a session of the window, with a look at how long orders wait for the disk.

#pragma once

#include "core/host/runtime/journal_store.h"
#include "core/host/runtime/terminal/engine_watch.h"

namespace omni::runtime {

/// One thread, that of the driver. All outlive it.
class WatchedStore final : public driver::RecordStore
{
public:
    WatchedStore(JournalStore& store, Clock& clock, EngineWatch& watch)
        : m_store(store)
        , m_clock(clock)
        , m_watch(watch)
    {
    }
    void append(bool isTape, const journal::Record& record) override
    {
        m_store.append(isTape, record);
    }
    void complete(Sequence seq) override
    {
        m_store.complete(seq);
    }
    Result<void> makeDurable(Sequence seq) override
    {
        const Monotonic before = m_clock.mono();
        auto done = m_store.makeDurable(seq);
        m_watch.waitedForRecord(m_clock.mono() - before);
        return done;
    }
    void emergency(const journal::Record& record) override
    {
        m_store.emergency(record);
    }

private:
    JournalStore& m_store;
    Clock& m_clock;
    EngineWatch& m_watch;
};

} // namespace omni::runtime

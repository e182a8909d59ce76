#include "core/host/runtime/checkpoints.h"

#include "core/base/log.h"
#include "core/desk/engine/engine.h"
#include "core/desk/journal/checkpoint.h"

#include <algorithm>
#include <utility>

namespace omni::runtime {

namespace {

constexpr Duration lookEvery = milliseconds(100); // whether it is to end, while it waits for the journal

} // namespace

Checkpoints::Checkpoints(Clock& machine, ports::LogFolder& folder, JournalThread& journal, driver::Watcher* next,
                         const CheckpointOptions& options)
    : m_machine(machine)
    , m_folder(folder)
    , m_journal(journal)
    , m_next(next)
    , m_options(options)
    , m_taken(machine.mono())
{
    if (options.hasThread) {
        m_thread = std::thread([this] { run(); });
    }
}

Checkpoints::~Checkpoints()
{
    stop();
}

void Checkpoints::stop()
{
    if (!m_thread.joinable()) {
        return;
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_work.notify_one();
    m_thread.join();
}

// --- driver's thread -------------------------------------------------------------------------------------------------

void Checkpoints::onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine)
{
    if (m_next != nullptr) {
        m_next->onTick(stamp, tick, engine);
    }
}

void Checkpoints::onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine)
{
    if (m_next != nullptr) {
        m_next->onInput(stamp, event, engine);
    }
    count(stamp, engine);
}

void Checkpoints::onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine)
{
    if (m_next != nullptr) {
        m_next->onFact(stamp, fact, engine);
    }
    count(stamp, engine);
}

/// The journal has all records of this event already, and the state holds them all. Only such an event may carry a
/// checkpoint: the tape behind it is not synced, and its numbers may be given anew after a crash.
void Checkpoints::count(const Stamp& stamp, engine::Engine& engine)
{
    ++m_records;
    const Monotonic now = m_machine.mono();
    if ((m_records < m_options.everyRecords && now - m_taken < m_options.every) || m_isBusy || m_journal.hasFailed()) {
        return;
    }
    Job job{stamp.seq, stamp.wall, {}};
    job.state.reserve(m_size + m_size / 8);
    ByteWriter out(job.state);
    engine.state().save(out);
    m_size = job.state.size();
    m_longestSave = std::max(m_longestSave, m_machine.mono() - now);
    m_records = 0;
    m_taken = now;
    m_journal.requestSync(stamp.seq);
    {
        const std::scoped_lock lock(m_mutex);
        m_isBusy = true;
        m_job = std::move(job);
    }
    m_work.notify_one();
}

bool Checkpoints::writeNext()
{
    if (!m_job || (!m_journal.hasFailed() && !m_journal.isDurable(m_job->seq))) {
        return false;
    }
    const Job job = std::move(*m_job);
    m_job.reset();
    m_isBusy = false;
    if (m_journal.hasFailed()) {
        return false;
    }
    write(job);
    return true;
}

// --- its own thread --------------------------------------------------------------------------------------------------

void Checkpoints::run()
{
    for (;;) {
        std::optional<Job> job;
        {
            std::unique_lock lock(m_mutex);
            m_work.wait(lock, [this] { return m_isEnding || m_job; });
            job = std::exchange(m_job, std::nullopt);
        }
        if (!job) {
            return;
        }
        bool isDurable = false;
        while (!isDurable && !m_isEnding && !m_journal.hasFailed()) {
            isDurable = m_journal.waitDurable(job->seq, lookEvery);
        }
        if (isDurable) {
            write(*job);
        }
        m_isBusy = false;
    }
}

/// The digest is that of the bytes read back: what could not be loaded by a start is not written.
void Checkpoints::write(const Job& job)
{
    engine::DeskState state;
    ByteReader in(job.state);
    if (!state.load(in) || !in.finished()) {
        logError("the checkpoint at {} does not read back and is not written", job.seq.value);
        return;
    }
    journal::Checkpoint checkpoint;
    checkpoint.seq = job.seq;
    checkpoint.wall = job.wall;
    checkpoint.stateVersion = engine::deskStateVersion;
    checkpoint.stateDigest = state.hash();
    checkpoint.state = job.state;
    if (const auto written = journal::writeCheckpoint(m_folder, checkpoint); !written) {
        logWarn("no checkpoint was written at {}: {}", job.seq.value, written.error().detail);
        return;
    }
    m_written.fetch_add(1, std::memory_order_release);
}

} // namespace omni::runtime

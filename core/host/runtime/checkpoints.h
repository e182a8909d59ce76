// Checkpoints while a session runs, so that a start after a crash folds minutes, not days.
//
// On the engine's thread the state is saved as bytes, about two milliseconds for each megabyte; everything else
// (waiting for the journal, the digest, the file) is done by a thread of its own. A checkpoint is never ahead of the
// journal on the disk: it is written when every record up to it has been synced, in relaxed mode, too.

#pragma once

#include "core/desk/driver/watcher.h"
#include "core/desk/ports/log_folder.h"
#include "core/host/runtime/journal_thread.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>

namespace omni::runtime {

struct CheckpointOptions {
    std::uint64_t everyRecords = 50'000; ///< Of the journal, inputs and decisions; market data are not in it.
    Duration every = minutes(5); ///< By the machine's clock, if anything has happened since.
    /// False: there is no thread, and nothing is written but by `writeNext`. For a program of one thread.
    bool hasThread = true;
};

/// Watches a session and hands everything on. All but the file's writing is on the driver's thread.
class Checkpoints final : public driver::Watcher
{
public:
    /// `next` may be null. All outlive this. Starts the thread, if there is to be one.
    Checkpoints(Clock& machine, ports::LogFolder& folder, JournalThread& journal, driver::Watcher* next,
                const CheckpointOptions& options = {});
    /// Ends the thread; a checkpoint that still waits for the journal is dropped.
    ~Checkpoints() override;
    Checkpoints(const Checkpoints&) = delete;
    Checkpoints& operator=(const Checkpoints&) = delete;

    void onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine) override;
    void onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine) override;
    void onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine) override;

    /// The same as the destructor. Before the journal ends.
    void stop();
    /// Without a thread: writes the last one taken, if the journal is on the disk up to it. False: there is nothing to
    /// write, or not yet.
    bool writeNext();

    /// The last one taken is not written yet. Any thread.
    [[nodiscard]] bool isBusy() const noexcept
    {
        return m_isBusy.load(std::memory_order_acquire);
    }
    /// Files written so far. Any thread.
    [[nodiscard]] std::uint64_t written() const noexcept
    {
        return m_written.load(std::memory_order_acquire);
    }
    /// The longest time that saving the bytes took the driver's thread.
    [[nodiscard]] Duration longestSave() const noexcept
    {
        return m_longestSave;
    }

private:
    struct Job {
        Sequence seq;
        Timestamp wall;
        Bytes state;
    };
    void count(const Stamp& stamp, engine::Engine& engine);
    void run();
    void write(const Job& job);

    Clock& m_machine;
    ports::LogFolder& m_folder;
    JournalThread& m_journal;
    driver::Watcher* m_next;
    CheckpointOptions m_options;
    std::uint64_t m_records = 0; ///< Since the last checkpoint was taken.
    Monotonic m_taken;
    Duration m_longestSave;
    std::size_t m_size = 0; ///< Of the last state: the next one is about as large.

    std::atomic<bool> m_isBusy{false}; ///< The thread still has the last one.
    std::atomic<bool> m_isEnding{false};
    std::atomic<std::uint64_t> m_written{0};
    std::mutex m_mutex; ///< Around m_job.
    std::condition_variable m_work;
    std::optional<Job> m_job;
    std::thread m_thread;
};

} // namespace omni::runtime

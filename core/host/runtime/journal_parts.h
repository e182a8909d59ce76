// What a journal thread is made of: inside of journal_thread.h, for its two source files alone.

#pragma once

#include "core/host/runtime/journal_thread.h"

#include <type_traits>

namespace omni::runtime {

namespace journaling {

inline constexpr std::size_t mostChunks = 64;

/// How a record lies in a chunk, its payload behind it.
struct Entry {
    Stamp stamp;
    std::uint32_t index = 0;
    std::uint32_t payloadBytes = 0;
    std::uint16_t kind = 0;
    journal::Stream stream = journal::Stream::Journal;
};
static_assert(std::is_trivially_copyable_v<Entry>);

enum class Wanted : int { Running, CleanEnd, Abandon };

} // namespace journaling

struct JournalThread::Chunk {
    Bytes bytes;
    std::size_t used = 0;
    Sequence complete; ///< Zero: no event ended in it.
    bool wantsSync = false;
};

/// Everything, so that its address stays when the owner moves. Grouped by who writes it.
struct JournalThread::Parts {
    Parts(ports::LogFolder& logFolder, JournalThreadOptions given, journal::Writer journalWriter,
          journal::Writer tapeWriter, journal::EmergencyLog emergencyLog);

    // Engine thread.
    Chunk& roomFor(std::size_t bytes);
    void handOver();
    void add(journal::Stream stream, const journal::Record& record);
    bool takeEmpty();

    // Journal thread.
    void run();
    bool writeNext();
    bool takeBatch();
    void writeEntries(const Chunk& chunk);
    void writeOne(const journaling::Entry& entry, const journal::Record& record);
    void writeLate(const journal::Record& record);
    void writeKept();
    void finishBatch();
    void prune();
    void finish();
    void note(const Result<void>& result);
    void announce();

    JournalThreadOptions options;
    ports::LogFolder& folder;
    std::vector<std::unique_ptr<Chunk>> chunks;
    SpscRing<Chunk*, journaling::mostChunks> full; // engine to journal
    SpscRing<Chunk*, journaling::mostChunks> empty; // journal to engine
    std::atomic<std::uint32_t> handed{0}; ///< Counts hand-overs; the journal thread parks on it.
    std::atomic<std::uint32_t> freed{0}; ///< Counts chunks given back; the engine thread waits for it to change.
    std::atomic<journaling::Wanted> wanted{journaling::Wanted::Running};

    // Engine thread.
    Chunk* filling = nullptr;
    Sequence complete;
    Sequence handedComplete;
    bool wantsSync = false;
    std::function<void()> stillWaiting;

    // Journal thread.
    Bytes kept; ///< Entries of the journal since the last success of the disk: no more than a batch.
    std::uint64_t lateBytes = 0;
    journal::Writer journal;
    journal::Writer tape;
    journal::EmergencyLog emergency;
    Sequence batchComplete;
    bool batchWantsSync = false;
    bool hasDirtyMark = false;
    bool hasEnded = false;
    std::uint32_t tapeSegment = 0; ///< Up to which the tape has been pruned.
    Result<void> endResult;

    // Any thread.
    std::atomic<std::uint64_t> durable{0};
    std::atomic<bool> failed{false};
    std::atomic<std::uint64_t> emergencyWritten{0};
    std::atomic<std::uint64_t> records{0};
    std::atomic<std::uint64_t> batches{0};
    std::atomic<std::uint64_t> syncs{0};
    std::atomic<std::uint64_t> waits{0};
    std::atomic<std::uint64_t> late{0};
    std::atomic<std::uint64_t> discarded{0};
    std::atomic<std::uint32_t> waiting{0}; ///< Threads that park on `progress` or are about to.
    mutable std::mutex mutex; ///< Around `error`, and for `progress`.
    std::condition_variable progress;
    std::optional<Error> error;

    std::thread thread;
};

} // namespace omni::runtime

// Group commit: the engine thread appends records without waiting; a thread writes what has gathered and syncs once.
//
// Bounded (S26): records travel in a fixed pool of chunks. A disk that is slow gets few and full ones: `offer` keeps
// filling as long as the thread has not taken what it was handed. When all are full the engine thread waits for the
// disk, unless it asks `hasRoom` first; a record is never dropped while the journal is good. An order leaves only when
// `isDurable` says so for its sequence.
//
// What was written but not synced when the journal fails is written once more, into the reserve, and so is what the
// engine still records before it notices: an exit or a cancel that has left must be known after a restart (rulings 3).
//
// This is outside `desk` because it needs a thread and a condition variable.

#pragma once

#include "core/base/spsc_ring.h"
#include "core/desk/journal/emergency.h"
#include "core/desk/journal/prune.h"
#include "core/desk/journal/recovery.h"
#include "core/desk/journal/writer.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace omni::runtime {

struct JournalThreadOptions {
    journal::WriterOptions writer; ///< `isRelaxed`: no sync per batch, one at the end. DEMO and REPLAY only.
    std::size_t chunks = 16; ///< In [2, 64].
    std::size_t chunkBytes = std::size_t{256} << 10; ///< A larger record gets memory of its own.
    /// Called on the journal thread after the mark has moved or the journal has failed. Must not block. May be empty.
    std::function<void()> moved;
    /// False: there is no thread, and nothing is written but by `writeNext`. For a program of one thread that decides
    /// when its disk works.
    bool hasThread = true;
    std::uint64_t mostTapeBytes
        = 0; ///< Older market data are removed at the start and with each new segment; 0: never.
    /// Called when some were, or with why they could not be; at the start on the caller's thread, later on the journal
    /// thread. May be empty.
    std::function<void(const Result<journal::Pruned>&)> pruned;
};

/// Counters for health and tests. Each is exact, together they are not one moment.
struct JournalThreadFigures {
    std::uint64_t records = 0;
    std::uint64_t batches = 0;
    std::uint64_t syncs = 0;
    std::uint64_t waits = 0; ///< Times the engine thread waited for a free chunk.
    std::uint64_t late = 0; ///< Records of the journal that the reserve took, because of its failure.
    std::uint64_t discarded = 0; ///< Records after the failure: nothing can make them durable.
};

/// Owns the writers of journal and tape, the reserve, and the thread.
class JournalThread
{
public:
    /// `recovery` is of the same folder, which outlives this. Starts the thread.
    [[nodiscard]] static Result<std::unique_ptr<JournalThread>>
    start(ports::LogFolder& folder, const journal::Recovery& recovery, JournalThreadOptions options = {});
    /// Writes what was handed over, without a seal: like a crash, only slower. Call `end` for a clean end.
    ~JournalThread();
    JournalThread(const JournalThread&) = delete;
    JournalThread& operator=(const JournalThread&) = delete;

    // --- engine thread only -------------------------------------------------------------------------------------

    /// Copies the record, payload included. Waits only when all chunks are full. Positions rise within each stream.
    /// After a failure one of the journal goes into the reserve as far as there is room, any other is counted and
    /// discarded. False then, else true.
    bool append(journal::Stream stream, const journal::Record& record);

    /// All records of sequences up to `complete` have been appended: the mark may move there once they are durable.
    /// Call it after the last record of an event. Hands nothing over by itself.
    void complete(Sequence complete);

    /// Hands over what has gathered. Call it when the loop runs dry, and before waiting for it.
    void flush();

    /// Hands over what has gathered if the thread has taken what it got before; when something waits for it
    /// (`isUrgent`), as long as half of the chunks are free. Else false: it goes on gathering, come again. Never waits.
    /// `wantsSync`: a sync soon, also in relaxed mode.
    bool offer(bool isUrgent, bool wantsSync);

    /// An event's records find room without a wait, if they are no larger than half a chunk.
    [[nodiscard]] bool hasRoom() const noexcept;

    /// Called again and again, ten times a second, while the engine thread waits for a free chunk. May be empty.
    void setWaiting(std::function<void()> waiting);

    /// `flush`, and asks for a sync soon, also in relaxed mode. Does not wait.
    void requestSync(Sequence seq);

    /// Into the reserve, for a kill, a cancel or a failure itself; works after the journal has failed, and only then is
    /// it meant. Durable once `emergencyWritten` counts it.
    void emergency(const journal::Record& record);

    /// Without a thread: writes and syncs all that was handed over, as one batch. False: there was nothing; then the
    /// mark that an idle thread leaves has been left.
    bool writeNext();

    /// Flushes, writes, seals both streams, writes the folder's clean end, and ends the thread.
    [[nodiscard]] Result<void> end();

    // --- any thread ---------------------------------------------------------------------------------------------

    /// Everything up to here is on the disk (in relaxed mode: with the system). One atomic.
    [[nodiscard]] Sequence durableUpTo() const noexcept;
    [[nodiscard]] bool isDurable(Sequence seq) const noexcept
    {
        return durableUpTo() >= seq;
    }
    /// Spins for at most 20 us, then parks, until `seq` is durable (true), the journal has failed or `most` has passed
    /// (false). The engine thread must have handed `seq` over: `requestSync`. A negative `most` waits for ever.
    [[nodiscard]] bool waitDurable(Sequence seq, Duration most = {-1});

    /// True from the first failure on, for good: no new orders (F4, F5).
    [[nodiscard]] bool hasFailed() const noexcept;
    /// Why. Nothing while it has not.
    [[nodiscard]] std::optional<Error> failure() const;
    [[nodiscard]] std::uint64_t emergencyWritten() const noexcept;
    [[nodiscard]] JournalThreadFigures figures() const noexcept;

private:
    struct Chunk;
    struct Parts;
    explicit JournalThread(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace omni::runtime

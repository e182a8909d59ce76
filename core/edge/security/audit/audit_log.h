// The audit record as the rest of the program sees it: any thread appends without waiting for a disk; one thread writes
// what has gathered and syncs once for all of it.
//
// Before an effect: `append`, then the effect only when `isDurable` says so of the sequence it gave, or `waitDurable`
// did (S21). Cancels and exits that only reduce wait at most 20 ms (rulings 3).
//
// Bounded (S26): when `mostWaiting` entries wait for a disk that hangs, `append` refuses with Full, and what the entry
// is about is not done; nothing is dropped in silence.

#pragma once

#include "core/base/time.h"
#include "core/edge/security/audit/audit_writer.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace omni::audit {

struct AuditLogOptions {
    std::size_t mostWaiting = 4096; ///< At least 1. An entry has at most 2.4 KB.
    /// Called on the writing thread after the durable mark has moved or the record has failed or gone to its reserve.
    /// Must not block, and must not call `anchor` or `end`. May be empty.
    std::function<void()> moved;
    /// False: there is no thread, and nothing is written but by `writeNext`, `anchor` and `end`.
    bool hasThread = true;
};

/// Each is exact; together they are not one moment.
struct AuditLogFigures {
    std::uint64_t entries = 0; ///< Taken by `append`.
    std::uint64_t batches = 0; ///< Commits, each with one sync: fewer than entries when many come at once.
    std::uint64_t refusedFull = 0;
};

/// How much may wait in front of an entry.
enum class Room : std::uint8_t {
    Usual, ///< `mostWaiting`: who is refused does not act.
    /// Twice as much, for what has been decided already and cannot be taken back; whoever asks may not wait.
    Last,
};

class AuditLog
{
public:
    /// Owns the writer from now on. `clock` can be read by any thread and outlives this. Starts the thread.
    [[nodiscard]] static std::unique_ptr<AuditLog> start(AuditWriter writer, Clock& clock,
                                                         AuditLogOptions options = {});
    /// Writes what waits and ends the thread, without a closing record: like a crash, only slower. Call `end`.
    ~AuditLog();
    AuditLog(const AuditLog&) = delete;
    AuditLog& operator=(const AuditLog&) = delete;

    // --- any thread ----------------------------------------------------------------------------------------------

    /// Stamps the entry and hands it over; returns its sequence. Never waits for a disk. Invalid when a text does not
    /// fit, Denied for an action of the record's own, Full as above, the error of the failure when failed.
    [[nodiscard]] Result<std::uint64_t> append(const AuditEntry& entry, Room room = Room::Usual);

    /// Everything up to here is on the disk. One atomic.
    [[nodiscard]] std::uint64_t durableUpTo() const noexcept;
    [[nodiscard]] bool isDurable(std::uint64_t seq) const noexcept
    {
        return durableUpTo() >= seq;
    }
    /// Until `seq` is durable (true), the record has failed or `most` has passed (false). A negative `most` waits for
    /// ever. Without a thread it does not wait.
    [[nodiscard]] bool waitDurable(std::uint64_t seq, Duration most = {-1});

    /// The last durable record, for its short words in the window.
    [[nodiscard]] AuditHead head() const;
    /// True from the first failure on, for good: nothing that adds exposure (F4, F5).
    [[nodiscard]] bool hasFailed() const noexcept;
    [[nodiscard]] std::optional<Error> failed() const;
    /// As `AuditWriter::isOnReserve`: entries are still taken, and nothing that adds exposure is done any more (F5).
    [[nodiscard]] bool isOnReserve() const noexcept;
    [[nodiscard]] AuditLogFigures figures() const;

    /// Writes everything of before and a record of its own, and returns the anchor of that. Waits for the disk.
    [[nodiscard]] Result<Anchor> anchor();

    /// Writes everything and the closing record, gives up the key, ends the thread. Waits for the disk. A second call,
    /// and any `append` afterwards, is refused.
    [[nodiscard]] Result<Anchor> end();

    /// Without a thread: writes what waits as one batch. False: nothing waited; then a key whose time is over is given
    /// up.
    bool writeNext();

private:
    struct Parts;
    explicit AuditLog(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace omni::audit

// The thread that brings the journal of a session's profile into its history. It blocks on files; nobody waits for it.
//
// It reads what is durable and nothing else. Whatever goes wrong with the database - a folder that cannot be written, a
// full disk, a file of a newer program - is told in `health` and tried again later, from the place that the database
// says; trading goes on. A damaged database is moved aside and made anew from the journal.

#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/desk/ports/log_folder.h"
#include "core/desk/views/health.h"
#include "core/edge/storage/sqlite/sqlite_history.h"
#include "core/host/runtime/history/history_follower.h"

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace omni::runtime {

struct StorageThreadOptions {
    /// Opens the database and the journal for reading; both are called on the thread, again after each failure.
    std::function<Result<storage::OpenedHistory>()> open;
    std::function<Result<std::unique_ptr<ports::LogFolder>>()> journal;
    Sequence durable; ///< Of the journal as it was found. More comes through `moved`.
    FollowOptions follow;
    Duration rest = milliseconds(200); ///< Between two looks at the journal; longer where a look takes long.
    Duration retry = seconds(30); ///< After a failure.
    std::function<void(const std::string&)> note; ///< In words, for the log. On the thread. May be empty.
    std::function<void()> looked; ///< After each step, on the thread. Must not block. May be empty.
};

/// The database and the journal of a profile: `profile`/store.sqlite and `profile`/journal.
[[nodiscard]] StorageThreadOptions storageOf(const std::filesystem::path& profile);

struct StorageHealth {
    views::PartState state = views::PartState::Starting;
    std::string detail; ///< English. Of Down and Degraded: why.
    Sequence upTo; ///< The history is complete up to here.
    std::uint64_t failures = 0;
};

class StorageThread
{
public:
    /// Starts the thread.
    explicit StorageThread(StorageThreadOptions options);
    /// Stops between two batches, caught up or not: like a crash. Call `end` for a clean end.
    ~StorageThread();
    StorageThread(const StorageThread&) = delete;
    StorageThread& operator=(const StorageThread&) = delete;

    /// The journal is durable up to here. Any thread; does not wait.
    void moved(Sequence durable) noexcept;
    /// Catches up with what `moved` said last, closes the database in one file and ends the thread. Tries once more
    /// where it had failed, not longer. True: the history is complete.
    [[nodiscard]] bool end();

    [[nodiscard]] StorageHealth health() const; ///< Any thread.

private:
    enum class Wish { GoOn, End, Stop };

    void run();
    [[nodiscard]] Result<void> openAll();
    [[nodiscard]] Result<void> catchUp();
    void closeAll();
    void failed(const Error& error);
    void told(views::PartState state, std::string detail);
    void note(const std::string& text) const;
    [[nodiscard]] Wish wish() const;
    void pause(Duration most, Sequence seen);

    StorageThreadOptions m_options;
    std::atomic<std::uint64_t> m_durable;

    // the thread's own
    std::unique_ptr<ports::LogFolder> m_folder;
    std::unique_ptr<ports::HistoryStore> m_store;
    std::optional<HistoryFollower> m_follower;
    Duration m_lookTook; ///< The last look at the journal.
    std::string m_lastFailure; ///< Told once, not every time it is tried again.

    mutable std::mutex m_mutex;
    std::condition_variable m_woken;
    Wish m_wish = Wish::GoOn; ///< Under `m_mutex`.
    StorageHealth m_health; ///< Under `m_mutex`.
    bool m_isComplete = false; ///< Under `m_mutex`. At the end.
    std::thread m_thread; ///< Last: it starts when everything else is there.
};

} // namespace omni::runtime

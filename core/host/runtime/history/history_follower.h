// Brings the journal into the history: batch after batch, each record exactly once, whatever happens in between.
//
// How. Rows and the sequence up to which they are complete change in one transaction. After any failure, and at each
// start, the maker of rows is made anew: from the memory that was kept last, and from there on by folding the records
// that the history has already, without a row. A history of another journal or of another maker is wiped; so is one
// that knows records which the journal does not have.

#pragma once

#include "core/base/error.h"
#include "core/desk/journal/record_feed.h"
#include "core/desk/ports/history_store.h"
#include "core/desk/ports/log_folder.h"
#include "core/host/runtime/history/row_maker.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace omni::runtime {

struct FollowOptions {
    std::size_t batchRecords = 2'000; ///< A batch has so many and those of the last one's sequence. At least 1.
    std::uint64_t memoryEvery = 50'000; ///< Records, after which the maker's memory is kept.
    std::function<void(const std::string&)> note; ///< What was done besides, in words. May be empty.
};

/// One thread. The store and the folder outlive it.
class HistoryFollower
{
public:
    HistoryFollower(ports::HistoryStore& store, const ports::LogFolder& folder, FollowOptions options = {});

    /// At most one batch of what lies up to `durable`. True: there is more up to there. After an error the next call
    /// begins where the store stands. Corrupt of the store: wipe it; of the journal: the text says where.
    [[nodiscard]] Result<bool> step(Sequence durable);
    /// The next step looks into the journal even if no file has grown: an emergency record does not make one grow.
    void lookAgain() noexcept
    {
        m_extent.reset();
    }
    /// Keeps the maker's memory, so that the next start is short. At the end.
    [[nodiscard]] Result<void> keepMemory();

    /// The history is complete up to here.
    [[nodiscard]] Sequence upTo() const noexcept
    {
        return m_upTo;
    }

private:
    struct Seen {
        Sequence seq;
        std::uint32_t anchor = 0;
    };
    [[nodiscard]] Result<bool> prepare();
    [[nodiscard]] Result<void> restart(const std::string& why, const journal::InstallId& install);
    [[nodiscard]] Result<std::optional<Seen>> recall(const ports::HistoryMark& mark);
    [[nodiscard]] Result<bool> takeBatch(Sequence durable);
    void note(const std::string& text) const;

    ports::HistoryStore& m_store;
    const ports::LogFolder& m_folder;
    FollowOptions m_options;
    bool m_isReady = false; ///< The maker stands where the store stands.
    RowMaker m_maker;
    Sequence m_upTo;
    std::uint64_t m_sinceMemory = 0; ///< Records.
    std::optional<journal::RecordFeed> m_feed; ///< While there is more in it.
    std::optional<journal::FeedExtent> m_extent; ///< Of the journal when it was last read to its end.
    bool m_isAtEnd = false; ///< It was: nothing behind what was durable lay there, either.
};

} // namespace omni::runtime

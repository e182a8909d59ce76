// A local order book out of changes and snapshots, by the venue's own rules ("How to manage a local order book
// correctly"). Pure; one instrument; no clock.
//
// Changes wait until a snapshot joins them: the first one used must hold the change behind the snapshot, and may begin
// before it. From then on none may begin behind the end of the one before; else the book is invalid with that very
// message (F33, S14).

#pragma once

#include "core/edge/brokers/binance/feed_wire.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

namespace omni::brokers::binance {

/// What the desk is to be told. Good within the call.
struct DepthBatch {
    bool isImage = false; ///< It takes the place of all there is.
    std::int64_t sequence = 0, timeMs = 0;
    const std::vector<FeedLevel>& bids;
    const std::vector<FeedLevel>& asks;
};

class DepthSync
{
public:
    static constexpr std::size_t waitingMost = 2'000; ///< Changes.
    static constexpr std::size_t levelsWaitingMost = 200'000;

    enum class State : std::uint8_t {
        Waiting, ///< For a snapshot. No price may be taken from the book.
        Live,
    };
    enum class Verdict : std::uint8_t {
        Fine,
        NeedsSnapshot, ///< Ask for one; asked for again only when it has failed or was too old.
        Broken, ///< The book was live and is not any more; and a snapshot is needed.
    };
    using Tell = std::function<void(const DepthBatch&)>;

    [[nodiscard]] Verdict onChange(const FeedMessage& change, const Tell& tell);
    [[nodiscard]] Verdict onSnapshot(std::int64_t last, const std::vector<FeedLevel>& bids,
                                     const std::vector<FeedLevel>& asks, const Tell& tell);
    /// The snapshot that was asked for does not come.
    void snapshotFailed() noexcept
    {
        m_isAsked = false;
    }
    /// From the beginning: the connection is new, or a fresh image is wanted. True: it was live.
    bool restart();
    [[nodiscard]] State state() const noexcept
    {
        return m_state;
    }

private:
    struct Change {
        std::int64_t first = 0, last = 0, timeMs = 0;
        std::vector<FeedLevel> bids, asks;
    };
    void keep(const FeedMessage& change);
    [[nodiscard]] Verdict wantSnapshot() noexcept;

    State m_state = State::Waiting;
    bool m_isAsked = false;
    std::int64_t m_last = 0; ///< Of the book when live; of what waits otherwise.
    std::int64_t m_timeMs = 0;
    std::deque<Change> m_waiting;
    std::size_t m_levels = 0; ///< Of what waits.
};

} // namespace omni::brokers::binance

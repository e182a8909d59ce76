// Words for the engine that their lane has no room for yet: kept in order, at most 65,536 (S26).
//
// A venue's word is taken from the venue only while there is room, so none of those is lost. What the desk's own side
// says of an order that never left has nowhere else to wait. When there is no room it is not kept, and the engine hears
// of it as of a link that was cut: it asks for every open order, and the venue says which ones never came.

#pragma once

#include "core/desk/driver/live_lanes.h"
#include "core/desk/events/event.h"

#include <cstddef>
#include <deque>
#include <optional>

namespace omni::runtime {

/// One thread.
class WaitingWords
{
public:
    static constexpr std::size_t most = 65'536;

    [[nodiscard]] bool hasRoom() const noexcept
    {
        return m_words.size() < most;
    }
    /// There is room.
    void push(events::Event word);
    /// Of an order that never left.
    void pushOwn(const events::OrderReport& report);
    /// As much as the lane takes. How many.
    std::size_t deliver(driver::EventLane& lane);

    /// Nothing is to be said, not even that something was lost.
    [[nodiscard]] bool isEmpty() const noexcept
    {
        return m_words.empty() && !m_lostOf;
    }
    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_words.size();
    }

private:
    std::deque<events::Event> m_words;
    std::optional<AccountId> m_lostOf; ///< Whose orders are to be asked for.
};

} // namespace omni::runtime

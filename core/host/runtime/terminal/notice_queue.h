// Notices on their way from the engine to the window: the engine never waits, and what waits has a bound (S26).
//
// A ring, and behind it a queue on the engine's side for when the window does not read. A window that stands still for
// so long that the queue is full, too, will read its lists again from the record: everything beyond is counted, and one
// alert in its stead says how much was left out. What a person must hear of in any case has room of its own for longer.

#pragma once

#include "core/base/spsc_ring.h"
#include "core/host/runtime/link.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace omni::runtime {

class NoticeQueue
{
public:
    /// Behind the ring.
    static constexpr std::size_t mostWaiting = 65'536;
    /// And behind them: where a session begins and ends, latches, breakers, trouble, denials, alerts that are no mere
    /// information.
    static constexpr std::size_t mostVital = 4'096;

    // --- the engine's thread -------------------------------------------------------------------------------------
    void push(Notice notice);
    /// Hands over what did not fit. Call it now and then: in each wait.
    void flush();
    [[nodiscard]] bool isOverflowing() const noexcept
    {
        return !m_overflow.empty() || m_leftOut > 0;
    }
    /// Behind the ring.
    [[nodiscard]] std::size_t waiting() const noexcept
    {
        return m_overflow.size();
    }

    // --- the window's thread -------------------------------------------------------------------------------------
    std::size_t take(std::vector<Notice>& into, std::size_t most);

private:
    [[nodiscard]] bool hasRoomFor(const Notice& notice) const noexcept;

    SpscRing<Notice, 4'096> m_ring;
    std::deque<Notice> m_overflow;
    std::uint64_t m_leftOut = 0; ///< Since the queue was last empty.
    Stamp m_newestLeftOut;
};

} // namespace omni::runtime

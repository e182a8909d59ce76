// Presses of the kill switch on their way to the engine: none is lost, and there are never more than 256 of them (S26).
//
// A press only ever raises. Beyond the bound the newest that waits takes the next one in: it says the higher level and
// who wanted it last, so that the desk latches what it would have latched upon all of them. How many it speaks for is
// in the log.

#pragma once

#include "core/desk/events/event.h"

#include <cstddef>
#include <cstdint>
#include <deque>

namespace omni::runtime {

/// Not for several threads at once: who shares it has a mutex around it.
class KillNotices
{
public:
    static constexpr std::size_t most = 256;

    /// False: there was no place of its own; the newest that waits speaks for it.
    bool add(const events::KillLatched& latched);
    /// The oldest. There is one.
    [[nodiscard]] const events::KillLatched& front() const noexcept
    {
        return m_waiting.front();
    }
    void popFront();
    /// None: nothing waits.
    [[nodiscard]] risk::KillLevel highest() const noexcept;
    void clear() noexcept
    {
        m_waiting.clear();
        m_takenIn = 0;
    }
    [[nodiscard]] bool isEmpty() const noexcept
    {
        return m_waiting.empty();
    }
    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_waiting.size();
    }

private:
    std::deque<events::KillLatched> m_waiting;
    std::uint64_t m_takenIn = 0; ///< Presses that the newest speaks for besides its own.
};

} // namespace omni::runtime

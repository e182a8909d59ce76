// Notices on their way from the engine to the window: none is lost and the engine never waits.
//
// A ring, and behind it a queue on the engine's side for when the window does not read.

#pragma once

#include "core/base/spsc_ring.h"
#include "core/host/runtime/link.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <span>
#include <utility>
#include <vector>

namespace omni::runtime {

class NoticeQueue
{
public:
    // --- the engine's thread -------------------------------------------------------------------------------------
    void push(Notice notice)
    {
        flush();
        if (!m_overflow.empty() || !m_ring.tryPush(std::move(notice))) {
            m_overflow.push_back(std::move(notice));
        }
    }
    /// Hands over what did not fit. Call it now and then: in each wait.
    void flush()
    {
        while (!m_overflow.empty() && m_ring.tryPush(std::move(m_overflow.front()))) {
            m_overflow.pop_front();
        }
    }
    [[nodiscard]] bool isOverflowing() const noexcept
    {
        return !m_overflow.empty();
    }

    // --- the window's thread -------------------------------------------------------------------------------------
    std::size_t take(std::vector<Notice>& into, std::size_t most)
    {
        const std::size_t before = into.size();
        const std::size_t wanted = std::min(most, m_ring.size());
        into.resize(before + wanted);
        const std::size_t got = m_ring.popUpTo(std::span(into).subspan(before));
        into.resize(before + got);
        return got;
    }

private:
    SpscRing<Notice, 4'096> m_ring;
    std::deque<Notice> m_overflow;
};

} // namespace omni::runtime

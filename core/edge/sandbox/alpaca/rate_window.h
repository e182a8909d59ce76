// How many requests a client has left in this minute.

#pragma once

#include "core/base/time.h"

#include <cstdint>

namespace omni::sandbox::alpaca {

/// Minutes of the clock. What is refused counts for nothing: the window ends when it ends.
class RateWindow
{
public:
    /// Whether one more is served.
    [[nodiscard]] bool take(Timestamp now, std::int64_t limit) noexcept
    {
        const Timestamp opened = flooredTo(now, minutes(1));
        if (opened > m_opened) {
            m_opened = opened;
            m_used = 0;
        }
        if (m_used >= limit) {
            return false;
        }
        ++m_used;
        return true;
    }
    [[nodiscard]] std::int64_t used() const noexcept
    {
        return m_used;
    }
    /// Unix seconds.
    [[nodiscard]] std::int64_t resetAt() const noexcept
    {
        return (m_opened + minutes(1)).ns / seconds(1).ns;
    }

private:
    Timestamp m_opened;
    std::int64_t m_used = 0;
};

} // namespace omni::sandbox::alpaca

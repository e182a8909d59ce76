// Says that the disk has stopped taking the record, and that it goes on (F7). Nothing is wrong with the engine then.

#pragma once

#include "core/base/time.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

/// One thread.
class DiskWatch
{
public:
    /// A disk that is behind for so long is slow.
    static constexpr Duration slowAfter = seconds(2);

    /// `tell` must not wait, and not write to a disk.
    explicit DiskWatch(std::function<void(const std::string&)> tell)
        : m_tell(std::move(tell))
    {
    }

    /// `lag`: for so long nothing has reached the disk, though something waits; zero: it keeps up.
    void look(Duration lag)
    {
        if (lag < slowAfter && !m_isSlow) {
            return;
        }
        if (lag < m_lag) { // it has taken what it had when it was slow
            m_tell(fmt::format("the disk goes on, after {:.1f} s", static_cast<double>(m_lag.ns) / 1e9));
            m_isSlow = lag >= slowAfter;
            m_lag = m_isSlow ? lag : Duration{};
            return;
        }
        m_lag = lag;
        if (!std::exchange(m_isSlow, true)) {
            ++m_times;
            m_tell(
                "the disk is slow: it has taken nothing for 2 s; new orders wait for it, and entries that have waited "
                "longer than that are not sent");
        }
    }
    [[nodiscard]] int times() const noexcept
    {
        return m_times;
    }

private:
    std::function<void(const std::string&)> m_tell;
    bool m_isSlow = false;
    Duration m_lag; ///< The longest since it is slow.
    int m_times = 0;
};

} // namespace omni::runtime

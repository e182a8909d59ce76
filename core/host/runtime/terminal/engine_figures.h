// How the engine's thread fares, as it says itself twice a second: one part of what health is made of.

#pragma once

#include "core/base/stamp.h"
#include "core/host/runtime/storage_thread.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace omni::runtime {

struct Spread {
    std::optional<Duration> p50, p95;
};

/// The newest 256 durations of something. One thread.
class Durations
{
public:
    void add(Duration one) noexcept
    {
        m_kept[m_count++ % m_kept.size()] = one;
    }
    void clear() noexcept
    {
        m_count = 0;
    }
    /// By nearest rank. None without any.
    [[nodiscard]] Spread spread() const
    {
        const std::size_t count = std::min(m_count, m_kept.size());
        if (count == 0) {
            return {};
        }
        std::array<Duration, 256> sorted = m_kept;
        const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(count);
        std::sort(sorted.begin(), end);
        const auto at = [&](std::size_t percent) { return sorted[(count * percent + 99) / 100 - 1]; };
        return {at(50), at(95)};
    }

private:
    std::array<Duration, 256> m_kept{};
    std::size_t m_count = 0;
};

struct EngineFigures {
    Monotonic at; ///< Of the machine, when this was written.
    std::uint64_t events = 0; ///< Since the session began.
    std::optional<Monotonic> newestTick; ///< When the newest market data came, on the machine's clock.
    Spread orders; ///< Sent to acknowledged, in market time.
    Spread journal; ///< Asked to durable, of what had to wait.
    Sequence seq, durable;
    Timestamp deskTime; ///< Of the newest event. It never goes back, whatever the machine's clock does.
    Duration lag; ///< Behind the pace that is wanted.
    bool isPaused = false;
    StorageHealth history;
    std::optional<views::PartHealth> recording; ///< None: nothing is recorded.
};

} // namespace omni::runtime

// When the market data came in that a picture is the first to show: what "tick to screen" is measured from.

#pragma once

#include "core/base/time.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace omni::views {

/// Goes with a picture of which some are passed over by who looks: it also knows of those just before it. Times are of
/// the publisher's clock. Zeros: a picture that was not published by a running program.
struct PictureTimes {
    static constexpr std::size_t kept = 16;

    std::uint64_t number = 0; ///< Of this picture, from 1 on, rising by one as long as the program runs.
    std::array<std::optional<Monotonic>, kept> came{}; ///< At number % kept: the oldest that was new in it.

    /// The next picture; `oldest` of what is new in it. None: nothing is.
    void add(std::optional<Monotonic> oldest) noexcept
    {
        ++number;
        came[number % kept] = oldest;
    }
    /// The oldest that is new to who has seen the picture `seen` last (0: none). Beyond the pictures that are kept
    /// it is not known any more and the oldest of these is told.
    [[nodiscard]] std::optional<Monotonic> newSince(std::uint64_t seen) const noexcept
    {
        std::optional<Monotonic> oldest;
        const std::uint64_t before = std::max(seen, number - std::min<std::uint64_t>(number, kept));
        for (std::uint64_t each = number; each > before; --each) {
            const auto& one = came[each % kept];
            oldest = one && (!oldest || *one < *oldest) ? one : oldest;
        }
        return oldest;
    }
};

/// The older of two; none counts as newer than anything.
[[nodiscard]] constexpr std::optional<Monotonic> olderOf(std::optional<Monotonic> a,
                                                         std::optional<Monotonic> b) noexcept
{
    return a && (!b || *a < *b) ? a : b;
}

} // namespace omni::views

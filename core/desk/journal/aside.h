// What a start cuts off a segment and nobody vouches for is kept beside it: "aside-tape-00000001-000002000000-1.oma".
//
// Such a file holds the bytes that were cut, as they were, and nothing else: the first `offset` bytes of its segment
// and then this file are the segment as the start found it. The program never reads them back and never removes one:
// that is for a person.

#pragma once

#include "core/desk/journal/segment.h"
#include "core/desk/ports/log_folder.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omni::journal {

struct Aside {
    SegmentId segment; ///< Cut from it. The tape's may be gone since.
    std::uint64_t offset = 0; ///< Where its first byte stood. Below 10^12.
    std::uint32_t turn = 1; ///< From 1 to `mostTurns`: what is cut at one place again and differs has the next one.
    friend bool operator==(const Aside&, const Aside&) = default;
};

inline constexpr std::uint32_t mostTurns = 99;

[[nodiscard]] std::string asideName(const Aside& aside);

/// The inverse of `asideName`; nothing for any other name.
[[nodiscard]] std::optional<Aside> asideOf(std::string_view name);

/// Keeps `tail`, which is about to be cut off at `offset`; returns the name. Durable when it returns. What is kept
/// already, by a start that died before it could cut, is not kept twice. Full when there is no room; Conflict beyond
/// `mostTurns`; Unavailable.
[[nodiscard]] Result<std::string> setAside(ports::LogFolder& folder, SegmentId segment, std::uint64_t offset,
                                           std::span<const std::byte> tail);

/// A sentence for each such file of the folder, by name: what it holds and where that stood. Empty also when the folder
/// cannot be listed.
[[nodiscard]] std::vector<std::string> asideNotes(const ports::LogFolder& folder);

} // namespace omni::journal

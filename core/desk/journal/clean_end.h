// The folder's word that the session before ended cleanly, and with which bytes: "clean-end.oms".
//
// Layout, little-endian: magic "OMNIEND\n", format version (2 bytes), length of the whole file (2), CRC-32C of these 12
// bytes (4); then for journal, tape and emergency: first segment (4), last segment (4), bytes of the last one (8), its
// seal (32), all zero for a stream without segments; BLAKE2b under "journal-clean-end" of all before (32).

#pragma once

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/desk/journal/segment.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace omni::journal {

inline const std::string cleanEndName = "clean-end.oms";

struct StreamMark {
    std::uint32_t first = 0; ///< 0 = the stream has no segments.
    std::uint32_t last = 0;
    std::uint64_t bytes = 0; ///< Of the last segment.
    Digest seal{}; ///< Of the last segment.
    friend bool operator==(const StreamMark&, const StreamMark&) = default;
};

struct CleanEnd {
    std::array<StreamMark, 3> streams; ///< In the order of `allStreams`.
    [[nodiscard]] const StreamMark& of(Stream stream) const noexcept
    {
        return streams[static_cast<std::size_t>(stream) - 1];
    }
};

[[nodiscard]] Bytes cleanEndBytes(const CleanEnd& mark);
/// Corrupt or Newer.
[[nodiscard]] Result<CleanEnd> cleanEndFromBytes(std::span<const std::byte> file);

} // namespace omni::journal

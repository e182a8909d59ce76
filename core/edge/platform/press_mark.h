// Whether the file of the watchdog's press has changed, in two reads of memory: for who looks before each order. Not
// part of the module's face.

#pragma once

#include "core/edge/platform/record_pages.h"

#include <cstdint>
#include <filesystem>

namespace omni::platform {

/// The same file as that of `WatchdogPressView`.
[[nodiscard]] Result<RecordPages> openPressPages(const std::filesystem::path& profile);

/// Nobody can say: look.
inline constexpr std::uint64_t noMark = ~std::uint64_t{0};

/// Another one behind each write that is done.
[[nodiscard]] std::uint64_t pressMark(const RecordPages& pages) noexcept;

} // namespace omni::platform

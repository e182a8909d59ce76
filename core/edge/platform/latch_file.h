// A small file that is opened once and then written in place: for the kill latch. Not part of the module's face.

#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace omni::platform {

class LatchFile
{
public:
    /// Makes it (0600) if it is not there; then its name is durable.
    [[nodiscard]] static Result<LatchFile> open(const std::filesystem::path& folder, std::string_view name);
    LatchFile(LatchFile&& other) noexcept;
    LatchFile& operator=(LatchFile&&) = delete;
    ~LatchFile();

    /// Reads from the file's beginning; how much was there.
    [[nodiscard]] Result<std::size_t> read(std::span<std::byte> to);
    /// Writes in place and syncs.
    [[nodiscard]] Result<void> write(std::uint64_t offset, std::span<const std::byte> data) noexcept;

private:
    explicit LatchFile(std::intptr_t handle) noexcept
        : m_handle(handle)
    {
    }
    std::intptr_t m_handle = -1;
};

} // namespace omni::platform

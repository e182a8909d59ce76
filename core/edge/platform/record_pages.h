// The file below a shared record, once for each system. Not part of the module's face.

#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace omni::platform {

/// A file of fixed length, of which what is missing is filled with zeros.
class RecordPages
{
public:
    /// Makes it (0600) if it is not there. Denied for what is no regular file of ours.
    [[nodiscard]] static Result<RecordPages> open(const std::filesystem::path& folder, std::string_view name,
                                                  std::size_t size);
    RecordPages(RecordPages&& other) noexcept;
    RecordPages& operator=(RecordPages&&) = delete;
    ~RecordPages();

    /// As the file is at this moment. False: it cannot be read. Any thread.
    [[nodiscard]] bool copy(std::size_t offset, std::span<std::byte> to) const noexcept;
    [[nodiscard]] Result<void> write(std::size_t offset, std::span<const std::byte> data) noexcept;
    /// What was written is on the disk.
    [[nodiscard]] Result<void> sync() noexcept;

private:
    RecordPages(std::intptr_t handle, const std::byte* pages, std::size_t size) noexcept
        : m_handle(handle)
        , m_pages(pages)
        , m_size(size)
    {
    }
    std::intptr_t m_handle = -1;
    const std::byte* m_pages = nullptr; ///< The file in memory. Null: this system reads it.
    std::size_t m_size = 0;
};

} // namespace omni::platform

#include "core/edge/platform/record_pages.h"

#include "core/edge/platform/profile.h"
#include "core/edge/platform/windows/handle.h"

#include <string>
#include <utility>
#include <vector>

namespace omni::platform {

// What is written to a file and what is mapped of it need not agree here: it is read.

Result<RecordPages> RecordPages::open(const std::filesystem::path& folder, std::string_view name, std::size_t size)
{
    if (const auto checked = checkProfile(folder); !checked) {
        return tl::unexpected(checked.error());
    }
    const auto path = folder / std::string(name);
    const HANDLE file
        = ::CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                        OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
    if (file == INVALID_HANDLE_VALUE) {
        return systemFailure(path.string());
    }
    RecordPages pages(reinterpret_cast<std::intptr_t>(file), nullptr, size);
    LARGE_INTEGER has = {};
    if (!::GetFileSizeEx(file, &has)) {
        return systemFailure(path.string());
    }
    if (const auto count = static_cast<std::size_t>(has.QuadPart); count < size) {
        const std::vector<std::byte> zeros(size - count);
        auto filled = pages.write(count, zeros).and_then([&pages] { return pages.sync(); });
        if (!filled) {
            return tl::unexpected(filled.error());
        }
    }
    return pages;
}

RecordPages::RecordPages(RecordPages&& other) noexcept
    : m_handle(std::exchange(other.m_handle, -1))
    , m_pages(nullptr)
    , m_size(other.m_size)
{
}

RecordPages::~RecordPages()
{
    if (m_handle != -1) {
        ::CloseHandle(reinterpret_cast<HANDLE>(m_handle));
    }
}

bool RecordPages::copy(std::size_t offset, std::span<std::byte> to) const noexcept
{
    OVERLAPPED where = {};
    where.Offset = static_cast<DWORD>(offset);
    DWORD count = 0;
    return ::ReadFile(reinterpret_cast<HANDLE>(m_handle), to.data(), static_cast<DWORD>(to.size()), &count, &where)
        && count == to.size();
}

Result<void> RecordPages::write(std::size_t offset, std::span<const std::byte> data) noexcept
{
    OVERLAPPED where = {};
    where.Offset = static_cast<DWORD>(offset);
    DWORD count = 0;
    if (!::WriteFile(reinterpret_cast<HANDLE>(m_handle), data.data(), static_cast<DWORD>(data.size()), &count, &where)
        || count != data.size()) {
        return systemFailure("a record for other programs");
    }
    return {};
}

Result<void> RecordPages::sync() noexcept
{
    if (!::FlushFileBuffers(reinterpret_cast<HANDLE>(m_handle))) {
        return systemFailure("a record for other programs");
    }
    return {};
}

} // namespace omni::platform

#include "core/edge/platform/file_folder.h"

#include "core/edge/platform/profile.h"
#include "core/edge/platform/windows/handle.h"

#include <algorithm>
#include <system_error>

namespace omni::platform {

namespace {

constexpr std::string_view temporaryStart = ".replace-";
constexpr DWORD shareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

Result<void> writeAll(HANDLE file, std::span<const std::byte> data)
{
    while (!data.empty()) {
        const auto part = static_cast<DWORD>(std::min<std::size_t>(data.size(), 1U << 30));
        DWORD count = 0;
        if (!::WriteFile(file, data.data(), part, &count, nullptr)) {
            return systemFailure("write");
        }
        data = data.subspan(count);
    }
    return {};
}

class File final : public ports::LogFile
{
public:
    File(Handle file, std::uint64_t size) noexcept
        : m_file(std::move(file))
        , m_size(size)
    {
    }
    Result<void> append(std::span<const std::byte> data) override
    {
        auto written = writeAll(m_file.get(), data);
        m_size += written ? data.size() : 0;
        return written;
    }
    Result<void> sync() override
    {
        if (!::FlushFileBuffers(m_file.get())) {
            return systemFailure("sync");
        }
        return {};
    }
    std::uint64_t size() const override
    {
        return m_size;
    }

private:
    Handle m_file;
    std::uint64_t m_size = 0;
};

/// Loaded, not mapped: a mapped file could be neither replaced nor cut.
class LoadedBytes final : public ports::LogBytes
{
public:
    explicit LoadedBytes(std::vector<std::byte> bytes)
        : m_bytes(std::move(bytes))
    {
    }
    std::span<const std::byte> bytes() const override
    {
        return m_bytes;
    }

private:
    std::vector<std::byte> m_bytes;
};

} // namespace

struct FileFolder::Parts {
    std::filesystem::path folder;
    Access access = Access::ReadOnly;

    [[nodiscard]] Result<std::filesystem::path> usable(std::string_view name, bool writes) const
    {
        if (!isFileName(name)) {
            return failure(Errc::Invalid, "not a file name: " + quoted(name));
        }
        if (writes && access == Access::ReadOnly) {
            return failure(Errc::Denied, std::string(name) + ": the folder was opened for reading only");
        }
        return folder / std::string(name);
    }
};

namespace {

Handle openFile(const std::filesystem::path& path, DWORD access, DWORD how)
{
    return Handle(::CreateFileW(path.c_str(), access, shareAll, nullptr, how,
                                FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
}

} // namespace

FileFolder::FileFolder(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

FileFolder::~FileFolder() = default;

Result<std::unique_ptr<FileFolder>> FileFolder::open(const std::filesystem::path& path, Access access)
{
    if (access == Access::ReadWrite) {
        ::CreateDirectoryW(path.c_str(), nullptr); // inherits the profile's rights
    }
    if (const auto checked = checkProfile(path); !checked) {
        return tl::unexpected(checked.error());
    }
    std::unique_ptr<FileFolder> folder(new FileFolder(std::make_unique<Parts>(Parts{path, access})));
    if (access == Access::ReadWrite) {
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(path, error)) {
            if (entry.path().filename().string().starts_with(temporaryStart)) {
                ::DeleteFileW(entry.path().c_str());
            }
        }
    }
    return folder;
}

Result<std::vector<std::string>> FileFolder::names() const
{
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator at(m_parts->folder, error), end; !error && at != end;
         at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (at->symlink_status(error).type() == std::filesystem::file_type::regular
            && !name.starts_with(temporaryStart)) {
            names.push_back(name);
        }
    }
    if (error) {
        return failure(Errc::Unavailable, "the folder: " + error.message());
    }
    std::ranges::sort(names);
    return names;
}

Result<std::unique_ptr<ports::LogFile>> FileFolder::create(std::string_view name)
{
    const auto path = m_parts->usable(name, true);
    if (!path) {
        return tl::unexpected(path.error());
    }
    Handle file = openFile(*path, FILE_APPEND_DATA | SYNCHRONIZE | GENERIC_WRITE, CREATE_NEW);
    // NTFS keeps names in its own log; flushing the file brings that to the disk as well.
    if (!file || !::FlushFileBuffers(file.get())) {
        return systemFailure(name);
    }
    return std::unique_ptr<ports::LogFile>(new File(std::move(file), 0));
}

Result<std::unique_ptr<ports::LogFile>> FileFolder::append(std::string_view name)
{
    const auto path = m_parts->usable(name, true);
    if (!path) {
        return tl::unexpected(path.error());
    }
    Handle file = openFile(*path, GENERIC_WRITE, OPEN_EXISTING);
    LARGE_INTEGER end = {};
    if (!file || !::SetFilePointerEx(file.get(), {}, &end, FILE_END)) {
        return systemFailure(name);
    }
    return std::unique_ptr<ports::LogFile>(new File(std::move(file), static_cast<std::uint64_t>(end.QuadPart)));
}

Result<std::unique_ptr<ports::LogBytes>> FileFolder::read(std::string_view name) const
{
    const auto path = m_parts->usable(name, false);
    if (!path) {
        return tl::unexpected(path.error());
    }
    const Handle file = openFile(*path, GENERIC_READ, OPEN_EXISTING);
    LARGE_INTEGER size = {};
    if (!file || !::GetFileSizeEx(file.get(), &size)) {
        return systemFailure(name);
    }
    std::vector<std::byte> bytes(static_cast<std::size_t>(size.QuadPart));
    for (std::size_t at = 0; at < bytes.size();) {
        const auto part = static_cast<DWORD>(std::min<std::size_t>(bytes.size() - at, 1U << 30));
        DWORD count = 0;
        if (!::ReadFile(file.get(), bytes.data() + at, part, &count, nullptr) || count == 0) {
            return systemFailure(name);
        }
        at += count;
    }
    return std::unique_ptr<ports::LogBytes>(new LoadedBytes(std::move(bytes)));
}

Result<void> FileFolder::replace(std::string_view name, std::span<const std::byte> data)
{
    const auto path = m_parts->usable(name, true);
    if (!path) {
        return tl::unexpected(path.error());
    }
    const auto temporary = m_parts->folder / (std::string(temporaryStart) + std::string(name));
    {
        const Handle file = openFile(temporary, GENERIC_WRITE, CREATE_ALWAYS);
        if (!file) {
            return systemFailure(name);
        }
        Result<void> written = writeAll(file.get(), data);
        if (written && !::FlushFileBuffers(file.get())) {
            written = systemFailure(name);
        }
        if (!written) {
            return written; // the next start removes the temporary file
        }
    }
    if (!::MoveFileExW(temporary.c_str(), path->c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) {
        return systemFailure(name);
    }
    return {};
}

Result<void> FileFolder::truncate(std::string_view name, std::uint64_t size)
{
    const auto path = m_parts->usable(name, true);
    if (!path) {
        return tl::unexpected(path.error());
    }
    const Handle file = openFile(*path, GENERIC_WRITE, OPEN_EXISTING);
    LARGE_INTEGER end = {};
    end.QuadPart = static_cast<LONGLONG>(size);
    if (!file || !::SetFilePointerEx(file.get(), end, nullptr, FILE_BEGIN) || !::SetEndOfFile(file.get())
        || !::FlushFileBuffers(file.get())) {
        return systemFailure(name);
    }
    return {};
}

Result<void> FileFolder::remove(std::string_view name)
{
    const auto path = m_parts->usable(name, true);
    if (!path) {
        return tl::unexpected(path.error());
    }
    if (!::DeleteFileW(path->c_str())) {
        return systemFailure(name);
    }
    return {};
}

Result<std::uint64_t> FileFolder::freeBytes() const
{
    ULARGE_INTEGER free = {};
    if (!::GetDiskFreeSpaceExW(m_parts->folder.c_str(), &free, nullptr, nullptr)) {
        return systemFailure("room on the disk");
    }
    return static_cast<std::uint64_t>(free.QuadPart);
}

} // namespace omni::platform

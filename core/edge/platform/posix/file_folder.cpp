#include "core/edge/platform/file_folder.h"

#include "core/edge/platform/posix/descriptor.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace omni::platform {

namespace {

constexpr mode_t ownerOnly = 0600;
constexpr std::string_view temporaryStart = ".replace-";
constexpr int mostNames = 16;

class File final : public ports::LogFile
{
public:
    File(Descriptor file, std::uint64_t size) noexcept
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
        if (syncToDisk(m_file.get()) != 0) {
            return systemFailure("sync");
        }
        return {};
    }
    std::uint64_t size() const override
    {
        return m_size;
    }

private:
    Descriptor m_file;
    std::uint64_t m_size = 0;
};

/// A mapping of the file's length at the time. Our segments never shrink while someone reads, but for `truncate` in
/// recovery, which is alone.
class MappedBytes final : public ports::LogBytes
{
public:
    explicit MappedBytes(std::span<const std::byte> bytes) noexcept
        : m_bytes(bytes)
    {
    }
    MappedBytes(const MappedBytes&) = delete;
    MappedBytes& operator=(const MappedBytes&) = delete;
    ~MappedBytes() override
    {
        if (!m_bytes.empty()) {
            ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
        }
    }
    std::span<const std::byte> bytes() const override
    {
        return m_bytes;
    }

private:
    std::span<const std::byte> m_bytes;
};

Result<std::uint64_t> regularSize(int fd, std::string_view name)
{
    struct stat facts = {};
    if (::fstat(fd, &facts) != 0) {
        return systemFailure(name);
    }
    if (!S_ISREG(facts.st_mode)) {
        return failure(Errc::Denied, std::string(name) + " is not a regular file");
    }
    return static_cast<std::uint64_t>(facts.st_size);
}

/// What will have another file's name once it is whole. Locked for as long as it is written.
struct Temporary {
    Descriptor file;
    std::string name;
};

} // namespace

struct FileFolder::Parts {
    Descriptor folder;
    Access access = Access::ReadOnly;

    /// The name with a zero behind it, or why it may not be used.
    [[nodiscard]] Result<std::string> usable(std::string_view name, bool writes) const
    {
        if (!isFileName(name)) {
            return failure(Errc::Invalid, "not a file name: " + quoted(name));
        }
        if (writes && access == Access::ReadOnly) {
            return failure(Errc::Denied, std::string(name) + ": the folder was opened for reading only");
        }
        return std::string(name);
    }
    [[nodiscard]] Descriptor openAt(const std::string& name, int flags) const
    {
        return Descriptor(::openat(folder.get(), name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, ownerOnly));
    }
    /// Makes names durable.
    [[nodiscard]] Result<void> syncFolder() const
    {
        if (::fsync(folder.get()) != 0) {
            return systemFailure("sync of the folder");
        }
        return {};
    }
    [[nodiscard]] Result<std::vector<std::string>> allNames() const;
    [[nodiscard]] Result<Temporary> newTemporary(const std::string& name) const;
    void removeLeftOver(const std::string& name) const;
};

Result<std::vector<std::string>> FileFolder::Parts::allNames() const
{
    Descriptor again(::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!again) {
        return systemFailure("the folder");
    }
    const int fd = ::dup(again.get());
    DIR* listing = fd >= 0 ? ::fdopendir(fd) : nullptr;
    if (listing == nullptr) {
        return systemFailure("the folder");
    }
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* entry = ::readdir(listing)) {
        struct stat facts = {};
        if (::fstatat(folder.get(), entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(facts.st_mode)) {
            names.emplace_back(entry->d_name);
        }
        errno = 0;
    }
    const int error = errno;
    ::closedir(listing);
    if (error != 0) {
        errno = error;
        return systemFailure("the folder");
    }
    std::ranges::sort(names);
    return names;
}

/// Two programs may write to one folder, a session and its watchdog: neither takes what the other is writing.
Result<Temporary> FileFolder::Parts::newTemporary(const std::string& name) const
{
    static std::atomic<std::uint32_t> number{0};
    for (int tries = 0; tries < mostNames; ++tries) {
        const std::string own = fmt::format("{}{}-{}-{}", temporaryStart, ::getpid(), ++number, name);
        Descriptor file = openAt(own, O_WRONLY | O_CREAT | O_EXCL);
        if (!file && errno != EEXIST) {
            return systemFailure(own);
        }
        struct stat facts = {};
        // Whoever opens the folder may have seen it before it was locked, and removed it.
        if (file && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0 && ::fstat(file.get(), &facts) == 0
            && facts.st_nlink > 0) {
            return Temporary{std::move(file), own};
        }
    }
    return failure(Errc::Unavailable, "no temporary file beside " + name + ": others take them away");
}

void FileFolder::Parts::removeLeftOver(const std::string& name) const
{
    const Descriptor file = openAt(name, O_RDONLY);
    if (file && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0) {
        ::unlinkat(folder.get(), name.c_str(), 0);
    }
}

FileFolder::FileFolder(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

FileFolder::~FileFolder() = default;

Result<std::unique_ptr<FileFolder>> FileFolder::open(const std::filesystem::path& path, Access access)
{
    const bool isMade = access == Access::ReadWrite && ::mkdir(path.c_str(), 0700) == 0;
    if (access == Access::ReadWrite && !isMade && errno != EEXIST) {
        return systemFailure(path.c_str()); // not that it is missing: why it cannot be made
    }
    if (isMade) {
        // The name in the parent must be durable before anything in it can be.
        const auto parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
        const Descriptor above(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!above || ::fsync(above.get()) != 0) {
            return systemFailure(parent.c_str());
        }
    }
    auto folder = openOwnFolder(path.c_str());
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    auto parts = std::make_unique<Parts>(Parts{std::move(*folder), access});
    if (access == Access::ReadWrite) {
        const auto names = parts->allNames();
        if (!names) {
            return tl::unexpected(names.error());
        }
        for (const auto& name : *names) {
            if (name.starts_with(temporaryStart)) {
                parts->removeLeftOver(name);
            }
        }
    }
    return std::unique_ptr<FileFolder>(new FileFolder(std::move(parts)));
}

Result<std::vector<std::string>> FileFolder::names() const
{
    auto names = m_parts->allNames();
    if (names) {
        std::erase_if(*names, [](const std::string& name) { return name.starts_with(temporaryStart); });
    }
    return names;
}

Result<std::unique_ptr<ports::LogFile>> FileFolder::create(std::string_view wanted)
{
    const auto name = m_parts->usable(wanted, true);
    if (!name) {
        return tl::unexpected(name.error());
    }
    Descriptor file = m_parts->openAt(*name, O_WRONLY | O_CREAT | O_EXCL | O_APPEND);
    if (!file) {
        return systemFailure(*name);
    }
    // The file's own data first, or its name could survive without its mode and length.
    if (syncToDisk(file.get()) != 0) {
        return systemFailure(*name);
    }
    if (const auto synced = m_parts->syncFolder(); !synced) {
        return tl::unexpected(synced.error());
    }
    return std::unique_ptr<ports::LogFile>(new File(std::move(file), 0));
}

Result<std::unique_ptr<ports::LogFile>> FileFolder::append(std::string_view wanted)
{
    const auto name = m_parts->usable(wanted, true);
    if (!name) {
        return tl::unexpected(name.error());
    }
    Descriptor file = m_parts->openAt(*name, O_WRONLY | O_APPEND);
    if (!file) {
        return systemFailure(*name);
    }
    const auto size = regularSize(file.get(), *name);
    if (!size) {
        return tl::unexpected(size.error());
    }
    return std::unique_ptr<ports::LogFile>(new File(std::move(file), *size));
}

Result<std::unique_ptr<ports::LogBytes>> FileFolder::read(std::string_view wanted) const
{
    const auto name = m_parts->usable(wanted, false);
    if (!name) {
        return tl::unexpected(name.error());
    }
    const Descriptor file = m_parts->openAt(*name, O_RDONLY);
    if (!file) {
        return systemFailure(*name);
    }
    const auto size = regularSize(file.get(), *name);
    if (!size) {
        return tl::unexpected(size.error());
    }
    if (*size == 0) {
        return std::unique_ptr<ports::LogBytes>(new MappedBytes({}));
    }
    void* start = ::mmap(nullptr, static_cast<std::size_t>(*size), PROT_READ, MAP_SHARED, file.get(), 0);
    if (start == MAP_FAILED) {
        return systemFailure(*name);
    }
    ::madvise(start, static_cast<std::size_t>(*size), MADV_SEQUENTIAL);
    return std::unique_ptr<ports::LogBytes>(
        new MappedBytes({static_cast<const std::byte*>(start), static_cast<std::size_t>(*size)}));
}

Result<void> FileFolder::replace(std::string_view wanted, std::span<const std::byte> data)
{
    const auto name = m_parts->usable(wanted, true);
    if (!name) {
        return tl::unexpected(name.error());
    }
    const auto temporary = m_parts->newTemporary(*name);
    if (!temporary) {
        return tl::unexpected(temporary.error());
    }
    Result<void> written = writeAll(temporary->file.get(), data);
    if (written && syncToDisk(temporary->file.get()) != 0) {
        written = systemFailure(*name);
    }
    const int folder = m_parts->folder.get();
    if (written && ::renameat(folder, temporary->name.c_str(), folder, name->c_str()) != 0) {
        written = systemFailure(*name);
    }
    if (!written) {
        ::unlinkat(folder, temporary->name.c_str(), 0);
        return written;
    }
    return m_parts->syncFolder();
}

Result<void> FileFolder::truncate(std::string_view wanted, std::uint64_t size)
{
    const auto name = m_parts->usable(wanted, true);
    if (!name) {
        return tl::unexpected(name.error());
    }
    const Descriptor file = m_parts->openAt(*name, O_WRONLY);
    if (!file) {
        return systemFailure(*name);
    }
    if (::ftruncate(file.get(), static_cast<off_t>(size)) != 0 || syncToDisk(file.get()) != 0) {
        return systemFailure(*name);
    }
    return {};
}

Result<void> FileFolder::remove(std::string_view wanted)
{
    const auto name = m_parts->usable(wanted, true);
    if (!name) {
        return tl::unexpected(name.error());
    }
    if (::unlinkat(m_parts->folder.get(), name->c_str(), 0) != 0) {
        return systemFailure(*name);
    }
    return m_parts->syncFolder();
}

Result<std::uint64_t> FileFolder::freeBytes() const
{
    struct statvfs facts = {};
    if (::fstatvfs(m_parts->folder.get(), &facts) != 0) {
        return systemFailure("room on the disk");
    }
    return static_cast<std::uint64_t>(facts.f_bavail) * static_cast<std::uint64_t>(facts.f_frsize);
}

} // namespace omni::platform

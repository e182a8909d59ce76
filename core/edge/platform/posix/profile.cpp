#include "core/edge/platform/profile.h"

#include "core/edge/platform/latch_file.h"
#include "core/edge/platform/posix/descriptor.h"

#include <array>
#include <charconv>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace omni::platform {

namespace {

/// Makes one folder and its name durable. Being there already is well.
Result<void> makeFolder(const std::filesystem::path& folder)
{
    if (::mkdir(folder.c_str(), 0700) != 0) {
        return errno == EEXIST ? Result<void>{} : systemFailure(folder.c_str());
    }
    const auto above = folder.has_parent_path() ? folder.parent_path() : std::filesystem::path(".");
    const Descriptor parent(::open(above.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!parent || ::fsync(parent.get()) != 0) {
        return systemFailure(above.c_str());
    }
    return {};
}

/// "process 1234", as the holder wrote it; without a number if it did not come to that.
std::string holderOf(int file)
{
    std::array<char, 32> text{};
    const ssize_t size = ::pread(file, text.data(), text.size(), 0);
    std::uint64_t pid = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + (size > 0 ? size : 0), pid);
    return error == std::errc() && pid > 0 ? "process " + std::to_string(pid) : std::string("another process");
}

} // namespace

Result<void> checkProfile(const std::filesystem::path& profile)
{
    const auto folder = openOwnFolder(profile.c_str());
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    return {};
}

Result<void> prepareProfile(const std::filesystem::path& profile)
{
    std::error_code error;
    const auto whole = std::filesystem::absolute(profile, error).lexically_normal();
    if (error) {
        return failure(Errc::Invalid, profile.string() + ": " + error.message());
    }
    std::filesystem::path folder;
    for (const auto& part : whole) {
        folder /= part;
        if (part.empty() || std::filesystem::exists(std::filesystem::symlink_status(folder, error))) {
            continue;
        }
        if (const auto made = makeFolder(folder); !made) {
            return made;
        }
    }
    // A slash at the end would follow a link.
    return checkProfile(whole.has_filename() ? whole : whole.parent_path());
}

struct ProfileLock::Parts {
    Descriptor file;
};

ProfileLock::ProfileLock(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}
ProfileLock::ProfileLock(ProfileLock&&) noexcept = default;
ProfileLock& ProfileLock::operator=(ProfileLock&&) noexcept = default;
ProfileLock::~ProfileLock() = default;

Result<ProfileLock> ProfileLock::take(const std::filesystem::path& profile)
{
    return takeFile(profile, "lock", "in use");
}

Result<ProfileLock> ProfileLock::takeForWatchdog(const std::filesystem::path& profile)
{
    return takeFile(profile, "watchdog-lock", "watched");
}

Result<ProfileLock> ProfileLock::takeForGuess(const std::filesystem::path& vaultFolder)
{
    return takeFile(vaultFolder, "guesses-lock", "asked");
}

Result<ProfileLock> ProfileLock::takeFile(const std::filesystem::path& profile, const char* name, const char* use)
{
    const auto folder = openOwnFolder(profile.c_str());
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    // The file is never removed: a new one under the same name would be a second lock.
    Descriptor file(::openat(folder->get(), name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600));
    if (!file) {
        return systemFailure((profile / name).c_str());
    }
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) {
            return failure(Errc::Denied,
                           "the profile " + profile.string() + " is " + use + " by " + holderOf(file.get()));
        }
        return systemFailure((profile / name).c_str());
    }
    const std::string text = std::to_string(::getpid()) + "\n";
    if (::ftruncate(file.get(), 0) != 0) {
        return systemFailure((profile / name).c_str());
    }
    // Only a sentence for others depends on the text: on a full disk the lock is as good without it.
    (void)writeAll(file.get(), std::as_bytes(std::span(text)));
    return ProfileLock(std::make_unique<Parts>(Parts{std::move(file)}));
}

Result<LatchFile> LatchFile::open(const std::filesystem::path& path, std::string_view name)
{
    const auto folder = openOwnFolder(path.c_str());
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    const std::string text(name);
    Descriptor file(
        ::openat(folder->get(), text.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600));
    if (!file || ::fsync(folder->get()) != 0) {
        return systemFailure(text);
    }
    // Owned by the latch from here on.
    const int fd = ::fcntl(file.get(), F_DUPFD_CLOEXEC, 0);
    if (fd < 0) {
        return systemFailure(text);
    }
    return LatchFile(fd);
}

LatchFile::LatchFile(LatchFile&& other) noexcept
    : m_handle(std::exchange(other.m_handle, -1))
{
}

LatchFile::~LatchFile()
{
    if (m_handle >= 0) {
        ::close(static_cast<int>(m_handle));
    }
}

Result<std::size_t> LatchFile::read(std::span<std::byte> to)
{
    const ssize_t count = ::pread(static_cast<int>(m_handle), to.data(), to.size(), 0);
    if (count < 0) {
        return systemFailure("kill latch");
    }
    return static_cast<std::size_t>(count);
}

Result<void> LatchFile::write(std::uint64_t offset, std::span<const std::byte> data) noexcept
{
    const int fd = static_cast<int>(m_handle);
    const ssize_t count = ::pwrite(fd, data.data(), data.size(), static_cast<off_t>(offset));
    if (count != static_cast<ssize_t>(data.size()) || syncToDisk(fd) != 0) {
        return systemFailure("kill latch");
    }
    return {};
}

} // namespace omni::platform

#include "core/edge/platform/record_pages.h"

#include "core/edge/platform/posix/descriptor.h"

#include <atomic>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace omni::platform {

namespace {

Result<void> fill(int file, std::size_t from, std::size_t count, const std::string& name)
{
    const std::vector<std::byte> zeros(count);
    if (::pwrite(file, zeros.data(), count, static_cast<off_t>(from)) != static_cast<ssize_t>(count)
        || syncToDisk(file) != 0) {
        return systemFailure(name);
    }
    return {};
}

/// Two programs may make it at once: it gets its name when it is whole, and the first name stands. Its room is taken
/// then: a record that is written on a full disk has its place.
Result<void> makeWhole(int folder, const std::string& name, std::size_t size)
{
    struct stat facts = {};
    if (::fstatat(folder, name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0) {
        return {};
    }
    const std::string temporary = "." + name + "-" + std::to_string(::getpid());
    ::unlinkat(folder, temporary.c_str(), 0);
    const Descriptor file(
        ::openat(folder, temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    Result<void> made = file ? fill(file.get(), 0, size, name) : systemFailure(name);
    if (made && ::linkat(folder, temporary.c_str(), folder, name.c_str(), 0) != 0 && errno != EEXIST) {
        made = systemFailure(name);
    }
    ::unlinkat(folder, temporary.c_str(), 0);
    if (made && ::fsync(folder) != 0) {
        made = systemFailure(name);
    }
    return made;
}

} // namespace

Result<RecordPages> RecordPages::open(const std::filesystem::path& path, std::string_view name, std::size_t size)
{
    const auto folder = openOwnFolder(path.c_str());
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    const std::string text(name);
    if (const auto made = makeWhole(folder->get(), text, size); !made) {
        return tl::unexpected(made.error());
    }
    const Descriptor file(::openat(folder->get(), text.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    struct stat facts = {};
    if (!file || ::fstat(file.get(), &facts) != 0) {
        return systemFailure(text);
    }
    if (!S_ISREG(facts.st_mode) || facts.st_uid != ::geteuid()) {
        return failure(Errc::Denied, text + " is no regular file of this user");
    }
    // One that was cut: what is missing reads as damage, and is room again.
    if (const auto has = static_cast<std::size_t>(facts.st_size); has < size) {
        if (const auto filled = fill(file.get(), has, size - has, text); !filled) {
            return tl::unexpected(filled.error());
        }
    }
    void* pages = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
    if (pages == MAP_FAILED) {
        return systemFailure(text);
    }
    ::mlock(pages, size); // as far as the system lets us: then a look never waits for the disk
    const int fd = ::fcntl(file.get(), F_DUPFD_CLOEXEC, 0);
    if (fd < 0) {
        ::munmap(pages, size);
        return systemFailure(text);
    }
    return RecordPages(fd, static_cast<const std::byte*>(pages), size);
}

RecordPages::RecordPages(RecordPages&& other) noexcept
    : m_handle(std::exchange(other.m_handle, -1))
    , m_pages(std::exchange(other.m_pages, nullptr))
    , m_size(other.m_size)
{
}

RecordPages::~RecordPages()
{
    if (m_pages != nullptr) {
        ::munmap(const_cast<std::byte*>(m_pages), m_size);
    }
    if (m_handle >= 0) {
        ::close(static_cast<int>(m_handle));
    }
}

bool RecordPages::copy(std::size_t offset, std::span<std::byte> to) const noexcept
{
    if (offset > m_size || to.size() > m_size - offset) {
        return false;
    }
    // Another process writes there: each byte is read once, now. What is torn by that the check sum finds.
    const volatile std::byte* const from = m_pages + offset;
    for (std::size_t i = 0; i < to.size(); ++i) {
        to[i] = from[i];
    }
#ifndef __SANITIZE_THREAD__ // it knows no fences, nor the process at the other end
    std::atomic_thread_fence(std::memory_order_acquire);
#endif
    return true;
}

Result<void> RecordPages::write(std::size_t offset, std::span<const std::byte> data) noexcept
{
    const ssize_t count = ::pwrite(static_cast<int>(m_handle), data.data(), data.size(), static_cast<off_t>(offset));
    if (count != static_cast<ssize_t>(data.size())) {
        return systemFailure("a record for other programs");
    }
    return {};
}

Result<void> RecordPages::sync() noexcept
{
    if (syncToDisk(static_cast<int>(m_handle)) != 0) {
        return systemFailure("a record for other programs");
    }
    return {};
}

} // namespace omni::platform

#include "core/edge/platform/posix/descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace omni::platform {

namespace {

Errc codeOf(int error) noexcept
{
    switch (error) {
    case ENOENT:
        return Errc::NotFound;
    case EACCES:
    case EPERM:
    case ELOOP:
    case EROFS:
        return Errc::Denied;
    case EEXIST:
        return Errc::Conflict;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return Errc::Full;
    default:
        return Errc::Unavailable;
    }
}

} // namespace

tl::unexpected<Error> systemFailure(std::string_view what)
{
    const int error = errno;
    std::string text(what);
    text += ": ";
    text += std::strerror(error);
    return failure(codeOf(error), std::move(text));
}

Result<void> writeAll(int fd, std::span<const std::byte> data)
{
    while (!data.empty()) {
        const ssize_t count = ::write(fd, data.data(), data.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return systemFailure("write");
        }
        data = data.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Result<Descriptor> openOwnFolder(const char* path)
{
    Descriptor folder(::open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder) {
        struct stat link = {};
        if ((errno == ELOOP || errno == ENOTDIR) && ::lstat(path, &link) == 0) {
            return failure(Errc::Denied,
                           std::string(path) + (S_ISLNK(link.st_mode) ? " is a link" : " is not a folder"));
        }
        return systemFailure(path);
    }
    struct stat facts = {};
    if (::fstat(folder.get(), &facts) != 0) {
        return systemFailure(path);
    }
    if (facts.st_uid != ::geteuid()) {
        return failure(Errc::Denied, std::string(path) + " belongs to another user");
    }
    if ((facts.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return failure(Errc::Denied, std::string(path) + " can be written by other users");
    }
    return folder;
}

} // namespace omni::platform

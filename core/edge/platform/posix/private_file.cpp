#include "core/edge/platform/private_file.h"

#include "core/edge/platform/posix/descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace omni::platform {

namespace {

constexpr mode_t onlyForOwner = 0600;

} // namespace

Result<void> makePrivateFile(const std::filesystem::path& file)
{
    const Descriptor made(::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, onlyForOwner));
    if (made) {
        return {};
    }
    return errno == EEXIST ? narrowToOwner(file) : systemFailure(file.c_str());
}

Result<void> narrowToOwner(const std::filesystem::path& file)
{
    struct stat facts = {};
    if (::lstat(file.c_str(), &facts) != 0) {
        return errno == ENOENT ? Result<void>() : systemFailure(file.c_str());
    }
    if (!S_ISREG(facts.st_mode)) {
        return failure(Errc::Denied,
                       file.string() + (S_ISLNK(facts.st_mode) ? " is a link" : " is not a regular file"));
    }
    if (facts.st_uid != ::geteuid()) {
        return failure(Errc::Denied, file.string() + " belongs to another user");
    }
    if ((facts.st_mode & 07777) == onlyForOwner) {
        return {};
    }
    // No link that has taken its place meanwhile is followed.
    if (::fchmodat(AT_FDCWD, file.c_str(), onlyForOwner, AT_SYMLINK_NOFOLLOW) != 0) {
        return systemFailure(file.c_str());
    }
    return {};
}

} // namespace omni::platform

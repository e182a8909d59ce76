#include "core/edge/platform/private_file.h"

#include "core/edge/platform/windows/handle.h"

namespace omni::platform {

Result<void> makePrivateFile(const std::filesystem::path& file)
{
    const Handle made(::CreateFileW(file.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, CREATE_NEW,
                                    FILE_ATTRIBUTE_NORMAL, nullptr));
    if (made) {
        return {};
    }
    return ::GetLastError() == ERROR_FILE_EXISTS ? narrowToOwner(file) : Result<void>(systemFailure(file.string()));
}

Result<void> narrowToOwner(const std::filesystem::path& file)
{
    const DWORD attributes = ::GetFileAttributesW(file.c_str());
    if (attributes == INVALID_FILE_ATTRIBUTES) {
        return ::GetLastError() == ERROR_FILE_NOT_FOUND ? Result<void>() : systemFailure(file.string());
    }
    if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
        return failure(Errc::Denied, file.string() + " is a link");
    }
    if ((attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
        return failure(Errc::Denied, file.string() + " is not a regular file");
    }
    return {};
}

} // namespace omni::platform

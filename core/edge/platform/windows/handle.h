// A Windows handle that closes itself, and errors of the system as ours.

#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>
#include <utility>

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

namespace omni::platform {

class Handle
{
public:
    Handle() = default;
    explicit Handle(HANDLE handle) noexcept
        : m_handle(handle)
    {
    }
    Handle(Handle&& other) noexcept
        : m_handle(std::exchange(other.m_handle, INVALID_HANDLE_VALUE))
    {
    }
    Handle& operator=(Handle&& other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~Handle()
    {
        if (*this) {
            ::CloseHandle(m_handle);
        }
    }
    [[nodiscard]] HANDLE get() const noexcept
    {
        return m_handle;
    }
    explicit operator bool() const noexcept
    {
        return m_handle != INVALID_HANDLE_VALUE && m_handle != nullptr;
    }

private:
    HANDLE m_handle = INVALID_HANDLE_VALUE;
};

/// The failure of the call before.
[[nodiscard]] inline tl::unexpected<Error> systemFailure(std::string_view what)
{
    const DWORD error = ::GetLastError();
    auto code = Errc::Unavailable;
    if (error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND) {
        code = Errc::NotFound;
    } else if (error == ERROR_ACCESS_DENIED || error == ERROR_WRITE_PROTECT || error == ERROR_SHARING_VIOLATION) {
        code = Errc::Denied;
    } else if (error == ERROR_FILE_EXISTS || error == ERROR_ALREADY_EXISTS) {
        code = Errc::Conflict;
    } else if (error == ERROR_DISK_FULL || error == ERROR_HANDLE_DISK_FULL) {
        code = Errc::Full;
    }
    return failure(code, std::string(what) + ": error " + std::to_string(error));
}

} // namespace omni::platform

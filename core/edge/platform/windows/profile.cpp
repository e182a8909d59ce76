#include "core/edge/platform/profile.h"

#include "core/edge/platform/latch_file.h"
#include "core/edge/platform/windows/handle.h"

#include <array>
#include <cstdlib>
#include <system_error>

#include <aclapi.h>
#include <sddl.h>

namespace omni::platform {

namespace {

/// The user of this process, as a security identifier in `room`.
PSID currentUser(std::span<std::byte> room)
{
    HANDLE token = nullptr;
    if (!::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, &token)) {
        return nullptr;
    }
    const Handle closing(token);
    DWORD size = 0;
    if (!::GetTokenInformation(token, TokenUser, room.data(), static_cast<DWORD>(room.size()), &size)) {
        return nullptr;
    }
    return reinterpret_cast<TOKEN_USER*>(room.data())->User.Sid;
}

/// Rights for the owner, the system and administrators; protected from what the parent would pass on.
constexpr const wchar_t* ownerOnly = L"D:P(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";

} // namespace

Result<void> checkProfile(const std::filesystem::path& profile)
{
    const DWORD attributes = ::GetFileAttributesW(profile.c_str());
    if (attributes == INVALID_FILE_ATTRIBUTES) {
        return systemFailure(profile.string());
    }
    if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
        return failure(Errc::Denied, profile.string() + " is a link");
    }
    if ((attributes & FILE_ATTRIBUTE_DIRECTORY) == 0) {
        return failure(Errc::Denied, profile.string() + " is not a folder");
    }
    PSID owner = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    const DWORD error = ::GetNamedSecurityInfoW(profile.c_str(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner,
                                                nullptr, nullptr, nullptr, &descriptor);
    if (error != ERROR_SUCCESS) {
        ::SetLastError(error);
        return systemFailure(profile.string());
    }
    alignas(TOKEN_USER) std::array<std::byte, 256> room{};
    const PSID user = currentUser(room);
    // A folder that an administrator makes belongs to the group.
    const bool isOurs
        = (user != nullptr && ::EqualSid(owner, user)) || ::IsWellKnownSid(owner, WinBuiltinAdministratorsSid);
    ::LocalFree(descriptor);
    return isOurs ? Result<void>{} : failure(Errc::Denied, profile.string() + " belongs to another user");
}

Result<void> prepareProfile(const std::filesystem::path& profile)
{
    std::error_code error;
    const auto whole = std::filesystem::absolute(profile, error).lexically_normal();
    if (!error && whole.has_parent_path()) {
        std::filesystem::create_directories(whole.parent_path(), error);
    }
    if (error) {
        return failure(Errc::Unavailable, profile.string() + ": " + error.message());
    }
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    if (!::ConvertStringSecurityDescriptorToSecurityDescriptorW(ownerOnly, SDDL_REVISION_1, &descriptor, nullptr)) {
        return systemFailure(profile.string());
    }
    SECURITY_ATTRIBUTES rights = {sizeof(SECURITY_ATTRIBUTES), descriptor, FALSE};
    const bool isMade = ::CreateDirectoryW(whole.c_str(), &rights) != 0 || ::GetLastError() == ERROR_ALREADY_EXISTS;
    ::LocalFree(descriptor);
    return isMade ? checkProfile(whole) : Result<void>(systemFailure(profile.string()));
}

Result<std::filesystem::path> defaultProfile()
{
    const wchar_t* data = ::_wgetenv(L"LOCALAPPDATA");
    if (data == nullptr || data[0] == L'\0') {
        return failure(Errc::NotFound, "LOCALAPPDATA is not set, so the profile needs --profile");
    }
    return std::filesystem::path(data) / "omnitrade";
}

struct ProfileLock::Parts {
    Handle file;
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
    if (const auto checked = checkProfile(profile); !checked) {
        return tl::unexpected(checked.error());
    }
    const auto path = profile / name;
    Handle file(::CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                              OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
    if (!file) {
        return systemFailure(path.string());
    }
    // The byte that is locked lies far behind the text, so that others can still read who has it.
    OVERLAPPED where = {};
    where.Offset = 1U << 20;
    if (!::LockFileEx(file.get(), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &where)) {
        if (::GetLastError() != ERROR_LOCK_VIOLATION && ::GetLastError() != ERROR_IO_PENDING) {
            return systemFailure(path.string());
        }
        std::array<char, 32> text{};
        DWORD count = 0;
        ::ReadFile(file.get(), text.data(), static_cast<DWORD>(text.size() - 1), &count, nullptr);
        const unsigned long pid = std::strtoul(text.data(), nullptr, 10);
        return failure(Errc::Denied,
                       "the profile " + profile.string() + " is " + use + " by "
                           + (pid > 0 ? "process " + std::to_string(pid) : std::string("another process")));
    }
    const std::string text = std::to_string(::GetCurrentProcessId()) + "\n";
    DWORD count = 0;
    ::SetEndOfFile(file.get());
    ::WriteFile(file.get(), text.data(), static_cast<DWORD>(text.size()), &count, nullptr);
    return ProfileLock(std::make_unique<Parts>(Parts{std::move(file)}));
}

Result<LatchFile> LatchFile::open(const std::filesystem::path& folder, std::string_view name)
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
    return LatchFile(reinterpret_cast<std::intptr_t>(file));
}

LatchFile::LatchFile(LatchFile&& other) noexcept
    : m_handle(std::exchange(other.m_handle, -1))
{
}

LatchFile::~LatchFile()
{
    if (m_handle != -1) {
        ::CloseHandle(reinterpret_cast<HANDLE>(m_handle));
    }
}

Result<std::size_t> LatchFile::read(std::span<std::byte> to)
{
    OVERLAPPED where = {};
    DWORD count = 0;
    if (!::ReadFile(reinterpret_cast<HANDLE>(m_handle), to.data(), static_cast<DWORD>(to.size()), &count, &where)
        && ::GetLastError() != ERROR_HANDLE_EOF) {
        return systemFailure("kill latch");
    }
    return static_cast<std::size_t>(count);
}

Result<void> LatchFile::write(std::uint64_t offset, std::span<const std::byte> data) noexcept
{
    const auto file = reinterpret_cast<HANDLE>(m_handle);
    OVERLAPPED where = {};
    where.Offset = static_cast<DWORD>(offset);
    DWORD count = 0;
    if (!::WriteFile(file, data.data(), static_cast<DWORD>(data.size()), &count, &where) || count != data.size()
        || !::FlushFileBuffers(file)) {
        return systemFailure("kill latch");
    }
    return {};
}

} // namespace omni::platform

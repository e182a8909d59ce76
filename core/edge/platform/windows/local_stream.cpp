#include "core/edge/platform/local_stream.h"

#include "core/edge/platform/profile.h"
#include "core/edge/platform/windows/handle.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include <sddl.h>

namespace omni::platform {

namespace {

constexpr DWORD bufferBytes = 64 * 1024;

DWORD millisecondsLeft(Deadline deadline)
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    return static_cast<DWORD>(std::clamp<std::int64_t>(left, 0, 86'400'000));
}

/// Named after the folder on its disk, so that every path to the profile leads to the same pipe.
Result<std::wstring> pipeName(const std::filesystem::path& profile)
{
    if (auto checked = checkProfile(profile); !checked) {
        return tl::unexpected(std::move(checked.error()));
    }
    const Handle folder(::CreateFileW(profile.c_str(), FILE_READ_ATTRIBUTES,
                                      FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                                      FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
    BY_HANDLE_FILE_INFORMATION facts = {};
    if (!folder || !::GetFileInformationByHandle(folder.get(), &facts)) {
        return systemFailure(profile.string());
    }
    std::array<wchar_t, 64> name{};
    ::swprintf(name.data(), name.size(), L"\\\\.\\pipe\\omnitrade-%08lx-%08lx%08lx", facts.dwVolumeSerialNumber,
               facts.nFileIndexHigh, facts.nFileIndexLow);
    return std::wstring(name.data());
}

Handle newEvent()
{
    return Handle(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
}

/// An operation of a pipe that was begun with `io` and said `ERROR_IO_PENDING`: waits for it, or takes it back.
/// True when it is complete, `count` bytes of it.
bool complete(HANDLE pipe, OVERLAPPED& io, HANDLE cancelled, Deadline deadline, DWORD& count)
{
    const std::array<HANDLE, 2> events{io.hEvent, cancelled};
    if (::WaitForMultipleObjects(2, events.data(), FALSE, millisecondsLeft(deadline)) != WAIT_OBJECT_0) {
        // What has been transferred by then counts: the last call waits until it is known.
        ::CancelIoEx(pipe, &io);
    }
    return ::GetOverlappedResult(pipe, &io, &count, TRUE) != 0;
}

} // namespace

struct LocalStream::Parts {
    Handle pipe;
    Handle readEvent = newEvent();
    Handle writeEvent = newEvent();
    Handle cancelled = newEvent();

    [[nodiscard]] bool isCancelled() const noexcept
    {
        return ::WaitForSingleObject(cancelled.get(), 0) == WAIT_OBJECT_0;
    }
};

LocalStream::LocalStream(std::unique_ptr<Parts> parts) noexcept
    : m_parts(std::move(parts))
{
}
LocalStream::LocalStream(LocalStream&&) noexcept = default;
LocalStream& LocalStream::operator=(LocalStream&&) noexcept = default;
LocalStream::~LocalStream() = default;

Result<LocalStream> LocalStream::open(const std::filesystem::path& profile, Deadline deadline)
{
    const auto name = pipeName(profile);
    if (!name) {
        return tl::unexpected(name.error());
    }
    for (;;) {
        // The server learns who we are, and may do nothing in our name.
        Handle pipe(::CreateFileW(name->c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING,
                                  FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, nullptr));
        if (pipe) {
            return LocalStream(std::make_unique<Parts>(Parts{.pipe = std::move(pipe)}));
        }
        if (::GetLastError() == ERROR_FILE_NOT_FOUND) {
            return failure(Errc::NotFound, "no program serves " + profile.string());
        }
        if (::GetLastError() != ERROR_PIPE_BUSY) {
            return systemFailure("the pipe of the profile");
        }
        const DWORD left = millisecondsLeft(deadline);
        if (left == 0) {
            return failure(Errc::TimedOut, "the program that serves " + profile.string() + " answers no call");
        }
        ::WaitNamedPipeW(name->c_str(), left);
    }
}

Result<std::size_t> LocalStream::read(std::span<std::byte> to, Deadline deadline)
{
    if (m_parts->isCancelled()) {
        return std::size_t{0};
    }
    OVERLAPPED io = {};
    io.hEvent = m_parts->readEvent.get();
    DWORD count = 0;
    const auto size = static_cast<DWORD>(std::min<std::size_t>(to.size(), bufferBytes));
    bool isDone = ::ReadFile(m_parts->pipe.get(), to.data(), size, &count, &io) != 0;
    if (!isDone && ::GetLastError() == ERROR_IO_PENDING) {
        isDone = complete(m_parts->pipe.get(), io, m_parts->cancelled.get(), deadline, count);
    }
    if (isDone) {
        return static_cast<std::size_t>(count);
    }
    if (::GetLastError() == ERROR_BROKEN_PIPE || ::GetLastError() == ERROR_PIPE_NOT_CONNECTED) {
        return std::size_t{0};
    }
    if (::GetLastError() != ERROR_OPERATION_ABORTED) {
        return systemFailure("receive");
    }
    return m_parts->isCancelled() ? Result<std::size_t>(0) : failure(Errc::TimedOut, "nothing came in time");
}

Result<std::size_t> LocalStream::write(std::span<const std::byte> data, Deadline deadline)
{
    if (m_parts->isCancelled()) {
        return failure(Errc::Unavailable, "send: cancelled");
    }
    OVERLAPPED io = {};
    io.hEvent = m_parts->writeEvent.get();
    DWORD count = 0;
    const auto size = static_cast<DWORD>(std::min<std::size_t>(data.size(), bufferBytes));
    bool isDone = ::WriteFile(m_parts->pipe.get(), data.data(), size, &count, &io) != 0;
    if (!isDone && ::GetLastError() == ERROR_IO_PENDING) {
        isDone = complete(m_parts->pipe.get(), io, m_parts->cancelled.get(), deadline, count);
    }
    if (isDone && count > 0) {
        return static_cast<std::size_t>(count);
    }
    if ((isDone || ::GetLastError() == ERROR_OPERATION_ABORTED) && !m_parts->isCancelled()) {
        return failure(Errc::TimedOut, "the other end did not read in time");
    }
    return failure(Errc::Unavailable, "send: error " + std::to_string(::GetLastError()));
}

void LocalStream::finishWriting() noexcept { }

void LocalStream::cancel() noexcept
{
    ::SetEvent(m_parts->cancelled.get());
}

std::intptr_t LocalStream::descriptor() const noexcept
{
    return reinterpret_cast<std::intptr_t>(m_parts->pipe.get());
}

struct LocalListener::Parts {
    std::wstring name;
    Handle stopped = newEvent();
    Handle called = newEvent();
    Handle pipe; ///< The instance that waits for the next caller.
    OVERLAPPED io = {};

    /// The first instance of a name refuses when another program has made it.
    [[nodiscard]] Result<void> waitForNext(bool isFirst)
    {
        PSECURITY_DESCRIPTOR descriptor = nullptr;
        if (!::ConvertStringSecurityDescriptorToSecurityDescriptorW(L"D:P(A;;GA;;;OW)(A;;GA;;;SY)", SDDL_REVISION_1,
                                                                    &descriptor, nullptr)) {
            return systemFailure("the pipe of the profile");
        }
        SECURITY_ATTRIBUTES rights = {sizeof(SECURITY_ATTRIBUTES), descriptor, FALSE};
        const DWORD first = isFirst ? FILE_FLAG_FIRST_PIPE_INSTANCE : 0;
        pipe = Handle(::CreateNamedPipeW(name.c_str(), PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | first,
                                         PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS,
                                         PIPE_UNLIMITED_INSTANCES, bufferBytes, bufferBytes, 0, &rights));
        const DWORD error = ::GetLastError();
        ::LocalFree(descriptor);
        if (!pipe) {
            ::SetLastError(error);
            return isFirst && error == ERROR_ACCESS_DENIED ? failure(Errc::Conflict, "another server listens")
                                                           : systemFailure("the pipe of the profile");
        }
        io = {};
        io.hEvent = called.get();
        ::ResetEvent(called.get());
        if (!::ConnectNamedPipe(pipe.get(), &io)) {
            if (::GetLastError() == ERROR_PIPE_CONNECTED) {
                ::SetEvent(called.get());
            } else if (::GetLastError() != ERROR_IO_PENDING) {
                return systemFailure("the pipe of the profile");
            }
        }
        return {};
    }
};

LocalListener::LocalListener(std::unique_ptr<Parts> parts) noexcept
    : m_parts(std::move(parts))
{
}

LocalListener::~LocalListener()
{
    // The system writes into `io` until the call it belongs to is over.
    DWORD count = 0;
    if (m_parts->pipe && ::CancelIoEx(m_parts->pipe.get(), &m_parts->io)) {
        ::GetOverlappedResult(m_parts->pipe.get(), &m_parts->io, &count, TRUE);
    }
}

Result<std::unique_ptr<LocalListener>> LocalListener::open(const std::filesystem::path& profile)
{
    auto name = pipeName(profile);
    if (!name) {
        return tl::unexpected(std::move(name.error()));
    }
    auto parts = std::make_unique<Parts>();
    parts->name = std::move(*name);
    if (auto waiting = parts->waitForNext(true); !waiting) {
        return tl::unexpected(std::move(waiting.error()));
    }
    return std::unique_ptr<LocalListener>(new LocalListener(std::move(parts)));
}

Result<LocalStream> LocalListener::accept(Deadline deadline)
{
    if (!m_parts->pipe) {
        if (auto waiting = m_parts->waitForNext(false); !waiting) {
            return tl::unexpected(std::move(waiting.error()));
        }
    }
    const std::array<HANDLE, 2> events{m_parts->stopped.get(), m_parts->called.get()};
    switch (::WaitForMultipleObjects(2, events.data(), FALSE, millisecondsLeft(deadline))) {
    case WAIT_OBJECT_0:
        return failure(Errc::Unavailable, "the server was stopped");
    case WAIT_OBJECT_0 + 1:
        break;
    default:
        return failure(Errc::TimedOut, "nobody called in time");
    }
    Handle caller = std::move(m_parts->pipe);
    // A pipe that waits for the next one at once; if there is none to be had, the next call tries again.
    if (const auto waiting = m_parts->waitForNext(false); !waiting) {
        m_parts->pipe = Handle();
    }
    return LocalStream(std::make_unique<LocalStream::Parts>(LocalStream::Parts{.pipe = std::move(caller)}));
}

void LocalListener::stop() noexcept
{
    ::SetEvent(m_parts->stopped.get());
}

std::intptr_t LocalListener::descriptor() const noexcept
{
    return reinterpret_cast<std::intptr_t>(m_parts->called.get());
}

} // namespace omni::platform

#include "core/edge/platform/secret_input.h"

#include <algorithm>

#include <io.h>
#include <windows.h>

namespace omni::platform {

namespace {

/// Into `to` until its end, or until a line ends, one byte at a time: what comes behind the line is another's.
template<class Read> Result<SecretBytes> readFrom(Read&& read, bool isLine)
{
    auto room = SecretBytes::zeros(mostSecretInput);
    if (!room) {
        return room;
    }
    const auto to = room->exposedForWriting();
    std::size_t size = 0;
    bool hasAny = false;
    for (;;) {
        std::byte one{};
        const int got = read(&one);
        if (got < 0) {
            return failure(Errc::Unavailable, "the descriptor cannot be read");
        }
        if (got == 0 && !hasAny) {
            return failure(Errc::NotFound, "nothing more comes");
        }
        hasAny = true;
        if (got == 0 || (isLine && one == std::byte{'\n'})) {
            break;
        }
        if (size == to.size()) {
            return failure(Errc::Full, "it is too long");
        }
        to[size++] = one;
    }
    const auto isEnd = [](std::byte each) { return each == std::byte{'\n'} || each == std::byte{'\r'}; };
    while (size > 0 && isEnd(to[size - 1])) {
        --size;
        if (isLine) {
            break;
        }
    }
    return SecretBytes::copyOf(room->exposed().first(size));
}

} // namespace

Result<void> writeSecret(int descriptor, std::span<const std::byte> secret)
{
    while (!secret.empty()) {
        const int done = ::_write(descriptor, secret.data(), static_cast<unsigned>(secret.size()));
        if (done <= 0) {
            return failure(Errc::Unavailable, "the descriptor cannot be written");
        }
        secret = secret.subspan(static_cast<std::size_t>(done));
    }
    return {};
}

bool isOpenDescriptor(int descriptor) noexcept
{
    return ::_get_osfhandle(descriptor) != -1;
}

Result<SecretBytes> readSecretLine(int descriptor)
{
    return readFrom([descriptor](std::byte* to) { return ::_read(descriptor, to, 1); }, true);
}

Result<SecretBytes> readSecretRest(int descriptor)
{
    return readFrom([descriptor](std::byte* to) { return ::_read(descriptor, to, 1); }, false);
}

Result<SecretBytes> askForSecret(std::string_view prompt)
{
    const HANDLE in
        = ::CreateFileA("CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr);
    const HANDLE out = ::CreateFileA("CONOUT$", GENERIC_WRITE, FILE_SHARE_WRITE, nullptr, OPEN_EXISTING, 0, nullptr);
    DWORD was = 0;
    if (in == INVALID_HANDLE_VALUE || out == INVALID_HANDLE_VALUE || ::GetConsoleMode(in, &was) == 0
        || ::SetConsoleMode(in, was & ~static_cast<DWORD>(ENABLE_ECHO_INPUT)) == 0) {
        return failure(Errc::Unavailable, "the process has no terminal");
    }
    DWORD written = 0;
    ::WriteFile(out, prompt.data(), static_cast<DWORD>(prompt.size()), &written, nullptr);
    auto read = readFrom(
        [in](std::byte* to) {
            DWORD count = 0;
            return ::ReadFile(in, to, 1, &count, nullptr) != 0 ? static_cast<int>(count) : -1;
        },
        true);
    ::WriteFile(out, "\r\n", 2, &written, nullptr);
    ::SetConsoleMode(in, was);
    ::CloseHandle(in);
    ::CloseHandle(out);
    return read;
}

} // namespace omni::platform

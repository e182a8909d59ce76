#include "core/edge/platform/secret_input.h"

#include "core/edge/platform/posix/descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <iterator>

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace omni::platform {

namespace {

/// Into `to` until its end, or until a line ends, one byte at a time: what comes behind the line is another's.
Result<std::size_t> readInto(int descriptor, std::span<std::byte> to, bool isLine)
{
    std::size_t size = 0;
    for (;;) {
        std::byte one{};
        const ssize_t got = ::read(descriptor, &one, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return failure(Errc::Unavailable, "the descriptor cannot be read");
        }
        if (got == 0) {
            return size == 0 ? Result<std::size_t>(failure(Errc::NotFound, "nothing more comes")) : size;
        }
        if (isLine && one == std::byte{'\n'}) {
            return size;
        }
        if (size == to.size()) {
            return failure(Errc::Full, "it is too long");
        }
        to[size++] = one;
    }
}

std::size_t withoutEnds(std::span<const std::byte> bytes, bool isLine) noexcept
{
    std::size_t size = bytes.size();
    const auto isEnd = [](std::byte each) { return each == std::byte{'\n'} || each == std::byte{'\r'}; };
    while (size > 0 && isEnd(bytes[size - 1])) {
        --size;
        if (isLine) {
            break; // of "\r\n" the first; another belongs to the text
        }
    }
    return size;
}

Result<SecretBytes> readFrom(int descriptor, bool isLine)
{
    auto room = SecretBytes::zeros(mostSecretInput);
    if (!room) {
        return room;
    }
    const auto size = readInto(descriptor, room->exposedForWriting(), isLine);
    if (!size) {
        return tl::unexpected(size.error());
    }
    const auto read = room->exposed().first(*size);
    return SecretBytes::copyOf(read.first(withoutEnds(read, isLine)));
}

/// The terminal without an echo, for as long as this lives. Signals that would end or stop the program wait meanwhile:
/// a shell that is left without an echo would look dead.
class SilentTerminal
{
public:
    explicit SilentTerminal(int terminal)
        : m_terminal(terminal)
    {
        sigset_t waiting;
        sigemptyset(&waiting);
        for (const int each : ending) {
            sigaddset(&waiting, each);
        }
        ::pthread_sigmask(SIG_BLOCK, &waiting, &m_before);
        m_isSilent = ::tcgetattr(terminal, &m_was) == 0;
        if (m_isSilent) {
            termios silent = m_was;
            silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            silent.c_lflag |= ICANON | ISIG | ECHONL;
            m_isSilent = ::tcsetattr(terminal, TCSAFLUSH, &silent) == 0;
        }
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;
    ~SilentTerminal()
    {
        if (m_isSilent) {
            ::tcsetattr(m_terminal, TCSAFLUSH, &m_was);
        }
        ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    [[nodiscard]] bool isSilent() const noexcept
    {
        return m_isSilent;
    }
    /// Waits for a line. False: a signal waits first, and acts when this dies.
    [[nodiscard]] bool hasLine() const noexcept
    {
        constexpr int patience = 100; // ms
        for (;;) {
            pollfd line{m_terminal, POLLIN, 0};
            if (::poll(&line, 1, patience) > 0) {
                return true;
            }
            sigset_t waiting;
            if (::sigpending(&waiting) == 0 && std::any_of(std::begin(ending), std::end(ending), [&waiting](int each) {
                    return sigismember(&waiting, each) == 1;
                })) {
                return false;
            }
        }
    }

private:
    static constexpr int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
    int m_terminal;
    termios m_was{};
    sigset_t m_before{};
    bool m_isSilent = false;
};

} // namespace

Result<void> writeSecret(int descriptor, std::span<const std::byte> secret)
{
    if (const auto written = writeAll(descriptor, secret); !written) {
        return failure(Errc::Unavailable, "the descriptor cannot be written");
    }
    return {};
}

bool isOpenDescriptor(int descriptor) noexcept
{
    return ::fcntl(descriptor, F_GETFD) != -1;
}

Result<SecretBytes> readSecretLine(int descriptor)
{
    return readFrom(descriptor, true);
}

Result<SecretBytes> readSecretRest(int descriptor)
{
    return readFrom(descriptor, false);
}

Result<SecretBytes> askForSecret(std::string_view prompt)
{
    const Descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (!terminal) {
        return failure(Errc::Unavailable, "the process has no terminal");
    }
    const SilentTerminal silent(terminal.get());
    if (!silent.isSilent()) {
        return failure(Errc::Unavailable, "the terminal shows what is typed");
    }
    if (const auto shown = writeAll(terminal.get(), std::as_bytes(std::span(prompt.data(), prompt.size()))); !shown) {
        return tl::unexpected(shown.error());
    }
    if (!silent.hasLine()) {
        return failure(Errc::Unavailable, "a signal came while it was asked for");
    }
    return readFrom(terminal.get(), true);
}

} // namespace omni::platform

// Messages between processes of one user on one machine: how `omnitrade kill`, `approve` and `status` reach the program
// that runs with their profile. Carries bytes and knows nothing of what they mean.
//
// The socket is the file "control.socket" (0600) in the profile folder; no link is followed on the way to it, and both
// ends check with the kernel that the other is the same user (V33). A profile whose path is longer than a socket's
// address can be is reached through the open folder (Linux) or a private folder of the session (macOS). Windows: a
// pipe named after the profile's folder that only the user may open and no other machine reaches.
//
// Timeouts: zero or less asks only what can be done now; more than a day counts as a day. The clock is one that does
// not step. What is received is held in ordinary memory, so nothing that belongs into a vault may travel here.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/time.h"
#include "core/edge/platform/frame_reader.h"
#include "core/edge/platform/peer_identity.h"
#include "core/edge/platform/profile.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace omni::platform {

class LocalStream;
class LocalListener;

/// One end of a connection. One thread may send while another receives; `cancel` is for any thread.
class LocalConnection
{
public:
    /// To the program that serves `profile`. NotFound when none does, Unavailable when it died without tidying up,
    /// Denied when the socket is a link, or is or is served by another user, TimedOut when it is too busy to be
    /// reached.
    [[nodiscard]] static Result<LocalConnection> open(const std::filesystem::path& profile, Duration timeout);

    explicit LocalConnection(LocalStream stream, PeerIdentity peer);
    LocalConnection(LocalConnection&&) noexcept;
    LocalConnection& operator=(LocalConnection&&) noexcept;
    ~LocalConnection();

    /// Hands a message of 0 to `mostMessageBytes` bytes to the system. Invalid for a longer one, Unavailable when the
    /// other end is gone. TimedOut when it does not read: if part of the message had gone by then, the connection
    /// sends nothing more.
    [[nodiscard]] Result<void> send(std::span<const std::byte> message, Duration timeout);

    /// The next message. TimedOut loses nothing: the next call goes on where this one stopped. Unavailable when the
    /// other end has closed or will send no more; Invalid when it left within a message or announced one that is too
    /// long. After either the answer stays the same.
    [[nodiscard]] Result<Bytes> receive(Duration timeout);

    /// Says that no more will be sent; answers can still be received. Windows has no such half: there it does nothing.
    void finishSending() noexcept;

    /// Ends the connection in both directions and wakes who waits in it.
    void cancel() noexcept;

    [[nodiscard]] const PeerIdentity& peer() const noexcept;

    /// For `poll` or a notifier of an event loop: readable when `receive` with a timeout of zero has something to read.
    /// The connection owns it. Windows: the pipe, which cannot be waited for.
    [[nodiscard]] std::intptr_t descriptor() const noexcept;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// What a running program listens with. One thread accepts; `stop` is for any thread.
///
/// Keeps one file descriptor in reserve, so that a program that has used up all others still hears one caller: the
/// one who wants to stop it (F72).
class LocalServer
{
public:
    /// `lock` is the lock of this profile and outlives the server; Denied if it is another's. A socket that a dead
    /// process left is replaced. Conflict when something listens there already; Denied, and nothing is touched, when
    /// what stands under the name is no socket.
    [[nodiscard]] static Result<LocalServer> listen(const std::filesystem::path& profile, const ProfileLock& lock);
    LocalServer(LocalServer&&) noexcept;
    LocalServer& operator=(LocalServer&&) noexcept;
    /// Removes the socket, unless another has taken its place.
    ~LocalServer();

    /// The next caller. Denied when it was another user: it has been turned away, and the next call waits for the next
    /// one. Full when no descriptor is left, the reserve included: the caller stays in line. Unavailable after `stop`.
    [[nodiscard]] Result<LocalConnection> accept(Duration timeout);

    /// Wakes who waits in `accept`; it accepts nothing from now on.
    void stop() noexcept;

    /// Readable when somebody calls. The server owns it. Windows: an event.
    [[nodiscard]] std::intptr_t descriptor() const noexcept;

private:
    explicit LocalServer(std::unique_ptr<LocalListener> listener);
    std::unique_ptr<LocalListener> m_listener;
};

} // namespace omni::platform

#include "core/edge/platform/local_socket.h"

#include "core/edge/platform/local_stream.h"

#include <algorithm>
#include <utility>

namespace omni::platform {

namespace {

Deadline after(Duration timeout)
{
    const Duration span = std::clamp(timeout, Duration{0}, days(1));
    return std::chrono::steady_clock::now()
        + std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::nanoseconds(span.ns));
}

Result<LocalConnection> checked(LocalStream stream)
{
    auto peer = peerOfSameUser(stream.descriptor());
    if (!peer) {
        return tl::unexpected(std::move(peer.error()));
    }
    return LocalConnection(std::move(stream), std::move(*peer));
}

} // namespace

struct LocalConnection::Parts {
    LocalStream stream;
    PeerIdentity peer;
    FrameReader reader;
    bool isSendingBroken = false;
};

LocalConnection::LocalConnection(LocalStream stream, PeerIdentity peer)
    : m_parts(std::make_unique<Parts>(Parts{std::move(stream), std::move(peer), {}, false}))
{
}
LocalConnection::LocalConnection(LocalConnection&&) noexcept = default;
LocalConnection& LocalConnection::operator=(LocalConnection&&) noexcept = default;
LocalConnection::~LocalConnection() = default;

Result<LocalConnection> LocalConnection::open(const std::filesystem::path& profile, Duration timeout)
{
    auto stream = LocalStream::open(profile, after(timeout));
    if (!stream) {
        return tl::unexpected(std::move(stream.error()));
    }
    return checked(std::move(*stream));
}

Result<void> LocalConnection::send(std::span<const std::byte> message, Duration timeout)
{
    if (message.size() > mostMessageBytes) {
        return failure(Errc::Invalid,
                       "a message of " + std::to_string(message.size()) + " bytes; at most "
                           + std::to_string(mostMessageBytes) + " can be sent");
    }
    if (m_parts->isSendingBroken) {
        return failure(Errc::Unavailable, "an earlier message was cut off");
    }
    const Deadline deadline = after(timeout);
    const auto header = frameHeader(message.size());
    const std::size_t total = header.size() + message.size();
    for (std::size_t done = 0; done < total;) {
        const auto rest
            = done < header.size() ? std::span(header).subspan(done) : message.subspan(done - header.size());
        const auto count = m_parts->stream.write(rest, deadline);
        if (!count) {
            m_parts->isSendingBroken = done > 0;
            return tl::unexpected(count.error());
        }
        done += *count;
    }
    return {};
}

Result<Bytes> LocalConnection::receive(Duration timeout)
{
    const Deadline deadline = after(timeout);
    FrameReader& reader = m_parts->reader;
    while (!reader.isWhole()) {
        std::size_t size = 0;
        // No room: an announced length was refused before, and is refused again below.
        if (const auto room = reader.room(); !room.empty()) {
            const auto count = m_parts->stream.read(room, deadline);
            if (!count) {
                return tl::unexpected(count.error());
            }
            if (*count == 0) {
                return reader.isWithinMessage() ? failure(Errc::Invalid, "the other end left within a message")
                                                : failure(Errc::Unavailable, "the other end has closed");
            }
            size = *count;
        }
        if (const auto filled = reader.filled(size); !filled) {
            return tl::unexpected(filled.error());
        }
    }
    return reader.take();
}

void LocalConnection::finishSending() noexcept
{
    m_parts->stream.finishWriting();
}

void LocalConnection::cancel() noexcept
{
    m_parts->stream.cancel();
}

const PeerIdentity& LocalConnection::peer() const noexcept
{
    return m_parts->peer;
}

std::intptr_t LocalConnection::descriptor() const noexcept
{
    return m_parts->stream.descriptor();
}

LocalServer::LocalServer(std::unique_ptr<LocalListener> listener)
    : m_listener(std::move(listener))
{
}
LocalServer::LocalServer(LocalServer&&) noexcept = default;
LocalServer& LocalServer::operator=(LocalServer&&) noexcept = default;
LocalServer::~LocalServer() = default;

Result<LocalServer> LocalServer::listen(const std::filesystem::path& profile, const ProfileLock&)
{
    // A lock does not say whose it is. This profile's is held by somebody exactly if it cannot be taken.
    const auto second = ProfileLock::take(profile);
    if (second) {
        return failure(Errc::Denied, "the lock is not that of " + profile.string());
    }
    if (auto usable = checkProfile(profile); !usable) {
        return tl::unexpected(std::move(usable.error()));
    }
    auto listener = LocalListener::open(profile);
    if (!listener) {
        return tl::unexpected(std::move(listener.error()));
    }
    return LocalServer(std::move(*listener));
}

Result<LocalConnection> LocalServer::accept(Duration timeout)
{
    auto stream = m_listener->accept(after(timeout));
    if (!stream) {
        return tl::unexpected(std::move(stream.error()));
    }
    return checked(std::move(*stream));
}

void LocalServer::stop() noexcept
{
    m_listener->stop();
}

std::intptr_t LocalServer::descriptor() const noexcept
{
    return m_listener->descriptor();
}

} // namespace omni::platform

// How messages are told apart in a stream of bytes: four bytes of length, little-endian, then the message.
//
// Knows no socket: it says where the next bytes belong and hears how many came.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"

#include <array>
#include <cstddef>
#include <span>

namespace omni::platform {

/// The longest message, both ways.
inline constexpr std::size_t mostMessageBytes = std::size_t{1} << 20;
inline constexpr std::size_t frameHeaderBytes = 4;

/// What stands before a message of `size` bytes, at most `mostMessageBytes`.
[[nodiscard]] std::array<std::byte, frameHeaderBytes> frameHeader(std::size_t size) noexcept;

/// One message after another, however the stream is cut into pieces. One thread.
class FrameReader
{
public:
    /// Where the next bytes of the stream go: never past the end of the message that is being read, so nothing is read
    /// ahead. Empty exactly when a message is whole or one was refused.
    [[nodiscard]] std::span<std::byte> room();

    /// `count` bytes have come into `room()`. Invalid for a length above `mostMessageBytes`: nothing was allocated for
    /// it, the stream has lost its step, and every later call says the same.
    [[nodiscard]] Result<void> filled(std::size_t count);

    [[nodiscard]] bool isWhole() const noexcept;
    /// Part of a message has come, not all of it.
    [[nodiscard]] bool isWithinMessage() const noexcept
    {
        return m_headerBytes > 0 && !isWhole();
    }
    /// The message that is whole; the next one begins.
    [[nodiscard]] Bytes take();

    /// Bytes that are allocated for the message now: no more than twice what has come of it, and one piece.
    [[nodiscard]] std::size_t allocatedBytes() const noexcept
    {
        return m_body.capacity();
    }
    static constexpr std::size_t pieceBytes = std::size_t{16} << 10;

private:
    [[nodiscard]] std::size_t length() const noexcept;

    std::array<std::byte, frameHeaderBytes> m_header{};
    std::size_t m_headerBytes = 0;
    Bytes m_body;
    std::size_t m_bodyBytes = 0; ///< Of `m_body`, how much has come.
};

} // namespace omni::platform

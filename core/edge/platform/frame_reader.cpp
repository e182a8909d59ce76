#include "core/edge/platform/frame_reader.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace omni::platform {

std::array<std::byte, frameHeaderBytes> frameHeader(std::size_t size) noexcept
{
    assert(size <= mostMessageBytes);
    std::array<std::byte, frameHeaderBytes> header{};
    for (std::size_t i = 0; i < header.size(); ++i) {
        header[i] = static_cast<std::byte>(size >> (8 * i));
    }
    return header;
}

std::size_t FrameReader::length() const noexcept
{
    std::size_t length = 0;
    for (std::size_t i = 0; i < m_header.size(); ++i) {
        length |= std::to_integer<std::size_t>(m_header[i]) << (8 * i);
    }
    return length;
}

std::span<std::byte> FrameReader::room()
{
    if (m_headerBytes < m_header.size()) {
        return std::span(m_header).subspan(m_headerBytes);
    }
    if (length() > mostMessageBytes) {
        return {};
    }
    // Grows with what came, not by what was announced: a length alone costs the reader one piece.
    const std::size_t wanted = std::min(length(), m_bodyBytes + pieceBytes);
    if (m_body.size() < wanted) {
        m_body.resize(wanted);
    }
    return std::span(m_body).subspan(m_bodyBytes, wanted - m_bodyBytes);
}

Result<void> FrameReader::filled(std::size_t count)
{
    if (m_headerBytes < m_header.size()) {
        assert(count <= m_header.size() - m_headerBytes);
        m_headerBytes += count;
    } else {
        assert(count <= m_body.size() - m_bodyBytes);
        m_bodyBytes += count;
    }
    if (m_headerBytes == m_header.size() && length() > mostMessageBytes) {
        return failure(Errc::Invalid,
                       "a message of " + std::to_string(length()) + " bytes; at most "
                           + std::to_string(mostMessageBytes) + " are taken");
    }
    return {};
}

bool FrameReader::isWhole() const noexcept
{
    return m_headerBytes == m_header.size() && m_bodyBytes == length();
}

Bytes FrameReader::take()
{
    assert(isWhole());
    Bytes message = std::move(m_body);
    *this = FrameReader();
    return message;
}

} // namespace omni::platform

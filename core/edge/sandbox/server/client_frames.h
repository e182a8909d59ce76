// WebSocket frames as a server reads and writes them (RFC 6455): clients mask, servers do not. Pure.

#pragma once

#include "core/edge/net/ws_frames.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace omni::sandbox {

/// Reads what a client sends. Holds at most two messages of the limit. One thread. After `Malformed` or `TooLarge`
/// every event is that one.
class ClientFrameReader
{
public:
    /// `most`: of a message with all its fragments, in bytes.
    explicit ClientFrameReader(std::size_t most = 64 * 1024);

    void take(std::string_view bytes);
    /// The next event, until `None`. A text that is no UTF-8 is `Malformed`.
    [[nodiscard]] net::WsEvent next();

private:
    struct Header {
        std::uint8_t opcode = 0;
        bool isLast = false;
        std::size_t size = 0; ///< Of the header with its mask.
        std::uint64_t length = 0; ///< Of the payload.
    };
    [[nodiscard]] bool readHeader(Header& out);
    net::WsEvent fail(net::WsEventKind kind, std::string_view why);
    net::WsEvent onControl(const Header& header);
    net::WsEvent onData(const Header& header);

    std::size_t m_most;
    std::string m_buffer;
    std::size_t m_read = 0;
    std::string m_payload; ///< Unmasked.
    std::string m_message;
    bool m_isOpen = false; ///< Fragments are under way.
    std::uint8_t m_opcode = 0; ///< Of their first.
    net::WsEvent m_failure;
};

/// A whole frame of a server. `payload` of a control frame is at most 125 bytes.
[[nodiscard]] std::string serverFrame(net::WsOpcode opcode, std::string_view payload);

/// Sec-WebSocket-Accept for a client's Sec-WebSocket-Key.
[[nodiscard]] std::string acceptOf(std::string_view key);

/// Whether it is UTF-8 in its shortest form, without surrogates.
[[nodiscard]] bool isUtf8(std::string_view text) noexcept;

} // namespace omni::sandbox

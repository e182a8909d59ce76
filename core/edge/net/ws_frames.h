// WebSocket frames: messages out of bytes, and bytes out of messages (RFC 6455). Pure; the client's side.

#pragma once

#include "core/edge/net/ws_inflater.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace omni::net {

struct WsLimits {
    std::size_t frame = 8 * 1024 * 1024; ///< Payload of one frame, in bytes.
    std::size_t message = 8 * 1024 * 1024; ///< Of all its fragments together, and of what they unpack to.
    std::size_t fragments = 1'024; ///< Of one message.
};

enum class WsEventKind : std::uint8_t {
    None, ///< More bytes are needed.
    Text, ///< A whole message. Whether it is UTF-8 is for its reader to see.
    Binary,
    Ping,
    Pong,
    Close, ///< `code` as the server gave it, 1005 if it gave none; `bytes` is its reason.
    Malformed, ///< Nothing that follows can be trusted. `bytes` says why.
    TooLarge, ///< Beyond a limit. `bytes` says which.
};

struct WsEvent {
    WsEventKind kind = WsEventKind::None;
    std::string_view bytes; ///< Good until the next call of the reader.
    std::uint16_t code = 0; ///< For `Close`.
};

/// Close codes of RFC 6455, 7.4.1, that we send.
enum class WsCloseCode : std::uint16_t { Normal = 1000, ProtocolError = 1002, TooLarge = 1009 };

/// Holds at most one message, the limits' double while a packed one is unpacked, and what one `take` hands over.
/// One thread. After `Malformed` or `TooLarge` every event is that one.
class FrameReader
{
public:
    /// `inflater`: what the server may pack its messages with, nothing if that was not agreed.
    explicit FrameReader(WsLimits limits, std::optional<Inflater> inflater = std::nullopt);

    /// More bytes from the server. Then `next` until `None`.
    void take(std::string_view bytes);
    [[nodiscard]] WsEvent next();
    /// Frames read so far.
    [[nodiscard]] std::uint64_t frames() const noexcept
    {
        return m_frames;
    }

private:
    struct Header {
        std::uint8_t opcode = 0;
        bool isLast = false;
        bool isPacked = false;
        std::size_t size = 0; ///< Of the header itself.
        std::size_t length = 0; ///< Of the payload.
    };
    [[nodiscard]] std::optional<Header> header();
    WsEvent fail(WsEventKind kind, std::string_view why);
    [[nodiscard]] std::string_view faultOf(const Header& header) const noexcept;
    WsEvent onControl(const Header& header, std::string_view payload);
    /// None, and no event yet, unless the message is whole with this frame.
    WsEvent onData(const Header& header, std::string_view payload);
    WsEvent wholeMessage(std::string_view payload, bool isText, bool isPacked);

    WsLimits m_limits;
    std::optional<Inflater> m_inflater;
    std::string m_buffer;
    std::size_t m_read = 0; ///< Bytes of the buffer that are done with.
    std::string m_message; ///< Of fragments so far.
    std::string m_unpacked;
    std::size_t m_fragments = 0; ///< Of the message under way; 0: none is.
    bool m_isText = false;
    bool m_isPacked = false;
    std::uint64_t m_frames = 0;
    WsEvent m_failure;
};

/// A whole frame of a client. `mask` is drawn anew for each. `payload` of a control frame is at most 125 bytes.
enum class WsOpcode : std::uint8_t { Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };
[[nodiscard]] std::string clientFrame(WsOpcode opcode, std::string_view payload, std::array<std::uint8_t, 4> mask);

/// The payload of a close frame.
[[nodiscard]] std::string closePayload(std::uint16_t code);

} // namespace omni::net

// A client's WebSocket as the faces of the paper exchange see it.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace omni::sandbox {

/// The server's end of one connection. Lives until its `Talk` is destroyed, and no longer. One thread.
class Channel
{
public:
    virtual ~Channel() = default;
    /// A text message. Beyond the bound of what may wait for a slow client the connection is cut.
    virtual void send(std::string_view text) = 0;
    /// A whole frame of `serverFrame`: made once where many clients get the same.
    virtual void sendFrame(std::string_view frame) = 0;
    /// A binary message.
    virtual void sendBinary(std::string_view bytes) = 0;
    /// Says goodbye; nothing is sent afterwards and nothing more is heard.
    virtual void close(std::uint16_t code, std::string_view reason) = 0;
    [[nodiscard]] virtual bool isOpen() const noexcept = 0;
    /// Address of the client, without its port.
    [[nodiscard]] virtual const std::string& peer() const noexcept = 0;
};

/// What a face makes of one connection; made when it opens, destroyed when it has ended. May call its channel from
/// anywhere, also from within these.
class Talk
{
public:
    virtual ~Talk() = default;
    virtual void onText(std::string_view text) = 0;
    virtual void onBinary(std::string_view) { }
};

} // namespace omni::sandbox

// Unpacks messages of WebSocket's permessage-deflate (RFC 7692), up to a limit.

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace omni::net {

/// One for each connection: a message may refer to the ones before it. Moves, does not copy. One thread.
class Inflater
{
public:
    /// `forgets`: the server begins anew with each message (server_no_context_takeover).
    explicit Inflater(bool forgets);
    ~Inflater();
    Inflater(Inflater&&) noexcept;
    Inflater& operator=(Inflater&&) noexcept;

    enum class Outcome { Whole, Malformed, TooLarge };
    /// Replaces `to` by the message that `packed` holds. Never more than `most` bytes of it are made: a bomb is seen
    /// when it passes the limit. After anything but `Whole` the connection is of no use.
    [[nodiscard]] Outcome unpack(std::string_view packed, std::size_t most, std::string& to);

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
    bool m_forgets = false;
};

} // namespace omni::net

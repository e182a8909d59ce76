// Reads HTTP/1.1 requests from bytes as they come, one after the other. Pure; the strict half of RFC 9112.

#pragma once

#include "core/edge/sandbox/server/web_values.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace omni::sandbox {

struct RequestLimits {
    std::size_t head = 16 * 1024; ///< Request line and fields; also of trailers. In bytes.
    std::size_t fields = 100;
    std::size_t body = 1024 * 1024; ///< In bytes, without the chunks' framing.
};

/// Why a request is refused: the status to answer with before the connection ends.
struct RequestFault {
    int status = 400;
    std::string_view why;
};

/// Holds at most the limits plus what one call hands over. One thread.
class RequestReader
{
public:
    explicit RequestReader(RequestLimits limits = {});

    void take(std::string_view bytes);
    /// The next whole request, if there is one. Pipelined requests come in order. After a fault: none.
    [[nodiscard]] std::optional<WebRequest> next();
    /// Set once nothing that follows can be trusted.
    [[nodiscard]] const std::optional<RequestFault>& fault() const noexcept
    {
        return m_fault;
    }
    /// True once for each request whose sender waits for "100 Continue" before it sends the body.
    [[nodiscard]] bool takeContinue() noexcept;
    /// Bytes behind the last whole request: of another protocol, once the connection has changed to it.
    [[nodiscard]] std::string takeRest();
    /// A request has begun and is not whole.
    [[nodiscard]] bool isMidway() const noexcept;

private:
    enum class Part : std::uint8_t { Head, Body, ChunkSize, Chunk, ChunkEnd, Trailers };

    bool fail(int status, std::string_view why) noexcept;
    [[nodiscard]] std::string_view unread() const noexcept
    {
        return std::string_view(m_buffer).substr(m_read);
    }
    /// Each: true when it went on, false when bytes are missing or it failed.
    bool readHead();
    bool readBody();
    bool readChunkSize();
    bool readChunkEnd();
    bool readTrailers();
    bool readRequestLine(std::string_view line);
    bool readField(std::string_view line);
    bool frame();
    [[nodiscard]] std::optional<std::string_view> takeLine(std::size_t most);

    RequestLimits m_limits;
    Part m_part = Part::Head;
    std::string m_buffer;
    std::size_t m_read = 0;
    std::size_t m_searched = 0; ///< Of what is unread: no end of a head begins before it.
    WebRequest m_request;
    std::size_t m_left = 0; ///< Of the body or the chunk.
    std::size_t m_trailerBytes = 0;
    bool m_isWhole = false;
    bool m_wantsContinue = false;
    std::optional<RequestFault> m_fault;
};

} // namespace omni::sandbox

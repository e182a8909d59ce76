// Reads one HTTP/1.1 answer from bytes as they come. Pure; the strict half of RFC 9112.
//
// Where the standard lets a reader guess (two lengths, folded lines, bare line feeds, packed bodies), this one refuses:
// a proxy and we could otherwise disagree about where an answer ends, and one order would get another's answer.

#pragma once

#include "core/edge/net/http_values.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace omni::net {

struct HttpLimits {
    std::size_t head = 64 * 1024; ///< Status line and fields, also of trailers. In bytes.
    std::size_t fields = 200;
    std::size_t body = 8 * 1024 * 1024; ///< In bytes.
};

/// Holds at most the limits plus what one call hands over. One thread.
class HttpReader
{
public:
    enum class State : std::uint8_t {
        Reading,
        Done, ///< `answer` is whole.
        Malformed,
        TooLarge,
    };

    explicit HttpReader(HttpLimits limits = {});

    /// Takes all of `bytes`, unless the answer ends within: then what follows is left in `rest`.
    State take(std::string_view bytes);
    /// The connection has ended: whole if the answer has no stated length, else `Malformed`.
    State end();

    [[nodiscard]] State state() const noexcept
    {
        return m_state;
    }
    /// Why it is malformed or too large, for the log.
    [[nodiscard]] std::string_view fault() const noexcept
    {
        return m_fault;
    }
    /// A byte of the answer has come.
    [[nodiscard]] bool hasBegun() const noexcept
    {
        return m_hasBegun;
    }
    /// Status, fields and body; status 101 has no body. Times are not set.
    [[nodiscard]] HttpAnswer& answer() noexcept
    {
        return m_answer;
    }
    /// What came behind the end.
    [[nodiscard]] const std::string& rest() const noexcept
    {
        return m_rest;
    }
    /// Another request may follow on this connection.
    [[nodiscard]] bool keepsAlive() const noexcept;

private:
    enum class Part : std::uint8_t { StatusLine, Fields, Body, ChunkSize, Chunk, ChunkEnd, Trailers, UntilEnd };

    State fail(State state, std::string_view fault) noexcept;
    [[nodiscard]] bool takeLine(std::string_view& bytes);
    void onLine(std::string_view line);
    void onStatusLine(std::string_view line);
    void onField(std::string_view line);
    void onHeadEnd();
    void onChunkSize(std::string_view line);
    void takeBody(std::string_view& bytes);
    void setLength(std::string_view digits);
    void frame();

    HttpLimits m_limits;
    State m_state = State::Reading;
    Part m_part = Part::StatusLine;
    std::string_view m_fault;
    HttpAnswer m_answer;
    std::string m_line; ///< The beginning of a line whose end has not come.
    std::string m_rest;
    std::size_t m_headBytes = 0;
    std::size_t m_left = 0; ///< Of the body or the chunk.
    std::size_t m_interim = 0; ///< Answers of 1xx.
    bool m_hasBegun = false;
    bool m_hasLength = false;
    bool m_isChunked = false;
    bool m_isHttp10 = false;
    bool m_saysClose = false;
};

} // namespace omni::net

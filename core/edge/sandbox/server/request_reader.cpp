#include "core/edge/sandbox/server/request_reader.h"

#include <algorithm>
#include <charconv>

namespace omni::sandbox {

namespace {

bool isTokenByte(char byte) noexcept
{
    const auto c = static_cast<unsigned char>(byte);
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || std::string_view("-_.~!#$%&'*+^`|").find(byte) != std::string_view::npos;
}

bool isToken(std::string_view text) noexcept
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenByte);
}

std::string_view trimmed(std::string_view text) noexcept
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

std::optional<std::size_t> numberOf(std::string_view text, int base) noexcept
{
    std::size_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

} // namespace

RequestReader::RequestReader(RequestLimits limits)
    : m_limits(limits)
{
}

bool RequestReader::fail(int status, std::string_view why) noexcept
{
    m_fault = RequestFault{status, why};
    return false;
}

void RequestReader::take(std::string_view bytes)
{
    if (m_read == m_buffer.size()) {
        m_buffer.clear();
        m_read = 0;
    } else if (m_read > 64 * 1024) {
        m_buffer.erase(0, m_read);
        m_read = 0;
    }
    if (!m_fault) {
        m_buffer.append(bytes);
    }
}

bool RequestReader::isMidway() const noexcept
{
    return m_part != Part::Head || m_read < m_buffer.size();
}

bool RequestReader::takeContinue() noexcept
{
    return std::exchange(m_wantsContinue, false);
}

std::string RequestReader::takeRest()
{
    std::string rest(unread());
    m_read = m_buffer.size();
    return rest;
}

std::optional<WebRequest> RequestReader::next()
{
    bool goesOn = true;
    while (goesOn && !m_fault && !m_isWhole) {
        switch (m_part) {
        case Part::Head:
            goesOn = readHead();
            break;
        case Part::Body:
        case Part::Chunk:
            goesOn = readBody();
            break;
        case Part::ChunkSize:
            goesOn = readChunkSize();
            break;
        case Part::ChunkEnd:
            goesOn = readChunkEnd();
            break;
        case Part::Trailers:
            goesOn = readTrailers();
            break;
        }
    }
    if (!m_isWhole) {
        return std::nullopt;
    }
    m_isWhole = false;
    m_wantsContinue = false;
    m_part = Part::Head;
    return std::exchange(m_request, {});
}

bool RequestReader::readHead()
{
    while (unread().starts_with("\r\n")) {
        m_read += 2; // RFC 9112, 2.2: an empty line before a request is passed over
        m_searched = 0;
    }
    // Of an end that has not come yet, three bytes may be there: where the bytes are cut decides nothing.
    // What was searched before is not searched again: a head that comes byte by byte would else cost its square.
    const auto end = unread().find("\r\n\r\n", m_searched);
    m_searched = end == std::string_view::npos ? std::max<std::size_t>(unread().size(), 3) - 3 : 0;
    if (end == std::string_view::npos ? unread().size() > m_limits.head + 3 : end > m_limits.head) {
        return fail(431, "the head of the request is too large");
    }
    if (end == std::string_view::npos) {
        return false;
    }
    std::string_view head = unread().substr(0, end);
    m_read += end + 4;
    m_request = {};
    bool isFirst = true;
    while (isFirst || !head.empty()) {
        const auto stop = head.find("\r\n");
        const auto line = head.substr(0, stop);
        head.remove_prefix(stop == std::string_view::npos ? head.size() : stop + 2);
        if (!(isFirst ? readRequestLine(line) : readField(line))) {
            return false;
        }
        isFirst = false;
    }
    return frame();
}

bool RequestReader::readRequestLine(std::string_view line)
{
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || last == first) {
        return fail(400, "the request line is malformed");
    }
    const auto version = line.substr(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        return version.starts_with("HTTP/") ? fail(505, "only HTTP/1.1 is spoken here")
                                            : fail(400, "the request line is malformed");
    }
    const auto method = line.substr(0, first);
    const auto target = line.substr(first + 1, last - first - 1);
    const bool isVisible = std::all_of(target.begin(), target.end(),
                                       [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 127; });
    if (!isToken(method) || !target.starts_with('/') || !isVisible) {
        return fail(400, "the request line is malformed");
    }
    const auto path = target.substr(0, target.find('#'));
    const auto question = path.find('?');
    m_request.method = method;
    m_request.path = path.substr(0, question);
    m_request.query = question == std::string_view::npos ? std::string_view() : path.substr(question + 1);
    m_request.isHttp10 = version == "HTTP/1.0";
    m_request.keepsAlive = !m_request.isHttp10;
    return true;
}

bool RequestReader::readField(std::string_view line)
{
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon))) {
        return fail(400, "a field of the head is malformed");
    }
    const auto value = trimmed(line.substr(colon + 1));
    if (std::any_of(value.begin(), value.end(),
                    [](char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 127; })) {
        return fail(400, "a field of the head is malformed");
    }
    if (m_request.fields.size() == m_limits.fields) {
        return fail(431, "the request has too many fields");
    }
    m_request.fields.push_back({std::string(line.substr(0, colon)), std::string(value)});
    return true;
}

/// How long the body is. Two answers to that are none.
bool RequestReader::frame()
{
    std::optional<std::size_t> length;
    bool isChunked = false;
    for (const auto& [name, value] : m_request.fields) {
        if (net::isSameName(name, "Content-Length")) {
            if (value.empty() || value.find_first_not_of("0123456789") != std::string::npos || length) {
                return fail(400, "the length of the body is malformed");
            }
            length = numberOf(value, 10).value_or(m_limits.body + 1);
        } else if (net::isSameName(name, "Transfer-Encoding")) {
            if (!net::isSameName(value, "chunked") || isChunked) {
                return fail(501, "only the chunked coding is understood");
            }
            isChunked = true;
        } else if (net::isSameName(name, "Connection")) {
            if (net::isSameName(value, "close")) {
                m_request.keepsAlive = false;
            } else if (net::isSameName(value, "keep-alive")) {
                m_request.keepsAlive = true;
            }
        } else if (net::isSameName(name, "Expect")) {
            if (!net::isSameName(value, "100-continue")) {
                return fail(417, "only 100-continue can be expected");
            }
            m_wantsContinue = !m_request.isHttp10;
        }
    }
    if (isChunked && (length || m_request.isHttp10)) {
        return fail(400, "the body has two lengths");
    }
    m_left = length.value_or(0);
    if (m_left > m_limits.body) {
        return fail(413, "the body is too large");
    }
    m_part = isChunked ? Part::ChunkSize : Part::Body;
    m_trailerBytes = 0;
    return true;
}

bool RequestReader::readBody()
{
    const auto piece = unread().substr(0, m_left);
    m_request.body.append(piece);
    m_read += piece.size();
    m_left -= piece.size();
    if (m_left > 0) {
        return false;
    }
    if (m_part == Part::Chunk) {
        m_part = Part::ChunkEnd;
    } else {
        m_isWhole = true;
    }
    return true;
}

std::optional<std::string_view> RequestReader::takeLine(std::size_t most)
{
    const auto end = unread().find("\r\n");
    if (end == std::string_view::npos ? unread().size() > most + 1 : end > most) {
        fail(400, "a line of the body's framing is too long");
        return std::nullopt;
    }
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const auto line = unread().substr(0, end);
    m_read += end + 2;
    return line;
}

bool RequestReader::readChunkSize()
{
    const auto line = takeLine(256);
    if (!line) {
        return false;
    }
    const auto size = numberOf(trimmed(line->substr(0, line->find(';'))), 16);
    if (!size) {
        return fail(400, "the size of a chunk is malformed");
    }
    if (*size > m_limits.body - m_request.body.size()) {
        return fail(413, "the body is too large");
    }
    m_left = *size;
    m_part = *size == 0 ? Part::Trailers : Part::Chunk;
    return true;
}

bool RequestReader::readChunkEnd()
{
    if (unread().size() < 2) {
        return false;
    }
    if (!unread().starts_with("\r\n")) {
        return fail(400, "a chunk does not end where it says");
    }
    m_read += 2;
    m_part = Part::ChunkSize;
    return true;
}

/// Passed over: nothing here is read from them.
bool RequestReader::readTrailers()
{
    const auto line = takeLine(m_limits.head);
    if (!line) {
        return false;
    }
    m_trailerBytes += line->size();
    if (m_trailerBytes > m_limits.head) {
        return fail(431, "the trailers are too large");
    }
    m_isWhole = line->empty();
    return true;
}

} // namespace omni::sandbox

#include "core/edge/net/http_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace omni::net {

namespace {

constexpr std::size_t mostInterim = 8;

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) noexcept
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isBlank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && isBlank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

bool isNameCharacter(char c) noexcept
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.find(c) != std::string_view::npos;
}

/// Controls are refused; bytes above ASCII occur in the wild and mean nothing to us.
bool isValueCharacter(char c) noexcept
{
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7f);
}

/// `name` is one of the words of a list like "keep-alive, Upgrade".
bool lists(std::string_view list, std::string_view name) noexcept
{
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        if (isSameName(trimmed(list.substr(0, comma)), name)) {
            return true;
        }
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

} // namespace

HttpReader::HttpReader(HttpLimits limits)
    : m_limits(limits)
{
}

HttpReader::State HttpReader::take(std::string_view bytes)
{
    m_hasBegun = m_hasBegun || !bytes.empty();
    while (m_state == State::Reading && !bytes.empty()) {
        switch (m_part) {
        case Part::Body:
        case Part::Chunk:
        case Part::UntilEnd:
            takeBody(bytes);
            break;
        case Part::StatusLine:
        case Part::Fields:
        case Part::ChunkSize:
        case Part::ChunkEnd:
        case Part::Trailers:
            if (takeLine(bytes)) {
                const auto line = std::exchange(m_line, {});
                onLine(line);
            }
            break;
        }
    }
    if (m_state == State::Done) {
        m_rest.append(bytes);
    }
    return m_state;
}

HttpReader::State HttpReader::end()
{
    if (m_state != State::Reading) {
        return m_state;
    }
    if (m_part == Part::UntilEnd) {
        return m_state = State::Done;
    }
    return fail(State::Malformed, "it ended in the middle");
}

bool HttpReader::keepsAlive() const noexcept
{
    return m_state == State::Done && !m_isHttp10 && !m_saysClose && m_part != Part::UntilEnd && m_rest.empty();
}

HttpReader::State HttpReader::fail(State state, std::string_view fault) noexcept
{
    m_fault = fault;
    return m_state = state;
}

bool HttpReader::takeLine(std::string_view& bytes)
{
    const auto feed = bytes.find('\n');
    const auto size = feed == std::string_view::npos ? bytes.size() : feed + 1;
    m_headBytes += size;
    if (m_headBytes > m_limits.head) {
        fail(State::TooLarge, "the head is too large");
        return false;
    }
    m_line.append(bytes.substr(0, size));
    bytes.remove_prefix(size);
    if (feed == std::string_view::npos) {
        return false;
    }
    if (m_line.size() < 2 || m_line[m_line.size() - 2] != '\r') {
        fail(State::Malformed, "a line does not end as lines do");
        return false;
    }
    m_line.resize(m_line.size() - 2);
    return true;
}

void HttpReader::onLine(std::string_view line)
{
    switch (m_part) {
    case Part::StatusLine:
        onStatusLine(line);
        return;
    case Part::Fields:
        if (line.empty()) {
            onHeadEnd();
        } else {
            onField(line);
        }
        return;
    case Part::ChunkSize:
        onChunkSize(line);
        return;
    case Part::ChunkEnd:
        m_part = Part::ChunkSize;
        if (!line.empty()) {
            fail(State::Malformed, "a chunk is longer than it says");
        }
        return;
    case Part::Trailers:
        // Nothing in them is for us.
        if (line.empty()) {
            m_state = State::Done;
        }
        return;
    case Part::Body:
    case Part::Chunk:
    case Part::UntilEnd:
        return;
    }
}

void HttpReader::onStatusLine(std::string_view line)
{
    // "HTTP/1.1 200 OK"; the words behind the number may be missing.
    const bool isSound = line.size() >= 12 && line.starts_with("HTTP/1.") && (line[7] == '0' || line[7] == '1')
        && line[8] == ' ' && isDigit(line[9]) && isDigit(line[10]) && isDigit(line[11])
        && (line.size() == 12 || line[12] == ' ') && std::all_of(line.begin(), line.end(), isValueCharacter);
    if (!isSound) {
        fail(State::Malformed, "it does not begin as an answer does");
        return;
    }
    m_isHttp10 = line[7] == '0';
    m_answer.status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
    if (m_answer.status < 100) {
        fail(State::Malformed, "its status is none");
        return;
    }
    m_part = Part::Fields;
}

void HttpReader::onField(std::string_view line)
{
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0
        || !std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon), isNameCharacter)
        || !std::all_of(line.begin(), line.end(), isValueCharacter)) {
        fail(State::Malformed, "a field is malformed");
        return;
    }
    if (m_answer.fields.size() == m_limits.fields) {
        fail(State::TooLarge, "it has too many fields");
        return;
    }
    m_answer.fields.push_back({std::string(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1)))});
}

void HttpReader::onHeadEnd()
{
    const auto status = m_answer.status;
    if (status >= 102 || status == 100) {
        if (status < 200) {
            // "Wait" or "early hints": the answer is still to come.
            if (++m_interim > mostInterim) {
                fail(State::Malformed, "the answer itself does not come");
                return;
            }
            m_answer = {};
            m_part = Part::StatusLine;
            return;
        }
        frame();
        return;
    }
    m_state = State::Done; // 101: what follows is another protocol's.
}

/// Where the answer ends: RFC 9112, 6.3.
void HttpReader::frame()
{
    for (const auto& [name, value] : m_answer.fields) {
        if (isSameName(name, "Content-Length")) {
            setLength(value);
        } else if (isSameName(name, "Transfer-Encoding")) {
            if (m_isChunked || !isSameName(value, "chunked") || m_isHttp10) {
                fail(State::Malformed, "its encoding is unknown");
            }
            m_isChunked = true;
        } else if (isSameName(name, "Content-Encoding") && !isSameName(value, "identity")) {
            fail(State::Malformed, "it is packed, which nobody asked for");
        } else if (isSameName(name, "Connection")) {
            m_saysClose = m_saysClose || lists(value, "close");
        }
    }
    if (m_state != State::Reading) {
        return;
    }
    if (m_isChunked && m_hasLength) {
        fail(State::Malformed, "it has two lengths");
    } else if (m_answer.status == 204 || m_answer.status == 304 || (m_hasLength && m_left == 0)) {
        m_state = State::Done;
    } else if (m_isChunked) {
        m_part = Part::ChunkSize;
    } else if (m_hasLength) {
        m_part = Part::Body;
    } else {
        m_part = Part::UntilEnd;
    }
}

void HttpReader::setLength(std::string_view digits)
{
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (digits.empty() || !std::all_of(digits.begin(), digits.end(), isDigit)
        || (error == std::errc{} && m_hasLength && length != m_left)) {
        fail(State::Malformed, "its length is none, or two");
        return;
    }
    if (error != std::errc{} || length > m_limits.body) {
        fail(State::TooLarge, "the body is too large");
        return;
    }
    m_hasLength = true;
    m_left = length;
}

void HttpReader::onChunkSize(std::string_view line)
{
    const auto digits = trimmed(line.substr(0, line.find(';')));
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() || digits.size() > 15) {
        fail(State::Malformed, "the size of a chunk is none");
        return;
    }
    if (size > m_limits.body - m_answer.body.size()) {
        fail(State::TooLarge, "the body is too large");
        return;
    }
    m_left = size;
    m_part = size == 0 ? Part::Trailers : Part::Chunk;
    // Sizes of chunks are no head: many small chunks make a long body, not a long head. Trailers have the head's room.
    m_headBytes = 0;
}

void HttpReader::takeBody(std::string_view& bytes)
{
    auto size = bytes.size();
    if (m_part == Part::UntilEnd) {
        if (size > m_limits.body - m_answer.body.size()) {
            fail(State::TooLarge, "the body is too large");
            return;
        }
    } else {
        size = std::min(size, m_left);
        m_left -= size;
    }
    m_answer.body.append(bytes.substr(0, size));
    bytes.remove_prefix(size);
    if (m_part != Part::UntilEnd && m_left == 0) {
        if (m_part == Part::Body) {
            m_state = State::Done;
        } else {
            m_part = Part::ChunkEnd;
        }
    }
}

} // namespace omni::net

#include "core/edge/net/ws_frames.h"

#include <cassert>
#include <utility>

namespace omni::net {

namespace {

constexpr std::uint8_t opContinuation = 0;
constexpr std::uint8_t opText = 1;
constexpr std::uint8_t opBinary = 2;
constexpr std::uint8_t opClose = 8;
constexpr std::uint8_t opPing = 9;
constexpr std::uint8_t opPong = 10;
constexpr std::size_t mostOfControl = 125;
/// A buffer that one large message has grown is given back.
constexpr std::size_t keptBuffer = 1024 * 1024;

std::uint8_t byteAt(std::string_view bytes, std::size_t place) noexcept
{
    return static_cast<std::uint8_t>(bytes[place]);
}

bool isControl(std::uint8_t opcode) noexcept
{
    return opcode >= opClose;
}

} // namespace

FrameReader::FrameReader(WsLimits limits, std::optional<Inflater> inflater)
    : m_limits(limits)
    , m_inflater(std::move(inflater))
{
}

void FrameReader::take(std::string_view bytes)
{
    if (m_read == m_buffer.size()) {
        m_buffer.clear();
        if (m_buffer.capacity() > keptBuffer) {
            m_buffer.shrink_to_fit();
        }
    } else if (m_read > 0) {
        m_buffer.erase(0, m_read);
    }
    m_read = 0;
    m_buffer.append(bytes);
}

WsEvent FrameReader::next()
{
    // Fragments make no event: the loop is over frames.
    while (m_failure.kind == WsEventKind::None) {
        const auto frame = header();
        if (!frame) {
            break;
        }
        if (const auto fault = faultOf(*frame); !fault.empty()) {
            return fail(WsEventKind::Malformed, fault);
        }
        if (frame->length > m_limits.frame) {
            return fail(WsEventKind::TooLarge, "a frame is too large");
        }
        if (m_buffer.size() - m_read - frame->size < frame->length) {
            break;
        }
        const auto payload = std::string_view(m_buffer).substr(m_read + frame->size, frame->length);
        m_read += frame->size + frame->length;
        ++m_frames;
        const auto event = isControl(frame->opcode) ? onControl(*frame, payload) : onData(*frame, payload);
        if (event.kind != WsEventKind::None) {
            return event;
        }
    }
    return m_failure;
}

/// RFC 6455, 5.2.
std::optional<FrameReader::Header> FrameReader::header()
{
    const auto bytes = std::string_view(m_buffer).substr(m_read);
    if (bytes.size() < 2) {
        return std::nullopt;
    }
    Header frame;
    frame.opcode = byteAt(bytes, 0) & 0x0fU;
    frame.isLast = (byteAt(bytes, 0) & 0x80U) != 0;
    frame.isPacked = (byteAt(bytes, 0) & 0x40U) != 0;
    if ((byteAt(bytes, 0) & 0x30U) != 0) {
        fail(WsEventKind::Malformed, "it uses what was not agreed");
        return std::nullopt;
    }
    if ((byteAt(bytes, 1) & 0x80U) != 0) {
        fail(WsEventKind::Malformed, "a server does not mask");
        return std::nullopt;
    }
    const std::size_t shortLength = byteAt(bytes, 1) & 0x7fU;
    const std::size_t more = shortLength == 127 ? 8 : shortLength == 126 ? 2 : 0;
    frame.size = 2 + more;
    frame.length = shortLength;
    if (bytes.size() < frame.size) {
        return std::nullopt;
    }
    if (more > 0) {
        frame.length = 0;
        for (std::size_t i = 0; i < more; ++i) {
            frame.length = frame.length << 8U | byteAt(bytes, 2 + i);
        }
    }
    return frame;
}

std::string_view FrameReader::faultOf(const Header& frame) const noexcept
{
    switch (frame.opcode) {
    case opClose:
    case opPing:
    case opPong:
        if (!frame.isLast || frame.isPacked || frame.length > mostOfControl) {
            return "a control frame is malformed";
        }
        return {};
    case opText:
    case opBinary:
        if (m_fragments > 0) {
            return "a message begins within another";
        }
        return frame.isPacked && !m_inflater ? std::string_view("it packs, which was not agreed") : std::string_view();
    case opContinuation:
        if (m_fragments == 0) {
            return "a message goes on that has not begun";
        }
        return frame.isPacked ? std::string_view("a fragment is packed by itself") : std::string_view();
    default:
        return "a frame of an unknown kind";
    }
}

WsEvent FrameReader::onControl(const Header& frame, std::string_view payload)
{
    if (frame.opcode == opPing) {
        return {WsEventKind::Ping, payload};
    }
    if (frame.opcode == opPong) {
        return {WsEventKind::Pong, payload};
    }
    constexpr std::uint16_t noCode = 1005;
    if (payload.size() < 2) {
        return payload.empty() ? WsEvent{WsEventKind::Close, {}, noCode}
                               : fail(WsEventKind::Malformed, "half of a close code");
    }
    const auto code = static_cast<std::uint16_t>(byteAt(payload, 0) << 8U | byteAt(payload, 1));
    return {WsEventKind::Close, payload.substr(2), code};
}

WsEvent FrameReader::onData(const Header& frame, std::string_view payload)
{
    if (frame.opcode != opContinuation) {
        m_isText = frame.opcode == opText;
        m_isPacked = frame.isPacked;
        if (frame.isLast) {
            return wholeMessage(payload, m_isText, m_isPacked);
        }
        m_message.clear();
    }
    if (++m_fragments > m_limits.fragments) {
        return fail(WsEventKind::TooLarge, "a message has too many fragments");
    }
    if (payload.size() > m_limits.message - m_message.size()) {
        return fail(WsEventKind::TooLarge, "a message is too large");
    }
    m_message.append(payload);
    if (!frame.isLast) {
        return {};
    }
    m_fragments = 0;
    return wholeMessage(m_message, m_isText, m_isPacked);
}

WsEvent FrameReader::wholeMessage(std::string_view payload, bool isText, bool isPacked)
{
    const auto kind = isText ? WsEventKind::Text : WsEventKind::Binary;
    if (payload.size() > m_limits.message) {
        return fail(WsEventKind::TooLarge, "a message is too large");
    }
    if (!isPacked) {
        return {kind, payload};
    }
    switch (m_inflater->unpack(payload, m_limits.message, m_unpacked)) {
    case Inflater::Outcome::Whole:
        return {kind, m_unpacked};
    case Inflater::Outcome::Malformed:
        return fail(WsEventKind::Malformed, "a message cannot be unpacked");
    case Inflater::Outcome::TooLarge:
        return fail(WsEventKind::TooLarge, "a message unpacks to too much");
    }
    return {};
}

WsEvent FrameReader::fail(WsEventKind kind, std::string_view why)
{
    m_failure = {kind, why};
    return m_failure;
}

std::string clientFrame(WsOpcode opcode, std::string_view payload, std::array<std::uint8_t, 4> mask)
{
    const bool isShort = payload.size() < 126;
    const bool isMedium = payload.size() <= 0xffff;
    assert(isShort || opcode == WsOpcode::Text || opcode == WsOpcode::Binary);
    std::string frame;
    frame.reserve(payload.size() + 14);
    const auto add = [&frame](std::size_t byte) { frame.push_back(static_cast<char>(byte & 0xffU)); };
    add(0x80U | static_cast<std::size_t>(opcode));
    add(0x80U | (isShort ? payload.size() : isMedium ? 126U : 127U));
    for (std::size_t i = isShort ? 0 : isMedium ? 2 : 8; i > 0; --i) {
        add(payload.size() >> (8 * (i - 1)));
    }
    for (const auto byte : mask) {
        add(byte);
    }
    for (std::size_t i = 0; i < payload.size(); ++i) {
        add(byteAt(payload, i) ^ mask[i % 4]);
    }
    return frame;
}

std::string closePayload(std::uint16_t code)
{
    return {static_cast<char>(code >> 8U), static_cast<char>(code & 0xffU)};
}

} // namespace omni::net

#include "core/edge/sandbox/server/client_frames.h"

#include <QByteArray>
#include <QCryptographicHash>

namespace omni::sandbox {

namespace {

using net::WsEvent;
using net::WsEventKind;

constexpr std::uint8_t opContinuation = 0, opText = 1, opBinary = 2, opClose = 8, opPing = 9, opPong = 10;
constexpr std::size_t mostOfControl = 125;

std::uint8_t byteAt(std::string_view bytes, std::size_t place) noexcept
{
    return static_cast<std::uint8_t>(bytes[place]);
}

} // namespace

ClientFrameReader::ClientFrameReader(std::size_t most)
    : m_most(most)
{
}

void ClientFrameReader::take(std::string_view bytes)
{
    m_buffer.erase(0, m_read);
    m_read = 0;
    if (m_failure.kind == WsEventKind::None) {
        m_buffer.append(bytes);
    }
}

WsEvent ClientFrameReader::fail(WsEventKind kind, std::string_view why)
{
    m_failure = {kind, why, 0};
    return m_failure;
}

/// False: bytes are missing, or `m_failure` is set.
bool ClientFrameReader::readHeader(Header& out)
{
    const auto bytes = std::string_view(m_buffer).substr(m_read);
    if (bytes.size() < 2) {
        return false;
    }
    out.opcode = byteAt(bytes, 0) & 0x0fU;
    out.isLast = (byteAt(bytes, 0) & 0x80U) != 0;
    const bool isControl = out.opcode >= opClose;
    const std::size_t shortLength = byteAt(bytes, 1) & 0x7fU;
    const bool isKnown = out.opcode <= opBinary || (out.opcode >= opClose && out.opcode <= opPong);
    if ((byteAt(bytes, 0) & 0x70U) != 0 || !isKnown) {
        fail(WsEventKind::Malformed, "it uses what was not agreed");
        return false;
    }
    if ((byteAt(bytes, 1) & 0x80U) == 0) {
        fail(WsEventKind::Malformed, "a client masks");
        return false;
    }
    if (isControl && (!out.isLast || shortLength > mostOfControl)) {
        fail(WsEventKind::Malformed, "a control frame is malformed");
        return false;
    }
    if (!isControl && (out.opcode == opContinuation) != m_isOpen) {
        fail(WsEventKind::Malformed, "fragments are out of order");
        return false;
    }
    const std::size_t more = shortLength == 127 ? 8 : shortLength == 126 ? 2 : 0;
    out.size = 2 + more + 4;
    if (bytes.size() < out.size) {
        return false;
    }
    out.length = more == 0 ? shortLength : 0;
    for (std::size_t i = 0; i < more; ++i) {
        out.length = out.length << 8U | byteAt(bytes, 2 + i);
    }
    if (out.length > m_most || m_message.size() + out.length > m_most) {
        fail(WsEventKind::TooLarge, "a message is too large");
        return false;
    }
    return bytes.size() >= out.size + out.length;
}

WsEvent ClientFrameReader::next()
{
    Header header;
    while (m_failure.kind == WsEventKind::None && readHeader(header)) {
        const auto mask = std::string_view(m_buffer).substr(m_read + header.size - 4, 4);
        m_payload.assign(m_buffer, m_read + header.size, header.length);
        for (std::size_t i = 0; i < m_payload.size(); ++i) {
            m_payload[i] = static_cast<char>(byteAt(m_payload, i) ^ byteAt(mask, i % 4));
        }
        m_read += header.size + header.length;
        const auto event = header.opcode >= opClose ? onControl(header) : onData(header);
        if (event.kind != WsEventKind::None) {
            return event;
        }
    }
    return m_failure;
}

WsEvent ClientFrameReader::onControl(const Header& header)
{
    if (header.opcode != opClose) {
        return {header.opcode == opPing ? WsEventKind::Ping : WsEventKind::Pong, m_payload, 0};
    }
    if (m_payload.empty()) {
        return {WsEventKind::Close, {}, 1005};
    }
    if (m_payload.size() == 1 || !isUtf8(std::string_view(m_payload).substr(2))) {
        return fail(WsEventKind::Malformed, "a close frame is malformed");
    }
    const auto code = static_cast<std::uint16_t>(byteAt(m_payload, 0) << 8U | byteAt(m_payload, 1));
    return {WsEventKind::Close, std::string_view(m_payload).substr(2), code};
}

WsEvent ClientFrameReader::onData(const Header& header)
{
    if (header.opcode != opContinuation) {
        m_opcode = header.opcode;
        m_message.clear();
    }
    m_message.append(m_payload);
    m_isOpen = !header.isLast;
    if (m_isOpen) {
        return {};
    }
    m_payload.swap(m_message);
    m_message.clear();
    if (m_opcode == opText && !isUtf8(m_payload)) {
        return fail(WsEventKind::Malformed, "a text is no UTF-8");
    }
    return {m_opcode == opText ? WsEventKind::Text : WsEventKind::Binary, m_payload, 0};
}

std::string serverFrame(net::WsOpcode opcode, std::string_view payload)
{
    std::string frame;
    frame.reserve(payload.size() + 10);
    frame.push_back(static_cast<char>(0x80U | static_cast<unsigned>(opcode)));
    const std::size_t bytes = payload.size() > 0xffff ? 8 : payload.size() > mostOfControl ? 2 : 0;
    frame.push_back(static_cast<char>(bytes == 8 ? 127 : bytes == 2 ? 126 : payload.size()));
    for (std::size_t i = bytes; i-- > 0;) {
        frame.push_back(static_cast<char>(payload.size() >> (8 * i) & 0xffU));
    }
    frame.append(payload);
    return frame;
}

std::string acceptOf(std::string_view key)
{
    QByteArray text(key.data(), static_cast<qsizetype>(key.size()));
    text += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    return QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64().toStdString();
}

bool isUtf8(std::string_view text) noexcept
{
    for (std::size_t i = 0; i < text.size();) {
        const std::uint32_t lead = byteAt(text, i);
        const std::size_t more = lead < 0x80 ? 0 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4 || text.size() - i <= more) {
            return false;
        }
        std::uint32_t point = more == 0 ? lead : lead & (0x3fU >> more);
        for (std::size_t k = 1; k <= more; ++k) {
            const std::uint32_t next = byteAt(text, i + k);
            if ((next & 0xc0U) != 0x80) {
                return false;
            }
            point = point << 6U | (next & 0x3fU);
        }
        if ((more == 2 && (point < 0x800 || (point >= 0xd800 && point <= 0xdfff)))
            || (more == 3 && (point < 0x10000 || point > 0x10ffff))) {
            return false;
        }
        i += more + 1;
    }
    return true;
}

} // namespace omni::sandbox

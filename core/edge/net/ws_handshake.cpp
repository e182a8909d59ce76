#include "core/edge/net/ws_handshake.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <vector>

namespace omni::net {

namespace {

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

std::vector<std::string_view> partsOf(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find(separator, from), text.size());
        parts.push_back(trimmed(text.substr(from, end - from)));
        from = end + 1;
    }
    return parts;
}

std::string acceptFor(std::string_view key)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const auto part : {key, std::string_view("258EAFA5-E914-47DA-95CA-C5AB0DC85B11")}) {
        hash.addData(QByteArrayView(part.data(), static_cast<qsizetype>(part.size())));
    }
    return hash.result().toBase64().toStdString();
}

/// "10" or "\"10\"", from 8 to 15.
bool isWindow(std::string_view value) noexcept
{
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
        value = value.substr(1, value.size() - 2);
    }
    return value == "8" || value == "9" || (value.size() == 2 && value[0] == '1' && value[1] >= '0' && value[1] <= '5');
}

Result<WsAgreement> agreedExtensions(std::string_view extensions, bool offeredDeflate)
{
    const auto parts = partsOf(extensions, ';');
    if (!offeredDeflate || !isSameName(parts.front(), "permessage-deflate")) {
        return failure(Errc::Invalid, "the server uses an extension that was not offered");
    }
    WsAgreement agreement{true, false};
    std::vector<std::string_view> seen;
    for (auto it = parts.begin() + 1; it != parts.end(); ++it) {
        const auto equals = std::min(it->find('='), it->size());
        const auto name = trimmed(it->substr(0, equals));
        const auto value = trimmed(it->substr(std::min(equals + 1, it->size())));
        const bool isKnown = (name == "server_no_context_takeover" && value.empty())
            || (name == "client_no_context_takeover" && value.empty())
            || (name == "server_max_window_bits" && isWindow(value));
        if (!isKnown || std::find(seen.begin(), seen.end(), name) != seen.end()) {
            return failure(Errc::Invalid, "the server's parameters of compression were not offered");
        }
        seen.push_back(name);
        agreement.serverForgets = agreement.serverForgets || name == "server_no_context_takeover";
    }
    return agreement;
}

bool listsUpgrade(std::string_view connection)
{
    const auto parts = partsOf(connection, ',');
    return std::any_of(parts.begin(), parts.end(), [](std::string_view part) { return isSameName(part, "upgrade"); });
}

} // namespace

std::string handshakeKey(const std::array<std::uint8_t, 16>& drawn)
{
    const QByteArray bytes(reinterpret_cast<const char*>(drawn.data()), static_cast<qsizetype>(drawn.size()));
    return bytes.toBase64().toStdString();
}

Result<std::string> handshakeText(WsRequest request, std::string_view hostAndPort, std::string_view key,
                                  bool offersDeflate)
{
    HttpRequest http;
    http.target = std::move(request.target);
    http.fields = std::move(request.fields);
    http.secrets = std::move(request.secrets);
    const auto isReserved = [](const auto& field) {
        return field.name.size() >= 14 && isSameName(std::string_view(field.name).substr(0, 14), "Sec-WebSocket-");
    };
    if (std::any_of(http.fields.begin(), http.fields.end(), isReserved)
        || std::any_of(http.secrets.begin(), http.secrets.end(), isReserved)) {
        return failure(Errc::Invalid, "a field of the handshake is not the caller's");
    }
    std::string own("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ");
    own.append(key).append("\r\n");
    if (offersDeflate) {
        own.append("Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover\r\n");
    }
    return requestText(http, hostAndPort, own);
}

Result<WsAgreement> agreementOf(const HttpAnswer& answer, std::string_view key, bool offeredDeflate)
{
    std::vector<std::string_view> extensions;
    for (const auto& [name, value] : answer.fields) {
        if (isSameName(name, "Sec-WebSocket-Extensions")) {
            extensions.push_back(value);
        } else if (isSameName(name, "Sec-WebSocket-Protocol")) {
            return failure(Errc::Invalid, "the server chose a protocol that was not offered");
        }
    }
    if (!isSameName(answer.field("Upgrade"), "websocket") || !listsUpgrade(answer.field("Connection"))) {
        return failure(Errc::Invalid, "the server does not change to WebSocket");
    }
    if (answer.field("Sec-WebSocket-Accept") != acceptFor(key)) {
        return failure(Errc::Invalid, "the server did not read our request");
    }
    if (extensions.empty()) {
        return WsAgreement{};
    }
    if (extensions.size() > 1) {
        return failure(Errc::Invalid, "the server uses an extension that was not offered");
    }
    return agreedExtensions(extensions.front(), offeredDeflate);
}

} // namespace omni::net

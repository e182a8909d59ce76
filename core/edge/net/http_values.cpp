#include "core/edge/net/http_values.h"

#include <algorithm>
#include <array>
#include <fmt/core.h>

namespace omni::net {

namespace {

constexpr std::size_t mostTarget = 16 * 1024;
constexpr std::size_t mostBody = 8 * 1024 * 1024;
constexpr std::size_t mostFields = 64;
constexpr std::size_t mostField = 8 * 1024;

char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// RFC 9110, 5.6.2.
bool isTokenCharacter(char c) noexcept
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || marks.find(c) != std::string_view::npos;
}

bool isVisible(char c) noexcept
{
    return c > ' ' && c < '\x7f';
}

bool isFieldValue(std::string_view value) noexcept
{
    const auto isAllowed = [](char c) { return isVisible(c) || c == ' ' || c == '\t'; };
    return value.size() <= mostField && std::all_of(value.begin(), value.end(), isAllowed)
        && (value.empty() || (isVisible(value.front()) && isVisible(value.back())));
}

/// What frames a message, or says where it goes: two opinions about that are an attack.
bool isOurs(std::string_view name) noexcept
{
    constexpr std::array<std::string_view, 10> names{"host",       "content-length", "connection", "transfer-encoding",
                                                     "te",         "upgrade",        "expect",     "accept-encoding",
                                                     "keep-alive", "trailer"};
    const auto isIt = [name](std::string_view ours) { return isSameName(ours, name); };
    return std::any_of(names.begin(), names.end(), isIt)
        || (name.size() >= 6 && isSameName(name.substr(0, 6), "proxy-"));
}

bool isFieldName(std::string_view name) noexcept
{
    return !name.empty() && name.size() <= 128 && std::all_of(name.begin(), name.end(), isTokenCharacter)
        && !isOurs(name);
}

std::string_view faultOf(const HttpRequest& request) noexcept
{
    if (request.target.empty() || request.target.front() != '/' || request.target.size() > mostTarget
        || !std::all_of(request.target.begin(), request.target.end(), isVisible)
        || request.target.find('#') != std::string::npos) {
        return "the target is no path";
    }
    if (request.fields.size() + request.secrets.size() > mostFields) {
        return "too many fields";
    }
    const auto isPlainSound
        = [](const HttpField& field) { return isFieldName(field.name) && isFieldValue(field.value); };
    const auto isSecretSound
        = [](const SecretField& field) { return isFieldName(field.name) && isFieldValue(field.value.exposed()); };
    if (!std::all_of(request.fields.begin(), request.fields.end(), isPlainSound)
        || !std::all_of(request.secrets.begin(), request.secrets.end(), isSecretSound)) {
        return "a field is malformed or not the caller's";
    }
    if (request.body.size() > mostBody) {
        return "the body is too large";
    }
    if (request.method == HttpMethod::Get && !request.body.empty()) {
        return "a GET has no body";
    }
    if (request.timeout < milliseconds(1) || request.timeout > minutes(10)) {
        return "the timeout is not in 1 ms to 10 min";
    }
    return {};
}

} // namespace

std::string_view nameOf(HttpMethod method) noexcept
{
    switch (method) {
    case HttpMethod::Get:
        return "GET";
    case HttpMethod::Post:
        return "POST";
    case HttpMethod::Put:
        return "PUT";
    case HttpMethod::Patch:
        return "PATCH";
    case HttpMethod::Delete:
        return "DELETE";
    }
    return "GET";
}

std::string_view nameOf(HttpFailureKind kind) noexcept
{
    switch (kind) {
    case HttpFailureKind::Refused:
        return "refused";
    case HttpFailureKind::HeldBack:
        return "held_back";
    case HttpFailureKind::NoName:
        return "no_name";
    case HttpFailureKind::NoConnection:
        return "no_connection";
    case HttpFailureKind::NoProxy:
        return "no_proxy";
    case HttpFailureKind::NotTrusted:
        return "not_trusted";
    case HttpFailureKind::TimedOut:
        return "timed_out";
    case HttpFailureKind::Disconnected:
        return "disconnected";
    case HttpFailureKind::Malformed:
        return "malformed";
    case HttpFailureKind::TooLarge:
        return "too_large";
    case HttpFailureKind::Redirected:
        return "redirected";
    case HttpFailureKind::Stopped:
        return "stopped";
    }
    return "unknown";
}

std::string_view HttpAnswer::field(std::string_view name) const noexcept
{
    const auto isIt = [name](const HttpField& field) { return isSameName(field.name, name); };
    const auto it = std::find_if(fields.begin(), fields.end(), isIt);
    return it == fields.end() ? std::string_view{} : std::string_view(it->value);
}

bool HttpAnswer::saysJson() const noexcept
{
    auto type = field("Content-Type");
    type = type.substr(0, type.find(';'));
    while (!type.empty() && type.back() == ' ') {
        type.remove_suffix(1);
    }
    return isSameName(type, "application/json");
}

Result<std::string> requestText(const HttpRequest& request, std::string_view hostAndPort, std::string_view ownFields)
{
    if (const auto fault = faultOf(request); !fault.empty()) {
        return failure(Errc::Invalid, std::string(fault));
    }
    auto size = request.target.size() + hostAndPort.size() + request.body.size() + ownFields.size() + 160;
    for (const auto& field : request.fields) {
        size += field.name.size() + field.value.size() + 4;
    }
    for (const auto& field : request.secrets) {
        size += field.name.size() + field.value.exposed().size() + 4;
    }
    std::string text;
    // Enough at once: a string that grows leaves copies of secrets behind.
    text.reserve(size);
    const auto add = [&text](std::string_view name, std::string_view value) {
        text.append(name).append(": ").append(value).append("\r\n");
    };
    text.append(nameOf(request.method)).append(" ").append(request.target).append(" HTTP/1.1\r\n");
    add("Host", hostAndPort);
    // Unpacked answers cannot be bombs, and are a few kilobytes.
    add("Accept-Encoding", "identity");
    text.append(ownFields);
    for (const auto& field : request.fields) {
        add(field.name, field.value);
    }
    for (const auto& field : request.secrets) {
        add(field.name, field.value.exposed());
    }
    if (request.method != HttpMethod::Get) {
        add("Content-Length", std::to_string(request.body.size()));
    }
    text.append("\r\n").append(request.body);
    return text;
}

void wipe(std::string& text) noexcept
{
    // volatile: the compiler may not leave out writes to memory that is freed next.
    volatile char* const at = text.data();
    for (std::size_t i = 0; i < text.size(); ++i) {
        at[i] = 0;
    }
    text.clear();
}

bool isSameName(std::string_view a, std::string_view b) noexcept
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

} // namespace omni::net

#include "core/edge/net/endpoint.h"

#include <algorithm>

namespace omni::net {

namespace {

constexpr std::size_t mostPem = 1024 * 1024;

bool isHostCharacter(char c) noexcept
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.'
        || c == ':' || c == '_';
}

bool isHost(std::string_view host) noexcept
{
    return !host.empty() && host.size() <= 253 && std::all_of(host.begin(), host.end(), isHostCharacter);
}

bool isHexDigit(char c) noexcept
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isPin(std::string_view pin) noexcept
{
    return pin.size() == 64 && std::all_of(pin.begin(), pin.end(), isHexDigit);
}

/// Digits and dots after "127.": a name like "127.example.com" is not this machine.
bool isThisMachine(std::string_view host) noexcept
{
    const auto isNumeric = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
    return host == "localhost" || host == "::1"
        || (host.starts_with("127.") && std::all_of(host.begin(), host.end(), isNumeric));
}

} // namespace

Result<void> check(const LinkRule& rule)
{
    const auto& endpoint = rule.endpoint;
    if (!isHost(endpoint.host)) {
        return failure(Errc::Invalid, "the host is malformed: " + quoted(endpoint.host));
    }
    if (endpoint.port == 0) {
        return failure(Errc::Invalid, "the port is 0");
    }
    if (!endpoint.isTls && !isThisMachine(endpoint.host)) {
        return failure(Errc::Invalid, "without TLS only this machine is talked to, not " + quoted(endpoint.host));
    }
    if (!rule.tls.trustsSystem && rule.tls.trustedPem.empty() && endpoint.isTls) {
        return failure(Errc::Invalid, "no authority is trusted");
    }
    if (rule.tls.trustedPem.size() > mostPem) {
        return failure(Errc::Invalid, "the trusted certificates are larger than 1 MiB");
    }
    if (!std::all_of(rule.tls.pins.begin(), rule.tls.pins.end(), isPin)) {
        return failure(Errc::Invalid, "a pin is not 64 hex digits");
    }
    if (rule.proxy && (!isHost(rule.proxy->host) || rule.proxy->port == 0)) {
        return failure(Errc::Invalid, "the proxy's host or port is malformed");
    }
    if (rule.openWithin < milliseconds(1) || rule.openWithin > seconds(60)) {
        return failure(Errc::Invalid, "the time to connect is not in 1 ms to 60 s");
    }
    return {};
}

std::string hostText(const Endpoint& endpoint)
{
    const bool isAddress6 = endpoint.host.find(':') != std::string::npos;
    auto text = isAddress6 ? "[" + endpoint.host + "]" : endpoint.host;
    if (!endpoint.isTls || endpoint.port != 443) {
        text.append(":").append(std::to_string(endpoint.port));
    }
    return text;
}

std::string_view nameOf(LinkFault fault) noexcept
{
    switch (fault) {
    case LinkFault::NoName:
        return "no_name";
    case LinkFault::NoConnection:
        return "no_connection";
    case LinkFault::NoProxy:
        return "no_proxy";
    case LinkFault::NotTrusted:
        return "not_trusted";
    case LinkFault::TimedOut:
        return "timed_out";
    case LinkFault::Disconnected:
        return "disconnected";
    }
    return "unknown";
}

} // namespace omni::net

#include "core/edge/security/key_service/slot_reference.h"

#include "core/edge/security/vault/vault_format.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace omni::keyservice {

namespace {

constexpr std::string_view firstWords = "omnitrade key service ";
constexpr std::string_view version = "1";
constexpr std::array kinds{ServiceKind::Transit, ServiceKind::KeyValue, ServiceKind::AwsKms};

struct Part {
    std::string_view name;
    std::string SlotReference::*value;
};
constexpr std::array parts{
    Part{"address", &SlotReference::address}, Part{"namespace", &SlotReference::nameSpace},
    Part{"mount", &SlotReference::mount},     Part{"key", &SlotReference::key},
    Part{"region", &SlotReference::region},   Part{"wrapped", &SlotReference::wrapped},
};

bool isAlphanumeric(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isVisible(std::string_view text) noexcept
{
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
}

bool consistsOf(std::string_view text, std::string_view others) noexcept
{
    return std::ranges::all_of(text, [&](char c) { return isAlphanumeric(c) || others.find(c) != others.npos; });
}

/// "team/a": nothing in it ends the path, goes up in it or has to be encoded.
bool isPath(std::string_view text) noexcept
{
    if (text.empty() || text.size() > 256 || !consistsOf(text, "/_.-")) {
        return false;
    }
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('/', at), text.size());
        const auto segment = text.substr(at, end - at);
        if (segment.empty() || segment == "." || segment == "..") {
            return false;
        }
        at = end + 1;
    }
    return true;
}

tl::unexpected<Error> wrong(std::string_view what)
{
    return failure(Errc::Invalid, "this is no " + std::string(what) + " of a key service");
}

/// The text up to `end`, which is taken away with it. False: there is no such end.
bool takeUntil(std::string_view& text, char end, std::string_view& taken)
{
    const auto at = text.find(end);
    if (at == text.npos) {
        return false;
    }
    taken = text.substr(0, at);
    text.remove_prefix(at + 1);
    return true;
}

} // namespace

std::string_view nameOf(ServiceKind kind) noexcept
{
    switch (kind) {
    case ServiceKind::Transit:
        return "hashicorp-transit";
    case ServiceKind::KeyValue:
        return "hashicorp-kv";
    case ServiceKind::AwsKms:
        return "aws-kms";
    }
    return {};
}

Result<ServiceKind> serviceKindFrom(std::string_view name)
{
    const auto found = std::ranges::find(kinds, name, nameOf);
    if (found == kinds.end()) {
        return failure(Errc::NotFound, omni::quoted(name) + " is no key service that this program knows");
    }
    return *found;
}

Result<void> check(const SlotReference& reference)
{
    const auto endpoint = endpointFrom(reference.address);
    if (!endpoint || addressText(*endpoint) != reference.address) {
        return wrong("address");
    }
    const bool isAws = reference.kind == ServiceKind::AwsKms;
    if (isAws ? !reference.nameSpace.empty() : !reference.nameSpace.empty() && !isPath(reference.nameSpace)) {
        return wrong("namespace");
    }
    if (isAws ? !reference.mount.empty() : !isPath(reference.mount)) {
        return wrong("mount");
    }
    const bool isKey = isAws
        ? !reference.key.empty() && reference.key.size() <= 512 && consistsOf(reference.key, ":/_-")
        : isPath(reference.key);
    if (!isKey || (reference.kind == ServiceKind::Transit && reference.key.find('/') != std::string::npos)) {
        return wrong("key");
    }
    const auto& region = reference.region;
    if (isAws ? region.empty() || region.size() > 32 || !consistsOf(region, "-") : !region.empty()) {
        return wrong("region");
    }
    if (reference.wrapped.empty() || !isVisible(reference.wrapped)) {
        return wrong("wrapped key");
    }
    if (reference.kind == ServiceKind::KeyValue
        && !std::ranges::all_of(reference.wrapped, [](char c) { return c >= '0' && c <= '9'; })) {
        return wrong("version");
    }
    return {};
}

Result<Bytes> referenceBytes(const SlotReference& reference)
{
    if (const auto good = check(reference); !good) {
        return tl::unexpected(good.error());
    }
    std::string text = std::string(firstWords) + std::string(version) + "\nkind " + std::string(nameOf(reference.kind));
    text += '\n';
    for (const auto& [name, value] : parts) {
        text.append(name).append(" ").append(reference.*value).append("\n");
    }
    if (text.size() > vault::mostReferenceBytes) {
        return failure(Errc::Invalid, "the names of the key service are too long for a slot");
    }
    const auto bytes = std::as_bytes(std::span(text));
    return Bytes(bytes.begin(), bytes.end());
}

Result<SlotReference> referenceFrom(std::span<const std::byte> bytes)
{
    const auto damaged = [] { return failure(Errc::Corrupt, "what the slot says of its key service is damaged"); };
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    std::string_view line;
    if (!takeUntil(text, '\n', line) || !line.starts_with(firstWords)) {
        return damaged();
    }
    if (line.substr(firstWords.size()) != version) {
        return failure(Errc::Newer, "the slot was made by another version of this program");
    }
    SlotReference reference;
    if (!takeUntil(text, ' ', line) || line != "kind" || !takeUntil(text, '\n', line)) {
        return damaged();
    }
    const auto kind = serviceKindFrom(line);
    if (!kind) {
        return failure(Errc::Newer, kind.error().detail);
    }
    reference.kind = *kind;
    for (const auto& [name, value] : parts) {
        if (!takeUntil(text, ' ', line) || line != name || !takeUntil(text, '\n', line)) {
            return damaged();
        }
        reference.*value = line;
    }
    if (!text.empty() || !check(reference)) {
        return damaged();
    }
    return reference;
}

Result<net::Endpoint> endpointFrom(std::string_view address)
{
    net::Endpoint endpoint;
    endpoint.isTls = address.starts_with("https://");
    if (!endpoint.isTls && !address.starts_with("http://")) {
        return failure(Errc::Invalid, "an address begins with https://");
    }
    address.remove_prefix(endpoint.isTls ? 8 : 7);
    if (address.ends_with('/')) {
        address.remove_suffix(1);
    }
    endpoint.port = endpoint.isTls ? 443 : 80;
    const bool isBracketed = address.starts_with('[');
    const auto end = isBracketed ? address.find(']') : address.find(':');
    if (isBracketed && end == address.npos) {
        return failure(Errc::Invalid, "an address in brackets ends with ]");
    }
    endpoint.host = isBracketed ? address.substr(1, end - 1) : address.substr(0, end);
    const auto rest = end == address.npos ? std::string_view() : address.substr(end + (isBracketed ? 1 : 0));
    if (!rest.empty()) {
        const char* const last = rest.data() + rest.size();
        const auto read = std::from_chars(rest.data() + 1, last, endpoint.port);
        if (rest.front() != ':' || read.ec != std::errc() || read.ptr != last || endpoint.port == 0) {
            return failure(Errc::Invalid, "behind the host's name stands : and a port, and nothing else");
        }
    }
    if (endpoint.host.empty() || endpoint.host.size() > 253 || !consistsOf(endpoint.host, isBracketed ? ":." : ".-")) {
        return failure(Errc::Invalid, "an address names a host, as in https://vault.example.com:8200");
    }
    std::ranges::transform(endpoint.host, endpoint.host.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return endpoint;
}

std::string addressText(const net::Endpoint& endpoint)
{
    return (endpoint.isTls ? "https://" : "http://") + net::hostText(endpoint);
}

} // namespace omni::keyservice

#include "core/edge/security/key_service/request_signature.h"

#include "core/edge/security/vault/key_derivation.h"
#include "core/edge/security/vault/secret_bytes.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <span>

namespace omni::keyservice {

namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

std::string hexOf(std::span<const std::byte> bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const std::byte each : bytes) {
        out += digits[std::to_integer<unsigned>(each) >> 4U];
        out += digits[std::to_integer<unsigned>(each) & 15U];
    }
    return out;
}

std::string hashOf(std::string_view text)
{
    std::array<std::byte, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size());
    return hexOf(hash);
}

vault::Tag keyedHash(std::span<const std::byte> key, std::string_view text)
{
    return vault::authentication(key, std::as_bytes(std::span(text)));
}

/// Without blanks at the ends, and one where there are several.
std::string trimmed(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const bool isBlank = c == ' ' || c == '\t';
        if (!isBlank) {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    if (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

Fields canonicalFields(const SignedParts& parts)
{
    Fields fields;
    for (const auto& [name, value] : parts.fields) {
        std::string small = name;
        std::ranges::transform(small, small.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        fields.emplace_back(std::move(small), trimmed(value));
    }
    std::ranges::stable_sort(fields, {}, &Fields::value_type::first);
    return fields;
}

std::string namesOf(const Fields& fields)
{
    std::string out;
    for (const auto& field : fields) {
        out += (out.empty() ? "" : ";") + field.first;
    }
    return out;
}

/// By name, then by value: pair by pair, since '=' is not below every letter of a name.
std::string sortedQuery(std::string_view query)
{
    std::vector<std::pair<std::string_view, std::string_view>> pairs;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto pair = query.substr(0, end);
        const auto equals = std::min(pair.find('='), pair.size());
        pairs.emplace_back(pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())));
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    std::ranges::sort(pairs);
    std::string out;
    for (const auto& [name, value] : pairs) {
        out.append(out.empty() ? "" : "&").append(name).append("=").append(value);
    }
    return out;
}

/// Of one day, region and service.
vault::Tag signingKey(const Secret& secret, std::string_view day, std::string_view region, std::string_view service)
{
    std::string first = "AWS4";
    first.reserve(first.size() + secret.exposed().size()); // no copy is left behind by growing
    first += secret.exposed();
    vault::Tag key = keyedHash(std::as_bytes(std::span(first)), day);
    sodium_memzero(first.data(), first.size());
    for (const auto step : {region, service, std::string_view("aws4_request")}) {
        key = keyedHash(key, step);
    }
    return key;
}

} // namespace

std::string amzDate(Timestamp at)
{
    std::string text = isoText(at); // 2015-08-30T12:36:00…Z
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text.substr(0, 15) + 'Z';
}

std::string canonicalRequest(const SignedParts& parts)
{
    const auto fields = canonicalFields(parts);
    std::string out = parts.method + '\n' + parts.path + '\n' + sortedQuery(parts.query) + '\n';
    for (const auto& [name, value] : fields) {
        out.append(name).append(":").append(value).append("\n");
    }
    return out + '\n' + namesOf(fields) + '\n' + hashOf(parts.body);
}

std::string authorization(const SignedParts& parts, const AwsKeys& keys, std::string_view date, std::string_view region,
                          std::string_view service)
{
    const auto day = date.substr(0, 8);
    const std::string scope
        = std::string(day) + '/' + std::string(region) + '/' + std::string(service) + "/aws4_request";
    const std::string toSign
        = std::string(algorithm) + '\n' + std::string(date) + '\n' + scope + '\n' + hashOf(canonicalRequest(parts));
    vault::Tag key = signingKey(keys.secret, day, region, service);
    const auto signature = keyedHash(key, toSign);
    vault::wipe(key);
    return std::string(algorithm) + " Credential=" + std::string(keys.id.exposed()) + '/' + scope
        + ", SignedHeaders=" + namesOf(canonicalFields(parts)) + ", Signature=" + hexOf(signature);
}

} // namespace omni::keyservice

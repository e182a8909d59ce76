#include "core/base/log.h"
#include "core/base/safe_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace omni {

namespace {

constexpr std::size_t mostBytes = 8 * 1024;
constexpr std::string_view mask = "***";

/// A part of a text: [begin, end).
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool isUpper(char c) noexcept
{
    return c >= 'A' && c <= 'Z';
}
bool isLower(char c) noexcept
{
    return c >= 'a' && c <= 'z';
}
bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}
bool isOneOf(char c, std::string_view set) noexcept
{
    return set.find(c) != std::string_view::npos;
}
/// Letters as they stand in names, and in base64 of either alphabet.
bool isOfWord(char c) noexcept
{
    return isUpper(c) || isLower(c) || isDigit(c) || isOneOf(c, "_-");
}
bool isOfToken(char c) noexcept
{
    return isOfWord(c) || isOneOf(c, "+/");
}

// --- names and their values

/// The name in front of the separator at `at`, in lower case: `api-key` of `"API-Key" : `.
std::string nameBefore(std::string_view text, std::size_t at)
{
    constexpr std::size_t longest = 64;
    while (at > 0 && isOneOf(text[at - 1], " \t\"'`\\")) {
        --at;
    }
    std::size_t begin = at;
    while (begin > 0 && at - begin < longest && (isOfWord(text[begin - 1]) || text[begin - 1] == '.')) {
        --begin;
    }
    std::string name(text.substr(begin, at - begin));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; });
    return name;
}

bool containsAny(std::string_view name, auto words) noexcept
{
    return std::any_of(words.begin(), words.end(),
                       [name](std::string_view word) { return name.find(word) != std::string_view::npos; });
}

/// Values that may hold spaces without being in quotes.
bool takesTheLine(std::string_view name) noexcept
{
    return containsAny(name,
                       std::to_array<std::string_view>(
                           {"passphrase", "password", "passwd", "pwd", "mnemonic", "authorization", "cookie"}));
}

bool speaksOfSecret(std::string_view name) noexcept
{
    return name.ends_with("key") || takesTheLine(name)
        || containsAny(name,
                       std::to_array<std::string_view>({"apikey", "api-key", "api_key", "secret", "token", "signature",
                                                        "api-sign", "credential", "totp", "jwt"}));
}

/// The value in quotes that begins at `at`; the quotes themselves may be escaped, as in JSON within JSON.
Span quotedValue(std::string_view text, std::size_t at, bool isEscaped) noexcept
{
    const char quote = text[at];
    Span value{at + 1, at + 1};
    for (; value.end < text.size() && text[value.end] != quote; ++value.end) {
        if (text[value.end] == '\\') {
            if (isEscaped) {
                return value;
            }
            ++value.end;
        }
    }
    value.end = std::min(value.end, text.size());
    return value;
}

Span valueAfter(std::string_view text, std::size_t at, bool takesLine) noexcept
{
    while (at < text.size() && isOneOf(text[at], " \t=:>")) {
        ++at;
    }
    std::size_t opening = at;
    while (opening < text.size() && text[opening] == '\\') {
        ++opening;
    }
    if (opening < text.size() && isOneOf(text[opening], "\"'`")) {
        return quotedValue(text, opening, opening > at);
    }
    if (at < text.size() && isOneOf(text[at], "[{(")) {
        return {at, text.size()}; // a structure: what in it is harmless is not worth the risk
    }
    const std::size_t end = text.find_first_of(takesLine ? "\r\n" : " \t\r\n,;&)]}<>\"'`", at);
    return {at, std::min(end, text.size())};
}

// --- secrets without a name

/// The password of `scheme://user:password@host`, where `at` is the colon of the scheme.
Span passwordInUrl(std::string_view text, std::size_t at) noexcept
{
    const std::size_t begin = at + 3;
    const std::size_t end = std::min(text.find_first_of("/?# \t\r\n\"'", begin), text.size());
    const std::string_view authority = text.substr(begin, end - begin);
    const std::size_t host = authority.rfind('@');
    const std::size_t colon = authority.find(':');
    if (host == std::string_view::npos || colon == std::string_view::npos || colon > host) {
        return {};
    }
    return {begin + colon + 1, begin + host};
}

/// True for keys in base64 and the like: long, of capitals, small letters and digits, and changing kind at every fifth
/// place or oftener, where the start of a capitalised word is no change. Keys drawn at random change at nearly every
/// second place; paths, identifiers and digests in hexadecimal do not look like this.
bool looksDrawn(std::string_view token) noexcept
{
    constexpr std::size_t shortest = 40;
    if (token.size() < shortest || std::none_of(token.begin(), token.end(), isUpper)
        || std::none_of(token.begin(), token.end(), isLower) || std::none_of(token.begin(), token.end(), isDigit)) {
        return false;
    }
    std::size_t changes = 0;
    std::size_t letters = 0;
    char before = 'a';
    for (const char c : token) {
        if (isOneOf(c, "_-+/")) {
            continue;
        }
        const bool isSameKind
            = isUpper(c) == isUpper(before) && isLower(c) == isLower(before) && isDigit(c) == isDigit(before);
        const bool isCapitalised = isUpper(before) && isLower(c);
        changes += isSameKind || isCapitalised ? 0U : 1U;
        ++letters;
        before = c;
    }
    return changes * 5 >= letters;
}

bool isBearer(std::string_view token) noexcept
{
    constexpr std::string_view word = "bearer";
    return token.size() == word.size()
        && std::equal(token.begin(), token.end(), word.begin(), [](char a, char b) { return (a | 0x20) == b; });
}

Span tokenAt(std::string_view text, std::size_t at) noexcept
{
    std::size_t end = at;
    while (end < text.size() && isOfToken(text[end])) {
        ++end;
    }
    return {at, end};
}

/// The part that must not be shown, if one is recognised at `at`; `next` becomes the place to go on from otherwise.
Span secretAt(std::string_view text, std::size_t at, std::size_t& next)
{
    next = at + 1;
    if (text[at] == '=' || text[at] == ':') {
        if (text.substr(at, 3) == "://") {
            next = at + 3;
            return passwordInUrl(text, at);
        }
        const std::string name = nameBefore(text, at);
        return speaksOfSecret(name) ? valueAfter(text, at + 1, takesTheLine(name)) : Span{};
    }
    if (isOfToken(text[at])) {
        const Span token = tokenAt(text, at);
        next = token.end;
        const std::string_view word = text.substr(token.begin, token.end - token.begin);
        if (looksDrawn(word)) {
            return token;
        }
        if (isBearer(word) && next < text.size() && text[next] == ' ') {
            return {next + 1, std::min(text.find_first_of(" \t\r\n,;\"'", next + 1), text.size())};
        }
    }
    return {};
}

std::string withoutSecrets(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t next = at + 1;
        const Span secret = secretAt(text, at, next);
        if (secret.end > secret.begin) {
            out += text.substr(at, secret.begin - at);
            out += mask;
            at = secret.end;
        } else {
            out += text.substr(at, next - at);
            at = next;
        }
    }
    return out;
}

} // namespace

std::string safeForLog(std::string_view text)
{
    const std::size_t cut = text.size() > mostBytes ? text.size() - mostBytes : 0;
    std::string out = onOneLine(withoutSecrets(text.substr(0, text.size() - cut)));
    if (cut > 0) {
        out += fmt::format(" ... ({} bytes more)", cut);
    }
    return out;
}

} // namespace omni

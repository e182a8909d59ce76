#include "core/edge/security/tokens/token_format.h"

#include "core/base/digest.h"

#include <algorithm>
#include <limits>
#include <optional>

#include <fmt/format.h>

namespace omni::tokens {

namespace {

constexpr std::string_view headerText = R"({"alg":"EdDSA","typ":"JWT"})";
constexpr std::string_view letters64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::int64_t lastSecond = 253'402'300'799; // 9999-12-31

std::string base64Url(std::string_view text)
{
    std::string letters(base64UrlSize(text.size()), '\0');
    writeBase64Url(std::as_bytes(std::span(text)), std::as_writable_bytes(std::span(letters)));
    return letters;
}

unsigned valueOf64(char letter) noexcept
{
    const auto at = letters64.find(letter);
    return at == std::string_view::npos ? 64U : static_cast<unsigned>(at);
}

/// Takes a text apart from its front; the first thing that is not there makes it bad for good.
class Cursor
{
public:
    explicit Cursor(std::string_view text) noexcept
        : m_rest(text)
    {
    }
    void skip(std::string_view expected) noexcept
    {
        m_isGood = m_isGood && m_rest.starts_with(expected);
        m_rest.remove_prefix(m_isGood ? expected.size() : 0);
    }
    /// Up to the next quote, which stays; at most `most`.
    [[nodiscard]] std::string_view untilQuote(std::size_t most) noexcept
    {
        const auto end = m_rest.substr(0, most + 1).find('"');
        m_isGood = m_isGood && end != std::string_view::npos;
        const auto text = m_rest.substr(0, m_isGood ? end : 0);
        m_rest.remove_prefix(text.size());
        return text;
    }
    /// Without a sign and without zeros before it.
    [[nodiscard]] std::int64_t number(std::int64_t most) noexcept
    {
        std::int64_t value = 0;
        std::size_t digits = 0;
        while (digits < m_rest.size() && m_rest[digits] >= '0' && m_rest[digits] <= '9' && value <= most) {
            value = value * 10 + (m_rest[digits] - '0');
            ++digits;
        }
        m_isGood = m_isGood && digits > 0 && value <= most && (digits == 1 || m_rest.front() != '0');
        m_rest.remove_prefix(m_isGood ? digits : 0);
        return m_isGood ? value : 0;
    }
    template<std::size_t Size> [[nodiscard]] std::array<std::byte, Size> hex() noexcept
    {
        constexpr std::string_view digits = "0123456789abcdef";
        std::array<std::byte, Size> bytes{};
        const auto text = untilQuote(Size * 2);
        m_isGood = m_isGood && text.size() == Size * 2;
        for (std::size_t i = 0; m_isGood && i < Size; ++i) {
            const auto high = digits.find(text[2 * i]);
            const auto low = digits.find(text[2 * i + 1]);
            m_isGood = high != std::string_view::npos && low != std::string_view::npos;
            bytes[i] = static_cast<std::byte>(m_isGood ? high * 16 + low : 0);
        }
        return bytes;
    }
    [[nodiscard]] bool isFinished() const noexcept
    {
        return m_isGood && m_rest.empty();
    }

private:
    std::string_view m_rest;
    bool m_isGood = true;
};

bool isSubject(std::string_view name) noexcept
{
    const auto isGood
        = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-'; };
    return !name.empty() && name.front() >= 'a' && name.front() <= 'z' && std::ranges::all_of(name, isGood);
}

} // namespace

std::string_view nameOf(TokenFault fault) noexcept
{
    switch (fault) {
    case TokenFault::Form:
        return "form";
    case TokenFault::Header:
        return "header";
    case TokenFault::NotSigned:
        return "signature";
    case TokenFault::OtherClaims:
        return "claims";
    case TokenFault::Audience:
        return "audience";
    case TokenFault::NotYet:
        return "not_yet";
    case TokenFault::Expired:
        return "expired";
    case TokenFault::Ended:
        return "ended";
    case TokenFault::Reused:
        return "reused";
    }
    return {};
}

tl::expected<TokenParts, TokenFault> partsOf(std::string_view compact)
{
    const auto first = compact.substr(0, mostTokenBytes).find('.');
    if (compact.size() > mostTokenBytes || first == std::string_view::npos) {
        return tl::unexpected(TokenFault::Form);
    }
    const auto second = compact.find('.', first + 1);
    if (second == std::string_view::npos || compact.find('.', second + 1) != std::string_view::npos) {
        return tl::unexpected(TokenFault::Form);
    }
    static const std::string header = base64Url(headerText);
    if (compact.substr(0, first) != header) {
        return tl::unexpected(TokenFault::Header);
    }
    TokenParts parts;
    parts.signedText = compact.substr(0, second);
    const auto payload = compact.substr(first + 1, second - first - 1);
    parts.payload.resize(payload.size() * 3 / 4);
    if (!bytesFromBase64Url(payload, std::as_writable_bytes(std::span(parts.payload)))
        || !bytesFromBase64Url(compact.substr(second + 1), parts.signature)) {
        return tl::unexpected(TokenFault::Form);
    }
    return parts;
}

tl::expected<Claims, TokenFault> claimsFrom(std::string_view payload)
{
    constexpr std::int64_t mostVersion = std::numeric_limits<std::uint32_t>::max();
    Cursor in(payload);
    Claims claims;
    in.skip(R"({"iss":"omnitrade","aud":")");
    claims.audience = in.hex<16>();
    in.skip(R"(","sub":")");
    claims.subject = in.untilQuote(mostSubjectBytes);
    in.skip(R"(","role":)");
    claims.roles.bits = static_cast<std::uint8_t>(in.number(risk::humanRoles.bits));
    in.skip(R"(,"sv":)");
    claims.sessionVersion = static_cast<std::uint32_t>(in.number(mostVersion));
    in.skip(R"(,"jti":")");
    claims.id = in.hex<16>();
    in.skip(R"(","iat":)");
    claims.issuedAt = in.number(lastSecond);
    in.skip(R"(,"nbf":)");
    claims.notBefore = in.number(lastSecond);
    in.skip(R"(,"exp":)");
    claims.expiresAt = in.number(lastSecond);
    in.skip("}");
    if (!in.isFinished() || !isSubject(claims.subject)) {
        return tl::unexpected(TokenFault::OtherClaims);
    }
    return claims;
}

std::string claimsText(const Claims& claims)
{
    return fmt::format(
        R"({{"iss":"omnitrade","aud":"{}","sub":"{}","role":{},"sv":{},"jti":"{}","iat":{},"nbf":{},"exp":{}}})",
        hexText(claims.audience), claims.subject, claims.roles.bits, claims.sessionVersion, hexText(claims.id),
        claims.issuedAt, claims.notBefore, claims.expiresAt);
}

std::string signedTextOf(const Claims& claims)
{
    return base64Url(headerText) + '.' + base64Url(claimsText(claims));
}

Result<platform::SecretBytes> compactOf(std::string_view signedText, const Signature& signature)
{
    const auto size = base64UrlSize(signature.size());
    auto compact = platform::SecretBytes::zeros(signedText.size() + 1 + size);
    if (compact) {
        const auto out = compact->exposedForWriting();
        std::ranges::copy(std::as_bytes(std::span(signedText)), out.begin());
        out[signedText.size()] = std::byte{'.'};
        writeBase64Url(signature, out.last(size));
    }
    return compact;
}

bool bytesFromBase64Url(std::string_view text, std::span<std::byte> out) noexcept
{
    if (text.size() != base64UrlSize(out.size())) {
        return false;
    }
    unsigned gathered = 0;
    unsigned bits = 0;
    std::size_t at = 0;
    for (const char letter : text) {
        const unsigned value = valueOf64(letter);
        if (value > 63) {
            return false;
        }
        gathered = (gathered << 6U | value) & 0x3FFFU;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out[at++] = static_cast<std::byte>(gathered >> bits & 0xFFU);
        }
    }
    return (gathered & ((1U << bits) - 1)) == 0;
}

void writeBase64Url(std::span<const std::byte> bytes, std::span<std::byte> out) noexcept
{
    for (std::size_t letter = 0; letter < out.size(); ++letter) {
        unsigned value = 0;
        for (std::size_t bit = letter * 6; bit < letter * 6 + 6; ++bit) {
            const bool isThere = bit / 8 < bytes.size();
            value = value * 2 + (isThere ? (std::to_integer<unsigned>(bytes[bit / 8]) >> (7 - bit % 8)) & 1U : 0U);
        }
        out[letter] = static_cast<std::byte>(letters64[value]);
    }
}

} // namespace omni::tokens

// The one form of an access token: a JSON Web Token (RFC 7519) in compact form (RFC 7515), signed with Ed25519 (RFC
// 8037).
//
//   header    {"alg":"EdDSA","typ":"JWT"}                                  these bytes and no others
//   payload   {"iss":"omnitrade","aud":"<32 hex>","sub":"<name>","role":<0–63>,"sv":<n>,"jti":"<32 hex>",
//              "iat":<s>,"nbf":<s>,"exp":<s>}                              in this order, without blanks
//
// Whatever else a header can say (another algorithm, none, a key or where to find one) is another header and is refused
// unread. Every library reads these tokens; this program reads no others. Pure functions of bytes.

#pragma once

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/edge/platform/secret_memory.h"
#include "core/trade/risk/authority.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace omni::tokens {

inline constexpr std::size_t mostTokenBytes = 768;
inline constexpr std::size_t mostSubjectBytes = 32;

using InstallId = std::array<std::byte, 16>;
using TokenId = std::array<std::byte, 16>;
using Signature = std::array<std::byte, 64>;

/// Why a token is refused, for the audit; whoever sent it learns only that it was.
enum class TokenFault : std::uint8_t {
    Form, ///< Not three parts, too long, or not base64url in its one form.
    Header, ///< Another header: another algorithm, none, a hint at a key.
    NotSigned, ///< Not signed by the key of now.
    OtherClaims, ///< Signed, and in another form: a claim more, less or twice.
    Audience, ///< Of another install.
    NotYet, ///< Begins later by the wall clock.
    Expired, ///< By the wall clock or by the one that nobody can set.
    Ended, ///< Its session, or what its person may do, has changed since.
    Reused, ///< A refresh token for the second time; the whole session has ended by it.
};

/// A stable name for the log, "not_yet" for instance.
[[nodiscard]] std::string_view nameOf(TokenFault fault) noexcept;

struct Claims {
    InstallId audience{};
    std::string subject; ///< 1 to 32 of `a–z 0–9 . _ -`, a letter first.
    risk::Roles roles; ///< Human ones. The claim is their bits.
    std::uint32_t sessionVersion = 0;
    TokenId id{};
    std::int64_t issuedAt = 0; ///< Seconds since 1970, as the next two; 0 to 253402300799.
    std::int64_t notBefore = 0;
    std::int64_t expiresAt = 0;
    friend bool operator==(const Claims&, const Claims&) = default;
};

/// What the signature is over, taken apart without a look at what it says.
struct TokenParts {
    std::string_view signedText; ///< Header and payload, in the token.
    std::string payload;
    Signature signature{};
};

/// Form or Header.
[[nodiscard]] tl::expected<TokenParts, TokenFault> partsOf(std::string_view compact);

/// OtherClaims for any text but the one that `claimsText` gives.
[[nodiscard]] tl::expected<Claims, TokenFault> claimsFrom(std::string_view payload);
[[nodiscard]] std::string claimsText(const Claims& claims);

/// Header and payload in base64url: what is to be signed.
[[nodiscard]] std::string signedTextOf(const Claims& claims);
/// The token; secret from here on. Full when there is no memory.
[[nodiscard]] Result<platform::SecretBytes> compactOf(std::string_view signedText, const Signature& signature);

/// Without padding (RFC 7515, 2). The bytes into `out`; false for a text that is not exactly theirs, and for another
/// length.
[[nodiscard]] bool bytesFromBase64Url(std::string_view text, std::span<std::byte> out) noexcept;
/// Writes the letters into `out`, which has room for exactly them.
void writeBase64Url(std::span<const std::byte> bytes, std::span<std::byte> out) noexcept;
[[nodiscard]] constexpr std::size_t base64UrlSize(std::size_t bytes) noexcept
{
    return (bytes * 4 + 2) / 3;
}

} // namespace omni::tokens

#include "core/edge/security/vault/vault_keys.h"

#include <algorithm>
#include <optional>

namespace omni::vault {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t checkBytes = 3;
constexpr std::size_t letterCount = (keyBytes + checkBytes) * 8 / 5;
constexpr std::size_t groupLetters = 4;
static_assert((keyBytes + checkBytes) % 5 == 0);

/// 0 to 31, or nothing for what is no letter of base 32.
std::optional<unsigned> valueOf(std::byte each) noexcept
{
    const auto code = std::to_integer<unsigned>(each);
    if (code >= 'A' && code <= 'Z') {
        return code - 'A';
    }
    if (code >= 'a' && code <= 'z') {
        return code - 'a';
    }
    if (code >= '2' && code <= '7') {
        return code - '2' + 26;
    }
    return std::nullopt;
}

bool isSkipped(std::byte each) noexcept
{
    return each == std::byte{' '} || each == std::byte{'-'} || each == std::byte{'\n'} || each == std::byte{'\r'}
    || each == std::byte{'\t'};
}

tl::unexpected<Error> noRecoveryKey()
{
    return failure(Errc::Invalid, "this is no recovery key: a letter is missing or mistaken");
}

Digest checkOf(std::span<const std::byte> key)
{
    return digestOf("vault-recovery-key", key);
}

} // namespace

Result<SecretBytes> recoveryLetters(std::span<const std::byte> key)
{
    if (key.size() != keyBytes) {
        return failure(Errc::Invalid, "a key has 32 bytes");
    }
    auto whole = SecretBytes::zeros(keyBytes + checkBytes);
    auto text = SecretBytes::zeros(letterCount + letterCount / groupLetters - 1);
    if (!whole || !text) {
        return failure(Errc::Full, "no memory for a key");
    }
    const auto check = checkOf(key);
    const auto bytes = whole->exposedForWriting();
    std::ranges::copy(key, bytes.begin());
    std::ranges::copy(std::span(check).first(checkBytes), bytes.begin() + static_cast<std::ptrdiff_t>(keyBytes));
    const auto out = text->exposedForWriting();
    std::size_t at = 0;
    for (std::size_t letter = 0; letter < letterCount; ++letter) {
        unsigned value = 0;
        for (std::size_t bit = letter * 5; bit < letter * 5 + 5; ++bit) {
            value = value * 2 + ((std::to_integer<unsigned>(bytes[bit / 8]) >> (7 - bit % 8)) & 1U);
        }
        if (letter > 0 && letter % groupLetters == 0) {
            out[at++] = std::byte{'-'};
        }
        out[at++] = static_cast<std::byte>(alphabet[value]);
    }
    return text;
}

Result<SecretBytes> recoveryKeyFrom(std::span<const std::byte> letters)
{
    auto whole = SecretBytes::zeros(keyBytes + checkBytes);
    if (!whole) {
        return whole;
    }
    const auto bytes = whole->exposedForWriting();
    std::size_t count = 0;
    for (const std::byte each : letters) {
        if (isSkipped(each)) {
            continue;
        }
        const auto value = valueOf(each);
        if (!value || count == letterCount) {
            return noRecoveryKey();
        }
        for (std::size_t i = 0; i < 5; ++i) {
            const std::size_t bit = count * 5 + i;
            bytes[bit / 8] |= static_cast<std::byte>(((*value >> (4 - i)) & 1U) << (7 - bit % 8));
        }
        count += 1;
    }
    const auto key = whole->exposed().first(keyBytes);
    const Digest check = checkOf(key);
    if (count != letterCount
        || !platform::areEqualSecrets(std::span(check).first(checkBytes), whole->exposed().subspan(keyBytes))) {
        return noRecoveryKey();
    }
    return SecretBytes::copyOf(key);
}

} // namespace omni::vault

#include "core/edge/security/totp/base32.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace omni::totp {

using platform::SecretBytes;

namespace {

constexpr std::string_view base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// 0 to 31; 32 for what is no letter of base 32.
unsigned base32Value(std::byte each) noexcept
{
    const auto code = std::to_integer<unsigned>(each);
    if (code >= 'A' && code <= 'Z') {
        return code - 'A';
    }
    if (code >= 'a' && code <= 'z') {
        return code - 'a';
    }
    return code >= '2' && code <= '7' ? code - '2' + 26 : 32;
}

bool isBetweenLetters(std::byte each) noexcept
{
    constexpr std::string_view skipped = " -\t\r\n";
    return skipped.find(static_cast<char>(each)) != std::string_view::npos;
}

tl::unexpected<Error> noBase32()
{
    return failure(Errc::Invalid, "this is no base 32: a letter is missing or mistaken");
}

} // namespace

Result<SecretBytes> base32Of(std::span<const std::byte> bytes)
{
    if (bytes.size() > mostBase32Letters / 8 * 5) {
        return failure(Errc::Invalid, "too long for base 32");
    }
    auto text = SecretBytes::zeros((bytes.size() * 8 + 4) / 5);
    if (!text) {
        return text;
    }
    const auto out = text->exposedForWriting();
    for (std::size_t letter = 0; letter < out.size(); ++letter) {
        unsigned value = 0;
        for (std::size_t bit = letter * 5; bit < letter * 5 + 5; ++bit) {
            const bool isThere = bit / 8 < bytes.size();
            value = value * 2 + (isThere ? (std::to_integer<unsigned>(bytes[bit / 8]) >> (7 - bit % 8)) & 1U : 0U);
        }
        out[letter] = static_cast<std::byte>(base32Letters[value]);
    }
    return text;
}

Result<SecretBytes> bytesOfBase32(std::span<const std::byte> letters)
{
    while (!letters.empty() && (letters.back() == std::byte{'='} || isBetweenLetters(letters.back()))) {
        letters = letters.first(letters.size() - 1);
    }
    const auto count = letters.size() - static_cast<std::size_t>(std::ranges::count_if(letters, isBetweenLetters));
    const auto size = count * 5 / 8;
    if (count == 0 || count > mostBase32Letters || (size * 8 + 4) / 5 != count) {
        return noBase32();
    }
    auto bytes = SecretBytes::zeros(size);
    if (!bytes) {
        return bytes;
    }
    const auto out = bytes->exposedForWriting();
    std::size_t at = 0;
    unsigned gathered = 0;
    unsigned bits = 0;
    for (const auto each : letters) {
        if (isBetweenLetters(each)) {
            continue;
        }
        const unsigned value = base32Value(each);
        if (value > 31) {
            return noBase32();
        }
        gathered = (gathered << 5U | value) & 0xFFFU;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            out[at++] = static_cast<std::byte>(gathered >> bits & 0xFFU);
        }
    }
    if ((gathered & ((1U << bits) - 1)) != 0) {
        return noBase32();
    }
    return bytes;
}

} // namespace omni::totp

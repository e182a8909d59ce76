#include "core/edge/security/totp/totp_code.h"

#include <array>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace omni::totp {

using platform::SecretBytes;

namespace {

constexpr std::size_t hmacBytes = 20;

/// The four bytes that the last half-byte points at, without their sign (RFC 4226, 5.3).
std::uint32_t truncated(std::span<const unsigned char, hmacBytes> mac) noexcept
{
    const std::size_t at = mac[hmacBytes - 1] & 0xFU;
    return (mac[at] & 0x7FU) << 24U | static_cast<std::uint32_t>(mac[at + 1]) << 16U
        | static_cast<std::uint32_t>(mac[at + 2]) << 8U | static_cast<std::uint32_t>(mac[at + 3]);
}

} // namespace

Result<SecretBytes> newSeed()
{
    return SecretBytes::random(seedBytes);
}

Result<std::int64_t> stepAt(Timestamp now)
{
    if (now.ns < 0) {
        return failure(Errc::Invalid, "a clock before 1970");
    }
    return now.ns / stepLength.ns;
}

Result<std::uint32_t> codeOf(std::span<const std::byte> seed, std::int64_t step, unsigned digits)
{
    constexpr std::size_t leastSeed = 16;
    constexpr std::size_t mostSeed = 64;
    if (seed.size() < leastSeed || seed.size() > mostSeed || step < 0 || digits < 6 || digits > 8) {
        return failure(Errc::Invalid, "a seed, a step or a count of digits out of bounds");
    }
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i) {
        counter[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
    }
    std::array<unsigned char, hmacBytes> mac{};
    unsigned size = 0;
    // The library takes the key where it lies and cleanses its own state.
    const auto* const made = HMAC(EVP_sha1(), seed.data(), static_cast<int>(seed.size()), counter.data(),
                                  counter.size(), mac.data(), &size);
    if (made == nullptr || size != hmacBytes) {
        return failure(Errc::Unavailable, "OpenSSL has no HMAC with SHA-1");
    }
    std::uint32_t most = 1;
    for (unsigned i = 0; i < digits; ++i) {
        most *= 10;
    }
    const std::uint32_t code = truncated(mac) % most;
    platform::wipe(std::as_writable_bytes(std::span(mac)));
    return code;
}

} // namespace omni::totp

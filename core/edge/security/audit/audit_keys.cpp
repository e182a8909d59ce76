#include "core/edge/security/audit/audit_keys.h"

#include <algorithm>
#include <string>

#include <sodium.h>

namespace omni::audit {

namespace {

using platform::SecretBytes;

static_assert(std::tuple_size_v<Mac> == crypto_generichash_BYTES);
static_assert(auditKeyBytes == crypto_auth_hmacsha256_BYTES && auditKeyBytes == crypto_generichash_KEYBYTES);

const unsigned char* bytesAt(std::span<const std::byte> bytes) noexcept
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// One HMAC; its state is as good as the key, so it is wiped.
void hmac(std::span<const std::byte> key, std::span<const std::byte> data, std::span<std::byte> out) noexcept
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytesAt(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytesAt(data), data.size());
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(out.data()));
    sodium_memzero(&state, sizeof state);
}

/// HKDF with SHA-256 (RFC 5869) for one block of output; the salt is the log's id.
Result<SecretBytes> derived(const SegmentKey& from, std::string_view purpose)
{
    if (from.key.size() != auditKeyBytes) {
        return failure(Errc::Invalid, "a key of the audit record has 32 bytes");
    }
    auto extracted = SecretBytes::zeros(auditKeyBytes);
    auto made = SecretBytes::zeros(auditKeyBytes);
    if (!extracted || !made) {
        return failure(Errc::Full, "no memory for a key");
    }
    hmac(from.log, from.key.exposed(), extracted->exposedForWriting());
    std::string info(purpose);
    info += '\x01'; // the number of the only block
    hmac(extracted->exposed(), std::as_bytes(std::span(info)), made->exposedForWriting());
    return made;
}

} // namespace

Result<SecretBytes> newVerifyKey()
{
    return SecretBytes::random(auditKeyBytes);
}

Result<LogId> newLogId()
{
    if (sodium_init() < 0) { // again it does nothing
        return failure(Errc::Unavailable, "libsodium does not start");
    }
    LogId log{};
    randombytes_buf(log.data(), log.size());
    return log;
}

Result<SecretBytes> nextKey(const SegmentKey& from)
{
    return derived(from, "omnitrade audit 1 next key");
}

Result<SecretBytes> recordKey(const SegmentKey& from)
{
    return derived(from, "omnitrade audit 1 records");
}

Result<SecretBytes> anchorKey(const SegmentKey& from)
{
    return derived(from, "omnitrade audit 1 anchors");
}

Mac macOf(std::span<const std::byte> key, std::span<const std::byte> data) noexcept
{
    Mac mac{};
    crypto_generichash(reinterpret_cast<unsigned char*>(mac.data()), mac.size(), bytesAt(data), data.size(),
                       bytesAt(key), key.size());
    return mac;
}

Result<SecretBytes> verifyKeyText(const SegmentKey& key)
{
    std::string text = "omnitrade audit verify key 1\nlog " + hexText(key.log) + "\nsegment "
        + std::to_string(key.segment) + "\nkey ";
    auto made = SecretBytes::zeros(text.size() + 2 * key.key.size() + 1);
    if (!made) {
        return made;
    }
    const auto out = made->exposedForWriting();
    std::ranges::copy(std::as_bytes(std::span(text)), out.begin());
    std::size_t at = text.size();
    constexpr std::string_view digits = "0123456789abcdef";
    for (const std::byte each : key.key.exposed()) {
        out[at++] = static_cast<std::byte>(digits[std::to_integer<std::size_t>(each >> 4)]);
        out[at++] = static_cast<std::byte>(digits[std::to_integer<std::size_t>(each & std::byte{15})]);
    }
    out[at] = std::byte{'\n'};
    return made;
}

} // namespace omni::audit

#include "core/edge/security/vault/sealed_box.h"

#include "core/edge/security/vault/key_derivation.h"

#include <sodium.h>

namespace omni::vault {

namespace {

static_assert(nonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(tagBytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(keyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* raw(std::span<const std::byte> bytes) noexcept
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::span<std::byte> bytes) noexcept
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

} // namespace

Result<void> appendBox(Bytes& out, std::span<const std::byte> key, std::span<const std::byte> plain,
                       std::span<const std::byte> associated)
{
    if (key.size() != keyBytes) {
        return failure(Errc::Invalid, "a key has 32 bytes");
    }
    const std::size_t at = out.size();
    out.resize(at + boxedBytes(plain.size()));
    const auto boxed = std::span(out).subspan(at);
    const auto nonce = boxed.first(nonceBytes);
    if (const auto filled = fillWithRandom(nonce); !filled) {
        return filled;
    }
    // Can only fail for sizes that no message has.
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(boxed.subspan(nonceBytes)), nullptr, raw(plain), plain.size(),
                                               raw(associated), associated.size(), nullptr, raw(nonce), raw(key));
    return {};
}

Result<SecretBytes> openedBox(std::span<const std::byte> key, std::span<const std::byte> boxed,
                              std::span<const std::byte> associated)
{
    if (key.size() != keyBytes || boxed.size() < boxedBytes(0)) {
        return failure(Errc::Invalid, "no key or no box");
    }
    const auto nonce = boxed.first(nonceBytes);
    const auto sealed = boxed.subspan(nonceBytes);
    auto plain = SecretBytes::zeros(sealed.size() - tagBytes);
    if (!plain) {
        return plain;
    }
    // libsodium checks the tag before it decrypts.
    const int status = crypto_aead_xchacha20poly1305_ietf_decrypt(raw(plain->exposedForWriting()), nullptr, nullptr,
                                                                  raw(sealed), sealed.size(), raw(associated),
                                                                  associated.size(), raw(nonce), raw(key));
    if (status != 0) {
        return failure(Errc::Corrupt, "a box does not open");
    }
    return plain;
}

} // namespace omni::vault

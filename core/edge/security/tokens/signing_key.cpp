#include "core/edge/security/tokens/signing_key.h"

#include <type_traits>

#include <sodium.h>

namespace omni::tokens {

using platform::SecretBytes;

namespace {

static_assert(std::tuple_size_v<Signature> == crypto_sign_ed25519_BYTES);

template<class Byte> auto* octetsOf(Byte* at) noexcept
{
    using Octet = std::conditional_t<std::is_const_v<Byte>, const unsigned char, unsigned char>;
    return reinterpret_cast<Octet*>(at);
}

} // namespace

Result<SigningKey> newSigningKey()
{
    const auto seed = SecretBytes::random(crypto_sign_ed25519_SEEDBYTES);
    if (!seed) {
        return tl::unexpected(seed.error());
    }
    return signingKeyOf(seed->exposed());
}

Result<SigningKey> signingKeyOf(std::span<const std::byte> seed)
{
    if (seed.size() != crypto_sign_ed25519_SEEDBYTES) {
        return failure(Errc::Invalid, "a seed of a signing key has 32 bytes");
    }
    auto secret = SecretBytes::zeros(crypto_sign_ed25519_SECRETKEYBYTES);
    if (!secret) {
        return tl::unexpected(secret.error());
    }
    SigningKey key;
    key.secret = std::move(*secret);
    crypto_sign_ed25519_seed_keypair(octetsOf(key.publicKey.data()), octetsOf(key.secret.exposedForWriting().data()),
                                     octetsOf(seed.data()));
    return key;
}

Signature signatureOf(const SigningKey& key, std::string_view text) noexcept
{
    Signature signature{};
    crypto_sign_ed25519_detached(octetsOf(signature.data()), nullptr, octetsOf(text.data()), text.size(),
                                 octetsOf(key.secret.exposed().data()));
    return signature;
}

bool isSignedBy(std::span<const std::byte, 32> publicKey, std::string_view text, const Signature& signature) noexcept
{
    return crypto_sign_ed25519_verify_detached(octetsOf(signature.data()), octetsOf(text.data()), text.size(),
                                               octetsOf(publicKey.data()))
        == 0;
}

} // namespace omni::tokens

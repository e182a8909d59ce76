#include "core/edge/security/accounts/password_verifier.h"

#include <algorithm>

namespace omni::accounts {

namespace {

/// Behind Argon2id another derivation, so that it is never a key of the vault, not even for the same text and salt.
Result<platform::SecretBytes> proofOf(std::span<const std::byte> password, const vault::Salt& salt)
{
    const auto stretched = vault::keyOfPassphrase(password, salt, vault::leastCost);
    if (!stretched) {
        return tl::unexpected(stretched.error());
    }
    return vault::derivedKey(stretched->exposed(), salt, "omnitrade account 1 password");
}

} // namespace

Result<PasswordVerifier> verifierOf(std::span<const std::byte> password)
{
    PasswordVerifier verifier;
    if (const auto filled = vault::fillWithRandom(verifier.salt); !filled) {
        return tl::unexpected(filled.error());
    }
    const auto proof = proofOf(password, verifier.salt);
    if (!proof) {
        return tl::unexpected(proof.error());
    }
    std::ranges::copy(proof->exposed(), verifier.proof.begin());
    return verifier;
}

Result<bool> isPassword(const PasswordVerifier& verifier, std::span<const std::byte> password)
{
    static constexpr std::byte nothing{};
    const bool isPossible = !password.empty() && password.size() <= vault::mostPassphraseBytes;
    const auto proof = proofOf(isPossible ? password : std::span(&nothing, 1), verifier.salt);
    if (!proof) {
        return tl::unexpected(proof.error());
    }
    return platform::areEqualSecrets(proof->exposed(), verifier.proof) && isPossible;
}

} // namespace omni::accounts

#include "core/edge/security/accounts/recovery_codes.h"

#include "core/edge/security/totp/base32.h"

namespace omni::accounts {

using platform::SecretBytes;

namespace {

constexpr std::size_t groupLetters = 4;

Digest recoveryDigest(std::span<const std::byte> code)
{
    return digestOf("account-recovery-code", code);
}

Result<SecretBytes> grouped(std::span<const std::byte> letters)
{
    auto text = SecretBytes::zeros(letters.size() + (letters.size() - 1) / groupLetters);
    if (!text) {
        return text;
    }
    const auto out = text->exposedForWriting();
    std::size_t at = 0;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (i > 0 && i % groupLetters == 0) {
            out[at++] = std::byte{'-'};
        }
        out[at++] = letters[i];
    }
    return text;
}

} // namespace

bool RecoveryCodes::take(std::span<const std::byte> typed)
{
    const auto code = totp::bytesOfBase32(typed);
    if (!code || code->size() != recoveryCodeBytes) {
        return false;
    }
    const auto digest = recoveryDigest(code->exposed());
    std::size_t found = left.size();
    for (std::size_t i = 0; i < left.size(); ++i) {
        found = platform::areEqualSecrets(left[i], digest) ? i : found;
    }
    if (found == left.size()) {
        return false;
    }
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(found));
    return true;
}

Result<MadeRecoveryCodes> newRecoveryCodes()
{
    MadeRecoveryCodes made;
    for (std::size_t i = 0; i < recoveryCodeCount; ++i) {
        const auto code = SecretBytes::random(recoveryCodeBytes);
        if (!code) {
            return tl::unexpected(code.error());
        }
        const auto letters = totp::base32Of(code->exposed());
        auto text = letters ? grouped(letters->exposed()) : failure(Errc::Full, "no memory for a code");
        if (!text) {
            return tl::unexpected(text.error());
        }
        made.kept.left.push_back(recoveryDigest(code->exposed()));
        made.shown.push_back(std::move(*text));
    }
    return made;
}

} // namespace omni::accounts

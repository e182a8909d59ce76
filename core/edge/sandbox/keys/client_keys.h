// Keys of the paper exchange's clients: who may sign, and what a sound signature is. Of play money only.

#pragma once

#include "core/base/error.h"
#include "core/base/secret.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace omni::sandbox {

struct ClientKey {
    std::string key; ///< Letters, digits and "-_"; 4 to 128 of them.
    Secret secret; ///< Up to 512 bytes; empty where the client signs with a key pair.
    std::vector<std::uint8_t> publicKey; ///< Of Ed25519, 32 bytes; empty for an HMAC secret.
};

/// `{"key":"…","secret":"…"}` or a list of them; in place of a secret, "public_key" with an Ed25519 key in PEM. At
/// least one, at most 1'000, no key twice. Errc::Invalid says what is wrong and in which entry or line.
[[nodiscard]] Result<std::vector<ClientKey>> keysFrom(std::string_view json);

/// A pair of 64 letters and digits each, drawn from the system.
[[nodiscard]] ClientKey newKey();

/// Whether `signature` is this key's over `text`: hex of HMAC-SHA256 in either case, or Base64 of Ed25519. Takes the
/// same time wherever a digest differs.
[[nodiscard]] bool isSignedBy(const ClientKey& key, std::string_view text, std::string_view signature);

/// Whether both are the same, in the same time wherever they differ.
[[nodiscard]] bool isSameSecret(const Secret& secret, std::string_view given);

} // namespace omni::sandbox

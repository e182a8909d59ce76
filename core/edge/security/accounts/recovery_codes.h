// Ten codes on paper for whoever has lost the authenticator: 80 random bits each, good once (safety 4.3, V13).

#pragma once

#include "core/base/digest.h"
#include "core/edge/platform/secret_memory.h"

#include <cstddef>
#include <span>
#include <vector>

namespace omni::accounts {

inline constexpr std::size_t recoveryCodeCount = 10;
inline constexpr std::size_t recoveryCodeBytes = 10;

/// What is kept of the codes that are left: their digests. 80 random bits need no slow digest: nobody guesses them.
struct RecoveryCodes {
    std::vector<Digest> left; ///< At most `recoveryCodeCount`.

    /// Voids `typed`. False when it is none of those that are left. Takes the same time whichever it is. Case, blanks
    /// and hyphens do not count.
    [[nodiscard]] bool take(std::span<const std::byte> typed);
};

struct MadeRecoveryCodes {
    RecoveryCodes kept;
    /// Shown once: sixteen letters of base 32 in groups of four, `ABCD-EFGH-IJKL-MNOP`.
    std::vector<platform::SecretBytes> shown;
};

[[nodiscard]] Result<MadeRecoveryCodes> newRecoveryCodes();

} // namespace omni::accounts

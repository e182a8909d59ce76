#include "core/edge/security/vault/secret_bytes.h"

#include <sodium.h>

namespace omni::vault {

Result<void> fillWithRandom(std::span<std::byte> bytes)
{
    if (sodium_init() < 0) { // again it does nothing
        return failure(Errc::Unavailable, "libsodium does not start");
    }
    randombytes_buf(bytes.data(), bytes.size());
    return {};
}

} // namespace omni::vault

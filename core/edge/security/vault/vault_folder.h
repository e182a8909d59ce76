// The port through which the vault reads and writes its two files. `host` implements it over the profile's folder.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"

#include <cstdint>
#include <span>

namespace omni::vault {

enum class VaultFile : std::uint8_t {
    Current, ///< vault.omv
    Previous, ///< vault-previous.omv: what Current was before the last change.
};

/// All calls block and come from one thread. Another process must not write meanwhile: the profile's lock sees to it,
/// and the vault compares before it writes.
class VaultFolder
{
public:
    virtual ~VaultFolder() = default;
    /// The whole file. NotFound when there is none; Corrupt, without reading it all, above 16 MiB.
    [[nodiscard]] virtual Result<Bytes> read(VaultFile file) const = 0;
    /// Writes a whole file, readable by its owner only, so that after a loss of power it is the old one or the new
    /// one: temporary file (0600), sync, rename, sync of the folder. After a failure it is one of the two as well.
    [[nodiscard]] virtual Result<void> replace(VaultFile file, std::span<const std::byte> data) = 0;
    /// Having none is well.
    [[nodiscard]] virtual Result<void> remove(VaultFile file) = 0;
};

} // namespace omni::vault

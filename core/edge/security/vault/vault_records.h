// One record: sealed into the bytes of a new file, and opened from those of the file that was read.

#pragma once

#include "core/edge/security/vault/vault_keys.h"

#include <span>
#include <string>

namespace omni::vault {

/// What is told of a record without its secret.
struct Label {
    Timestamp putAt;
    std::string name; ///< 1 to 200 bytes.
};

/// What a record's label and secret take in the file before they are boxed.
[[nodiscard]] std::size_t labelBytes(const Label& label) noexcept;
[[nodiscard]] std::size_t sealedSecretBytes(std::size_t secret) noexcept;

/// Appends the record, under a new key of its own. Label and secret are within their bounds.
[[nodiscard]] Result<void> appendRecord(Bytes& out, const RecordPlace& place, const Label& label,
                                        std::span<const std::byte> secret, const MasterKeys& keys);

/// Corrupt when it does not open in `place`.
[[nodiscard]] Result<Label> openedLabel(const RecordImage& record, const RecordPlace& place, const MasterKeys& keys);
[[nodiscard]] Result<SecretBytes> openedSecret(const RecordImage& record, const RecordPlace& place,
                                               const MasterKeys& keys);

} // namespace omni::vault

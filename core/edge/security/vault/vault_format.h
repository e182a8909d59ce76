// The vault's bytes and what they mean, without any key: docs/vault-format.md, version 1.
//
// Reading is a pure function of the bytes; it allocates no more than they hold. Nothing that it gives may be believed
// before the tag is checked, which needs the master key.

#pragma once

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/time.h"
#include "core/edge/security/vault/key_derivation.h"
#include "core/edge/security/vault/sealed_box.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace omni::vault {

inline constexpr std::size_t mostVaultBytes = std::size_t{16} << 20;
inline constexpr std::size_t mostRecords = 1024;
inline constexpr std::size_t mostReferenceBytes = 2048;
inline constexpr std::size_t mostNameBytes = 200;
inline constexpr std::size_t mostSecretBytes = 65'532;
inline constexpr std::size_t bucketBytes = 64;

using VaultId = std::array<std::byte, 16>;
using RecordId = std::array<std::byte, 16>;

/// Who can open the vault. At most one slot of a kind.
enum class SlotKind : std::uint8_t {
    Passphrase = 1,
    RecoveryKey = 2, ///< 32 bytes, shown to a person once.
    KeyService = 3, ///< 32 bytes that a service such as a KMS unwraps.
    Keyring = 4, ///< 32 bytes that the desktop's keyring keeps.
};

/// What a record holds. A file may have numbers that this version does not name; they are kept.
enum class RecordType : std::uint16_t {
    VenueKey = 1,
    SecondFactorSeed = 2,
    RecoveryCodes = 3,
    OutsideKey = 4, ///< A key for data outside of the vault.
    ServiceToken = 5,
    SealedState = 6, ///< What must not be set back, such as a count of failures.
};

struct Slot {
    SlotKind kind = SlotKind::Passphrase;
    KdfCost cost; ///< Of a passphrase; without meaning for the others.
    Timestamp madeAt;
    Salt salt{};
    Bytes reference; ///< Of a key service or a keyring; opaque here. Untrusted until the vault is open.
    std::array<std::byte, boxedBytes(keyBytes)> box{}; ///< The master key, with nonce and tag.
};

struct Header {
    VaultId id{};
    std::uint64_t generation = 1;
    std::uint32_t keyVersion = 1;
    Timestamp masterKeyMadeAt;
    Timestamp writtenAt;
    std::vector<Slot> keySlots; ///< In ascending order of their kinds.
};

/// One record as it stands in the file. The spans point into the bytes that were read.
struct RecordImage {
    RecordId id{};
    RecordType type{};
    std::span<const std::byte> key; ///< Boxed, and so are the other two.
    std::span<const std::byte> label;
    std::span<const std::byte> secret;
};

struct VaultImage {
    Header header;
    Digest headerDigest{};
    std::vector<RecordImage> records; ///< In ascending order of their ids.
    std::span<const std::byte> authenticated; ///< All that the tag is about.
    Tag tag{};
};

/// Corrupt for what is no vault, is cut, out of order or out of bounds, also for a cost out of bounds; Newer for a
/// higher format version. The result points into `bytes`.
[[nodiscard]] Result<VaultImage> readVault(std::span<const std::byte> bytes);

/// What the lengths of a record's label and secret, as in the file, come to in the file.
[[nodiscard]] constexpr std::size_t recordBytes(std::size_t label, std::size_t secret) noexcept
{
    return 32 + boxedBytes(keyBytes) + boxedBytes(label) + boxedBytes(secret);
}

/// The smallest multiple of 64 that is not less.
[[nodiscard]] constexpr std::size_t bucketed(std::size_t size) noexcept
{
    return (size + bucketBytes - 1) / bucketBytes * bucketBytes;
}

/// The header of a file with `count` records of `recordsSize` bytes together. The header is within its bounds; Full
/// when the file would be too large.
[[nodiscard]] Result<Bytes> headerBytes(const Header& header, std::size_t count, std::size_t recordsSize);
/// Appends the 32 bytes that stand in front of a record's boxes; lengths as in the file.
void appendRecordHead(Bytes& out, const RecordId& id, RecordType type, std::size_t label, std::size_t secret);

[[nodiscard]] Digest headerDigestOf(std::span<const std::byte> header);

/// What the boxes are bound to; see the page.
[[nodiscard]] Bytes slotAssociation(const VaultId& vault, std::uint32_t keyVersion, const Slot& slot);
enum class RecordBox : std::uint8_t { Key = 1, Label = 2, Secret = 3 };
struct RecordPlace {
    VaultId vault{};
    RecordId record{};
    RecordType type{};
    std::uint32_t keyVersion = 1;
    std::uint64_t generation = 1;
    Digest headerDigest{};
};
[[nodiscard]] Bytes recordAssociation(const RecordPlace& place, RecordBox box);

} // namespace omni::vault

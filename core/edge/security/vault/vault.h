// The vault: secrets under names, in one file that opens with a passphrase, a recovery key, or a key that a service
// keeps (safety 4.2). The file's form and what its parts are bound to: docs/vault-format.md.
//
// One thread at a time. Opening by passphrase and changing one block for a second and take the cost's memory: never on
// the window's thread, never on the engine's. Nothing here asks a clock; times come with the call.

#pragma once

#include "core/edge/security/vault/vault_folder.h"
#include "core/edge/security/vault/vault_records.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace omni::vault {

struct RecordEntry {
    RecordId id{};
    RecordType type{};
    Label label;
};

struct SlotEntry {
    SlotKind kind = SlotKind::Passphrase;
    KdfCost cost;
    Timestamp madeAt;
    Bytes reference;
};

/// What the caller knows of the vault from elsewhere, the audit's chain for instance.
struct Expected {
    std::optional<VaultId> id; ///< Another one is refused (Conflict).
    std::uint64_t leastGeneration = 0; ///< A lower one was set back (Conflict).
    /// Previous when a person has decided so, because Current is damaged: it may lack one generation of the least.
    VaultFile file = VaultFile::Current;
};

class Vault
{
public:
    /// A new vault with a slot for the passphrase, written. Conflict when there is a file already.
    [[nodiscard]] static Result<Vault> create(VaultFolder& folder, std::span<const std::byte> passphrase, KdfCost cost,
                                              Timestamp now);
    /// NotFound: no file, or no such slot. Denied: does not open, be the passphrase wrong or its slot damaged. Corrupt:
    /// damaged. Newer: of a newer version. Conflict: set back or another vault; the detail tells which.
    /// A good opening of Current removes Previous.
    [[nodiscard]] static Result<Vault> openWithPassphrase(VaultFolder& folder, std::span<const std::byte> passphrase,
                                                          const Expected& expected = {});
    /// The same with the 32 bytes of a recovery key, a key service or a keyring.
    [[nodiscard]] static Result<Vault> openWithKey(VaultFolder& folder, SlotKind kind, std::span<const std::byte> key,
                                                   const Expected& expected = {});

    Vault(Vault&&) noexcept = default;
    Vault& operator=(Vault&&) noexcept = default;
    ~Vault() = default;

    [[nodiscard]] const VaultId& id() const noexcept
    {
        return m_image.header.id;
    }
    /// Belongs into the audit's chain after each change: that is how a file that is set back is seen.
    [[nodiscard]] std::uint64_t generation() const noexcept
    {
        return m_image.header.generation;
    }
    [[nodiscard]] std::uint32_t keyVersion() const noexcept
    {
        return m_image.header.keyVersion;
    }
    [[nodiscard]] Timestamp masterKeyMadeAt() const noexcept
    {
        return m_image.header.masterKeyMadeAt;
    }
    [[nodiscard]] std::vector<SlotEntry> keySlots() const;

    /// Forgets all keys and labels. Everything below is Denied from then on; to go on, open again.
    void lock() noexcept;
    [[nodiscard]] bool isLocked() const noexcept
    {
        return m_keys.master.isEmpty();
    }
    /// False when the system would not lock the keys' memory against swapping.
    [[nodiscard]] bool isMemoryLocked() const noexcept
    {
        return m_keys.master.isLocked() && m_keys.records.isLocked() && m_keys.file.isLocked();
    }

    /// In the order of type and name.
    [[nodiscard]] Result<std::vector<RecordEntry>> list() const;
    /// A copy of the secret for one use. NotFound.
    [[nodiscard]] Result<SecretBytes> read(const RecordId& id) const;
    [[nodiscard]] Result<SecretBytes> read(RecordType type, std::string_view name) const;
    /// A key for data that is not in the vault. It is another one after `renewMasterKey`: what is under it then has to
    /// be sealed anew, or be under a random key that is itself a record (OutsideKey).
    [[nodiscard]] Result<SecretBytes> keyFor(Purpose purpose) const;

    // Each of these writes the file. After a failure this object and the file hold what they held before; only when
    // the write of Current itself has failed nobody knows which of the two the disk holds: then reading goes on with
    // what was before, every further change is Unavailable, and the next opening tells. Conflict when another program
    // has changed the file. Full when the disk or the vault is; when memory ends behind the write, the vault is locked.

    /// Puts a secret of 1 to 65,532 bytes under a name of 1 to 200 (Invalid); one that has type and name is replaced.
    [[nodiscard]] Result<RecordId> put(RecordType type, std::string_view name, std::span<const std::byte> secret,
                                       Timestamp now);
    [[nodiscard]] Result<void> remove(const RecordId& id, Timestamp now);
    /// Denied when `current` is not the passphrase. NotFound when there is no slot for one.
    [[nodiscard]] Result<void> changePassphrase(std::span<const std::byte> current, std::span<const std::byte> next,
                                                KdfCost cost, Timestamp now);
    /// The same for whoever has lost the passphrase and has the 32 bytes of the recovery key (Denied).
    [[nodiscard]] Result<void> replaceLostPassphrase(std::span<const std::byte> recoveryKey,
                                                     std::span<const std::byte> next, KdfCost cost, Timestamp now);
    /// Makes a new recovery key and gives it out; an earlier one opens no more.
    [[nodiscard]] Result<SecretBytes> makeRecoveryKey(Timestamp now);
    /// Adds or replaces the slot of a key service or a keyring, for its 32 bytes.
    [[nodiscard]] Result<void> addKeySlot(SlotKind kind, std::span<const std::byte> key, Bytes reference,
                                          Timestamp now);
    /// NotFound; Conflict when neither a passphrase nor a recovery key would be left.
    [[nodiscard]] Result<void> removeSlot(SlotKind kind, Timestamp now);
    /// A new master key, and everything sealed anew. The passphrase stays, and is asked for because its slot has to be
    /// made anew (Denied). If there was a recovery key, a new one is given out; else the answer is empty. Slots of key
    /// services and keyrings go.
    [[nodiscard]] Result<SecretBytes> renewMasterKey(std::span<const std::byte> passphrase, Timestamp now);

private:
    struct Change;

    Vault(VaultFolder& folder, VaultFile file, std::uint64_t leastGeneration);
    [[nodiscard]] static Result<Vault> open(VaultFolder& folder, SlotKind kind, std::span<const std::byte> lock,
                                            const Expected& expected);
    [[nodiscard]] Result<void> unlock(SlotKind kind, std::span<const std::byte> lock, const Expected& expected);
    [[nodiscard]] Result<void> readLabels();
    [[nodiscard]] const Slot* slotOf(SlotKind kind) const noexcept;
    [[nodiscard]] Result<void> prove(SlotKind kind, std::span<const std::byte> lock) const;
    [[nodiscard]] RecordPlace placeOf(std::size_t index) const;
    [[nodiscard]] std::optional<std::size_t> indexOf(const RecordId& id) const;
    [[nodiscard]] std::optional<std::size_t> indexOf(RecordType type, std::string_view name) const;
    [[nodiscard]] Result<void> checkWritable() const;
    /// Seals, writes, and takes over what was written.
    [[nodiscard]] Result<void> apply(Change change, Timestamp now);
    [[nodiscard]] Result<Bytes> compose(const Change& change, const Header& header, const MasterKeys& keys) const;
    [[nodiscard]] Result<void> appendRecords(Bytes& out, const Change& change, const Header& header,
                                             const MasterKeys& keys) const;
    [[nodiscard]] Result<void> write(std::span<const std::byte> bytes);
    [[nodiscard]] Result<void> replaceSlot(NewSlot wanted, std::span<const std::byte> lock, Timestamp now);

    VaultFolder* m_folder = nullptr; ///< Outlives the vault; never null.
    VaultFile m_openedFrom = VaultFile::Current;
    std::uint64_t m_highestGeneration = 0; ///< That anybody knows of.
    bool m_isUncertain = false; ///< A write of Current has failed.
    Bytes m_bytes; ///< The file. The image points into it.
    VaultImage m_image;
    std::vector<Label> m_labels; ///< Of the image's records, in their order.
    MasterKeys m_keys;
};

} // namespace omni::vault

#include "core/edge/security/vault/vault_change.h"

#include <algorithm>
#include <utility>

namespace omni::vault {

namespace {

std::vector<Slot> withSlot(std::vector<Slot> keySlots, Slot added)
{
    std::erase_if(keySlots, [&](const Slot& each) { return each.kind == added.kind; });
    keySlots.push_back(std::move(added));
    std::ranges::sort(keySlots, {}, &Slot::kind);
    return keySlots;
}

Result<void> checkNoFile(const VaultFolder& folder)
{
    for (const VaultFile file : {VaultFile::Current, VaultFile::Previous}) {
        const auto there = folder.read(file);
        if (there) {
            return failure(Errc::Conflict, "there is a vault already");
        }
        if (there.error().code != Errc::NotFound) {
            return tl::unexpected(there.error());
        }
    }
    return {};
}

} // namespace

Result<Vault> Vault::create(VaultFolder& folder, std::span<const std::byte> passphrase, KdfCost cost, Timestamp now)
{
    if (const auto none = checkNoFile(folder); !none) {
        return tl::unexpected(none.error());
    }
    Vault vault(folder, VaultFile::Current, 0);
    Header header;
    header.masterKeyMadeAt = header.writtenAt = now;
    if (const auto filled = fillWithRandom(header.id); !filled) {
        return tl::unexpected(filled.error());
    }
    auto master = SecretBytes::random(keyBytes);
    if (!master) {
        return tl::unexpected(master.error());
    }
    auto slot = sealedSlot({SlotKind::Passphrase, cost, now, {}}, passphrase, master->exposed(), header.id, 1);
    if (!slot) {
        return tl::unexpected(slot.error());
    }
    header.keySlots.push_back(std::move(*slot));
    auto keys = keysFrom(std::move(*master), header.id);
    if (!keys) {
        return tl::unexpected(keys.error());
    }
    auto bytes = vault.compose({}, header, *keys);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    auto image = readVault(*bytes);
    if (!image) {
        return tl::unexpected(image.error());
    }
    if (const auto written = folder.replace(VaultFile::Current, *bytes); !written) {
        return tl::unexpected(written.error());
    }
    vault.m_bytes = std::move(*bytes);
    vault.m_image = std::move(*image);
    vault.m_keys = std::move(*keys);
    vault.m_highestGeneration = vault.generation();
    return vault;
}

Result<void> Vault::prove(SlotKind kind, std::span<const std::byte> lock) const
{
    const Slot* const slot = slotOf(kind);
    if (slot == nullptr) {
        return failure(Errc::NotFound,
                       kind == SlotKind::Passphrase ? "the vault has no passphrase" : "the vault has no such key");
    }
    const auto master = openedSlot(*slot, lock, id(), keyVersion());
    if (!master) {
        return tl::unexpected(master.error());
    }
    return {};
}

Result<RecordId> Vault::put(RecordType type, std::string_view name, std::span<const std::byte> secret, Timestamp now)
{
    if (const auto writable = checkWritable(); !writable) {
        return tl::unexpected(writable.error());
    }
    if (type == RecordType{} || name.empty() || name.size() > mostNameBytes) {
        return failure(Errc::Invalid, "a record has a type, and a name of 1 to 200 bytes");
    }
    if (secret.empty() || secret.size() > mostSecretBytes) {
        return failure(Errc::Invalid, "a secret has 1 to 65532 bytes");
    }
    Change change;
    change.dropped = indexOf(type, name);
    RecordId record{};
    if (change.dropped) {
        record = m_image.records[*change.dropped].id;
    } else if (const auto filled = fillWithRandom(record); !filled) {
        return tl::unexpected(filled.error());
    }
    change.put = Change::Put{record, type, {now, std::string(name)}, secret};
    if (const auto applied = apply(std::move(change), now); !applied) {
        return tl::unexpected(applied.error());
    }
    return record;
}

Result<void> Vault::remove(const RecordId& record, Timestamp now)
{
    if (const auto writable = checkWritable(); !writable) {
        return writable;
    }
    Change change;
    change.dropped = indexOf(record);
    if (!change.dropped) {
        return failure(Errc::NotFound, "the vault has no such record");
    }
    return apply(std::move(change), now);
}

Result<void> Vault::replaceSlot(NewSlot wanted, std::span<const std::byte> lock, Timestamp now)
{
    auto slot = sealedSlot(std::move(wanted), lock, m_keys.master.exposed(), id(), keyVersion());
    if (!slot) {
        return tl::unexpected(slot.error());
    }
    Change change;
    change.keySlots = withSlot(m_image.header.keySlots, std::move(*slot));
    return apply(std::move(change), now);
}

Result<void> Vault::changePassphrase(std::span<const std::byte> current, std::span<const std::byte> next, KdfCost cost,
                                     Timestamp now)
{
    if (const auto writable = checkWritable(); !writable) {
        return writable;
    }
    if (const auto proven = prove(SlotKind::Passphrase, current); !proven) {
        return proven;
    }
    return replaceSlot({SlotKind::Passphrase, cost, now, {}}, next, now);
}

Result<void> Vault::replaceLostPassphrase(std::span<const std::byte> recoveryKey, std::span<const std::byte> next,
                                          KdfCost cost, Timestamp now)
{
    if (const auto writable = checkWritable(); !writable) {
        return writable;
    }
    if (const auto proven = prove(SlotKind::RecoveryKey, recoveryKey); !proven) {
        return proven;
    }
    return replaceSlot({SlotKind::Passphrase, cost, now, {}}, next, now);
}

Result<SecretBytes> Vault::makeRecoveryKey(Timestamp now)
{
    if (const auto writable = checkWritable(); !writable) {
        return tl::unexpected(writable.error());
    }
    auto key = SecretBytes::random(keyBytes);
    if (!key) {
        return key;
    }
    if (const auto added = replaceSlot({SlotKind::RecoveryKey, {}, now, {}}, key->exposed(), now); !added) {
        return tl::unexpected(added.error());
    }
    return key;
}

Result<void> Vault::addKeySlot(SlotKind kind, std::span<const std::byte> key, Bytes reference, Timestamp now)
{
    if (const auto writable = checkWritable(); !writable) {
        return writable;
    }
    if (kind != SlotKind::KeyService && kind != SlotKind::Keyring) {
        return failure(Errc::Invalid, "a slot for a key service or a keyring");
    }
    return replaceSlot({kind, {}, now, std::move(reference)}, key, now);
}

Result<void> Vault::removeSlot(SlotKind kind, Timestamp now)
{
    if (const auto writable = checkWritable(); !writable) {
        return writable;
    }
    if (slotOf(kind) == nullptr) {
        return failure(Errc::NotFound, "the vault has no such slot");
    }
    Change change;
    change.keySlots = m_image.header.keySlots;
    std::erase_if(*change.keySlots, [&](const Slot& each) { return each.kind == kind; });
    const bool isPersonLeft = std::ranges::any_of(*change.keySlots, [](const Slot& each) {
        return each.kind == SlotKind::Passphrase || each.kind == SlotKind::RecoveryKey;
    });
    if (!isPersonLeft) {
        return failure(Errc::Conflict, "a vault keeps a passphrase or a recovery key");
    }
    return apply(std::move(change), now);
}

Result<SecretBytes> Vault::renewMasterKey(std::span<const std::byte> passphrase, Timestamp now)
{
    if (const auto writable = checkWritable(); !writable) {
        return tl::unexpected(writable.error());
    }
    if (const auto proven = prove(SlotKind::Passphrase, passphrase); !proven) {
        return tl::unexpected(proven.error());
    }
    auto master = SecretBytes::random(keyBytes);
    if (!master) {
        return master;
    }
    const std::uint32_t version = keyVersion() + 1;
    const KdfCost cost = slotOf(SlotKind::Passphrase)->cost;
    auto slot = sealedSlot({SlotKind::Passphrase, cost, now, {}}, passphrase, master->exposed(), id(), version);
    if (!slot) {
        return tl::unexpected(slot.error());
    }
    std::vector<Slot> keySlots{std::move(*slot)};
    SecretBytes recovery;
    if (slotOf(SlotKind::RecoveryKey) != nullptr) {
        auto key = SecretBytes::random(keyBytes);
        if (!key) {
            return key;
        }
        auto added = sealedSlot({SlotKind::RecoveryKey, {}, now, {}}, key->exposed(), master->exposed(), id(), version);
        if (!added) {
            return tl::unexpected(added.error());
        }
        keySlots.push_back(std::move(*added));
        recovery = std::move(*key);
    }
    auto keys = keysFrom(std::move(*master), id());
    if (!keys) {
        return tl::unexpected(keys.error());
    }
    Change change;
    change.keySlots = std::move(keySlots);
    change.keys = std::move(*keys);
    if (const auto applied = apply(std::move(change), now); !applied) {
        return tl::unexpected(applied.error());
    }
    return recovery;
}

} // namespace omni::vault

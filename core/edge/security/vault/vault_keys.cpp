#include "core/edge/security/vault/vault_keys.h"

#include <algorithm>

namespace omni::vault {

namespace {

tl::unexpected<Error> doesNotOpen()
{
    return failure(Errc::Denied, "this does not open the vault");
}

std::string_view infoOf(Purpose purpose) noexcept
{
    switch (purpose) {
    case Purpose::SecondFactor:
        return "omnitrade vault 1 totp";
    case Purpose::PersonalData:
        return "omnitrade vault 1 personal data";
    case Purpose::Audit:
        return "omnitrade vault 1 audit";
    case Purpose::Sessions:
        return "omnitrade vault 1 sessions";
    }
    return {};
}

/// The key that opens the slot's box.
Result<SecretBytes> slotKey(const Slot& slot, std::span<const std::byte> lock)
{
    constexpr std::string_view info = "omnitrade vault 1 slot key";
    if (slot.kind != SlotKind::Passphrase) {
        if (lock.size() != keyBytes) {
            return failure(Errc::Invalid, "a key has 32 bytes");
        }
        return derivedKey(lock, slot.salt, info);
    }
    const auto stretched = keyOfPassphrase(lock, slot.salt, slot.cost);
    if (!stretched) {
        return tl::unexpected(stretched.error());
    }
    return derivedKey(stretched->exposed(), slot.salt, info);
}

} // namespace

Result<MasterKeys> keysFrom(SecretBytes master, const VaultId& vault)
{
    auto records = derivedKey(master.exposed(), vault, "omnitrade vault 1 records");
    auto file = derivedKey(master.exposed(), vault, "omnitrade vault 1 file");
    if (!records || !file) {
        return tl::unexpected(records ? file.error() : records.error());
    }
    return MasterKeys{std::move(master), std::move(*records), std::move(*file)};
}

Result<SecretBytes> keyFor(Purpose purpose, const MasterKeys& keys, const VaultId& vault)
{
    return derivedKey(keys.master.exposed(), vault, infoOf(purpose));
}

Result<Slot> sealedSlot(NewSlot wanted, std::span<const std::byte> lock, std::span<const std::byte> master,
                        const VaultId& vault, std::uint32_t keyVersion)
{
    const bool isOutside = wanted.kind == SlotKind::KeyService || wanted.kind == SlotKind::Keyring;
    if (isOutside == wanted.reference.empty() || wanted.reference.size() > mostReferenceBytes) {
        return failure(Errc::Invalid, "a slot's reference");
    }
    const bool isPassphrase = wanted.kind == SlotKind::Passphrase;
    Slot slot{wanted.kind, isPassphrase ? wanted.cost : KdfCost{0, 0}, wanted.madeAt, {}, {}, {}};
    slot.reference = std::move(wanted.reference);
    if (const auto filled = fillWithRandom(slot.salt); !filled) {
        return tl::unexpected(filled.error());
    }
    const auto key = slotKey(slot, lock);
    if (!key) {
        return tl::unexpected(key.error());
    }
    Bytes box;
    if (const auto sealed = appendBox(box, key->exposed(), master, slotAssociation(vault, keyVersion, slot)); !sealed) {
        return tl::unexpected(sealed.error());
    }
    std::ranges::copy(box, slot.box.begin());
    return slot;
}

Result<SecretBytes> openedSlot(const Slot& slot, std::span<const std::byte> lock, const VaultId& vault,
                               std::uint32_t keyVersion)
{
    const auto key = slotKey(slot, lock);
    if (!key) {
        if (key.error().code == Errc::Invalid) {
            return doesNotOpen(); // empty, or as long as none can be
        }
        return tl::unexpected(key.error());
    }
    auto master = openedBox(key->exposed(), slot.box, slotAssociation(vault, keyVersion, slot));
    if (!master && master.error().code == Errc::Corrupt) {
        return doesNotOpen();
    }
    return master;
}

} // namespace omni::vault

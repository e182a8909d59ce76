#include "core/edge/security/vault/vault.h"

#include "core/edge/security/vault/vault_change.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace omni::vault {

namespace {

tl::unexpected<Error> locked()
{
    return failure(Errc::Denied, "the vault is locked");
}

/// A file may be refused before its bytes are proven: forged ones are refused in any case.
Result<void> checkExpected(const Header& header, const Expected& expected)
{
    if (expected.id && *expected.id != header.id) {
        return failure(Errc::Conflict, "this is another vault than the profile's");
    }
    // Generations are counted, so the difference cannot wrap where the first is the smaller one.
    const std::uint64_t allowed = expected.file == VaultFile::Previous ? 1 : 0;
    if (header.generation < expected.leastGeneration && expected.leastGeneration - header.generation > allowed) {
        return failure(Errc::Conflict,
                       "the vault was set back: generation " + std::to_string(header.generation) + ", known is "
                           + std::to_string(expected.leastGeneration));
    }
    return {};
}

} // namespace

Vault::Vault(VaultFolder& folder, VaultFile file, std::uint64_t leastGeneration)
    : m_folder(&folder)
    , m_openedFrom(file)
    , m_highestGeneration(leastGeneration)
{
}

Result<Vault> Vault::openWithPassphrase(VaultFolder& folder, std::span<const std::byte> passphrase,
                                        const Expected& expected)
{
    return open(folder, SlotKind::Passphrase, passphrase, expected);
}

Result<Vault> Vault::openWithKey(VaultFolder& folder, SlotKind kind, std::span<const std::byte> key,
                                 const Expected& expected)
{
    if (kind == SlotKind::Passphrase) {
        return failure(Errc::Invalid, "a passphrase is no key");
    }
    return open(folder, kind, key, expected);
}

Result<Vault> Vault::open(VaultFolder& folder, SlotKind kind, std::span<const std::byte> lock, const Expected& expected)
{
    Vault vault(folder, expected.file, expected.leastGeneration);
    auto bytes = folder.read(expected.file);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    vault.m_bytes = std::move(*bytes);
    if (const auto unlocked = vault.unlock(kind, lock, expected); !unlocked) {
        return tl::unexpected(unlocked.error());
    }
    if (expected.file == VaultFile::Current) {
        // If it cannot be removed now, the next opening tries again; the vault is open all the same.
        static_cast<void>(folder.remove(VaultFile::Previous));
    }
    return vault;
}

Result<void> Vault::unlock(SlotKind kind, std::span<const std::byte> lock, const Expected& expected)
{
    auto image = readVault(m_bytes);
    if (!image) {
        return tl::unexpected(image.error());
    }
    m_image = std::move(*image);
    if (const auto fits = checkExpected(m_image.header, expected); !fits) {
        return fits;
    }
    const Slot* const slot = slotOf(kind);
    if (slot == nullptr) {
        return failure(Errc::NotFound, "the vault has no such slot");
    }
    auto master = openedSlot(*slot, lock, id(), keyVersion());
    if (!master) {
        return tl::unexpected(master.error());
    }
    auto keys = keysFrom(std::move(*master), id());
    if (!keys) {
        return tl::unexpected(keys.error());
    }
    if (!platform::areEqualSecrets(authentication(keys->file.exposed(), m_image.authenticated), m_image.tag)) {
        return failure(Errc::Corrupt, "the vault's file is damaged: its tag does not fit");
    }
    m_keys = std::move(*keys);
    // The file of before is one behind one that somebody may have seen.
    const std::uint64_t seen = generation() + (m_openedFrom == VaultFile::Previous ? 1 : 0);
    m_highestGeneration = std::max(m_highestGeneration, seen);
    return readLabels();
}

Result<void> Vault::readLabels()
{
    m_labels.clear();
    for (std::size_t i = 0; i < m_image.records.size(); ++i) {
        auto label = openedLabel(m_image.records[i], placeOf(i), m_keys);
        if (!label) {
            lock();
            return tl::unexpected(label.error());
        }
        m_labels.push_back(std::move(*label));
    }
    return {};
}

void Vault::lock() noexcept
{
    m_keys.master.clear();
    m_keys.records.clear();
    m_keys.file.clear();
    m_labels.clear();
}

std::vector<SlotEntry> Vault::keySlots() const
{
    std::vector<SlotEntry> entries;
    for (const auto& slot : m_image.header.keySlots) {
        entries.push_back({slot.kind, slot.cost, slot.madeAt, slot.reference});
    }
    return entries;
}

const Slot* Vault::slotOf(SlotKind kind) const noexcept
{
    const auto& keySlots = m_image.header.keySlots;
    const auto found = std::ranges::find(keySlots, kind, &Slot::kind);
    return found == keySlots.end() ? nullptr : &*found;
}

RecordPlace Vault::placeOf(std::size_t index) const
{
    const auto& record = m_image.records[index];
    return {id(), record.id, record.type, keyVersion(), generation(), m_image.headerDigest};
}

std::optional<std::size_t> Vault::indexOf(const RecordId& wanted) const
{
    const auto found = std::ranges::find(m_image.records, wanted, &RecordImage::id);
    if (found == m_image.records.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - m_image.records.begin());
}

std::optional<std::size_t> Vault::indexOf(RecordType type, std::string_view name) const
{
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        if (m_image.records[i].type == type && m_labels[i].name == name) {
            return i;
        }
    }
    return std::nullopt;
}

Result<std::vector<RecordEntry>> Vault::list() const
{
    if (isLocked()) {
        return locked();
    }
    std::vector<RecordEntry> entries;
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        entries.push_back({m_image.records[i].id, m_image.records[i].type, m_labels[i]});
    }
    std::ranges::sort(entries, [](const RecordEntry& a, const RecordEntry& b) {
        return std::tie(a.type, a.label.name) < std::tie(b.type, b.label.name);
    });
    return entries;
}

Result<SecretBytes> Vault::read(const RecordId& wanted) const
{
    if (isLocked()) {
        return locked();
    }
    const auto index = indexOf(wanted);
    if (!index) {
        return failure(Errc::NotFound, "the vault has no such record");
    }
    return openedSecret(m_image.records[*index], placeOf(*index), m_keys);
}

Result<SecretBytes> Vault::read(RecordType type, std::string_view name) const
{
    if (isLocked()) {
        return locked();
    }
    const auto index = indexOf(type, name);
    if (!index) {
        return failure(Errc::NotFound, "the vault has no such record");
    }
    return openedSecret(m_image.records[*index], placeOf(*index), m_keys);
}

Result<SecretBytes> Vault::keyFor(Purpose purpose) const
{
    if (isLocked()) {
        return locked();
    }
    return vault::keyFor(purpose, m_keys, id());
}

} // namespace omni::vault

#include "core/edge/security/vault/vault_change.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace omni::vault {

Result<void> Vault::checkWritable() const
{
    if (isLocked()) {
        return failure(Errc::Denied, "the vault is locked");
    }
    if (m_isUncertain) {
        return failure(Errc::Unavailable, "a write of the vault has failed: open it again before it is changed");
    }
    if (m_highestGeneration == std::numeric_limits<std::uint64_t>::max()
        || keyVersion() == std::numeric_limits<std::uint32_t>::max()) {
        return failure(Errc::Full, "the vault's counters are at their end");
    }
    return {};
}

Result<void> Vault::apply(Change change, Timestamp now)
{
    if (const auto writable = checkWritable(); !writable) {
        return writable;
    }
    Header header = m_image.header;
    header.generation = m_highestGeneration + 1;
    header.writtenAt = now;
    if (change.keySlots) {
        header.keySlots = std::move(*change.keySlots);
    }
    if (change.keys) {
        header.keyVersion += 1;
        header.masterKeyMadeAt = now;
    }
    auto bytes = compose(change, header, change.keys ? *change.keys : m_keys);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    auto image = readVault(*bytes);
    if (!image) {
        return failure(Errc::Invalid, "what would be written is no vault: " + image.error().detail);
    }
    if (const auto written = write(*bytes); !written) {
        return written;
    }
    m_bytes = std::move(*bytes); // moves the buffer: what the image points to stays where it is
    m_image = std::move(*image);
    m_highestGeneration = generation();
    if (change.keys) {
        m_keys = std::move(*change.keys);
    }
    return readLabels();
}

Result<Bytes> Vault::compose(const Change& change, const Header& header, const MasterKeys& keys) const
{
    std::size_t count = 0;
    std::size_t size = 0;
    const auto add = [&](const Label& label, std::size_t sealedSecret) {
        count += 1;
        size += recordBytes(labelBytes(label), sealedSecret);
    };
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        if (i != change.dropped) {
            add(m_labels[i], m_image.records[i].secret.size() - boxedBytes(0));
        }
    }
    if (change.put) {
        add(change.put->label, sealedSecretBytes(change.put->secret.size()));
    }
    auto bytes = headerBytes(header, count, size);
    if (!bytes) {
        return bytes;
    }
    if (const auto appended = appendRecords(*bytes, change, header, keys); !appended) {
        return tl::unexpected(appended.error());
    }
    const Tag tag = authentication(keys.file.exposed(), *bytes);
    bytes->insert(bytes->end(), tag.begin(), tag.end());
    return bytes;
}

Result<void> Vault::appendRecords(Bytes& out, const Change& change, const Header& header, const MasterKeys& keys) const
{
    const Digest digest = headerDigestOf(out);
    const auto placeIn = [&](const RecordId& record, RecordType type) {
        return RecordPlace{header.id, record, type, header.keyVersion, header.generation, digest};
    };
    bool isPutDue = change.put.has_value();
    const auto putIt = [&] {
        isPutDue = false;
        const auto& put = *change.put;
        return appendRecord(out, placeIn(put.id, put.type), put.label, put.secret, keys);
    };
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        const auto& record = m_image.records[i];
        if (isPutDue && change.put->id <= record.id) {
            if (const auto done = putIt(); !done) {
                return done;
            }
        }
        if (i == change.dropped) {
            continue;
        }
        const auto secret = openedSecret(record, placeOf(i), m_keys);
        if (!secret) {
            return tl::unexpected(secret.error());
        }
        const auto done = appendRecord(out, placeIn(record.id, record.type), m_labels[i], secret->exposed(), keys);
        if (!done) {
            return done;
        }
    }
    return isPutDue ? putIt() : Result<void>();
}

Result<void> Vault::write(std::span<const std::byte> bytes)
{
    const auto onDisk = m_folder->read(m_openedFrom);
    if (!onDisk) {
        return tl::unexpected(onDisk.error());
    }
    if (*onDisk != m_bytes) {
        return failure(Errc::Conflict, "another program has changed the vault: open it again");
    }
    // Opened from the file of before, Current is damaged: it must not take the place of the last good one.
    if (m_openedFrom == VaultFile::Current) {
        if (const auto kept = m_folder->replace(VaultFile::Previous, m_bytes); !kept) {
            return kept;
        }
    }
    if (const auto replaced = m_folder->replace(VaultFile::Current, bytes); !replaced) {
        // What still reads as before was never renamed over. What reads as new may yet be lost with the power.
        const auto now = m_folder->read(VaultFile::Current);
        m_isUncertain = m_openedFrom != VaultFile::Current || !now || *now != m_bytes;
        return replaced;
    }
    m_openedFrom = VaultFile::Current;
    return {};
}

} // namespace omni::vault

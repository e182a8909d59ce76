#include "core/edge/security/vault/vault_format.h"

#include <algorithm>
#include <optional>

namespace omni::vault {

namespace {

constexpr std::string_view magic = "OMNIVLT\n";
constexpr std::uint16_t formatVersion = 1;
constexpr std::uint16_t suite = 1;
constexpr std::size_t fixedHeaderBytes = 80;
constexpr std::size_t mostLabelBytes = bucketed(10 + mostNameBytes);
constexpr std::size_t mostSealedSecretBytes = bucketed(4 + mostSecretBytes);

enum class Derivation : std::uint8_t { Passphrase = 1, Key = 2 };

Derivation derivationOf(SlotKind kind) noexcept
{
    return kind == SlotKind::Passphrase ? Derivation::Passphrase : Derivation::Key;
}

bool hasReference(SlotKind kind) noexcept
{
    return kind == SlotKind::KeyService || kind == SlotKind::Keyring;
}

tl::unexpected<Error> damaged(const char* what)
{
    return failure(Errc::Corrupt, std::string("the vault's file is damaged: ") + what);
}

template<std::size_t size> std::array<std::byte, size> taken(ByteReader& reader)
{
    std::array<std::byte, size> value{};
    const auto bytes = reader.raw(size);
    std::copy(bytes.begin(), bytes.end(), value.begin());
    return value;
}

void zerosOrFail(ByteReader& reader, std::size_t count)
{
    if (!std::ranges::all_of(reader.raw(count), [](std::byte each) { return each == std::byte{0}; })) {
        reader.fail();
    }
}

void appendZeros(Bytes& out, std::size_t count)
{
    out.resize(out.size() + count);
}

/// The part of a slot that its box is bound to.
void appendSlotParameters(ByteWriter& writer, const Slot& slot)
{
    const auto derivation = derivationOf(slot.kind);
    const bool isPassphrase = derivation == Derivation::Passphrase;
    writer.u8(static_cast<std::uint8_t>(slot.kind));
    writer.u8(static_cast<std::uint8_t>(derivation));
    writer.u16(static_cast<std::uint16_t>(slot.reference.size()));
    writer.u32(isPassphrase ? slot.cost.memoryKiB : 0);
    writer.u32(isPassphrase ? slot.cost.passes : 0);
    writer.u32(isPassphrase ? 1 : 0);
    writer.i64(slot.madeAt.ns);
    writer.raw(slot.salt);
    writer.raw(slot.reference);
}

Result<Slot> readSlot(ByteReader& reader)
{
    Slot slot;
    const std::uint8_t kind = reader.u8();
    const std::uint8_t derivation = reader.u8();
    const std::size_t referenceBytes = reader.u16();
    slot.cost = {reader.u32(), 0};
    slot.cost.passes = reader.u32();
    const std::uint32_t lanes = reader.u32();
    slot.madeAt = Timestamp{reader.i64()};
    slot.salt = taken<std::tuple_size_v<Salt>>(reader);
    if (!reader.ok() || kind < 1 || kind > 4) {
        return damaged("a slot of no kind");
    }
    slot.kind = static_cast<SlotKind>(kind);
    if (derivation != static_cast<std::uint8_t>(derivationOf(slot.kind))) {
        return damaged("a slot's derivation");
    }
    if (hasReference(slot.kind) ? referenceBytes < 1 || referenceBytes > mostReferenceBytes : referenceBytes != 0) {
        return damaged("a slot's reference");
    }
    const bool isPassphrase = slot.kind == SlotKind::Passphrase;
    if (isPassphrase ? !isWithinBounds(slot.cost) || lanes != 1 : slot.cost != KdfCost{0, 0} || lanes != 0) {
        return damaged("a slot asks for a cost that is out of bounds");
    }
    const auto reference = reader.raw(referenceBytes);
    slot.reference.assign(reference.begin(), reference.end());
    slot.box = taken<boxedBytes(keyBytes)>(reader);
    if (!reader.ok()) {
        return damaged("a slot is cut");
    }
    return slot;
}

struct Lengths {
    std::size_t header = 0;
    std::size_t file = 0;
    std::size_t records = 0;
    std::size_t keySlots = 0;
};

/// The first 32 bytes.
Result<Lengths> readStart(ByteReader& reader)
{
    if (!std::ranges::equal(reader.raw(magic.size()), std::as_bytes(std::span(magic)))) {
        return damaged("it does not begin like a vault");
    }
    const std::uint16_t version = reader.u16();
    if (reader.ok() && version > formatVersion) {
        return failure(Errc::Newer, "the vault was written by a newer version of this program");
    }
    const std::uint16_t usedSuite = reader.u16();
    const Lengths lengths{reader.u32(), reader.u32(), reader.u32(), reader.u8()};
    zerosOrFail(reader, 7);
    if (!reader.ok() || version != formatVersion || usedSuite != suite) {
        return damaged("its first bytes");
    }
    if (lengths.records > mostRecords || lengths.keySlots < 1 || lengths.keySlots > 4) {
        return damaged("a number out of bounds");
    }
    return lengths;
}

Result<Header> readHeader(ByteReader& reader, std::size_t keySlots)
{
    Header header;
    header.id = taken<std::tuple_size_v<VaultId>>(reader);
    header.generation = reader.u64();
    header.keyVersion = reader.u32();
    zerosOrFail(reader, 4);
    header.masterKeyMadeAt = Timestamp{reader.i64()};
    header.writtenAt = Timestamp{reader.i64()};
    if (!reader.ok() || header.generation == 0 || header.keyVersion == 0) {
        return damaged("its header");
    }
    for (std::size_t i = 0; i < keySlots; ++i) {
        auto slot = readSlot(reader);
        if (!slot) {
            return tl::unexpected(slot.error());
        }
        if (!header.keySlots.empty() && header.keySlots.back().kind >= slot->kind) {
            return damaged("its slots are out of order");
        }
        header.keySlots.push_back(std::move(*slot));
    }
    return header;
}

bool isBucketed(std::size_t size, std::size_t most) noexcept
{
    return size >= bucketBytes && size <= most && size % bucketBytes == 0;
}

std::optional<RecordImage> readRecord(ByteReader& reader)
{
    RecordImage record;
    record.id = taken<std::tuple_size_v<RecordId>>(reader);
    record.type = static_cast<RecordType>(reader.u16());
    zerosOrFail(reader, 2);
    const std::size_t label = reader.u32();
    const std::size_t secret = reader.u32();
    zerosOrFail(reader, 4);
    if (!reader.ok() || record.type == RecordType{} || !isBucketed(label, mostLabelBytes)
        || !isBucketed(secret, mostSealedSecretBytes)) {
        return std::nullopt;
    }
    record.key = reader.raw(boxedBytes(keyBytes));
    record.label = reader.raw(boxedBytes(label));
    record.secret = reader.raw(boxedBytes(secret));
    return reader.ok() ? std::optional(record) : std::nullopt;
}

} // namespace

Result<VaultImage> readVault(std::span<const std::byte> bytes)
{
    ByteReader reader(bytes);
    const auto lengths = readStart(reader);
    if (!lengths) {
        return tl::unexpected(lengths.error());
    }
    if (bytes.size() > mostVaultBytes || lengths->file != bytes.size()) {
        return damaged("its length");
    }
    auto header = readHeader(reader, lengths->keySlots);
    if (!header) {
        return tl::unexpected(header.error());
    }
    if (bytes.size() - reader.left() != lengths->header) {
        return damaged("the header's length");
    }
    VaultImage image;
    image.header = std::move(*header);
    image.headerDigest = headerDigestOf(bytes.first(lengths->header));
    for (std::size_t i = 0; i < lengths->records; ++i) {
        const auto record = readRecord(reader);
        if (!record) {
            return damaged("a record's bounds");
        }
        if (!image.records.empty() && image.records.back().id >= record->id) {
            return damaged("its records are out of order");
        }
        image.records.push_back(*record);
    }
    image.tag = taken<std::tuple_size_v<Tag>>(reader);
    if (!reader.finished()) {
        return damaged("its end");
    }
    image.authenticated = bytes.first(bytes.size() - image.tag.size());
    return image;
}

Result<Bytes> headerBytes(const Header& header, std::size_t count, std::size_t recordsSize)
{
    std::size_t size = fixedHeaderBytes;
    for (const auto& slot : header.keySlots) {
        size += 40 + slot.reference.size() + slot.box.size();
    }
    const std::size_t fileSize = size + recordsSize + std::tuple_size_v<Tag>;
    if (count > mostRecords || fileSize > mostVaultBytes) {
        return failure(Errc::Full, "the vault holds at most 1024 records and 16 MiB");
    }
    Bytes out;
    out.reserve(fileSize);
    ByteWriter writer(out);
    writer.raw(std::as_bytes(std::span(magic)));
    writer.u16(formatVersion);
    writer.u16(suite);
    writer.u32(static_cast<std::uint32_t>(size));
    writer.u32(static_cast<std::uint32_t>(fileSize));
    writer.u32(static_cast<std::uint32_t>(count));
    writer.u8(static_cast<std::uint8_t>(header.keySlots.size()));
    appendZeros(out, 7);
    writer.raw(header.id);
    writer.u64(header.generation);
    writer.u32(header.keyVersion);
    appendZeros(out, 4);
    writer.i64(header.masterKeyMadeAt.ns);
    writer.i64(header.writtenAt.ns);
    for (const auto& slot : header.keySlots) {
        appendSlotParameters(writer, slot);
        writer.raw(slot.box);
    }
    return out;
}

void appendRecordHead(Bytes& out, const RecordId& id, RecordType type, std::size_t label, std::size_t secret)
{
    ByteWriter writer(out);
    writer.raw(id);
    writer.u16(static_cast<std::uint16_t>(type));
    appendZeros(out, 2);
    writer.u32(static_cast<std::uint32_t>(label));
    writer.u32(static_cast<std::uint32_t>(secret));
    appendZeros(out, 4);
}

Digest headerDigestOf(std::span<const std::byte> header)
{
    return digestOf("vault-header", header);
}

Bytes slotAssociation(const VaultId& vault, std::uint32_t keyVersion, const Slot& slot)
{
    Bytes out;
    ByteWriter writer(out);
    writer.raw(std::as_bytes(std::span(std::string_view("omnitrade vault 1 slot"))));
    writer.raw(vault);
    writer.u32(keyVersion);
    appendSlotParameters(writer, slot);
    return out;
}

Bytes recordAssociation(const RecordPlace& place, RecordBox box)
{
    Bytes out;
    ByteWriter writer(out);
    writer.raw(std::as_bytes(std::span(std::string_view("omnitrade vault 1 record"))));
    writer.u8(static_cast<std::uint8_t>(box));
    writer.raw(place.vault);
    writer.raw(place.record);
    writer.u16(static_cast<std::uint16_t>(place.type));
    writer.u32(place.keyVersion);
    writer.u64(place.generation);
    writer.raw(place.headerDigest);
    return out;
}

} // namespace omni::vault

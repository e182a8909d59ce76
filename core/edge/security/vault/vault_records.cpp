#include "core/edge/security/vault/vault_records.h"

#include <algorithm>

namespace omni::vault {

namespace {

constexpr std::size_t labelHeadBytes = 10;
constexpr std::size_t secretHeadBytes = 4;

tl::unexpected<Error> damagedRecord()
{
    return failure(Errc::Corrupt, "the vault's file is damaged: a record does not open");
}

bool isAllZeros(std::span<const std::byte> bytes) noexcept
{
    return std::ranges::all_of(bytes, [](std::byte each) { return each == std::byte{0}; });
}

/// What is in one of the two boxes under the record's own key.
Result<SecretBytes> openedPart(const RecordImage& record, RecordBox box, const RecordPlace& place,
                               const MasterKeys& keys)
{
    const auto key = openedBox(keys.records.exposed(), record.key, recordAssociation(place, RecordBox::Key));
    if (!key) {
        return key.error().code == Errc::Full ? Result<SecretBytes>(tl::unexpected(key.error())) : damagedRecord();
    }
    const auto boxed = box == RecordBox::Label ? record.label : record.secret;
    auto part = openedBox(key->exposed(), boxed, recordAssociation(place, box));
    if (!part && part.error().code != Errc::Full) {
        return damagedRecord();
    }
    return part;
}

} // namespace

std::size_t labelBytes(const Label& label) noexcept
{
    return bucketed(labelHeadBytes + label.name.size());
}

std::size_t sealedSecretBytes(std::size_t secret) noexcept
{
    return bucketed(secretHeadBytes + secret);
}

Result<void> appendRecord(Bytes& out, const RecordPlace& place, const Label& label, std::span<const std::byte> secret,
                          const MasterKeys& keys)
{
    const auto key = SecretBytes::random(keyBytes);
    auto padded = SecretBytes::zeros(sealedSecretBytes(secret.size()));
    if (!key || !padded) {
        return tl::unexpected(key ? padded.error() : key.error());
    }
    const auto space = padded->exposedForWriting();
    for (std::size_t i = 0; i < secretHeadBytes; ++i) {
        space[i] = static_cast<std::byte>(secret.size() >> (8 * i));
    }
    std::ranges::copy(secret, space.begin() + secretHeadBytes);

    Bytes told;
    ByteWriter writer(told);
    writer.i64(label.putAt.ns);
    writer.u16(static_cast<std::uint16_t>(label.name.size()));
    writer.raw(std::as_bytes(std::span(label.name)));
    told.resize(labelBytes(label));

    appendRecordHead(out, place.record, place.type, told.size(), space.size());
    auto done = appendBox(out, keys.records.exposed(), key->exposed(), recordAssociation(place, RecordBox::Key));
    if (done) {
        done = appendBox(out, key->exposed(), told, recordAssociation(place, RecordBox::Label));
    }
    if (done) {
        done = appendBox(out, key->exposed(), padded->exposed(), recordAssociation(place, RecordBox::Secret));
    }
    return done;
}

Result<Label> openedLabel(const RecordImage& record, const RecordPlace& place, const MasterKeys& keys)
{
    const auto told = openedPart(record, RecordBox::Label, place, keys);
    if (!told) {
        return tl::unexpected(told.error());
    }
    ByteReader reader(told->exposed());
    Label label{Timestamp{reader.i64()}, {}};
    const std::size_t size = reader.u16();
    if (size < 1 || size > mostNameBytes) {
        return damagedRecord();
    }
    const auto name = reader.raw(size);
    label.name.assign(reinterpret_cast<const char*>(name.data()), name.size());
    if (!reader.ok() || told->size() != labelBytes(label) || !isAllZeros(reader.raw(reader.left()))) {
        return damagedRecord();
    }
    return label;
}

Result<SecretBytes> openedSecret(const RecordImage& record, const RecordPlace& place, const MasterKeys& keys)
{
    const auto padded = openedPart(record, RecordBox::Secret, place, keys);
    if (!padded) {
        return tl::unexpected(padded.error());
    }
    ByteReader reader(padded->exposed());
    const std::size_t size = reader.u32();
    if (size < 1 || size > mostSecretBytes || padded->size() != sealedSecretBytes(size)
        || !isAllZeros(padded->exposed().subspan(secretHeadBytes + size))) {
        return damagedRecord();
    }
    return SecretBytes::copyOf(padded->exposed().subspan(secretHeadBytes, size));
}

} // namespace omni::vault

#include "core/edge/security/audit/folder_key_store.h"

#include "core/base/bytes.h"

#include <algorithm>
#include <string_view>

namespace omni::audit {

namespace {

constexpr std::string_view keyFile = "audit-key";
constexpr std::string_view keyMagic = "OMNIAKY\n";
constexpr std::size_t secretAt = 28; // behind magic, log and segment
constexpr std::size_t checkAt = secretAt + auditKeyBytes;
constexpr std::size_t fileBytes = checkAt + 4;

} // namespace

Result<std::optional<SegmentKey>> FolderKeyStore::load()
{
    const auto names = m_folder.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    if (std::ranges::find(*names, keyFile) == names->end()) {
        return std::optional<SegmentKey>();
    }
    const auto file = m_folder.read(keyFile);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const auto bytes = (*file)->bytes();
    ByteReader from(bytes);
    const auto start = from.raw(keyMagic.size());
    const auto log = from.raw(sizeof(LogId));
    SegmentKey key;
    key.segment = from.u32();
    const auto secret = from.raw(auditKeyBytes);
    const auto check = from.u32();
    if (!from.finished() || !std::ranges::equal(start, std::as_bytes(std::span(keyMagic))) || key.segment == 0
        || crc32c(bytes.first(checkAt)) != check) {
        return failure(Errc::Corrupt, "the file with the key of the audit record is damaged");
    }
    std::ranges::copy(log, key.log.begin());
    auto copy = platform::SecretBytes::copyOf(secret);
    if (!copy) {
        return tl::unexpected(copy.error());
    }
    key.key = std::move(*copy);
    return std::optional<SegmentKey>(std::move(key));
}

Result<void> FolderKeyStore::save(const SegmentKey& key)
{
    if (key.key.size() != auditKeyBytes || key.segment == 0) {
        return failure(Errc::Invalid, "no key of an audit record");
    }
    auto file = platform::SecretBytes::zeros(fileBytes);
    if (!file) {
        return tl::unexpected(file.error());
    }
    // Into memory of its full size, so that no copy is left behind by one that grows.
    const auto out = file->exposedForWriting();
    Bytes plain;
    ByteWriter to(plain);
    to.raw(std::as_bytes(std::span(keyMagic)));
    to.raw(key.log);
    to.u32(key.segment);
    std::ranges::copy(plain, out.begin());
    std::ranges::copy(key.key.exposed(), out.begin() + secretAt);
    plain.clear();
    to.u32(crc32c(out.first(checkAt)));
    std::ranges::copy(plain, out.begin() + checkAt);
    return m_folder.replace(keyFile, file->exposed());
}

} // namespace omni::audit

// The scan of one segment when the record is opened.

#include "core/edge/security/audit/audit_format.h"

#include <algorithm>

namespace omni::audit {

namespace {

constexpr std::size_t fixedBytes = 128;
constexpr std::size_t proofBytes = 64;
constexpr std::size_t sectorBytes = 512;

tl::unexpected<Error> badRecord(std::uint64_t seq, const char* why)
{
    return failure(Errc::Corrupt, "audit record " + std::to_string(seq) + " is damaged: " + why);
}

struct Fixed {
    std::uint32_t size = 0;
    std::uint32_t segment = 0;
    std::uint64_t seq = 0;
    std::size_t actor = 0, role = 0, session = 0, action = 0, object = 0, reason = 0;
    std::span<const std::byte> payload;
    std::span<const std::byte> before;

    [[nodiscard]] std::size_t texts() const noexcept
    {
        return actor + role + session + action + object + reason;
    }
    /// What can be said of it without its texts.
    [[nodiscard]] bool isSound() const noexcept
    {
        return size == leastRecordBytes + texts() && actor <= mostActorBytes && role <= mostRoleBytes
            && session <= mostSessionBytes && action >= 1 && action <= mostActionBytes && object <= mostObjectBytes
            && reason <= mostReasonBytes;
    }
};

/// The first 128 bytes; nothing when zeros are missing.
std::optional<Fixed> readFixed(std::span<const std::byte> bytes)
{
    ByteReader from(bytes);
    Fixed fixed;
    fixed.size = from.u32();
    fixed.segment = from.u32();
    fixed.seq = from.u64();
    static_cast<void>(from.raw(16 + sizeof(BootNonce))); // the two times and the start
    const auto path = from.u8();
    const auto outcome = from.u8();
    fixed.actor = from.u8();
    fixed.role = from.u8();
    fixed.session = from.u8();
    fixed.action = from.u8();
    fixed.object = from.u16();
    fixed.reason = from.u16();
    const bool hasZeros = from.u32() == 0 && from.u16() == 0;
    fixed.payload = from.raw(32);
    fixed.before = from.raw(32);
    if (!from.ok() || !hasZeros || path == 0 || outcome == 0) {
        return std::nullopt;
    }
    return fixed;
}

/// Bytes of `rest` behind which a disk that lost its power left nothing but zeros to the end, in whole sectors of the
/// file; all of them when there is no such hole.
std::size_t writtenBytes(std::span<const std::byte> rest, std::size_t offset)
{
    const auto last = std::find_if(rest.rbegin(), rest.rend(), [](std::byte each) { return each != std::byte{0}; });
    const auto used = static_cast<std::size_t>(rest.rend() - last);
    if (used == 0) {
        return 0;
    }
    const std::size_t sector = (offset + used + sectorBytes - 1) / sectorBytes * sectorBytes - offset;
    return std::min(sector, rest.size());
}

class Scanner
{
public:
    Scanner(std::span<const std::byte> bytes, std::span<const std::byte> key)
        : m_bytes(bytes)
        , m_key(key)
    {
    }
    [[nodiscard]] Result<SegmentScan> scan(std::uint32_t number);

private:
    [[nodiscard]] Result<void> takeRecord(std::size_t size);
    [[nodiscard]] bool isTorn() const;
    [[nodiscard]] Result<void> takeWhole(const Fixed& fixed);
    [[nodiscard]] std::span<const std::byte> rest() const
    {
        return m_bytes.subspan(m_at);
    }

    std::span<const std::byte> m_bytes;
    std::span<const std::byte> m_key;
    std::size_t m_at = 0;
    Digest m_link{};
    SegmentScan m_scan;
};

/// What a crash can leave of one record: a part of it, and then the end of the file or zeros. The part that is there
/// must be the beginning of the record that belongs here.
bool Scanner::isTorn() const
{
    const auto left = rest();
    const auto part = left.first(writtenBytes(left, m_at));
    if (part.size() < 4) {
        return true;
    }
    const std::size_t size = ByteReader(part).u32();
    if (size < leastRecordBytes || size > mostRecordBytes || size <= part.size()) {
        return false;
    }
    ByteReader from(part.subspan(4));
    if (part.size() >= 16 && (from.u32() != m_scan.header.segment || from.u64() != m_scan.last + 1)) {
        return false;
    }
    if (part.size() < fixedBytes) {
        return true;
    }
    const auto fixed = readFixed(part);
    return fixed && fixed->isSound() && std::ranges::equal(fixed->before, m_link);
}

Result<void> Scanner::takeWhole(const Fixed& fixed)
{
    const std::uint64_t seq = m_scan.last + 1;
    const auto record = rest().first(fixed.size);
    const auto body = record.first(record.size() - proofBytes);
    const auto mac = record.subspan(body.size(), 32);
    if (fixed.seq != seq || fixed.segment != m_scan.header.segment) {
        return badRecord(seq, "another one stands in its place");
    }
    if (!std::ranges::equal(fixed.before, m_link)) {
        return badRecord(seq, "it is not linked to the one before");
    }
    const Digest hash = digestOf("audit-record", record.first(record.size() - 32));
    if (!std::ranges::equal(record.last(32), hash)) {
        return badRecord(seq, "its hash is another");
    }
    if (!m_key.empty() && !platform::areEqualSecrets(mac, macOf(m_key, body))) {
        return badRecord(seq, "it was not written with the key of its segment");
    }
    const auto texts = body.subspan(fixedBytes);
    const auto textAt = [&](std::size_t at, std::size_t size) {
        return std::string_view(reinterpret_cast<const char*>(texts.data()) + at, size);
    };
    const std::size_t actionAt = fixed.actor + fixed.role + fixed.session;
    const auto action = textAt(actionAt, fixed.action);
    if (action == cutAction && m_scan.records == 0) {
        m_scan.cut = tornFromText(textAt(actionAt + fixed.action, fixed.object));
        if (!m_scan.cut) {
            return badRecord(seq, "it does not say what was cut");
        }
        std::ranges::copy(fixed.payload, m_scan.cut->digest.begin());
    }
    m_scan.isClosed = action == closeAction;
    m_scan.records += 1;
    m_scan.last = seq;
    m_scan.hash = hash;
    m_link = hash;
    m_at += record.size();
    return {};
}

Result<void> Scanner::takeRecord(std::size_t size)
{
    const std::uint64_t seq = m_scan.last + 1;
    const auto fixed = readFixed(rest());
    if (!fixed || !fixed->isSound() || size > rest().size()) {
        return badRecord(seq, "its form is not that of a record");
    }
    if (m_scan.isClosed || m_scan.records == mostRecordsPerSegment) {
        return badRecord(seq, "it stands behind the end of its segment");
    }
    return takeWhole(*fixed);
}

Result<SegmentScan> Scanner::scan(std::uint32_t number)
{
    const auto header = readHeader(m_bytes);
    if (!header) {
        return tl::unexpected(header.error());
    }
    if (header->segment != number) {
        return failure(Errc::Corrupt, "the file of audit segment " + std::to_string(number) + " holds another one");
    }
    m_scan.header = *header;
    m_scan.last = header->first - 1;
    m_link = digestOf("audit-header", m_bytes.first(segmentHeaderBytes));
    m_at = segmentHeaderBytes;
    while (m_at < m_bytes.size()) {
        const auto taken = takeRecord(ByteReader(rest()).u32());
        if (taken) {
            continue;
        }
        if (m_scan.records == 0 || m_scan.isClosed || !isTorn()) {
            return tl::unexpected(taken.error());
        }
        m_scan.torn = Torn{number, m_at, rest().size(), digestOf("audit-cut", rest())};
        break;
    }
    if (m_scan.records == 0) {
        return badRecord(header->first, "its segment is empty");
    }
    return m_scan;
}

} // namespace

Result<SegmentScan> scanSegment(std::span<const std::byte> bytes, std::uint32_t number, std::span<const std::byte> key)
{
    return Scanner(bytes, key).scan(number);
}

} // namespace omni::audit

#include "core/edge/security/audit/audit_format.h"

#include <array>
#include <charconv>

namespace omni::audit {

namespace {

constexpr std::string_view magic = "OMNIAUD\n";
constexpr std::string_view nameStart = "audit-";
constexpr std::string_view nameEnd = ".oma";
constexpr std::size_t nameDigits = 10;
constexpr std::uint16_t version = 1;
constexpr std::uint16_t suite = 1;

/// A whole number without sign or leading zero, followed by `end` or the end of the text; nothing else.
template<class Number> bool takeNumber(std::string_view& text, char end, Number& number)
{
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || (text.front() == '0' && rest != text.data() + 1)) {
        return false;
    }
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    if (end == '\0') {
        return text.empty();
    }
    if (!text.starts_with(end)) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

} // namespace

std::string auditSegmentName(std::uint32_t number)
{
    const std::string digits = std::to_string(number);
    return std::string(nameStart) + std::string(nameDigits - digits.size(), '0') + digits + std::string(nameEnd);
}

std::optional<std::uint32_t> auditSegmentNumber(std::string_view name) noexcept
{
    if (name.size() != nameStart.size() + nameDigits + nameEnd.size() || !name.starts_with(nameStart)
        || !name.ends_with(nameEnd)) {
        return std::nullopt;
    }
    const auto digits = name.substr(nameStart.size(), nameDigits);
    std::uint32_t number = 0;
    const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || rest != digits.data() + digits.size() || number == 0) {
        return std::nullopt;
    }
    return number;
}

Digest appendHeader(Bytes& out, const SegmentHeader& header)
{
    const std::size_t start = out.size();
    ByteWriter to(out);
    to.raw(std::as_bytes(std::span(magic)));
    to.u16(version);
    to.u16(suite);
    to.u32(header.segment);
    to.u64(header.first);
    to.raw(header.log);
    to.raw(header.before);
    to.u64(0);
    return digestOf("audit-header", std::span(out).subspan(start));
}

Result<SegmentHeader> readHeader(std::span<const std::byte> bytes)
{
    ByteReader from(bytes);
    const auto start = from.raw(magic.size());
    if (!from.ok() || !std::equal(start.begin(), start.end(), std::as_bytes(std::span(magic)).begin())) {
        return failure(Errc::Corrupt, "no segment of an audit record");
    }
    if (const auto found = from.u16(); from.ok() && found > version) {
        return failure(Errc::Newer, "an audit record of version " + std::to_string(found));
    } else if (found != version || from.u16() != suite) {
        return failure(Errc::Corrupt, "the header of an audit segment is damaged");
    }
    SegmentHeader header;
    header.segment = from.u32();
    header.first = from.u64();
    const auto log = from.raw(header.log.size());
    const auto before = from.raw(header.before.size());
    if (from.u64() != 0 || !from.ok() || header.segment == 0 || header.first == 0) {
        return failure(Errc::Corrupt, "the header of an audit segment is damaged");
    }
    std::ranges::copy(log, header.log.begin());
    std::ranges::copy(before, header.before.begin());
    return header;
}

Digest appendRecord(Bytes& out, const AuditEntry& entry, const RecordPlace& place, std::span<const std::byte> key)
{
    const std::array<const std::string*, 6> texts{&entry.actor.name, &entry.actor.role, &entry.actor.session,
                                                  &entry.action,     &entry.object,     &entry.reason};
    std::size_t size = leastRecordBytes;
    for (const auto* text : texts) {
        size += text->size();
    }
    const std::size_t start = out.size();
    ByteWriter to(out);
    to.u32(static_cast<std::uint32_t>(size));
    to.u32(place.segment);
    to.u64(place.seq);
    to.i64(place.moment.wall.ns);
    to.i64(place.moment.mono.ns);
    to.raw(place.boot);
    to.u8(static_cast<std::uint8_t>(entry.actor.path));
    to.u8(static_cast<std::uint8_t>(entry.outcome));
    to.u8(static_cast<std::uint8_t>(entry.actor.name.size()));
    to.u8(static_cast<std::uint8_t>(entry.actor.role.size()));
    to.u8(static_cast<std::uint8_t>(entry.actor.session.size()));
    to.u8(static_cast<std::uint8_t>(entry.action.size()));
    to.u16(static_cast<std::uint16_t>(entry.object.size()));
    to.u16(static_cast<std::uint16_t>(entry.reason.size()));
    to.u32(0);
    to.u16(0);
    to.raw(entry.payload);
    to.raw(place.before);
    for (const auto* text : texts) {
        to.raw(std::as_bytes(std::span(*text)));
    }
    to.raw(macOf(key, std::span(out).subspan(start)));
    const Digest hash = digestOf("audit-record", std::span(out).subspan(start));
    to.raw(hash);
    return hash;
}

std::string textOf(const Torn& torn)
{
    return std::to_string(torn.segment) + '/' + std::to_string(torn.at) + '/' + std::to_string(torn.bytes);
}

std::optional<Torn> tornFromText(std::string_view text)
{
    Torn torn;
    if (text.empty() || !takeNumber(text, '/', torn.segment) || text.empty() || !takeNumber(text, '/', torn.at)
        || text.empty() || !takeNumber(text, '\0', torn.bytes)) {
        return std::nullopt;
    }
    return torn;
}

} // namespace omni::audit

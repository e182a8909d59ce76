#include "core/desk/journal/segment.h"

#include "core/desk/journal/prelude.h"

#include <algorithm>
#include <charconv>

namespace omni::journal {

namespace {

constexpr std::string_view magic = "OMNISEG\n";

constexpr std::uint8_t recordTag = 0xA0;
constexpr std::uint8_t sameStamp = 1;
constexpr std::uint8_t otherBoot = 2;
constexpr std::uint8_t hasIndex = 4;
constexpr std::uint8_t recordTagEnd = 0xA8;
constexpr std::uint8_t markTag = 0xB1;
constexpr std::uint8_t sealTag = 0xB2;

constexpr std::size_t crcBytes = 4;

std::string_view suffixOf(Stream stream) noexcept
{
    switch (stream) {
    case Stream::Journal:
        return ".omj";
    case Stream::Tape:
        return ".omt";
    case Stream::Emergency:
        return ".ome";
    }
    return "";
}

template<class Unsigned> std::byte* put(std::byte* at, Unsigned value) noexcept
{
    const Unsigned bits = detail::littleEndian(value);
    std::memcpy(at, &bits, sizeof bits);
    return at + sizeof bits;
}

std::byte* putVarint(std::byte* at, std::uint64_t value) noexcept
{
    for (; value >= 0x80; value >>= 7) {
        *at++ = static_cast<std::byte>((value & 0x7F) | 0x80);
    }
    *at++ = static_cast<std::byte>(value);
    return at;
}

std::uint32_t placeOf(SegmentId id) noexcept
{
    std::array<std::byte, 8> bytes;
    put(put(bytes.data(), static_cast<std::uint32_t>(id.stream)), id.number);
    return crc32c(bytes);
}

std::uint32_t placeOf(std::uint32_t segment, std::uint64_t offset) noexcept
{
    std::array<std::byte, 8> bytes;
    put(bytes.data(), offset);
    return crc32c(bytes, segment);
}

/// `a - b` as a signed number, wrapping: every pair of times has a difference, and adding it gives `a` back.
std::uint64_t wrappedDifference(std::int64_t a, std::int64_t b) noexcept
{
    return detail::zigZag(static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b)));
}

std::int64_t wrappedSum(std::int64_t a, std::int64_t b) noexcept
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

bool isTag(std::uint8_t tag) noexcept
{
    return (tag >= recordTag && tag < recordTagEnd) || tag == markTag || tag == sealTag;
}

/// The body of the frame at `at`, if one lies within the file there; its checksum is not looked at.
struct Outline {
    std::uint32_t crc = 0;
    std::size_t lengthBytes = 0;
    std::span<const std::byte> body;
    [[nodiscard]] std::size_t size() const noexcept
    {
        return crcBytes + lengthBytes + body.size();
    }
};

std::optional<Outline> outlineAt(std::span<const std::byte> file, std::uint64_t at) noexcept
{
    ByteReader in(file.subspan(at));
    Outline outline;
    outline.crc = in.u32();
    const std::size_t before = in.left();
    const std::uint64_t length = in.varint();
    if (!in.ok() || length == 0 || length > mostBodyBytes || length > in.left()) {
        return std::nullopt;
    }
    outline.lengthBytes = before - in.left();
    outline.body = in.raw(static_cast<std::size_t>(length));
    return outline;
}

bool isWhole(std::span<const std::byte> file, std::uint64_t at, const Outline& outline, std::uint32_t place) noexcept
{
    const auto covered = file.subspan(at + crcBytes, outline.lengthBytes + outline.body.size());
    return crc32c(covered, placeOf(place, at)) == outline.crc;
}

std::uint8_t tagOf(const Outline& outline) noexcept
{
    return std::to_integer<std::uint8_t>(outline.body.front());
}

Mark readMark(ByteReader& in) noexcept
{
    Mark mark;
    mark.isSynced = in.boolean();
    mark.durable = in.varint();
    return mark;
}

Seal readSeal(ByteReader& in) noexcept
{
    Seal seal;
    seal.reason = in.boolean() ? SealReason::CleanEnd : SealReason::Full;
    seal.records = in.varint();
    seal.last.seq.value = in.varint();
    const std::uint64_t index = in.varint();
    if (index > 0xFFFF'FFFF) {
        in.fail();
    }
    seal.last.index = static_cast<std::uint32_t>(index);
    const auto digest = in.raw(seal.digest.size());
    std::copy(digest.begin(), digest.end(), seal.digest.begin());
    return seal;
}

} // namespace

std::string_view nameOf(Stream stream) noexcept
{
    switch (stream) {
    case Stream::Journal:
        return "journal";
    case Stream::Tape:
        return "tape";
    case Stream::Emergency:
        return "emergency";
    }
    return "unknown";
}

std::string segmentName(Stream stream, std::uint32_t number)
{
    const std::string digits = std::to_string(number);
    std::string name(nameOf(stream));
    name += '-';
    name.append(digits.size() < 8 ? 8 - digits.size() : 0, '0');
    name += digits;
    name += suffixOf(stream);
    return name;
}

std::optional<SegmentId> segmentOf(std::string_view name) noexcept
{
    for (const Stream stream : allStreams) {
        const std::string_view start = nameOf(stream);
        const std::string_view suffix = suffixOf(stream);
        if (name.size() < start.size() + 9 + suffix.size() || !name.starts_with(start) || !name.ends_with(suffix)
            || name[start.size()] != '-') {
            continue;
        }
        const std::string_view digits = name.substr(start.size() + 1, name.size() - start.size() - 1 - suffix.size());
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        const bool isPadded = digits.size() > 8 && digits.front() == '0';
        if (error == std::errc() && end == digits.data() + digits.size() && number > 0 && !isPadded) {
            return SegmentId{stream, number};
        }
    }
    return std::nullopt;
}

void appendHeader(Bytes& out, const SegmentHeader& header)
{
    const std::size_t start = out.size();
    appendPrelude(out, magic, formatVersion, headerBytes);
    ByteWriter to(out);
    to.u8(static_cast<std::uint8_t>(header.id.stream));
    to.u8(0);
    to.u16(0);
    to.u32(header.id.number);
    to.u64(header.first.value);
    to.raw(header.install);
    to.raw(header.before);
    to.i64(header.base.wall.ns);
    to.i64(header.base.mono.ns);
    to.u32(header.base.boot);
    out.resize(start + headerBytes - crcBytes, std::byte{0});
    to.u32(crc32c(std::span(out).subspan(start)));
}

Result<SegmentHeader> readHeader(std::span<const std::byte> file, SegmentId id)
{
    const auto length = readPrelude(file, magic, formatVersion);
    if (!length) {
        return tl::unexpected(length.error());
    }
    if (*length != headerBytes || file.size() < headerBytes) {
        return failure(Errc::Corrupt, "the header is cut off");
    }
    ByteReader in(file.first(headerBytes));
    (void)in.raw(preludeBytes);
    SegmentHeader header;
    const std::uint32_t stream = in.u32();
    header.id = {id.stream, in.u32()};
    header.first.value = in.u64();
    const auto install = in.raw(header.install.size());
    std::copy(install.begin(), install.end(), header.install.begin());
    const auto before = in.raw(header.before.size());
    std::copy(before.begin(), before.end(), header.before.begin());
    header.base = {header.first, {in.i64()}, {in.i64()}, in.u32()};
    (void)in.raw(headerBytes - crcBytes - (headerBytes - in.left()));
    if (in.u32() != crc32c(file.first(headerBytes - crcBytes))) {
        return failure(Errc::Corrupt, "the header's checksum is wrong");
    }
    if (stream != static_cast<std::uint32_t>(id.stream) || header.id != id) {
        return failure(Errc::Corrupt, "the header is another segment's");
    }
    return header;
}

FrameEncoder::FrameEncoder(SegmentId id, const Stamp& last, std::uint32_t lastIndex) noexcept
    : m_place(placeOf(id))
    , m_last(last)
    , m_lastIndex(lastIndex)
{
}

void FrameEncoder::record(Bytes& out, std::uint64_t at, const Record& record)
{
    // The fields are set behind room for the checksum and the length, which stands directly before them.
    constexpr std::size_t room = 8;
    std::array<std::byte, room + 48> head;
    std::byte* end = head.data() + room;
    const bool isSame = record.stamp == m_last && record.index == m_lastIndex + 1;
    if (isSame) {
        *end++ = std::byte{recordTag | sameStamp};
    } else {
        const bool isOtherBoot = record.stamp.boot != m_last.boot;
        *end++ = static_cast<std::byte>(recordTag | (isOtherBoot ? otherBoot : 0) | (record.index != 0 ? hasIndex : 0));
        end = putVarint(end, record.stamp.seq.value - m_last.seq.value);
        end = putVarint(end, wrappedDifference(record.stamp.wall.ns, m_last.wall.ns));
        end = putVarint(end, wrappedDifference(record.stamp.mono.ns, m_last.mono.ns));
        if (isOtherBoot) {
            end = putVarint(end, record.stamp.boot);
        }
        if (record.index != 0) {
            end = putVarint(end, record.index);
        }
    }
    end = putVarint(end, record.kind);

    const std::size_t fields = static_cast<std::size_t>(end - head.data()) - room;
    std::array<std::byte, 5> length;
    const auto lengthBytes
        = static_cast<std::size_t>(putVarint(length.data(), fields + record.payload.size()) - length.data());
    std::byte* start = head.data() + room - lengthBytes;
    std::memcpy(start, length.data(), lengthBytes);
    std::uint32_t crc = crc32c(std::span(start, lengthBytes + fields), placeOf(m_place, at));
    crc = crc32c(record.payload, crc);
    start -= crcBytes;
    put(start, crc);
    out.insert(out.end(), start, end);
    out.insert(out.end(), record.payload.begin(), record.payload.end());
    m_last = record.stamp;
    m_lastIndex = record.index;
}

/// Sets the checksum of the frame that begins at `start` of `out`; its length, one byte, and body stand already.
void FrameEncoder::close(Bytes& out, std::size_t start, std::uint64_t at) noexcept
{
    out[start + crcBytes] = static_cast<std::byte>(out.size() - start - crcBytes - 1);
    put(out.data() + start, crc32c(std::span(out).subspan(start + crcBytes), placeOf(m_place, at)));
}

void FrameEncoder::mark(Bytes& out, std::uint64_t at, const Mark& mark)
{
    const std::size_t start = out.size();
    ByteWriter to(out);
    to.u32(0);
    to.u8(0);
    to.u8(markTag);
    to.boolean(mark.isSynced);
    to.varint(mark.durable);
    close(out, start, at);
}

Digest FrameEncoder::seal(Bytes& out, std::uint64_t at, const Seal& seal, DigestBuilder& digest)
{
    const std::size_t start = out.size();
    ByteWriter to(out);
    to.u32(0);
    to.u8(0);
    const std::size_t body = out.size();
    to.u8(sealTag);
    to.boolean(seal.reason == SealReason::CleanEnd);
    to.varint(seal.records);
    to.varint(seal.last.seq.value);
    to.varint(seal.last.index);
    digest.add(std::span(out).subspan(body));
    const Digest value = digest.value();
    to.raw(value);
    close(out, start, at);
    return value;
}

FrameDecoder::FrameDecoder(std::span<const std::byte> file, const SegmentHeader& header) noexcept
    : m_file(file)
    , m_at(headerBytes)
    , m_place(placeOf(header.id))
    , m_last(header.base)
{
}

bool FrameDecoder::next(Frame& frame) noexcept
{
    const auto outline = outlineAt(m_file, m_at);
    if (!outline || !isWhole(m_file, m_at, *outline, m_place)) {
        return false;
    }
    ByteReader in(outline->body);
    const std::uint8_t tag = in.u8();
    if (tag == markTag) {
        frame.kind = FrameKind::Mark;
        frame.mark = readMark(in);
    } else if (tag == sealTag) {
        frame.kind = FrameKind::Seal;
        frame.seal = readSeal(in);
    } else if (!isTag(tag) || !decodeRecord(tag, in, frame.record)) {
        return false;
    } else {
        frame.kind = FrameKind::Record;
    }
    if (!in.finished()) {
        return false;
    }
    m_lastAt = m_at;
    m_at += outline->size();
    return true;
}

bool FrameDecoder::decodeRecord(std::uint8_t tag, ByteReader& in, Record& record) noexcept
{
    Stamp stamp = m_last;
    std::uint64_t index = std::uint64_t{m_lastIndex} + 1;
    std::uint64_t boot = stamp.boot;
    if ((tag & sameStamp) == 0) {
        stamp.seq.value += in.varint();
        stamp.wall.ns = wrappedSum(stamp.wall.ns, in.signedVarint());
        stamp.mono.ns = wrappedSum(stamp.mono.ns, in.signedVarint());
        boot = (tag & otherBoot) != 0 ? in.varint() : boot;
        index = (tag & hasIndex) != 0 ? in.varint() : 0;
    }
    const std::uint64_t kind = in.varint();
    if (!in.ok() || boot > 0xFFFF'FFFF || index > 0xFFFF'FFFF || kind > 0xFFFF) {
        return false;
    }
    stamp.boot = static_cast<std::uint32_t>(boot);
    m_last = stamp;
    m_lastIndex = static_cast<std::uint32_t>(index);
    record = {stamp, m_lastIndex, static_cast<std::uint16_t>(kind), in.raw(in.left())};
    return true;
}

std::optional<Seal> sealAtEnd(std::span<const std::byte> file, SegmentId id) noexcept
{
    const std::uint32_t place = placeOf(id);
    const std::size_t most = std::min(file.size(), mostSealBytes);
    for (std::size_t size = 42; size <= most; ++size) {
        const std::uint64_t at = file.size() - size;
        const auto outline = outlineAt(file, at);
        if (!outline || outline->size() != size || tagOf(*outline) != sealTag || !isWhole(file, at, *outline, place)) {
            continue;
        }
        ByteReader in(outline->body.subspan(1));
        const Seal seal = readSeal(in);
        if (in.finished()) {
            return seal;
        }
    }
    return std::nullopt;
}

bool isCutOffFrame(std::span<const std::byte> file, std::uint64_t at) noexcept
{
    constexpr std::size_t mostLengthBytes = 4; // of 2^24
    const auto tail = file.subspan(static_cast<std::size_t>(at));
    if (std::ranges::all_of(tail, [](std::byte byte) { return byte == std::byte{0}; })) {
        return true;
    }
    ByteReader in(tail);
    static_cast<void>(in.u32());
    const std::uint64_t length = in.varint();
    if (!in.ok()) {
        return tail.size() < crcBytes + mostLengthBytes;
    }
    if (length == 0 || length > mostBodyBytes || in.left() >= length) {
        return false;
    }
    return in.left() == 0 || isTag(in.u8());
}

Beyond lookBeyond(std::span<const std::byte> file, SegmentId id, std::uint64_t broken) noexcept
{
    constexpr std::uint64_t mostWork = std::uint64_t{1} << 30; // bytes put through the checksum
    const std::uint32_t place = placeOf(id);
    Beyond beyond;
    std::uint64_t work = 0;
    for (std::uint64_t at = broken + 1; at < file.size();) {
        const auto outline = outlineAt(file, at);
        if (!outline || !isTag(tagOf(*outline))) {
            ++at;
            continue;
        }
        work += outline->size();
        if (work > mostWork) {
            beyond.isUnknown = true;
            break;
        }
        if (!isWhole(file, at, *outline, place)) {
            ++at;
            continue;
        }
        beyond.hasWholeFrame = true;
        beyond.wholeRecords += tagOf(*outline) < recordTagEnd ? 1U : 0U;
        if (tagOf(*outline) == markTag) {
            ByteReader in(outline->body.subspan(1));
            const Mark mark = readMark(in);
            beyond.isPromised = beyond.isPromised || (mark.isSynced && mark.durable > broken);
            beyond.hasRelaxedMark = beyond.hasRelaxedMark || !mark.isSynced;
        }
        at += outline->size();
    }
    return beyond;
}

} // namespace omni::journal

#include "core/edge/feeds/files/archive_format.h"

#include <zlib.h>

#include <algorithm>

namespace omni::feeds::archive {

namespace {

constexpr std::uint64_t version = 1;

void writeDecimal(ByteWriter& out, Decimal value)
{
    out.signedVarint(value.mantissa);
    out.signedVarint(value.exponent);
}

Decimal readDecimal(ByteReader& in)
{
    const std::int64_t mantissa = in.signedVarint();
    const std::int64_t exponent = in.signedVarint();
    if (exponent < -18 || exponent > 18) {
        in.fail();
        return {};
    }
    return {mantissa, static_cast<std::int8_t>(exponent)};
}

/// "20240808T235415Z", which no file system minds.
std::string shortTime(Timestamp t)
{
    std::string text = isoText(t).substr(0, 19) + 'Z';
    text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '-' || c == ':'; }), text.end());
    return text;
}

void writeHeader(const ArchiveInfo& info, Bytes& bytes)
{
    ByteWriter out(bytes);
    const auto& instrument = info.instrument;
    out.varint(version);
    out.u8(static_cast<std::uint8_t>(info.kind));
    out.text(instrument.venue);
    out.text(instrument.symbol);
    out.text(instrument.quoteCurrency);
    writeDecimal(out, instrument.tickSize);
    writeDecimal(out, instrument.lotSize);
    writeDecimal(out, instrument.contractSize);
    out.signedVarint(instrument.smallest.count);
    out.signedVarint(instrument.largest.count);
    out.signedVarint(instrument.step.count);
    out.signedVarint(instrument.smallestValue.e8);
    out.u8(static_cast<std::uint8_t>(instrument.sessions));
    out.signedVarint(info.interval.ns);
}

} // namespace

std::string baseNameOf(const ArchiveInfo& info)
{
    std::string symbol = info.instrument.symbol;
    for (char& c : symbol) {
        const bool isPlain
            = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
        c = isPlain ? c : '-';
    }
    return info.instrument.venue + '_' + symbol + '_' + std::string(nameOf(info.kind)) + '_' + shortTime(info.first);
}

void writeStart(const ArchiveInfo& info, Form form, Bytes& bytes)
{
    Bytes header;
    writeHeader(info, header);
    ByteWriter out(bytes);
    out.raw(std::as_bytes(std::span(form == Form::Recording ? recordingMagic : magic)));
    out.u32(static_cast<std::uint32_t>(header.size()));
    out.raw(header);
    out.u32(crc32c(header));
}

bool writeBlock(std::span<const ports::TimedTick> ticks, FileKind kind, Form form, Bytes& bytes)
{
    Bytes raw, packed;
    ByteWriter columns(raw);
    writeColumns(ticks, kind, form, columns);
    if (!pack(raw, packed)) {
        return false;
    }
    ByteWriter out(bytes);
    out.u8(blockMark);
    out.u32(static_cast<std::uint32_t>(ticks.size()));
    out.u32(static_cast<std::uint32_t>(raw.size()));
    out.u32(static_cast<std::uint32_t>(packed.size()));
    out.u32(crc32c(packed));
    out.raw(packed);
    return true;
}

void writeHole(const Hole& hole, Bytes& bytes)
{
    Bytes figures;
    ByteWriter parts(figures);
    parts.u64(hole.lost);
    parts.i64(hole.from.ns);
    parts.i64(hole.until.ns);
    ByteWriter out(bytes);
    out.u8(holeMark);
    out.raw(figures);
    out.u32(crc32c(figures));
}

std::optional<Hole> readHole(std::span<const std::byte> bytes)
{
    if (bytes.size() != holeSize) {
        return std::nullopt;
    }
    ByteReader in(bytes);
    const std::uint64_t lost = in.u64();
    const Hole hole{lost, {in.i64()}, {in.i64()}};
    const bool isSound = in.u32() == crc32c(bytes.first(holeSize - 4));
    return isSound ? std::optional(hole) : std::nullopt;
}

std::optional<ArchiveInfo> readHeader(std::span<const std::byte> bytes)
{
    constexpr std::size_t longestText = 64;
    ByteReader in(bytes);
    ArchiveInfo info;
    auto& instrument = info.instrument;
    if (in.varint() != version) {
        return std::nullopt;
    }
    const std::uint8_t kind = in.u8();
    instrument.id = {1};
    instrument.venue = in.text(longestText);
    instrument.symbol = in.text(longestText);
    instrument.quoteCurrency = in.text(longestText);
    instrument.tickSize = readDecimal(in);
    instrument.lotSize = readDecimal(in);
    instrument.contractSize = readDecimal(in);
    instrument.smallest = {in.signedVarint()};
    instrument.largest = {in.signedVarint()};
    instrument.step = {in.signedVarint()};
    instrument.smallestValue = {in.signedVarint()};
    const std::uint8_t sessions = in.u8();
    info.interval = {in.signedVarint()};
    info.kind = static_cast<FileKind>(kind);
    instrument.sessions = static_cast<market::Sessions>(sessions);
    const bool isBars = info.kind == FileKind::Bars;
    if (!in.finished() || kind > static_cast<std::uint8_t>(FileKind::Bars)
        || sessions > static_cast<std::uint8_t>(market::Sessions::UsEquities) || (info.interval.ns > 0) != isBars
        || info.interval.ns < 0) {
        return std::nullopt;
    }
    auto completed = market::completed(instrument);
    if (!completed) {
        return std::nullopt;
    }
    info.instrument = std::move(*completed);
    return info;
}

bool pack(std::span<const std::byte> raw, Bytes& out)
{
    // Level 1: a third of the time of the default, a tenth more bytes.
    constexpr int level = 1;
    uLongf size = compressBound(static_cast<uLong>(raw.size()));
    const std::size_t before = out.size();
    out.resize(before + size);
    const bool isPacked = compress2(reinterpret_cast<Bytef*>(out.data() + before), &size,
                                    reinterpret_cast<const Bytef*>(raw.data()), static_cast<uLong>(raw.size()), level)
        == Z_OK;
    out.resize(before + (isPacked ? size : 0));
    return isPacked;
}

Bytes unpack(std::span<const std::byte> packed, std::size_t size)
{
    Bytes raw(size);
    uLongf got = static_cast<uLongf>(size);
    const bool isGood = uncompress(reinterpret_cast<Bytef*>(raw.data()), &got,
                                   reinterpret_cast<const Bytef*>(packed.data()), static_cast<uLong>(packed.size()))
        == Z_OK;
    return isGood && got == size ? raw : Bytes{};
}

} // namespace omni::feeds::archive

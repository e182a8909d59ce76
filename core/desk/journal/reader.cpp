#include "core/desk/journal/reader.h"

#include <algorithm>
#include <utility>

namespace omni::journal {

namespace {

constexpr std::string_view purpose = "journal-segment";

/// The digest of a sealed segment, computed: all bytes before the seal's frame and its body up to the digest.
Digest computedSeal(std::span<const std::byte> file, std::uint64_t sealAt, std::size_t sealBytes)
{
    constexpr std::size_t crcAndLength = 5;
    DigestBuilder digest(purpose);
    digest.add(file.first(sealAt));
    digest.add(file.subspan(sealAt + crcAndLength, sealBytes - crcAndLength - std::tuple_size_v<Digest>));
    return digest.value();
}

} // namespace

std::string_view nameOf(Condition condition) noexcept
{
    switch (condition) {
    case Condition::Sealed:
        return "sealed";
    case Condition::Open:
        return "open";
    case Condition::Torn:
        return "torn";
    case Condition::Hole:
        return "hole";
    case Condition::Damaged:
        return "damaged";
    case Condition::Newer:
        return "newer";
    case Condition::Unreadable:
        return "unreadable";
    }
    return "unknown";
}

Result<void> wholeUpTo(const Ending& ending)
{
    switch (ending.condition) {
    case Condition::Sealed:
    case Condition::Open:
    case Condition::Torn:
    case Condition::Hole:
        return {};
    case Condition::Damaged:
        return failure(Errc::Corrupt, ending.text);
    case Condition::Newer:
        return failure(Errc::Newer, ending.text);
    case Condition::Unreadable:
        return failure(Errc::Unavailable, ending.text);
    }
    return {};
}

Reader::Reader(const ports::LogFolder& folder, Stream stream, const ReadOptions& options)
    : m_folder(&folder)
    , m_stream(stream)
    , m_options(options)
{
    m_end.stream = stream;
    m_ending.stream = stream;
}

Reader Reader::open(const ports::LogFolder& folder, Stream stream, const ReadOptions& options)
{
    Reader reader(folder, stream, options);
    reader.findSegments();
    reader.skipToStart();
    return reader;
}

void Reader::findSegments()
{
    const auto names = m_folder->names();
    if (!names) {
        stop(Condition::Unreadable, 0, names.error().detail);
        return;
    }
    for (const auto& name : *names) {
        if (const auto id = segmentOf(name); id && id->stream == m_stream) {
            m_numbers.push_back(id->number);
        }
    }
    std::ranges::sort(m_numbers);
}

void Reader::skipToStart()
{
    if (m_options.from <= Sequence{1} || m_numbers.size() < 2) {
        return;
    }
    // Backwards to the last segment that begins before the wanted sequence: records of one sequence may lie in two.
    std::size_t start = m_numbers.size() - 1;
    for (; start > 0; --start) {
        const auto bytes = m_folder->read(segmentName(m_stream, m_numbers[start]));
        const auto header
            = bytes ? readHeader((*bytes)->bytes(), {m_stream, m_numbers[start]}) : tl::unexpected(bytes.error());
        if (header && header->first < m_options.from) {
            break;
        }
    }
    while (!m_hasEnded && m_nextNumber < start) {
        if (!passOver(m_numbers[m_nextNumber])) {
            return;
        }
    }
}

/// Takes from a segment that is not read only what the chain needs.
bool Reader::passOver(std::uint32_t number)
{
    if (!openNext()) {
        return false;
    }
    const auto seal = sealAtEnd(m_bytes->bytes(), {m_stream, number});
    if (!seal) {
        return stop(Condition::Damaged, m_bytes->bytes().size(), "the segment has no seal, though another follows");
    }
    m_seal = seal;
    m_end.isSealed = true;
    m_end.bytes = m_bytes->bytes().size();
    m_end.records = seal->records;
    m_end.last = seal->last;
    m_end.seal = seal->digest;
    m_bytes.reset();
    return true;
}

bool Reader::stop(Condition condition, std::uint64_t offset, std::string_view what)
{
    m_hasEnded = true;
    m_ending.condition = condition;
    m_ending.segment = m_number;
    m_ending.offset = offset;
    m_ending.record = m_number == m_end.segment ? m_end.records + 1 : 1;
    m_ending.bytesLeft = m_bytes ? m_bytes->bytes().size() - offset : 0;
    if (condition >= Condition::Torn) {
        m_ending.text = m_number > 0 ? segmentName(m_stream, m_number) : std::string(nameOf(m_stream));
        m_ending.text += ", offset " + std::to_string(offset) + ", record " + std::to_string(m_ending.record) + ": ";
        m_ending.text += what;
    }
    return false;
}

bool Reader::openNext()
{
    const std::uint32_t expected = m_number + 1;
    const bool isFirst = m_nextNumber == 0;
    m_number = m_numbers[m_nextNumber++];
    if (!isFirst && m_number != expected) {
        m_number = expected;
        return stop(Condition::Damaged, 0, "the segment is missing, though later ones are there");
    }
    auto bytes = m_folder->read(segmentName(m_stream, m_number));
    if (!bytes) {
        return stop(Condition::Unreadable, 0, bytes.error().detail);
    }
    m_bytes = std::move(*bytes);
    const auto file = m_bytes->bytes();
    const auto header = readHeader(file, {m_stream, m_number});
    if (!header) {
        return stopAtHeader(header.error());
    }
    if (!isFirst && header->before != m_end.seal) {
        return stop(Condition::Damaged, 0, "the header does not carry the digest of the segment before");
    }
    m_header = *header;
    m_seal.reset();
    m_mark.reset();
    m_end.segment = m_number;
    m_end.isSealed = false;
    m_end.bytes = headerBytes;
    m_end.records = 0;
    m_end.stamp = header->base;
    m_end.seal = header->before;
    m_frames = FrameDecoder(file, *header);
    m_bytesRead += file.size();
    return true;
}

bool Reader::stopAtHeader(const Error& error)
{
    if (error.code == Errc::Newer) {
        return stop(Condition::Newer, 0, error.detail);
    }
    // The last segment may have been made a moment before the power went. Nothing of it had been promised then.
    const auto beyond = lookBeyond(m_bytes->bytes(), {m_stream, m_number}, 0);
    m_ending.recordsLeft = beyond.wholeRecords;
    m_ending.isCutOff = m_bytes->bytes().size() < headerBytes || isCutOffFrame(m_bytes->bytes(), 0);
    const bool mayBeTorn = isLast() && !beyond.isPromised && !beyond.hasRelaxedMark && !beyond.isUnknown;
    if (!mayBeTorn) {
        return stop(Condition::Damaged, 0, error.detail);
    }
    return stop(beyond.hasWholeFrame ? Condition::Hole : Condition::Torn, 0, error.detail);
}

bool Reader::next(Record& record)
{
    while (!m_hasEnded) {
        if (!m_bytes) {
            if (isLast()) {
                m_hasEnded = true;
                m_ending.segment = m_end.segment;
                m_ending.offset = m_end.bytes;
                m_ending.record = m_end.records + 1;
                return false;
            }
            if (!openNext()) {
                return false;
            }
        }
        if (!m_frames.next(m_frame)) {
            return stopAtBroken();
        }
        if (m_frame.kind == FrameKind::Mark) {
            m_mark = m_frame.mark;
        } else if (m_frame.kind == FrameKind::Seal) {
            if (!acceptSeal()) {
                return false;
            }
        } else if (!acceptRecord()) {
            return false;
        } else if (m_frame.record.stamp.seq >= m_options.from) {
            record = m_frame.record;
            return true;
        }
    }
    return false;
}

bool Reader::acceptRecord()
{
    const Position position = positionOf(m_frame.record);
    if (position <= m_end.last) {
        return stop(Condition::Damaged, m_end.bytes, "the record does not come after the one before");
    }
    m_end.last = position;
    m_end.stamp = m_frame.record.stamp;
    m_end.records += 1;
    m_end.bytes = m_frames.offset();
    return true;
}

bool Reader::acceptSeal()
{
    const Seal& seal = m_frame.seal;
    const auto file = m_bytes->bytes();
    // Marks may stand between the last record and the seal, so the offset before this frame is not `m_end.bytes`.
    const std::uint64_t end = m_frames.offset();
    if (seal.records != m_end.records || seal.last != m_end.last) {
        return stop(Condition::Damaged, m_end.bytes, "the seal does not fit the records before it");
    }
    if (end != file.size()) {
        return stop(Condition::Damaged, end, "something stands behind the seal");
    }
    if (m_options.checksDigests) {
        const auto size = static_cast<std::size_t>(end - m_frames.lastOffset());
        if (computedSeal(file, m_frames.lastOffset(), size) != seal.digest) {
            return stop(Condition::Damaged, m_frames.lastOffset(), "the digest of the segment is wrong");
        }
    }
    m_seal = seal;
    m_end.isSealed = true;
    m_end.bytes = end;
    m_end.seal = seal.digest;
    m_bytes.reset();
    return true;
}

bool Reader::stopAtBroken()
{
    const std::uint64_t offset = m_frames.offset();
    m_end.bytes = offset;
    if (m_frames.isAtEnd()) {
        return isLast() ? stop(Condition::Open, offset, "")
                        : stop(Condition::Damaged, offset, "the segment has no seal, though another follows");
    }
    if (!isLast()) {
        return stop(Condition::Damaged, offset, "the record is damaged");
    }
    const auto beyond = lookBeyond(m_bytes->bytes(), {m_stream, m_number}, offset);
    m_ending.recordsLeft = beyond.wholeRecords;
    m_ending.isCutOff = isCutOffFrame(m_bytes->bytes(), offset);
    const bool wasRelaxed = beyond.hasRelaxedMark || (m_mark && !m_mark->isSynced);
    if (!beyond.hasWholeFrame && !beyond.isUnknown) {
        return stop(Condition::Torn, offset, "the last record is torn");
    }
    if (beyond.isPromised || beyond.isUnknown || wasRelaxed) {
        return stop(Condition::Damaged, offset, "the record is damaged; whole ones follow");
    }
    return stop(Condition::Hole, offset,
                "a record is damaged or missing, and nothing says that it had reached the disk; whole ones follow");
}

MergedReader::MergedReader(std::vector<Source> sources)
    : m_sources(std::move(sources))
{
}

MergedReader MergedReader::open(const ports::LogFolder& folder, const ReadOptions& options)
{
    std::vector<Source> sources;
    for (const Stream stream : allStreams) {
        sources.push_back({.reader = Reader::open(folder, stream, options), .head = {}, .hasHead = false});
    }
    return MergedReader(std::move(sources));
}

bool MergedReader::next(Record& record)
{
    // A source moves on only now, so that the payload it gave last was good until this call. What the reserve took
    // because nobody could say that it had reached the disk may stand in the journal, too.
    const Position given = m_isPrimed ? positionOf(m_sources[m_currentSource].head) : Position{};
    for (auto& source : m_sources) {
        if (!m_isPrimed || (source.hasHead && positionOf(source.head) == given)) {
            source.hasHead = source.reader.next(source.head);
        }
    }
    m_isPrimed = true;
    const Source* first = nullptr;
    for (const auto& source : m_sources) {
        if (source.hasHead && (first == nullptr || positionOf(source.head) < positionOf(first->head))) {
            first = &source;
        }
    }
    if (first == nullptr) {
        return false;
    }
    m_currentSource = static_cast<std::size_t>(first - m_sources.data());
    record = first->head;
    return true;
}

const Ending& MergedReader::ending(Stream stream) const noexcept
{
    return m_sources[static_cast<std::size_t>(stream) - 1].reader.ending();
}

} // namespace omni::journal

#include "core/desk/journal/writer.h"

#include <utility>

namespace omni::journal {

namespace {

constexpr std::size_t firstBuffer = std::size_t{1} << 20;
constexpr std::string_view purpose = "journal-segment";

} // namespace

Writer::Writer(ports::LogFolder& folder, const StreamEnd& end, const WriterOptions& options)
    : m_folder(&folder)
    , m_options(options)
    , m_end(end)
    , m_written(end.last)
    , m_durable(end.last)
{
    m_buffer.reserve(firstBuffer);
}

Result<Writer> Writer::open(ports::LogFolder& folder, const StreamEnd& end, const WriterOptions& options)
{
    if (options.segmentBytes < 1024) {
        return failure(Errc::Invalid, "a segment has at least 1024 bytes");
    }
    Writer writer(folder, end, options);
    if (!end.isSealed) {
        if (const auto adopted = writer.adoptLastSegment(); !adopted) {
            return tl::unexpected(adopted.error());
        }
    }
    return writer;
}

Result<void> Writer::adoptLastSegment()
{
    const std::string name = segmentName(m_end.stream, m_end.segment);
    const auto bytes = m_folder->read(name);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    if ((*bytes)->bytes().size() != m_end.bytes) {
        return failure(Errc::Conflict, name + " has changed since it was checked");
    }
    m_digest.emplace(purpose);
    m_digest->add((*bytes)->bytes());
    auto file = m_folder->append(name);
    if (!file) {
        return tl::unexpected(file.error());
    }
    m_file = std::move(*file);
    // What recovery read is what later events will rest on: it must not be less durable than they are.
    if (const auto synced = m_file->sync(); !synced) {
        return synced;
    }
    m_durableBytes = m_end.bytes;
    m_encoder = FrameEncoder({m_end.stream, m_end.segment}, m_end.stamp, m_end.records > 0 ? m_end.last.index : 0);
    return {};
}

Result<void> Writer::refusal() const
{
    if (m_failed) {
        return tl::unexpected(*m_failed);
    }
    if (m_hasEnded) {
        return failure(Errc::Invalid, "the stream has ended");
    }
    return {};
}

tl::unexpected<Error> Writer::fail(Error error)
{
    error.detail = segmentName(m_end.stream, m_end.segment) + ": " + error.detail;
    m_failed = error;
    m_file.reset();
    return tl::unexpected(std::move(error));
}

void Writer::openSegment(const Stamp& first)
{
    m_end.segment += 1;
    m_end.isSealed = false;
    m_end.records = 0;
    m_end.bytes = headerBytes;
    m_end.stamp = first;
    m_durableBytes = 0;
    m_markedBytes = 0;
    m_hasMark = false;
    m_digest.emplace(purpose);
    const SegmentId id{m_end.stream, m_end.segment};
    m_encoder = FrameEncoder(id, first, 0);
    appendHeader(m_buffer,
                 {.id = id, .first = first.seq, .install = m_options.install, .before = m_end.seal, .base = first});
}

void Writer::markIfMoved()
{
    if (m_hasMark && m_durableBytes == m_markedBytes) {
        return;
    }
    const std::size_t before = m_buffer.size();
    m_encoder.mark(m_buffer, m_end.bytes, {.isSynced = !m_options.isRelaxed, .durable = m_durableBytes});
    m_end.bytes += m_buffer.size() - before;
    m_hasMark = true;
    m_markedBytes = m_durableBytes;
}

Result<void> Writer::append(const Record& record)
{
    if (m_failed || m_hasEnded) {
        return refusal();
    }
    if (record.payload.size() > mostPayloadBytes) {
        return failure(Errc::Full, "a record's payload is above 16 MiB");
    }
    if (positionOf(record) <= m_end.last) {
        return failure(Errc::Invalid,
                       "record " + std::to_string(record.stamp.seq.value) + "/" + std::to_string(record.index)
                           + " does not come after " + std::to_string(m_end.last.seq.value) + "/"
                           + std::to_string(m_end.last.index));
    }
    if (m_end.isSealed) {
        openSegment(record.stamp);
    }
    markIfMoved();
    const std::size_t before = m_buffer.size();
    m_encoder.record(m_buffer, m_end.bytes, record);
    m_end.bytes += m_buffer.size() - before;
    m_end.records += 1;
    m_end.stamp = record.stamp;
    m_end.last = positionOf(record);
    return {};
}

/// The digest has seen what was written; here it sees the rest.
void Writer::sealInto(SealReason reason)
{
    m_digest->add(m_buffer);
    const std::size_t before = m_buffer.size();
    m_end.seal
        = m_encoder.seal(m_buffer, m_end.bytes,
                         {.reason = reason, .records = m_end.records, .last = m_end.last, .digest = {}}, *m_digest);
    m_end.bytes += m_buffer.size() - before;
    m_end.isSealed = true;
}

Result<void> Writer::write()
{
    if (!m_file) {
        auto file = m_folder->create(segmentName(m_end.stream, m_end.segment));
        if (!file) {
            return fail(std::move(file.error()));
        }
        m_file = std::move(*file);
    }
    if (auto appended = m_file->append(m_buffer); !appended) {
        return fail(std::move(appended.error()));
    }
    if (!m_end.isSealed) {
        m_digest->add(m_buffer);
    }
    m_buffer.clear();
    m_written = m_end.last;
    m_isUnsynced = true;
    return {};
}

Result<void> Writer::syncNow()
{
    if (!m_isUnsynced) {
        return {};
    }
    if (auto synced = m_file->sync(); !synced) {
        return fail(std::move(synced.error()));
    }
    m_isUnsynced = false;
    m_durableBytes = m_end.bytes;
    m_durable = m_written;
    if (m_end.isSealed) {
        m_file.reset();
    }
    return {};
}

Result<void> Writer::commit(bool sync)
{
    if (m_failed || m_hasEnded) {
        return refusal();
    }
    if (!m_buffer.empty()) {
        if (m_end.bytes + mostSealBytes >= m_options.segmentBytes) {
            sealInto(SealReason::Full);
        }
        if (const auto written = write(); !written) {
            return written;
        }
    }
    return sync || m_end.isSealed ? syncNow() : Result<void>{};
}

Result<void> Writer::markDurable()
{
    if (m_failed || m_hasEnded) {
        return refusal();
    }
    if (!m_file || m_isUnsynced || !m_buffer.empty() || m_durableBytes == m_markedBytes) {
        return {};
    }
    markIfMoved();
    const auto written = write();
    // The mark itself need not be durable.
    m_isUnsynced = false;
    return written;
}

Result<void> Writer::end()
{
    if (m_failed || m_hasEnded) {
        return refusal();
    }
    if (!m_end.isSealed) {
        sealInto(SealReason::CleanEnd);
        if (const auto written = write(); !written) {
            return written;
        }
    }
    if (const auto synced = syncNow(); !synced) {
        return synced;
    }
    m_file.reset();
    m_hasEnded = true;
    return {};
}

} // namespace omni::journal

// How a writer begins a record, and how it goes on with one.

#include "core/edge/security/audit/audit_writer.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace omni::audit {

namespace {

Result<void> checkOptions(const AuditWriterOptions& options)
{
    if (options.recordsPerSegment < 4 || options.recordsPerSegment > mostRecordsPerSegment
        || options.segmentTime <= Duration{} || options.segmentTime > minutes(15)) {
        return failure(Errc::Invalid, "a segment of the audit record has 4 to 1,000 records and at most 15 minutes");
    }
    const auto self = prepared({options.self, "audit.open", {}, AuditOutcome::Noted, {}, {}});
    return self ? Result<void>{} : tl::unexpected(self.error());
}

/// Numbers of the segments, ascending. Corrupt when one is missing in between.
Result<std::vector<std::uint32_t>> segmentsIn(const ports::LogFolder& folder)
{
    const auto names = folder.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    std::vector<std::uint32_t> found;
    for (const auto& name : *names) {
        if (const auto number = auditSegmentNumber(name)) {
            found.push_back(*number);
        }
    }
    std::ranges::sort(found);
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i] != i + 1) {
            return failure(Errc::Corrupt, "audit segment " + std::to_string(i + 1) + " is missing");
        }
    }
    return found;
}

/// What the store holds, brought to the last segment at most: its key, or the next one's.
Result<SegmentKey> keyFor(AuditKeyStore& keys, std::uint32_t last)
{
    auto stored = keys.load();
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    if (!*stored) {
        return failure(Errc::Conflict, "the key of the audit record is missing");
    }
    SegmentKey key = std::move(**stored);
    if (key.segment > last + 1) {
        return failure(Errc::Conflict,
                       "the audit record ends with segment " + std::to_string(last) + ", but had got to "
                           + std::to_string(key.segment - 1) + ": newer segments are gone");
    }
    while (key.segment < last) { // only if the store was put back to an old state
        auto next = nextKey(key);
        if (!next) {
            return tl::unexpected(next.error());
        }
        key.key = std::move(*next);
        key.segment += 1;
    }
    return key;
}

/// Cuts what a note that is durable already tells of; an earlier opening may have been killed in between.
Result<void> finishCut(ports::LogFolder& folder, const Torn& cut)
{
    const std::string name = auditSegmentName(cut.segment);
    auto file = folder.read(name);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const auto size = (*file)->bytes().size();
    if (size == cut.at) {
        return {};
    }
    if (size != cut.at + cut.bytes
        || digestOf("audit-cut", (*file)->bytes().subspan(static_cast<std::size_t>(cut.at))) != cut.digest) {
        return failure(Errc::Corrupt, name + " is not what the note about its torn end says");
    }
    file->reset();
    return folder.truncate(name, cut.at);
}

Result<SegmentScan> scanLast(const ports::LogFolder& folder, std::uint32_t last, const SegmentKey& key)
{
    const auto file = folder.read(auditSegmentName(last));
    if (!file) {
        return tl::unexpected(file.error());
    }
    const auto header = readHeader((*file)->bytes());
    if (header && header->log != key.log) {
        return failure(Errc::Conflict, "the key belongs to another audit record");
    }
    if (key.segment > last) {
        return scanSegment((*file)->bytes(), last, {}); // its key is given up: the chain is what is left to check
    }
    const auto record = recordKey(key);
    if (!record) {
        return tl::unexpected(record.error());
    }
    return scanSegment((*file)->bytes(), last, record->exposed());
}

/// What is found there must not be less durable than what will rest on it.
Result<void> syncLast(ports::LogFolder& folder, std::uint32_t last)
{
    auto file = folder.append(auditSegmentName(last));
    return file ? (*file)->sync() : tl::unexpected(file.error());
}

} // namespace

Result<AuditWriter> AuditWriter::begin(ports::LogFolder& folder, AuditKeyStore& keys, SegmentKey first, AuditMoment now,
                                       const AuditWriterOptions& options)
{
    if (const auto good = checkOptions(options); !good) {
        return tl::unexpected(good.error());
    }
    if (first.segment != 1 || first.key.size() != auditKeyBytes) {
        return failure(Errc::Invalid, "a record begins with a key of 32 bytes for segment 1");
    }
    const auto segments = segmentsIn(folder);
    if (!segments) {
        return tl::unexpected(segments.error());
    }
    const auto stored = keys.load();
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    if (!segments->empty()) {
        return failure(Errc::Conflict, "there is an audit record already");
    }
    if (*stored && (*stored)->segment > 1) {
        return failure(Errc::Conflict, "an audit record was here, and all of its segments are gone");
    }
    AuditWriter writer(folder, keys, options);
    writer.m_key = std::move(first);
    if (const auto saved = keys.save(writer.m_key); !saved) {
        return tl::unexpected(saved.error());
    }
    auto written = writer.write(writer.own(openAction, "", "begun"), now);
    written = written ? writer.commit() : written;
    if (!written) {
        return tl::unexpected(written.error());
    }
    return writer;
}

Result<AuditWriter> AuditWriter::open(ports::LogFolder& folder, AuditKeyStore& keys, AuditMoment now,
                                      const AuditWriterOptions& options)
{
    if (const auto good = checkOptions(options); !good) {
        return tl::unexpected(good.error());
    }
    const auto segments = segmentsIn(folder);
    if (!segments) {
        return tl::unexpected(segments.error());
    }
    if (segments->empty()) {
        const auto stored = keys.load();
        if (stored && *stored && (*stored)->segment > 1) {
            return failure(Errc::Conflict, "an audit record was here, and all of its segments are gone");
        }
        return failure(stored ? Errc::NotFound : stored.error().code, "there is no audit record yet");
    }
    const std::uint32_t last = segments->back();
    auto key = keyFor(keys, last);
    if (!key) {
        return tl::unexpected(key.error());
    }
    const auto found = scanLast(folder, last, *key);
    if (!found) {
        return tl::unexpected(found.error());
    }
    auto ready = found->cut ? finishCut(folder, *found->cut) : Result<void>{};
    ready = ready ? syncLast(folder, last) : ready;
    if (!ready) {
        return tl::unexpected(ready.error());
    }
    AuditWriter writer(folder, keys, options);
    writer.m_last = found->last;
    writer.m_hash = found->hash;
    writer.m_key = std::move(*key);
    if (writer.m_key.segment == last) {
        ready = writer.retire();
    }
    if (ready && found->torn) {
        AuditEntry note = writer.own(cutAction, textOf(*found->torn), "a write was cut off");
        note.payload = found->torn->digest;
        writer.m_cutBytes = found->torn->bytes;
        ready = writer.write(note, now);
    }
    if (ready) {
        const char* const how = found->isClosed ? "it was closed" : "it was not closed";
        ready = writer.write(writer.own(openAction, "", how), now);
    }
    ready = ready ? writer.commit() : ready;
    if (ready && found->torn) {
        ready = finishCut(folder, *found->torn); // the note is on the disk: only now may the bytes go
    }
    if (!ready) {
        return tl::unexpected(ready.error());
    }
    return writer;
}

} // namespace omni::audit

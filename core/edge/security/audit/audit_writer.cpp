#include "core/edge/security/audit/audit_writer.h"

#include <utility>

namespace omni::audit {

AuditWriter::AuditWriter(ports::LogFolder& folder, AuditKeyStore& keys, const AuditWriterOptions& options)
    : m_folder(&folder)
    , m_keys(&keys)
    , m_options(options)
{
}

Result<void> AuditWriter::refusal() const
{
    if (m_failed) {
        return tl::unexpected(*m_failed);
    }
    if (m_hasEnded) {
        return failure(Errc::Invalid, "the audit record is closed");
    }
    return {};
}

tl::unexpected<Error> AuditWriter::fail(Error error)
{
    error.detail = "audit record: " + error.detail;
    m_failed = error;
    m_file.reset();
    m_recordKey.clear();
    m_key.key.clear();
    return tl::unexpected(std::move(error));
}

AuditEntry AuditWriter::own(std::string_view action, std::string object, std::string reason) const
{
    return {m_options.self, std::string(action), std::move(object), AuditOutcome::Noted, std::move(reason), {}};
}

Result<void> AuditWriter::beginSegment(AuditMoment now)
{
    auto key = recordKey(m_key);
    if (!key) {
        return fail(std::move(key.error()));
    }
    m_recordKey = std::move(*key);
    m_count = 0;
    m_began = now.mono;
    m_link
        = appendHeader(m_buffer, {.segment = m_key.segment, .first = m_last + 1, .log = m_key.log, .before = m_hash});
    return {};
}

Result<void> AuditWriter::retire()
{
    auto key = nextKey(m_key);
    if (!key) {
        return fail(std::move(key.error()));
    }
    m_recordKey.clear();
    m_file.reset();
    m_key.key = std::move(*key); // wipes the one before
    m_key.segment += 1;
    auto saved = m_keys->save(m_key);
    if (!saved && hasRoomAgain(saved.error())) {
        saved = m_keys->save(m_key); // it is this one or the one before, whatever became of the first try
    }
    if (!saved) {
        return fail(std::move(saved.error()));
    }
    return {};
}

/// Once: what has failed for want of room may be tried again.
bool AuditWriter::hasRoomAgain(const Error& why)
{
    if (why.code != Errc::Full || m_options.reserve == nullptr || m_isOnReserve) {
        return false;
    }
    m_isOnReserve = m_options.reserve->giveUp();
    return m_isOnReserve;
}

/// A part of it may have got there for want of room: that was never durable, and nobody was told so.
Result<void> AuditWriter::appendBuffer(const std::string& name)
{
    auto appended = m_file->append(m_buffer);
    if (appended || !hasRoomAgain(appended.error())) {
        return appended;
    }
    m_file.reset();
    if (auto cut = m_folder->truncate(name, m_fileBytes); !cut) {
        return cut;
    }
    auto file = m_folder->append(name);
    if (!file) {
        return tl::unexpected(file.error());
    }
    m_file = std::move(*file);
    return m_file->append(m_buffer);
}

/// A segment is there with its first records or not at all: no crash leaves one without a record.
Result<void> AuditWriter::makeSegment(const std::string& name)
{
    auto made = m_folder->replace(name, m_buffer);
    if (!made && hasRoomAgain(made.error())) {
        made = m_folder->replace(name, m_buffer);
    }
    if (!made) {
        return made;
    }
    auto file = m_folder->append(name);
    if (!file) {
        return tl::unexpected(file.error());
    }
    m_file = std::move(*file);
    m_fileBytes = 0;
    return {};
}

Result<void> AuditWriter::write(const AuditEntry& entry, AuditMoment now)
{
    const bool isOpen = !m_recordKey.isEmpty();
    if (isOpen && (m_count >= m_options.recordsPerSegment || now.mono - m_began >= m_options.segmentTime)) {
        if (const auto committed = commit(); !committed) {
            return committed;
        }
        if (const auto retired = retire(); !retired) {
            return retired;
        }
    }
    if (m_recordKey.isEmpty()) {
        if (const auto begun = beginSegment(now); !begun) {
            return begun;
        }
    }
    m_last += 1;
    m_count += 1;
    m_hash = appendRecord(
        m_buffer, entry,
        {.segment = m_key.segment, .seq = m_last, .moment = now, .boot = m_options.boot, .before = m_link},
        m_recordKey.exposed());
    m_link = m_hash;
    return {};
}

Result<std::uint64_t> AuditWriter::append(const AuditEntry& entry, AuditMoment now)
{
    if (const auto good = refusal(); !good) {
        return tl::unexpected(good.error());
    }
    const auto fitting = preparedForeign(entry);
    if (!fitting) {
        return tl::unexpected(fitting.error());
    }
    if (const auto written = write(*fitting, now); !written) {
        return tl::unexpected(written.error());
    }
    return m_last;
}

Result<void> AuditWriter::commit()
{
    if (const auto good = refusal(); !good || m_buffer.empty()) {
        return good;
    }
    const std::string name = auditSegmentName(m_key.segment);
    if (m_file) {
        if (auto appended = appendBuffer(name); !appended) {
            return fail(std::move(appended.error()));
        }
        if (auto synced = m_file->sync(); !synced) {
            return fail(std::move(synced.error()));
        }
    } else if (auto made = makeSegment(name); !made) {
        return fail(std::move(made.error()));
    }
    m_fileBytes += m_buffer.size();
    m_buffer.clear();
    m_durable = {m_key.log, m_key.segment, m_last, m_hash};
    return {};
}

Result<void> AuditWriter::retireIfOver(Monotonic now)
{
    if (const auto good = refusal(); !good || m_recordKey.isEmpty() || now - m_began < m_options.segmentTime) {
        return good;
    }
    const auto committed = commit();
    return committed ? retire() : committed;
}

Result<Anchor> AuditWriter::anchor(AuditMoment now)
{
    if (const auto good = refusal(); !good) {
        return tl::unexpected(good.error());
    }
    if (const auto written = write(own(anchorAction, "", ""), now); !written) {
        return tl::unexpected(written.error());
    }
    if (const auto committed = commit(); !committed) {
        return tl::unexpected(committed.error());
    }
    const auto key = anchorKey(m_key);
    if (!key) {
        return tl::unexpected(key.error()); // nothing of the record is in doubt
    }
    return anchorOf(m_durable, now.wall, key->exposed());
}

Result<Anchor> AuditWriter::end(AuditMoment now)
{
    if (const auto good = refusal(); !good) {
        return tl::unexpected(good.error());
    }
    if (const auto written = write(own(closeAction, "", ""), now); !written) {
        return tl::unexpected(written.error());
    }
    if (const auto committed = commit(); !committed) {
        return tl::unexpected(committed.error());
    }
    const auto key = anchorKey(m_key);
    if (!key) {
        return tl::unexpected(fail(key.error()));
    }
    const Anchor last = anchorOf(m_durable, now.wall, key->exposed());
    if (const auto retired = retire(); !retired) {
        return tl::unexpected(retired.error());
    }
    m_key.key.clear();
    m_hasEnded = true;
    return last;
}

} // namespace omni::audit

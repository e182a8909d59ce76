#include "core/host/audit_verify/segment_proofs.h"

namespace omni::audit_verify {

SegmentProver::SegmentProver(const std::optional<KeyFile>& key)
    : m_key(key ? std::make_unique<KeyAtSegment>(key->log, key->segment, key->key) : nullptr)
{
}

SegmentProofs SegmentProver::proofsOf(std::uint32_t number, Octets bytes)
{
    if (m_key) {
        m_key->advanceTo(number);
    }
    const bool hasKey = m_key && m_key->segment() == number;
    SegmentProofs proofs;
    for (std::size_t at = headerSize; at < bytes.size() && proofs.size() < mostRecords;) {
        const auto record = readRecord(bytes.subspan(at));
        if (!record) {
            break;
        }
        proofs.push_back(
            {isSame(record->hash, hashOf("audit-record", record->hashed)), !hasKey || m_key->provesRecord(*record)});
        at += record->all.size();
    }
    return proofs;
}

} // namespace omni::audit_verify

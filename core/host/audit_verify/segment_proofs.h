// The dear part of judging a segment, which needs nothing of the segments before it: the hash and the MAC of each
// record. Made ahead, on other threads; the judgement itself stays one walk from the first record to the last.

#pragma once

#include "core/host/audit_verify/anchor_file.h"
#include "core/host/audit_verify/proofs.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace omni::audit_verify {

struct RecordProof {
    bool isHashRight = false;
    bool isMacRight = true; ///< True, too, where the key does not reach.
};

/// Of the records of one segment, in order, up to the first that has no record's form: for what comes behind it the
/// judgement asks by itself.
using SegmentProofs = std::vector<RecordProof>;

class SegmentProver
{
public:
    /// Without a key no MAC is looked at.
    explicit SegmentProver(const std::optional<KeyFile>& key);

    /// Segments in rising order of numbers: their keys are made one of the other, and there is no way back.
    [[nodiscard]] SegmentProofs proofsOf(std::uint32_t number, Octets bytes);

private:
    std::unique_ptr<KeyAtSegment> m_key;
};

} // namespace omni::audit_verify

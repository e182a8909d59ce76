// Judges an audit record, segment by segment: what was changed, from which record on, and what is missing at the end.
//
// Holds no more than the segment that it is given. A pure function of bytes: no file, no clock. Proofs that were made
// ahead of it spare it the dear part; without them it makes them itself.

#pragma once

#include "core/host/audit_verify/anchor_file.h"
#include "core/host/audit_verify/proofs.h"
#include "core/host/audit_verify/segment_proofs.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace omni::audit_verify {

enum class Judgement : std::uint8_t { // the numbers are the program's exit codes
    Good = 0,
    Tampered = 1, ///< `Verdict::firstBad` is the first record that is not what was written there.
    Unreadable = 2,
    Truncated = 3, ///< Sound as far as it goes, and an anchor knows more: `firstBad` is the first one missing.
};

struct Question {
    std::vector<AnchorFile> anchors; ///< Each must be a place in this record.
    std::optional<KeyFile> key; ///< Without one the chain alone is checked.
    std::string words; ///< Short words of a head that must be found; empty = none asked.
};

struct Verdict {
    Judgement judgement = Judgement::Good;
    std::uint64_t firstBad = 0; ///< 0 = none is named.
    std::string why; ///< Empty when good.
    std::uint64_t records = 0; ///< Sound ones.
    std::uint32_t segments = 0;
    std::uint64_t provenFrom = 0; ///< The first record whose MAC was checked; 0 = none was.
    std::uint64_t tornBytes = 0; ///< At the end: a write that a crash cut off. No fault.
    bool isClosed = false; ///< The last record says that the program ended in order.
    std::uint64_t wordsAt = 0; ///< The record whose words were asked for.
    LogName log{};
    Hash head{}; ///< Hash of the last sound record.
};

class ChainCheck
{
public:
    /// The anchors' MACs are checked here, if there is a key for them.
    explicit ChainCheck(Question question);

    /// The next file, in the order of numbers. False once the verdict is known and more files would not change it.
    /// `proofs`: of just these bytes under the question's key (`SegmentProver`); empty: none were made.
    [[nodiscard]] bool take(std::uint32_t number, Octets bytes, std::span<const RecordProof> proofs = {});
    /// A file that cannot be read, or is too large to be a segment.
    void giveUp(std::string why);
    void refuseTooLarge(std::uint32_t number);

    /// Once all files were taken, or `take` said false.
    [[nodiscard]] Verdict verdict();

private:
    struct TornEnd {
        Cut cut;
        Hash digest{};
    };
    bool tamper(std::string why);
    void checkAnchorMacs();
    [[nodiscard]] bool takeHeader(std::uint32_t number, Octets bytes);
    [[nodiscard]] bool takeRecords(std::uint32_t number, Octets bytes, std::span<const RecordProof> proofs);
    [[nodiscard]] std::string faultOf(const Record& record, std::uint32_t number, bool isFirst,
                                      const RecordProof* proof) const;
    [[nodiscard]] std::string faultOfCut(const Record& record, bool isFirst) const;
    [[nodiscard]] bool passAnchors(const Hash& hash);

    Question m_question;
    std::unique_ptr<KeyAtSegment> m_key;
    std::size_t m_nextAnchor = 0;
    Hash m_link{}; ///< What the next record is linked to.
    std::uint64_t m_fileBytes = 0; ///< Of the segment before.
    std::optional<TornEnd> m_torn; ///< At the end of the segment before.
    Verdict m_verdict;
    bool m_isOver = false;
};

} // namespace omni::audit_verify

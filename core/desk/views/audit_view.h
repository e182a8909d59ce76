// The audit record as a window shows it: its rows by page, and what becomes of a longer task over it (a verification,
// an export, an anchor).
//
// Values without behaviour. Texts are those of the record, made inert when they were written; some are foreign words.

#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace omni::views {

/// The numbers are those of the record (docs/audit-format.md); one of a later version has no name here.
enum class AuditWay : std::uint8_t { Window = 1, CommandLine, ControlApi, Hotkey, Chat, Program };
enum class AuditEnd : std::uint8_t { Begun = 1, Done, Refused, Failed, Noted };

struct AuditRow {
    std::uint64_t seq = 0;
    Timestamp at;
    std::string person, roles, session; ///< A reference, never a name of somebody.
    AuditWay way = AuditWay::Program;
    std::string action, object;
    AuditEnd end = AuditEnd::Noted;
    std::string reason;
    std::uint32_t mark = 0; ///< The beginning of its hash, to which the next record is linked.
    friend bool operator==(const AuditRow&, const AuditRow&) = default;
};

/// As it stands: everything, from the newest on.
struct AuditQuery {
    std::string person; ///< The whole reference. Empty: anybody.
    std::vector<std::string> kinds; ///< How the action begins, one of these. Empty: any.
    std::string text; ///< Part of the sentence. Empty: any.
    Timestamp from{std::numeric_limits<std::int64_t>::min()}; ///< Not earlier.
    Timestamp until{std::numeric_limits<std::int64_t>::max()}; ///< Earlier.
    std::uint64_t below = std::numeric_limits<std::uint64_t>::max(); ///< Rows in front of it: the next page.
    std::uint64_t above = 0; ///< Rows behind it: what is new.
    std::uint32_t most = 500; ///< In [1, 10'000].
    friend bool operator==(const AuditQuery&, const AuditQuery&) = default;
};

struct AuditPage {
    std::vector<AuditRow> rows; ///< Newest first.
    bool more = false; ///< Older ones may be wanted, too.
};

/// Who sits there may read this much of it (safety 4.4).
enum class AuditSight : std::uint8_t { Nothing, Own, All };

enum class AuditFileForm : std::uint8_t { Csv, Json };

enum class AuditTaskKind : std::uint8_t { Verify, Export, Anchor };
enum class AuditTaskState : std::uint8_t { Running, Done, Failed, GivenUp };
/// As the verifier ends: the numbers are its exit codes.
enum class AuditVerdict : std::uint8_t { Good, Tampered, Unreadable, Truncated };

struct AuditTask {
    std::uint64_t number = 0; ///< Of the task, from 1.
    AuditTaskKind kind = AuditTaskKind::Verify;
    AuditTaskState state = AuditTaskState::Running;
    std::uint64_t done = 0, total = 0; ///< Segments; a total of zero is not known.
    AuditVerdict verdict = AuditVerdict::Good; ///< Of a verification that is done.
    std::uint64_t firstBad = 0; ///< The first record that is not what was written there, or is missing; 0: none.
    std::uint64_t provenFrom = 0; ///< The first record whose key was checked; 0: only the chain was.
    std::uint64_t records = 0; ///< Sound ones, or exported ones, or those that the anchor knows.
    std::uint64_t anchors = 0; ///< That the record was held against.
    std::string words; ///< Five short ones: of the last sound record, or of the anchor.
    std::string text; ///< Why it failed or is not good, in English; of an anchor its file.
    friend bool operator==(const AuditTask&, const AuditTask&) = default;
};

} // namespace omni::views

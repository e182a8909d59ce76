// Reads the audit record for people: newest first, by person, by kind and by time, each record as a sentence.
//
// It judges nothing: whether the record is what was written is omnitrade-audit-verify's to say, and whoever shows this
// says so beside it. Reads a record that is being written as far as it has got.

#pragma once

#include "core/desk/ports/log_folder.h"
#include "core/edge/security/audit/audit_entry.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omni::audit {

struct AuditRecord {
    std::uint64_t seq = 0;
    AuditMoment moment;
    AuditEntry entry; ///< `path` and `outcome` may be of a later version: numbers without a name here.
    Digest hash{}; ///< As it stands there: the next record is linked to it.
};

/// What is wanted; as it stands, everything.
struct AuditFilter {
    std::string actor; ///< The whole name. Empty: anybody.
    std::string action; ///< How it begins: `order.`, `vault.open`. Empty: any.
    std::vector<std::string> actions; ///< And how else it may begin: one of these is enough. Empty: any.
    std::string text; ///< Part of the sentence or of the action, capital or small (of A to Z). Empty: any.
    Timestamp from{std::numeric_limits<std::int64_t>::min()}; ///< Not earlier.
    Timestamp until{std::numeric_limits<std::int64_t>::max()}; ///< Earlier.
    std::uint64_t below = std::numeric_limits<std::uint64_t>::max(); ///< Sequences below it: the next page.
    std::uint64_t above = 0; ///< Sequences above it: what is new since.
    std::size_t most = 500; ///< At least 1.
};

/// Newest first. Holds one segment's bytes beside the answer. NotFound: no record; Corrupt: a segment has something
/// that is no record in its middle (an end that a crash has torn is left out in silence: it is cut at the next start).
/// `goesOn` is asked before each segment, of which there may be many behind a filter that finds nothing; once it says
/// no the answer is Unavailable. Empty: to the end.
[[nodiscard]] Result<std::vector<AuditRecord>> readAudit(const ports::LogFolder& folder, const AuditFilter& filter,
                                                         const std::function<bool()>& goesOn = {});

/// "owner approved proposal 12, 5 lots (window)". One line, made inert when it was written.
[[nodiscard]] std::string storyOf(const AuditEntry& entry);

} // namespace omni::audit

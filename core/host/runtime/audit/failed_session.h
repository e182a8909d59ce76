// A session that came to nothing, or to a bad end, in the audit record: a certificate that is not to be trusted, a key
// that is refused, a market that is not there.

#pragma once

#include "core/host/runtime/audit/audit_book.h"

#include <string_view>
#include <utility>

namespace omni::runtime {

/// `outcome` as it is. A failure is kept in `book` first, unless that is null.
template<class T> [[nodiscard]] Outcome<T> withFailureOnAudit(AuditBook* book, Outcome<T> outcome)
{
    if (outcome || book == nullptr) {
        return outcome;
    }
    audit::AuditEntry entry;
    entry.actor.name = "omnitrade";
    entry.action = "session.failed";
    entry.object = audit::fitting(outcome.error().code, audit::mostObjectBytes);
    entry.outcome = audit::AuditOutcome::Failed;
    entry.reason = audit::fitting(outcome.error().message, audit::mostReasonBytes);
    static_cast<void>(book->keep(entry)); // one that has failed itself takes nothing more
    return outcome;
}

} // namespace omni::runtime

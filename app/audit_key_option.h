// `--audit-key-fd N`: where the verify key of a new audit record goes, once. And who is at the command line.

#pragma once

#include "app/options.h"
#include "core/host/runtime/audit/audit_book.h"

namespace omni::app {

inline constexpr OptionSpec auditKeyOption{
    "--audit-key-fd", "N",
    "the verify key of the audit record goes to this file descriptor, when the profile has no record yet"};

/// The way on which the key behind `option` is handed out; empty: the option was not given. Wrong usage and Refused as
/// `mustBeOpen`. Before any file is opened.
[[nodiscard]] runtime::Outcome<runtime::AuditWish> auditWishOf(const Arguments& arguments, std::string_view option);

/// An entry of a person at a shell: `script:person-1`, as the journal calls whoever runs the program.
[[nodiscard]] audit::AuditEntry shellEntry(std::string_view action, std::string_view object,
                                           audit::AuditOutcome outcome, std::string_view reason = {});

/// The entry into the record of a profile that this program holds and on which no session runs. Notes go to stderr.
[[nodiscard]] runtime::Outcome<void> keepOnAudit(const runtime::LockedProfile& profile, audit::AuditEntry entry,
                                                 runtime::AuditWish wish = {});

} // namespace omni::app

// The audit record as a file for other programs: CSV for a spreadsheet, JSON for scripts. Newest first.

#pragma once

#include "core/desk/ports/log_folder.h"
#include "core/desk/views/audit_view.h"
#include "core/edge/security/audit/audit_reader.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace omni::runtime {

using views::AuditFileForm;

/// As a window shows it.
[[nodiscard]] views::AuditRow rowOf(const audit::AuditRecord& record);

/// The first line of the file, and its last: with the line's end, empty where there is none.
[[nodiscard]] std::string headOf(AuditFileForm form);
[[nodiscard]] std::string tailOf(AuditFileForm form);
/// One record, with the line's end. A text that a spreadsheet would run is quoted (V31).
[[nodiscard]] std::string lineOf(AuditFileForm form, const audit::AuditRecord& record, bool isFirst);

/// A small file of its owner alone, whole or not at all. Unavailable.
[[nodiscard]] Result<void> writeForOwner(const std::filesystem::path& file, const std::string& text);

/// Writes all that `filter` finds to `file`, of its owner alone: beside it first, and in its place when it is whole.
/// How many records. `goesOn` is asked before each segment with how many records have been written; Unavailable once it
/// says no. A failure leaves no file that was not there.
[[nodiscard]] Result<std::uint64_t> exportAudit(const ports::LogFolder& folder, audit::AuditFilter filter,
                                                AuditFileForm form, const std::filesystem::path& file,
                                                const std::function<bool(std::uint64_t written)>& goesOn = {});

} // namespace omni::runtime

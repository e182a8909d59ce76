// The tables of the history, version by version. docs/history.md tells what each column means.

#pragma once

#include "core/base/error.h"
#include "core/edge/storage/sqlite/database.h"

#include <filesystem>
#include <span>
#include <vector>

namespace omni::storage {

/// "OmTr": what PRAGMA application_id says of a file of ours.
inline constexpr std::int64_t applicationId = 0x4f6d'5472;

/// Leads from one version to the next: its place in the list is the version before.
struct Migration {
    std::vector<QString> statements;
};

/// From an empty file (version 0) to the newest one.
[[nodiscard]] std::span<const Migration> migrations();

/// The tables whose rows the journal gives, in the order in which they are emptied.
[[nodiscard]] std::span<const QString> rowTables();

/// Brings the file to the newest version, each step in one transaction. Before the first step of a file that has
/// tables a copy of it is left beside it as `<file>.v<version>`, in place of an older copy of that name. Newer: the
/// file is of a newer program and stays as it is. Conflict: it is a database, but not of this program.
[[nodiscard]] Result<void> migrate(Database& database, const std::filesystem::path& file,
                                   std::span<const Migration> steps);

} // namespace omni::storage

// The history of a profile in one SQLite file. docs/history.md describes the tables.
//
// Written in WAL mode, so that readers and the writer do not wait for each other; closed in the ordinary mode, so that
// one file is left. Qt needs a QCoreApplication. An object belongs to the thread that opened it.

#pragma once

#include "core/base/error.h"
#include "core/desk/ports/history_store.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace omni::storage {

struct OpenedHistory {
    std::unique_ptr<ports::HistoryStore> store;
    std::vector<std::string> notes; ///< What was done to the file besides opening it, in words.
};

/// Opens or makes the file, brings older tables up to date and looks the file over. What is damaged is moved aside, as
/// `<file>.damaged`, and an empty history stands in its place. Newer: the file is of a newer program; Conflict: it is
/// another program's; Denied, Full, Unavailable: it cannot be written now. In these cases it stays as it is.
[[nodiscard]] Result<OpenedHistory> openHistory(const std::filesystem::path& file);

/// For questions only: `apply` and `wipe` are Denied. NotFound: there is no file yet. Nothing is looked over.
[[nodiscard]] Result<std::unique_ptr<ports::HistoryStore>> readHistory(const std::filesystem::path& file);

} // namespace omni::storage

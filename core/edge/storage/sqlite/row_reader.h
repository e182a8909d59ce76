// Answers the window's questions from the tables.

#pragma once

#include "core/desk/views/history.h"
#include "core/edge/storage/sqlite/database.h"

namespace omni::storage {

/// All in one read transaction, so that rows and `upTo` are of one moment. Invalid: `most` outside of its bounds.
[[nodiscard]] Result<views::HistoryPage> answerOf(Database& database, const views::HistoryQuery& query);

} // namespace omni::storage

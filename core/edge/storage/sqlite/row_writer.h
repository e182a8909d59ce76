// Puts a batch into the tables. The statements are prepared once.

#pragma once

#include "core/desk/ports/history_store.h"
#include "core/edge/storage/sqlite/database.h"

#include <vector>

namespace omni::storage {

class RowWriter
{
public:
    [[nodiscard]] static Result<RowWriter> prepare(const Database& database);

    /// The rows of `batch`, without the place up to which it goes. Within the caller's transaction.
    [[nodiscard]] Result<void> write(const ports::HistoryBatch& batch);

private:
    explicit RowWriter(std::vector<Statement> statements)
        : m_statements(std::move(statements))
    {
    }
    [[nodiscard]] Result<void> write(const market::Instrument& instrument);
    [[nodiscard]] Result<void> write(const views::FillRow& row);
    [[nodiscard]] Result<void> write(const ports::FillChange& change);
    [[nodiscard]] Result<void> write(const views::OrderRow& row);
    [[nodiscard]] Result<void> write(const views::ProposalRow& row);
    [[nodiscard]] Result<void> write(const ports::ProposalChange& change);
    [[nodiscard]] Result<void> write(const ports::DecisionRow& row);
    [[nodiscard]] Result<void> write(const views::RoundTripRow& row);
    [[nodiscard]] Result<void> write(const ports::EquityChange& change);
    [[nodiscard]] Result<void> write(const ports::Placed<views::NoteRow>& note);
    [[nodiscard]] Result<void> write(const ports::Placed<views::AlertRow>& alert);
    template<class Rows> [[nodiscard]] Result<void> writeAll(const Rows& rows);

    std::vector<Statement> m_statements; ///< In the order of the list in the source.
};

} // namespace omni::storage

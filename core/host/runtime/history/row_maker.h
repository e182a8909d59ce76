// Makes rows of the history from the records of the journal, by folding them as recovery does.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/flat_map.h"
#include "core/desk/engine/desk_state.h"
#include "core/desk/journal/record.h"
#include "core/desk/ports/history_store.h"
#include "core/host/runtime/history/equity_points.h"
#include "core/host/runtime/history/trip_book.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace omni::runtime {

/// Deterministic: the same records give the same rows, wherever it stopped and went on in between.
class RowMaker
{
public:
    /// Rises when the same records would give other rows: what older ones made is then made anew.
    static constexpr std::uint32_t version = 2;

    /// Appends what the record brings to `batch`; leaves `upTo` and `anchor` alone. Corrupt, Newer: it cannot be read.
    [[nodiscard]] Result<void> take(const journal::Record& record, ports::HistoryBatch& batch);

    /// All that it must know to go on behind the last record.
    void save(Bytes& out) const;
    /// Corrupt or Newer: made by another version; then nothing may be taken for known.
    [[nodiscard]] Result<void> load(std::span<const std::byte> bytes);

private:
    /// What a fill must know of the proposal behind its order.
    struct Proposed {
        Ticks reference;
        Lots size; ///< As proposed.
        std::optional<Money> loss; ///< At the stop. None: it has no stop.
    };
    /// Approved proposals are remembered up to this many.
    static constexpr std::size_t mostProposed = 100'000;

    class EventRows;
    class FactRows;
    void takeEvent(const journal::Record& record, const events::Event& event, ports::HistoryBatch& batch);
    void takeFact(const journal::Record& record, const events::Fact& fact, ports::HistoryBatch& batch);
    /// The order as it stands, and the other one of its pair.
    void addOrder(const journal::Record& record, OrderId id, std::string_view text, ports::HistoryBatch& batch) const;

    engine::DeskState m_state;
    TripBook m_trips;
    EquityPoints m_equity;
    FlatMap<ProposalId, Proposed> m_proposed; ///< Waiting or approved.
};

} // namespace omni::runtime

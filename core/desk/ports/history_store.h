// The port behind which the history of a profile stands: rows made of the journal, for questions that the journal is
// too long for.
//
// It holds nothing that the journal could not give again: whatever is wrong with it, it is wiped and made anew. Rows
// and the place in the journal up to which they are complete change in one step, so that each record counts exactly
// once. All calls block. An object belongs to one thread; a writer and any number of readers may be open side by side.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/desk/events/fact.h"
#include "core/desk/views/history.h"
#include "core/trade/market/instrument.h"
#include "core/trade/risk/authority.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omni::ports {

/// What a decision on a proposal was.
enum class DecisionKind : std::uint8_t {
    Approved,
    Declined,
    Expired,
    Withdrawn,
    Superseded,
    Suppressed,
    Drifted,
    Snoozed,
    Refused, ///< The gate said no when it was to be sent. It waits on.
};

/// A word on a proposal. Several may be spoken on one.
struct DecisionRow {
    Sequence seq;
    std::uint32_t index = 0; ///< Within `seq`.
    Timestamp at;
    ProposalId proposal;
    DecisionKind kind = DecisionKind::Approved;
    events::Cause cause = events::Cause::Person;
    PrincipalId by;
    bool isAutomatic = false; ///< Approved by a granted budget.
    std::optional<Lots> size; ///< Of an approval.
    friend bool operator==(const DecisionRow&, const DecisionRow&) = default;
};

/// A fill that the venue took back or changed.
struct FillChange {
    FillId fill;
    bool isBusted = false;
    Ticks price; ///< These five: of a correction.
    Lots size;
    Money value, fee;
    CurrencyId feeCurrency{}; ///< None: as it was.
};

/// What became of a proposal: how it was closed, or which order it made.
struct ProposalChange {
    ProposalId proposal;
    std::optional<events::Closing> how;
    events::Cause cause = events::Cause::Person;
    PrincipalId by;
    Timestamp closed;
    OrderId order; ///< None: not told.
};

enum class EquityKind : std::uint8_t { Day, Peak, Trough, Fill };

struct EquityChange {
    Sequence seq;
    std::uint32_t index = 0; ///< Within `seq`.
    EquityKind kind = EquityKind::Day;
    views::EquityRow row;
};

/// A row of which several may stand at one sequence.
template<class Row> struct Placed {
    std::uint32_t index = 0; ///< Within the row's sequence.
    Row row;
};

/// What records up to `upTo` have brought, in their order. New rows and rows in a new state alike: a row of a key that
/// is there takes its place.
struct HistoryBatch {
    Sequence upTo; ///< All of its records are in this batch or in one before.
    std::uint32_t anchor = 0; ///< Tells whether a journal is the one that was read; see `HistoryMark`.
    std::vector<market::Instrument> instruments; ///< Key: id and version.
    std::vector<views::FillRow> fills; ///< Key: `fill.id`.
    std::vector<FillChange> fillChanges; ///< After `fills`.
    std::vector<views::OrderRow> orders; ///< Key: order. An empty text keeps the one before.
    std::vector<views::ProposalRow> proposals; ///< Key: proposal.
    std::vector<ProposalChange> proposalChanges; ///< After `proposals`.
    std::vector<DecisionRow> decisions; ///< Key: sequence and index.
    std::vector<views::RoundTripRow> roundTrips; ///< Key: sequence.
    std::vector<EquityChange> equity; ///< Key: sequence and index.
    std::vector<Placed<views::NoteRow>> notes;
    std::vector<Placed<views::AlertRow>> alerts;
};

/// How far the rows go, and of which journal they are.
struct HistoryMark {
    std::array<std::byte, 16> install{}; ///< Of the journal.
    std::uint32_t maker = 0; ///< Version of what made the rows.
    Sequence upTo; ///< Zero: nothing yet.
    std::uint32_t anchor = 0; ///< Checksum of the record at `upTo`.
    Sequence memoryAt; ///< The sequence behind which `memory` goes on. Zero: none.
    Bytes memory;
};

class HistoryStore
{
public:
    virtual ~HistoryStore() = default;
    [[nodiscard]] virtual Result<HistoryMark> mark() = 0;
    /// All of it or nothing. Conflict: `upTo` is not behind what is there; the batch was applied before. Full, Denied,
    /// Unavailable, Corrupt: nothing has changed; Corrupt: wipe it and begin anew.
    [[nodiscard]] virtual Result<void> apply(const HistoryBatch& batch) = 0;
    /// What the maker of rows must know to go on behind what has been applied.
    [[nodiscard]] virtual Result<void> keep(const Bytes& memory) = 0;
    /// Everything goes; from now on it is of this journal and maker.
    [[nodiscard]] virtual Result<void> wipe(const std::array<std::byte, 16>& install, std::uint32_t maker) = 0;
    /// Of what has been applied. Rows of one sequence come together, so that a page may be a little longer than `most`.
    [[nodiscard]] virtual Result<views::HistoryPage> query(const views::HistoryQuery& query) = 0;
    /// A clean end: one file is left. The store is not used afterwards.
    [[nodiscard]] virtual Result<void> close() = 0;
};

} // namespace omni::ports

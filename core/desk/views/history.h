// Rows of what has been: what the window asks the history for, newest first unless said.
//
// Values as the journal has them; amounts are exact. Text is data from outside and is shown as plain text.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/desk/events/fact.h"
#include "core/trade/market/units.h"
#include "core/trade/orders/ledger.h"
#include "core/trade/orders/order_event.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace omni::views {

struct FillRow {
    Sequence seq; ///< Of the journal.
    Timestamp at;
    orders::Fill fill;
    StrategyId strategy;
    ProposalId proposal; ///< None: not of a proposal.
    orders::OrderRole role = orders::OrderRole::Entry;
    std::optional<Ticks> reference; ///< Limit, trigger or the proposal's price: what slippage is measured from.
    bool isLate = false; ///< After the order's end.
    bool isBusted = false;
};

struct OrderRow {
    Sequence seq; ///< Of its last change.
    orders::OrderRecord record;
    std::string text; ///< The venue's last word, or the rule that refused it.
};

/// A proposal and what became of it.
struct ProposalRow {
    Sequence seq;
    Timestamp at;
    events::ProposalMade made;
    std::optional<events::Closing> how; ///< None: it still waits.
    events::Cause cause = events::Cause::Person;
    PrincipalId by;
    Timestamp closed;
    OrderId order; ///< Of an approved one.
};

/// Equity at a moment, base currency.
struct EquityRow {
    Timestamp at;
    Money equity;
    Money peak;
    bool isReconstructed = false; ///< Made of the journal alone, each position at its last fill: shown hollow.
};

/// From flat to flat in one instrument, as it was really traded. Base currency.
struct RoundTripRow {
    Sequence seq; ///< Of its last fill.
    InstrumentId instrument;
    StrategyId strategy;
    ProposalId proposal;
    Side side = Side::Buy;
    Lots lots; ///< The most that was held.
    Timestamp opened, closed;
    Money entryValue;
    Money net; ///< Fees included.
    Money fees;
    std::optional<Money> risk; ///< Loss at the stop as proposed: net / risk is the result in R.
};

struct NoteRow {
    Sequence seq;
    Timestamp at;
    events::AddNote note;
    PrincipalId by;
};

struct AlertRow {
    Sequence seq;
    Timestamp at;
    events::AlertRaised alert;
};

/// Which rows. `before` continues a list: rows with a lower sequence.
struct HistoryFilter {
    InstrumentId instrument; ///< None: all.
    StrategyId strategy; ///< None: all.
    OrderId order; ///< None: all.
    std::optional<Timestamp> from, until; ///< [from, until).
    std::optional<Sequence> before;
    std::uint32_t most = 500; ///< Rows of a page, in [1, 10'000].
};

struct FillsQuery {
    HistoryFilter filter;
};
struct OrdersQuery {
    HistoryFilter filter;
};
struct ProposalsQuery {
    HistoryFilter filter;
};
/// Oldest first; thinned so that at most `most` points remain, peaks and troughs kept.
struct EquityQuery {
    HistoryFilter filter;
};
struct RoundTripsQuery {
    HistoryFilter filter;
};
struct NotesQuery {
    HistoryFilter filter;
};
struct AlertsQuery {
    HistoryFilter filter;
};
using HistoryQuery
    = std::variant<FillsQuery, OrdersQuery, ProposalsQuery, EquityQuery, RoundTripsQuery, NotesQuery, AlertsQuery>;

using HistoryRows
    = std::variant<std::vector<FillRow>, std::vector<OrderRow>, std::vector<ProposalRow>, std::vector<EquityRow>,
                   std::vector<RoundTripRow>, std::vector<NoteRow>, std::vector<AlertRow>>;

struct HistoryPage {
    HistoryRows rows;
    Sequence upTo; ///< The history is complete up to here; what came later is in the notices.
    bool more = false; ///< Older rows exist.
};

} // namespace omni::views

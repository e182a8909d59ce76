// All orders by id, and what they may still do to positions.
//
// The ledger folds recorded facts: it decides nothing, so the same calls give the same bytes. What a venue says is
// never refused for being unlikely: it is taken, flagged, and the flags say that somebody must look. Only what names no
// order, or does not fit the numbers, is an error, and an error changes nothing.
//
// Reservation (S3): a Created, Sent, Working, CancelSent or Unknown order holds its unfilled lots; while a replace is
// on its way, the larger of the old and the new size counts. An order that the venue calls filled before all its fills
// have come holds those that are owed. Held legs hold nothing until released. Of a one-cancels-other pair on the same
// side of the same instrument the larger counts once. Reduce-only orders are told apart: they add no exposure.
//
// One thread. Every operation but `forgetTerminal`, `rescale`, `save` and `load` is O(1) when ids are dense and
// O(log n) otherwise.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/wide_int.h"
#include "core/trade/orders/life_cycle.h"
#include "core/trade/orders/order.h"
#include "core/trade/orders/rescale.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace omni::orders {

/// Sizes and prices beyond it are refused, so that no sum of products in the ledger can leave 128 bits.
inline constexpr std::int64_t largestCount = 10'000'000'000'000'000;
/// Lots that one order may have filled beyond its size before further fills of it are refused.
inline constexpr std::int64_t mostExcess = 100 * largestCount;
inline constexpr std::size_t mostOpenOrders = 100'000;
inline constexpr std::uint64_t mostInstruments = 100'000;

/// The new figures of a replace. `size` is the whole order, what has filled included: filled(old) + open(new) is then
/// never above it (F30).
struct Replacement {
    Lots size; ///< Above zero.
    std::optional<Ticks> limit;
    std::optional<Ticks> stop;
    friend bool operator==(const Replacement&, const Replacement&) = default;
};

struct OrderRecord {
    OrderTicket ticket; ///< As it stands now: a confirmed replace changes its size, limit and stop.
    OrderState state = OrderState::Created;
    Lots filled; ///< In [0, ticket.size], or [0, larger size] while a replace is on its way.
    Lots excess; ///< Fills beyond the size. Not zero: needs reconcile.
    Lots owed; ///< Of an order called filled: lots whose fills have not come yet.
    Money filledValue; ///< Of all its fills, the excess included. Quote currency.
    VenueOrderId venueOrderId; ///< Empty until the venue told.
    Timestamp created;
    Timestamp lastChange;
    std::optional<Replacement> replacing; ///< Asked for, not answered yet.
    OrderId partner; ///< The other order of a one-cancels-other pair, once both are known.
    std::uint32_t cancelsAsked = 0;
    bool lateFill = false; ///< It filled after it was cancelled, rejected or expired.
    bool needsReconcile = false; ///< Something impossible was reported. `reconciled` clears it.
    friend bool operator==(const OrderRecord&, const OrderRecord&) = default;
};

/// The lots that it may fill in all, with a replace on its way.
[[nodiscard]] constexpr Lots largestSizeOf(const OrderRecord& record) noexcept
{
    return record.replacing && record.replacing->size > record.ticket.size ? record.replacing->size
                                                                           : record.ticket.size;
}

/// The lots that it may still fill, or of which fills are owed. Zero for a held leg and for an order by value.
[[nodiscard]] Lots reservedLots(const OrderRecord& record) noexcept;

/// What one call did.
struct Outcome {
    OrderState before = OrderState::Created;
    OrderState after = OrderState::Created;
    bool impossible = false; ///< Not in the table of life_cycle.h, or against the fills: reconcile, latch the symbol.
    bool unknownNow = false; ///< This call made it Unknown.
    bool terminalNow = false; ///< This call ended it. Its reservation is free, but for `owed`.
    bool lateFill = false; ///< This fill came after the end: alert.
    bool otherFigures = false; ///< It stood at the venue otherwise than here.
    bool leftOut
        = false; ///< The same, while the answer to a replace may still come: refused, it may stand so for good.
    Lots excess; ///< Lots of this fill or replace beyond the size (S8): reconcile, latch the symbol.
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// What the open orders of one instrument may still do. Sums that do not fit are the largest number there is.
struct InstrumentOrders {
    Lots openBuys; ///< Unfilled lots of buys that may raise exposure.
    Lots openSells;
    Lots closingBuys; ///< Unfilled lots of reduce-only buys (they close a short).
    Lots closingSells;
    Lots unpricedBuys; ///< The part of openBuys without a limit price.
    Lots unpricedSells;
    Int128 buyTickLots = 0; ///< Limit x lots, summed over the rest of openBuys.
    Int128 sellTickLots = 0;
    Money notionalBuys; ///< Unfilled value of buys that name a value instead of lots. Not in openBuys.
    Money notionalSells;
    std::int32_t open = 0; ///< Orders, held legs not counted.
    std::int32_t unknown = 0;
    friend bool operator==(const InstrumentOrders&, const InstrumentOrders&) = default;
};

/// Lots that the open orders against a position may fill, those that close it and those that open the other side.
/// `byValue`: to what the orders may come that name a value (market::mostLotsFor).
[[nodiscard]] constexpr Int128 lotsAgainst(const InstrumentOrders& open, Lots position, Lots byValue) noexcept
{
    return Int128{byValue.count}
    + (position.count > 0 ? Int128{open.closingSells.count} + open.openSells.count
                          : Int128{open.closingBuys.count} + open.openBuys.count);
}

class Ledger
{
public:
    // --- facts -------------------------------------------------------------------------------------------------------

    /// A new order, Created. Conflict: its id is not above every id before it, so none is ever used twice. Invalid: no
    /// instrument, no size. Overflow: a figure beyond `largestCount`. Full: too many open orders or instruments.
    [[nodiscard]] Result<void> add(const OrderTicket& ticket, Timestamp at);

    /// What happened to an order. Fills with their amounts come through `addFill`; here PartFilled and Filled are the
    /// venue's word without them. An empty `venueOrderId` changes nothing. NotFound.
    [[nodiscard]] Result<Outcome> apply(OrderId id, OrderEventKind event, Timestamp at,
                                        const VenueOrderId& venueOrderId = VenueOrderId{});

    /// The venue's word (Found or Filled) of an order that stands there with `with`. That settles a replace of which no
    /// answer came. Left out while the answer to a replace may still come, and where less is told than has filled: then
    /// the word is older than what is known. NotFound, Invalid, Overflow.
    [[nodiscard]] Result<Outcome> standsWith(OrderId id, OrderEventKind event, const Replacement& with, Timestamp at,
                                             const VenueOrderId& venueOrderId = VenueOrderId{});

    /// A fill, once (see FillDedupe). The ledger itself tells a part from the whole. NotFound, Invalid (size),
    /// Overflow.
    [[nodiscard]] Result<Outcome> addFill(OrderId id, Lots size, Money value, Timestamp at);
    /// A fill that the venue took back (F28). The state stays; an open order may fill again. Conflict: more than
    /// filled.
    [[nodiscard]] Result<Outcome> bustFill(OrderId id, Lots size, Money value, Timestamp at);
    /// A fill that the venue corrected: its size and value less what they were. The state stays, unless an open order
    /// is complete by it. Errors as above.
    [[nodiscard]] Result<Outcome> correctFill(OrderId id, Lots sizeChange, Money valueChange, Timestamp at);

    /// A replace goes to the wire (ReplaceSent). Denied: the order may not be replaced now, or one is on its way.
    /// Invalid: not above what has filled. Afterwards `apply` with ReplaceRejected, or `replaced`.
    [[nodiscard]] Result<Outcome> replaceAsked(OrderId id, const Replacement& with, Timestamp at);
    /// The venue works on with `with` (what was asked, when empty). Less than has filled is an excess (F30).
    [[nodiscard]] Result<Outcome> replaced(OrderId id, Timestamp at, const std::optional<Replacement>& with = {},
                                           const VenueOrderId& venueOrderId = VenueOrderId{});
    /// Changes an order that was never sent. Denied for any other.
    [[nodiscard]] Result<void> amend(OrderId id, const Replacement& with, Timestamp at);
    /// A held leg goes live with `size`, at most its own: what its parent has filled. Denied: not held, not Created.
    [[nodiscard]] Result<void> release(OrderId id, Lots size, Timestamp at);
    /// Somebody looked: clears needsReconcile and what is owed.
    [[nodiscard]] Result<void> reconciled(OrderId id, Timestamp at);
    /// Counts all orders of an instrument in its new units. Where they do not come out even an open order is rounded to
    /// the safe side: a trigger that only reduces comes earlier, a trailing one is nearer, every other price waits
    /// longer; its size goes up, what it has filled goes down. One that was sent and whose lots do not come out even
    /// needs reconciliation. Terminal orders that do not fit are forgotten. Overflow: an open order beyond
    /// `largestCount`; nothing is changed.
    [[nodiscard]] Result<void> rescale(InstrumentId instrument, const Rescale& by);
    /// Forgets terminal orders not changed since `before` that nothing is owed on and that need no reconciliation.
    /// Their ids stay used. Returns how many.
    std::size_t forgetTerminal(Timestamp before);

    // --- questions ---------------------------------------------------------------------------------------------------

    /// Null: not known. Good until the next fact.
    [[nodiscard]] const OrderRecord* find(OrderId id) const noexcept;
    [[nodiscard]] InstrumentOrders of(InstrumentId instrument) const noexcept;
    [[nodiscard]] std::int32_t openCount() const noexcept
    {
        return m_openCount;
    }
    /// Held legs are not counted.
    [[nodiscard]] std::int32_t openCount(AccountId account) const noexcept;
    /// Unknown orders of all instruments.
    [[nodiscard]] std::int32_t unknownCount() const noexcept
    {
        return m_unknownCount;
    }
    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_records.size();
    }
    /// The highest id ever added; none before.
    [[nodiscard]] OrderId lastId() const noexcept
    {
        return m_lastId;
    }

    /// Open orders (held legs, too) by rising id. `visit(const OrderRecord&)` must not change the ledger.
    template<class Visit> void forEachOpen(Visit&& visit) const
    {
        for (std::uint32_t at = m_firstOpen; at != noIndex; at = m_links[at].next) {
            visit(m_records[at]);
        }
    }
    /// The same as a list, to walk while the ledger changes.
    [[nodiscard]] std::vector<OrderId> openIds() const;
    /// All orders in memory by rising id.
    template<class Visit> void forEach(Visit&& visit) const
    {
        for (const OrderRecord& record : m_records) {
            visit(record);
        }
    }

    void save(ByteWriter& out) const;
    /// Replaces everything. Corrupt: the bytes are not those of a ledger; then nothing has changed.
    [[nodiscard]] Result<void> load(ByteReader& in);

private:
    static constexpr std::uint32_t noIndex = 0xffff'ffff;
    struct Link {
        std::uint32_t previous = noIndex;
        std::uint32_t next = noIndex;
    };
    /// One side of one instrument.
    struct Sums {
        Int128 lots = 0;
        Int128 unpriced = 0;
        Int128 tickLots = 0;
        Int128 closing = 0;
        Int128 value = 0;
    };
    struct Totals {
        Sums sides[2];
        std::int32_t open = 0;
        std::int32_t unknown = 0;
    };
    class Recount;

    [[nodiscard]] std::uint32_t indexOf(OrderId id) const noexcept;
    [[nodiscard]] static Sums claimOf(const OrderRecord& record) noexcept;
    [[nodiscard]] static bool sharesClaim(const OrderRecord& a, const OrderRecord& b) noexcept;
    void count(std::uint32_t at, std::int32_t sign) noexcept;
    void countOne(const OrderRecord& record, std::int32_t sign) noexcept;
    void linkOpen(std::uint32_t at);
    void unlinkOpen(std::uint32_t at) noexcept;
    void pair(OrderRecord& record) noexcept;
    void transit(OrderRecord& record, OrderEventKind event, Outcome& outcome) noexcept;
    static void settleDoubt(OrderRecord& record, OrderEventKind event) noexcept;
    void take(OrderRecord& record, Replacement with, Outcome& outcome) noexcept;
    void completeIfFilled(OrderRecord& record, Outcome& outcome) noexcept;
    /// These are the records from now on; links and sums are made of them.
    void keep(std::deque<OrderRecord>&& records);

    std::deque<OrderRecord> m_records; ///< By rising id.
    std::vector<std::uint64_t> m_ids; ///< The ids of m_records, close together for the search.
    std::vector<Link> m_links;
    std::vector<Totals> m_totals; ///< By instrument id - 1.
    std::map<AccountId, std::int32_t> m_openOfAccount;
    std::uint32_t m_firstOpen = noIndex;
    std::uint32_t m_lastOpen = noIndex;
    std::size_t m_linked = 0;
    std::int32_t m_openCount = 0;
    std::int32_t m_unknownCount = 0;
    OrderId m_lastId;
};

} // namespace omni::orders

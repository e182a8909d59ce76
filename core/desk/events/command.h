// What people, scripts and programs ask for. Who asked, on which path and why is part of the record.

#pragma once

#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/base/short_text.h"
#include "core/base/time.h"
#include "core/desk/events/difference.h"
#include "core/trade/orders/order.h"
#include "core/trade/risk/authority.h"
#include "core/trade/risk/limits.h"
#include "core/trade/risk/mode.h"

#include <cstdint>
#include <optional>
#include <variant>

namespace omni::events {

/// What the approver had before his eyes, with its age: part of what he signed.
struct Seen {
    Ticks bid, ask;
    Duration quoteAge;
    Money lossAtStop; ///< Base currency.
    Timestamp at;
    friend bool operator==(const Seen&, const Seen&) = default;
};

/// `digest` is that of the exact order, as the proposal's preview gave it; another digest is refused. `size` may only
/// be smaller than proposed, and then `digest` is that of the smaller order.
struct Approve {
    ProposalId proposal;
    Lots size;
    Digest digest{};
    Seen seen;
    friend bool operator==(const Approve&, const Approve&) = default;
};
struct Decline {
    ProposalId proposal;
    friend bool operator==(const Decline&, const Decline&) = default;
};
struct Snooze {
    ProposalId proposal;
    Duration span = seconds(30);
    friend bool operator==(const Snooze&, const Snooze&) = default;
};
/// Makes a new proposal in place of the old one; what is absent stays.
struct Amend {
    ProposalId proposal;
    std::optional<Lots> size;
    std::optional<Ticks> limit, stop, target;
    friend bool operator==(const Amend&, const Amend&) = default;
};
/// A person's own order. `ticket.id` is given by the engine; stop and target become its children.
struct PlaceOrder {
    orders::OrderTicket ticket;
    std::optional<Ticks> stop, target;
    friend bool operator==(const PlaceOrder&, const PlaceOrder&) = default;
};
struct ReplaceOrder {
    OrderId order;
    std::optional<Lots> size;
    std::optional<Ticks> limit, stop;
    friend bool operator==(const ReplaceOrder&, const ReplaceOrder&) = default;
};
/// Loosening a protective stop is a replace, too; it is named apart because it always asks.
struct MoveStop {
    OrderId order;
    Ticks stop;
    friend bool operator==(const MoveStop&, const MoveStop&) = default;
};
struct CancelOrder {
    OrderId order;
    friend bool operator==(const CancelOrder&, const CancelOrder&) = default;
};
/// Cancels working orders in a scope: entries only, or all.
struct CancelOrders {
    risk::Scope scope;
    bool entriesOnly = true;
    friend bool operator==(const CancelOrders&, const CancelOrders&) = default;
};
struct QueryOrder {
    OrderId order;
    friend bool operator==(const QueryOrder&, const QueryOrder&) = default;
};
/// Latches `level` in `scope`. Flatten needs the right to trade.
struct Kill {
    risk::Scope scope;
    risk::KillLevel level = risk::KillLevel::CancelEntries;
    friend bool operator==(const Kill&, const Kill&) = default;
};
/// Lifts the latch of exactly `scope`. Other scopes keep theirs.
struct ResetKill {
    risk::Scope scope;
    friend bool operator==(const ResetKill&, const ResetKill&) = default;
};
/// Lifts a breaker's or a mismatch latch.
struct ClearBreaker {
    std::uint8_t breaker = 0; ///< `events::Breaker`.
    InstrumentId instrument; ///< Of a symbol latch.
    StrategyId strategy{}; ///< Of RepeatedExecution.
    friend bool operator==(const ClearBreaker&, const ClearBreaker&) = default;
};
struct SetMode {
    risk::Mode mode = risk::Mode::Halted;
    friend bool operator==(const SetMode&, const SetMode&) = default;
};
/// Lets one strategy trade without asking, within a budget, until a time. Ends by itself on any breach.
struct GrantAutonomy {
    StrategyId strategy;
    Money valuePerDay; ///< Base currency.
    Money lossPerDay;
    std::int32_t ordersPerDay = 0;
    Duration span; ///< From now, on the monotonic clock.
    friend bool operator==(const GrantAutonomy&, const GrantAutonomy&) = default;
};
struct EndAutonomy {
    StrategyId strategy;
    friend bool operator==(const EndAutonomy&, const EndAutonomy&) = default;
};
struct SwitchStrategy {
    StrategyId strategy;
    bool on = false;
    friend bool operator==(const SwitchStrategy&, const SwitchStrategy&) = default;
};
struct SetLimits {
    risk::Limits limits;
    friend bool operator==(const SetLimits&, const SetLimits&) = default;
};
struct AddNote {
    OrderId order;
    ProposalId proposal;
    ShortText<31> tag;
    ShortText<191> text;
    friend bool operator==(const AddNote&, const AddNote&) = default;
};
/// A person's audited word on an Unknown order that no venue evidence can settle (S6).
struct SettleUnknown {
    OrderId order;
    bool exists = false;
    friend bool operator==(const SettleUnknown&, const SettleUnknown&) = default;
};
/// Accepts the broker's position as true after a mismatch, by an entry that names who did.
struct AdoptPosition {
    InstrumentId instrument;
    friend bool operator==(const AdoptPosition&, const AdoptPosition&) = default;
};
/// So long after it was declined a proposal can be brought back.
inline constexpr Duration bringBackSpan = seconds(5);
/// Makes a declined proposal anew: as it was, with the end that it had, and looked at by the gate once more. It gets a
/// number and a digest of its own; what was signed for the old one approves nothing.
struct BringBack {
    ProposalId proposal;
    friend bool operator==(const BringBack&, const BringBack&) = default;
};

/// The books follow the broker's cash, by an entry that names who said so and why.
struct AdoptCash {
    CurrencyId currency;
    bool isCapital = true; ///< It came or went from outside: no result. False: a cost or a gain of the account.
    friend bool operator==(const AdoptCash&, const AdoptCash&) = default;
};
/// What the broker reports is where the books begin: all of it. Refused once anything was booked.
struct AdoptOpening {
    friend bool operator==(const AdoptOpening&, const AdoptOpening&) = default;
};
/// A person has seen this difference, with these figures. Other figures come up again.
struct IgnoreDifference {
    DifferenceSubject what;
    std::int64_t ours = 0, theirs = 0; ///< As shown: lots, or e8 of cash.
    friend bool operator==(const IgnoreDifference&, const IgnoreDifference&) = default;
};
/// Takes over what the broker holds more of an instrument than our books, and closes that much at market.
struct CloseDifference {
    InstrumentId instrument;
    friend bool operator==(const CloseDifference&, const CloseDifference&) = default;
};
/// Ends somebody else's order on the account.
struct CancelExternalOrder {
    InstrumentId instrument;
    orders::VenueOrderId venueOrderId;
    friend bool operator==(const CancelExternalOrder&, const CancelExternalOrder&) = default;
};

using Wish = std::variant<Approve, Decline, Snooze, Amend, PlaceOrder, ReplaceOrder, MoveStop, CancelOrder,
                          CancelOrders, QueryOrder, Kill, ResetKill, ClearBreaker, SetMode, GrantAutonomy, EndAutonomy,
                          SwitchStrategy, SetLimits, AddNote, SettleUnknown, AdoptPosition, BringBack, AdoptCash,
                          AdoptOpening, IgnoreDifference, CloseDifference, CancelExternalOrder>;

struct Command {
    PrincipalId by;
    risk::EntryPath path = risk::EntryPath::Cli;
    bool stepUp = false; ///< A fresh code, or in DEMO and PAPER the typed sentence, came with it.
    ShortText<95> reason;
    Wish what;
    friend bool operator==(const Command&, const Command&) = default;
};

} // namespace omni::events

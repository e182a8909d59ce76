// A session with a broker: orders go out, everything that comes back comes as events.
//
// The one port that real brokers and their test kits implement. Simulated venues in the house implement the smaller
// `Venue`, because they need to be told of time.

#pragma once

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/desk/ports/event_sink.h"
#include "core/desk/ports/venue.h"
#include "core/desk/views/connection.h"
#include "core/trade/orders/client_order_id.h"
#include "core/trade/orders/order_event.h"
#include "core/trade/orders/planned_stop.h"
#include "core/trade/risk/gate.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::ports {

/// What this broker can do. What it cannot, the desk does by other means or refuses.
struct BrokerTraits {
    views::Abilities abilities{};
    Duration settleDelay = seconds(3); ///< For so long "no such order" proves nothing (F32).
    std::int32_t ordersPerMinute = 0; ///< The venue's own bound; 0: none is known.
};

/// The names under which a venue knows our orders. Made once, never made anew: a start has its own part in them.
class OrderNames
{
public:
    virtual ~OrderNames() = default;
    /// Also of orders of earlier starts. NotFound: no such order was ever sent.
    [[nodiscard]] virtual Result<orders::ClientOrderId> nameOf(const orders::OrderTicket& ticket) const = 0;
    /// None: somebody else's order.
    [[nodiscard]] virtual std::optional<OrderId> orderOf(std::string_view name) const = 0;
    /// This profile gave the name, in a start of which its record knows nothing: the record is an older copy, or
    /// another copy trades beside it (F16). Told as TroubleFound RecordBehind.
    [[nodiscard]] virtual bool isLost(std::string_view name) const = 0;
};

/// The numbers of currencies in this profile. A code that it has not seen gets the next number, and the desk is told
/// before anything that uses it.
class CurrencyNumbers
{
public:
    virtual ~CurrencyNumbers() = default;
    /// Invalid: no code of 1 to 11 of [A-Za-z0-9]. Full: too many.
    [[nodiscard]] virtual Result<CurrencyId> numberOf(std::string_view code) = 0;
};

/// What the desk's books hold of an instrument when a session begins.
struct HeldPosition {
    InstrumentId instrument;
    Lots held; ///< Signed, not zero.
};

/// An execution that is in the desk's books when a session begins.
struct BookedFill {
    orders::VenueFillId venueFillId;
    bool hasFee = false;
};

/// An order of which the desk knows no end when a session begins.
struct StandingOrder {
    orders::OrderTicket ticket;
    orders::VenueOrderId venueOrderId; ///< Empty: the venue has told none.
};

/// The desk's order that is the stop of an entry, sent or not.
struct EntryStop {
    OrderId entry, stop;
};

/// What a session is about. All of it outlives the session.
struct BrokerSession {
    AccountId account;
    orders::Environment environment = orders::Environment::Paper;
    std::vector<market::Instrument> instruments; ///< With the ids of the profile. No other is spoken of.
    Timestamp knownUntil; ///< The desk has all fills up to here; later ones are asked for, and some before, since
                          ///< clocks differ: a fill told twice is booked once (S7).
    const OrderNames& names;
    CurrencyNumbers& currencies;
    EventSink& sink;
    /// Asked just before the first byte of a new order goes, however long it waited for its turn: the kill switch may
    /// have been pressed since (S2). False: it does not go, and is told as rejected. Null: nobody asks.
    std::function<bool(const orders::OrderTicket&)> mayGo = {};
    /// As they stand when the session begins: what a venue has named itself is known again by its own number.
    std::vector<StandingOrder> standing = {};
    std::vector<EntryStop> entryStops = {};
    std::vector<HeldPosition> positions = {}; ///< At the account.
    std::vector<BookedFill> bookedFills = {}; ///< The newest: a list may tell them again.
};

/// Market data that is wanted of an instrument. A broker keeps it: after a cut line it subscribes again by itself.
struct Watch {
    InstrumentId instrument;
    bool quotes = true, prints = true;
    bool depth = false;
    friend bool operator==(const Watch&, const Watch&) = default;
};

/// An instrument as the broker lists it, with id 0.
struct ListedInstrument {
    market::Instrument instrument;
    std::string name; ///< For people: "Apple Inc. Common Stock". May be empty.
    std::string baseCurrency; ///< Of crypto: "BTC". Empty: what is bought is no currency.
    bool isTradable = true;
    bool isFractional = false, isShortable = false;
};

/// Lives on one thread with an event loop, that of its I/O; all calls are made there and none waits. Answers arrive
/// through the sink or the function given, never within the call. Nothing throws. A new order is never sent twice: its
/// name makes it one order (S4).
class Broker
{
public:
    virtual ~Broker() = default;
    [[nodiscard]] virtual BrokerTraits traits() const = 0;

    // --- before and beside a session ---

    /// What can be traded: the named symbols, or all when none is named. Connects by itself.
    virtual void list(std::vector<std::string> symbols, std::function<void(Result<std::vector<ListedInstrument>>)> done)
        = 0;
    /// Finished bars, oldest first, of `[from, until)`, in as many requests as it takes; with the instrument's id.
    virtual void bars(const market::Instrument& instrument, Duration interval, Timestamp from, Timestamp until,
                      std::function<void(Result<std::vector<market::Bar>>)> done)
        = 0;

    // --- the session ---

    /// Once. Connects and stays connected; says so with `LinkChanged`. Refuses by staying down (`connection` says why)
    /// if environment, key and endpoint do not agree: then not one byte is sent (S35).
    virtual void start(const BrokerSession& session) = 0;
    /// The market data that is wanted from now on, in place of what was.
    virtual void watch(std::vector<Watch> wanted) = 0;
    /// A time-out, a cut line, an answer that proves nothing: reported as Lost, never as Rejected (S6).
    virtual void submit(const risk::ClearedOrder& order) = 0;
    /// An entry with the stop that it is to have. Where the venue can hold that stop, it gets it with the entry; it is
    /// no order of the desk before the desk submits its own stop of that entry, for which it then stands.
    virtual void submitProtected(const risk::ClearedOrder& entry, const orders::PlannedStop& /*stop*/)
    {
        submit(entry);
    }
    /// Two closing legs of which one cancels the other, sent as one where the venue can; else one after the other.
    virtual void submitPair(const risk::ClearedOrder& first, const risk::ClearedOrder& second)
    {
        submit(first);
        submit(second);
    }
    /// `ticket` is the order as it stands here: it may be of an earlier start.
    virtual void cancel(const orders::OrderTicket& ticket) = 0;
    /// Cancels somebody else's order on the account, because a person wants it. What became of it a comparison tells,
    /// which follows by itself.
    virtual void cancelExternal(InstrumentId instrument, const orders::VenueOrderId& order) = 0;
    virtual void replace(const ReplaceRequest& request, const orders::OrderTicket& ticket) = 0;
    /// Asks what became of an order; answered by a report: Found, Filled, Cancelled, Expired, Rejected; or, where the
    /// answer proves nothing yet, by Lost.
    virtual void query(const orders::OrderTicket& ticket) = 0;
    /// Reports the fills missed, open orders, positions and cash, then `Reconciled`. An order that works otherwise than
    /// it was sent is reported as Replaced, with what it is now. Not `Reconciled` if a part of it failed.
    virtual void reconcile() = 0;
    /// Asks the venue to judge an order without taking it: of a session that is up, the smallest one of `instrument`.
    /// NotFound: this broker has no such question. Denied: it would not take it; the detail says why.
    virtual void tryOrder(InstrumentId /*instrument*/, std::function<void(Result<void>)> done)
    {
        done(failure(Errc::NotFound, "this broker judges no order without taking it"));
    }
    /// Ends the session. What is under way is reported as Lost.
    virtual void stop() = 0;

    [[nodiscard]] virtual views::Connection connection() const = 0;
};

} // namespace omni::ports

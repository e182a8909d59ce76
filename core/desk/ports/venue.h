// A venue inside the house: it is told of time, of the market and of our orders, and answers with events that fall due
// at times of its own. The simulated venues implement it; what it answers enters the desk like any broker's report.

#pragma once

#include "core/base/time.h"
#include "core/desk/events/event.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"
#include "core/trade/risk/gate.h"

#include <optional>
#include <variant>

namespace omni::ports {

/// What a venue says, and when it reaches us. Links, what the account holds, and fills taken back are said by venues
/// that model a connection and books of their own.
struct VenueEvent {
    Timestamp at;
    std::variant<events::OrderReport, orders::Fill, market::Tick, events::LinkChanged, events::CashReported,
                 events::PositionReported, events::Reconciled, events::FillBusted, events::FillCorrected>
        event;
};

/// A changed order. What is absent stays as it is.
struct ReplaceRequest {
    OrderId order;
    std::optional<Lots> size; ///< The new total, filled lots included.
    std::optional<Ticks> limit, stop;
};

/// Deterministic: the same calls give the same answers. One thread.
class Venue
{
public:
    virtual ~Venue() = default;
    virtual void define(const market::Instrument& instrument) = 0;
    /// The recorded market moves on. Called before the desk sees the tick. A venue that makes its own market ignores
    /// it.
    virtual void onTick(Timestamp now, const market::Tick& tick) = 0;
    /// `now` is when it leaves us; the modelled latency is the venue's affair.
    virtual void submit(Timestamp now, const risk::ClearedOrder& order) = 0;
    virtual void cancel(Timestamp now, OrderId order) = 0;
    virtual void replace(Timestamp now, const ReplaceRequest& request) = 0;
    /// Asks what became of an order; answered by a report.
    virtual void query(Timestamp now, OrderId order) = 0;
    /// Asks for what the account holds and which orders stand; answered by reports of both, then `Reconciled`. A venue
    /// without books of its own to compare with answers nothing.
    virtual void reconcile(Timestamp) { }
    /// Ends somebody else's order on the account. A venue that has nobody else's has none to end.
    virtual void cancelExternal(Timestamp, InstrumentId, const orders::VenueOrderId&) { }
    /// Tells its books anew, as images: somebody has missed a part. Where the market is a recording it cannot; books
    /// wait for the recording's next image then.
    virtual void publishImages(Timestamp) { }
    /// The ids of its fills are unique for ever. False: it counts anew in each session, and whoever drives it tells
    /// them apart.
    [[nodiscard]] virtual bool fillIdsLast() const noexcept
    {
        return false;
    }
    /// Time of the next event that it has for us, or of its own next deed. None: nothing is pending.
    [[nodiscard]] virtual std::optional<Timestamp> nextDue() const = 0;
    /// The next event at or before `until`, in order; false when there is none.
    [[nodiscard]] virtual bool take(Timestamp until, VenueEvent& out) = 0;
};

} // namespace omni::ports

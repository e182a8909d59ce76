// A session with a broker: orders go out, everything that comes back comes as events.
//
// The one port that real brokers and their test kits implement. Simulated venues in the house implement the smaller
// `Venue`, because they need to be told of time.

#pragma once

#include "core/base/time.h"
#include "core/desk/ports/event_sink.h"
#include "core/desk/ports/venue.h"
#include "core/trade/risk/gate.h"

#include <cstdint>

namespace omni::ports {

/// What this broker can do. What it cannot, the desk does by other means or refuses.
struct BrokerTraits {
    bool replaces = false; ///< False: a change is a cancel and a new order.
    bool trailingStops = false;
    bool postOnly = false;
    bool reduceOnly = false; ///< The venue itself sees to it. The desk sizes closes in any case.
    bool fractions = false; ///< Quantities below one unit.
    bool findsByClientId = false; ///< "No such order" is then proof, after `settleDelay`.
    Duration settleDelay = seconds(3); ///< For so long "no such order" proves nothing (F32).
    std::int32_t ordersPerMinute = 0; ///< The venue's own bound; 0: none is known.
};

/// Lives on one thread, that of its I/O; all calls are made there. Answers arrive through the sink, never as return
/// values. Nothing throws. A new order is never sent twice: its id makes it one order (S4).
class Broker
{
public:
    virtual ~Broker() = default;
    [[nodiscard]] virtual BrokerTraits traits() const = 0;
    /// `sink` outlives the session. Connects and stays connected; says so with `LinkChanged`.
    virtual void start(EventSink& sink) = 0;
    /// A time-out, a cut line, an answer that proves nothing: reported as Lost, never as Rejected (S6).
    virtual void submit(const risk::ClearedOrder& order) = 0;
    virtual void cancel(OrderId order) = 0;
    virtual void replace(const ReplaceRequest& request) = 0;
    /// Asks what became of an order; answered by a report, as below.
    virtual void query(OrderId order) = 0;
    /// Reports open orders, positions and cash, then `Reconciled`. An order that works otherwise than it was sent is
    /// reported as Replaced, with what it is now.
    virtual void reconcile() = 0;
    /// Ends the session. What is under way is reported as Lost.
    virtual void stop() = 0;
};

} // namespace omni::ports

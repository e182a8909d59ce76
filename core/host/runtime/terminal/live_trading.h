// What a session of the window does between its opening and its end when it trades with a broker: the threads of live
// trading, with a look between events at what the window wants to see.

#pragma once

#include "core/desk/driver/desk.h"
#include "core/host/runtime/journal_thread.h"
#include "core/host/runtime/live_store.h"
#include "core/host/runtime/session_market.h"
#include "core/host/runtime/session_plan.h"
#include "core/host/runtime/terminal/terminal_session.h"

#include <functional>

namespace omni::runtime {

/// All outlive the call.
struct LiveTrading {
    const SessionSurroundings& around;
    const SessionWords& words;
    SessionMarket& market; ///< With a broker.
    SessionPlan& plan;
    JournalThread& journal;
    LiveStore& store;
    driver::Desk& desk;
    AuditTrail& audit;
    std::function<void()> between; ///< Hands the record over.
};

struct LiveOutcome {
    Result<driver::SessionEnd> how;
    bool isStallTold = true; ///< The desk knows of every stall there was.
};

/// On the engine's thread, to the session's end.
[[nodiscard]] LiveOutcome tradeLive(const LiveTrading& parts, const StopFlag& stop);

/// Bars of before for the charts, in place of those of the built-in market. A broker that has none is a note.
void preloadFromBroker(const SessionMarket& market, MarketHistory& charts, const StopFlag& stop,
                       const Reporter& reporter);

} // namespace omni::runtime

// The market that a run asks for: a broker's, or one in the house.

#pragma once

#include "core/base/stop_flag.h"
#include "core/host/runtime/headless_run.h"
#include "core/host/runtime/session_market.h"

namespace omni::runtime {

/// All outlive the market.
struct WishSurroundings {
    const engine::DeskState& state;
    Clock& clock;
    const StopFlag& stop;
    const Reporter& reporter;
    bool hasAudit = false; ///< The audit record is open.
};

/// In the currency that was said, that of the profile, or that of the market. Refused (exit 4): another one than the
/// profile's, and another account than the profile's.
[[nodiscard]] Outcome<SessionMarket> openWished(const RunRequest& request, const config::Settings& settings,
                                                const WishSurroundings& around);

} // namespace omni::runtime

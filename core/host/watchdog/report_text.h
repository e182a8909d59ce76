// What a watchdog has done, as one JSON document: "watchdog-report.json" of the profile, and what --json prints.

#pragma once

#include "core/host/watch/watched_session.h"
#include "core/host/watchdog/rescue.h"

#include <string>

namespace omni::watchdog {

struct RescueFrame {
    std::string began, ended; ///< ISO 8601.
    Duration silence; ///< Of the program, when it was given up.
    std::string latch; ///< What became of the press of the kill switch.
    watch::Policy policy = watch::Policy::CancelEntries;
};

/// {"acted":true,"end":"clean",…}. `session` may be null: nothing was known of it.
[[nodiscard]] std::string reportText(const RescueReport& report, const RescueFrame& frame,
                                     const watch::WatchedSession* session);

/// A line for people.
[[nodiscard]] std::string summaryOf(const RescueReport& report);

} // namespace omni::watchdog

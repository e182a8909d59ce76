// How the program is: what is known of each part, and since when.

#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omni::views {

enum class PartState : std::uint8_t { Starting, Ok, Degraded, Down, Off };

/// A feed, a broker link, the journal, the history: anything that can fail by itself.
struct PartHealth {
    std::string name; ///< Stable: "feed", "orders", "journal", "history".
    PartState state = PartState::Starting;
    Timestamp since;
    std::string detail; ///< English, for the log and the tooltip.
    std::optional<Duration> dataAge; ///< Of feeds.
    std::optional<double> perSecond; ///< Messages.
    std::optional<Duration> p50, p95; ///< Of orders: sent to acknowledged. Of the journal: asked to durable.
};

struct Health {
    Timestamp at;
    std::vector<PartHealth> parts;
    double processCpu = 0; ///< Share of one core since the last picture: 0.14.
    std::uint64_t residentBytes = 0;
    std::uint64_t freeDiskBytes = 0; ///< Where the profile lies.
    std::uint64_t enginePending = 0; ///< Events that wait for the engine.
    std::uint64_t eventsPerSecond = 0;
};

} // namespace omni::views

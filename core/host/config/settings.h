// What can be configured, as values. Their defaults are the ones of the whole program.

#pragma once

#include "core/base/log.h"
#include "core/base/time.h"
#include "core/desk/events/event.h"
#include "core/desk/sim/feed_venue.h"
#include "core/desk/sim/fees/fee_schedule.h"
#include "core/desk/sim/latency/latency.h"
#include "core/desk/sim/slippage/slippage.h"
#include "core/host/config/broker_settings.h"
#include "core/host/config/rates.h"
#include "core/trade/portfolio/lots.h"
#include "core/trade/risk/limits.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omni::config {

enum class Durability : std::uint8_t {
    Synced, ///< An order leaves when its intent is on the disk.
    Relaxed, ///< When the system has it. DEMO and REPLAY only.
};

struct DeskSettings {
    std::string baseCurrency; ///< Of a new profile. Empty: the feed's.
    portfolio::CostMethod costMethod = portfolio::CostMethod::Fifo; ///< Of a new profile.
    Duration proposalExpiry = seconds(180);
    events::SizingRule sizing = events::SizingRule::FixedRisk;
    std::optional<std::int64_t> fixedSizeE8; ///< Of FixedLots: quantity in units of the instrument. There with it.
    bool driftGuard = true;
};

/// Of the simulated venues.
struct VenueSettings {
    sim::FeeSchedule fees{sim::basisPoints(10), sim::basisPoints(10), {}, {}};
    sim::Latency latency{milliseconds(20), milliseconds(20), {}};
    sim::Slippage slippage;
    sim::QueueModel queue = sim::QueueModel::Pessimistic;
};

struct JournalSettings {
    Durability durability = Durability::Synced;
    std::uint64_t segmentBytes = std::uint64_t{64} << 20;
    std::uint64_t tapeBytes = std::uint64_t{16} << 30; ///< 0: all market data are kept.
    std::uint64_t recordingBytes = std::uint64_t{16} << 30; ///< Of the recordings of one session.
};

/// Of the vault in the profile, and of the window's seat.
struct SecuritySettings {
    Duration idleLock = minutes(15); ///< Without anybody at the program, the window is locked.
    Duration vaultIdleLock = minutes(15); ///< Without anybody at the program.
    bool tradingKeysStayArmed = false; ///< When it locks beneath a session.
};

struct Settings {
    risk::Limits limits;
    std::vector<RateSetting> rates; ///< Each pair once.
    DeskSettings desk;
    VenueSettings venue;
    JournalSettings journal;
    SecuritySettings security;
    LogLevel logLevel = LogLevel::Info;
    std::vector<std::string> strategies; ///< Canonical specs, in the order of the file.
    std::vector<BrokerSettings> brokers; ///< Those named, each once.
};

} // namespace omni::config

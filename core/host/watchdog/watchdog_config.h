// The watchdog's own small configuration: "watchdog.toml" in the profile, or a file that is named.
//
//   broker = "binance"              # and the session must be of it; without this line the session's own is taken
//   environment = "paper"
//   silence = "10s"                 # 2s to 2m
//   policy = "cancel_entries"       # or "flatten": then what is held is closed, too
//   collar_percent = 1.0            # of a closing order, 0.1 to 5
//   give_up = "1h"                  # 10s to 24h: so long the venue is tried
//   key_variable = "…"              # names in the environment, with secret_variable or secret_file_variable
//   rest = "https://…"              # addresses, certificate and proxy as below [brokers.NAME] in config.toml
//
// Every key may be left out. What stands there and is not known, or is out of its bounds, is refused.

#pragma once

#include "core/edge/brokers/shared/broker_info.h"
#include "core/host/access/broker_keys.h"
#include "core/host/config/broker_settings.h"
#include "core/host/control/run_failure.h"
#include "core/host/watch/watchdog_look.h"
#include "core/host/watch/watched_session.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omni::watchdog {

using runtime::Outcome;

inline constexpr Duration shortestBound = seconds(2);
inline constexpr Duration longestBound = minutes(2);

struct WatchdogConfig {
    std::string file; ///< Where it stands; empty: nothing was configured, all of this is the default.
    std::optional<config::BrokerSettings> broker; ///< None: as the session.
    Duration silence = seconds(10);
    watch::Policy policy = watch::Policy::CancelEntries;
    std::int32_t collarBp = 100;
    Duration giveUp = hours(1);
    std::optional<runtime::KeyVariables> variables; ///< None: those of the broker and its environment.
};

/// Of a text. Bad input (exit 3): the message names file, line and key.
[[nodiscard]] Outcome<WatchdogConfig> configFrom(std::string_view text, const std::string& file,
                                                 std::span<const brokers::BrokerInfo* const> known);

/// `named`: must be there. None: "watchdog.toml" in the profile, which need not.
[[nodiscard]] Outcome<WatchdogConfig> loadConfig(const std::filesystem::path& profile,
                                                 const std::optional<std::filesystem::path>& named,
                                                 std::span<const brokers::BrokerInfo* const> known);

/// What the way to the venue of a session is made of. Refused (exit 4): the session is of another broker or environment
/// than is configured: then no byte is sent (S35).
[[nodiscard]] Outcome<config::BrokerSettings> settingsFor(const WatchdogConfig& config,
                                                          const watch::WatchedSession& session);

} // namespace omni::watchdog

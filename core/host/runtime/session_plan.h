// What a session is to be, decided before it starts: limits, currency, strategies, answers, length.

#pragma once

#include "core/host/runtime/headless_run.h"
#include "core/host/runtime/open_profile.h"

#include <string>

namespace omni::runtime {

/// All layers of a run's configuration. All faults at once, exit 3, nothing applied.
[[nodiscard]] Outcome<config::Loaded> loadConfiguration(const RunRequest& request);

/// Limits that nobody names never become looser than in the session before; says which were kept.
void keepTighterLimits(config::Loaded& loaded, const engine::DeskState& state, const Reporter& reporter);

/// What the desk counts in: as said, else as the profile does, else as configured; empty: the feed decides. Refused
/// when something else is said than the profile counts in.
[[nodiscard]] Outcome<std::string> currencyFor(const RunRequest& request, const config::Settings& settings,
                                               const engine::DeskState& state);

/// The rates that a session begins with: those of the command line, dated at its start, then those of the configuration
/// but for the same pairs. Says which of these are used, and which are too old or of a later time and are not.
[[nodiscard]] std::vector<driver::GivenRate> ratesOf(const RunRequest& request, const config::Settings& settings,
                                                     Timestamp start, const Reporter& reporter);

/// Says what will make equity unknown: another currency without a rate, positions that this market does not price.
void tellAboutMarket(const SessionMarket& market, const std::vector<driver::GivenRate>& rates,
                     const engine::DeskState& state, const Reporter& reporter);

/// Names what stands from before and keeps the desk from arming: latches and tripped breakers.
void tellAboutLatches(const engine::DeskState& state, const Reporter& reporter);

struct SessionPlan {
    driver::SimulatedSetup setup;
    driver::Approver approver;
};

/// A strategy that cannot be, a list or a history that cannot be read: exit 2 or 3.
[[nodiscard]] Outcome<SessionPlan> planSession(const RunRequest& request, const config::Settings& settings,
                                               const LockedProfile& profile, const OpenJournal& journal,
                                               const SessionMarket& market, const Reporter& reporter);

} // namespace omni::runtime

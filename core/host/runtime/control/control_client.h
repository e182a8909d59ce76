// One question to the program that runs with a profile.

#pragma once

#include "core/base/time.h"
#include "core/host/control/control_protocol.h"
#include "core/host/control/run_failure.h"

#include <filesystem>
#include <functional>
#include <string_view>

namespace omni::runtime {

struct LockedProfile; // open_profile.h

/// Unreachable (exit 5) when no program serves the profile or it does not answer in time; refusals are answers.
[[nodiscard]] Outcome<ControlReply> askProgram(const std::filesystem::path& profile, const ControlRequest& request,
                                               Duration patience = seconds(15));

/// A moment, for a program that has the profile and does not listen yet, or does not any more.
void waitForProgram();

/// Latches everything in a profile with which no program runs, so that the next start finds it. Unreachable when the
/// profile is not there; Refused with code "profile_in_use" when a program has it. `latched` is called when it is, with
/// the profile still held: stopping waits for no record of it.
[[nodiscard]] Outcome<void> latchProfile(const std::filesystem::path& profile, risk::KillLevel level,
                                         const std::function<void(const LockedProfile&)>& latched = {});

} // namespace omni::runtime

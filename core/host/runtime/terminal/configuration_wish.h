// What the configuration of a window's program is read by.

#pragma once

#include "core/host/runtime/headless_run.h"
#include "core/host/runtime/terminal/terminal_session.h"

namespace omni::runtime {

/// Of the configuration alone: no session is made of it.
[[nodiscard]] inline RunRequest configurationOf(const TerminalRequest& request)
{
    RunRequest run;
    run.profile = request.profile;
    run.extraConfig = request.config;
    run.sets = request.sets;
    run.brokers = request.brokers;
    return run;
}

} // namespace omni::runtime

// The time that all programs of this machine share, for what must outlive one of them.

#pragma once

#include "core/edge/platform/machine_time.h"
#include "core/edge/security/vault/guess_pace.h"

#include <functional>

namespace omni::runtime {

using MachineTime = std::function<vault::MachineMoment()>;

/// Any thread.
[[nodiscard]] inline vault::MachineMoment momentOfThisMachine()
{
    static const platform::MachineStart start = platform::machineStart(); // the same as long as this program runs
    return {platform::machineNow(), start};
}

} // namespace omni::runtime

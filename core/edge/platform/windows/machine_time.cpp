#include "core/edge/platform/machine_time.h"

#include "core/edge/platform/windows/handle.h"

#include <realtimeapiset.h>

namespace omni::platform {

/// The system names its starts nowhere: a beat of before the last one lies ahead of the clock, which counts anew.
MachineStart machineStart() noexcept
{
    return {};
}

std::int64_t machineNow() noexcept
{
    ULONGLONG now = 0;
    ::QueryInterruptTimePrecise(&now);
    return static_cast<std::int64_t>(now) * 100;
}

} // namespace omni::platform

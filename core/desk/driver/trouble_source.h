// What somebody beside the engine's thread has found out about it.

#pragma once

#include "core/desk/events/event.h"

#include <optional>

namespace omni::driver {

/// Polled between events. What it tells becomes an input of the desk and stands in the record, so that a replay meets
/// it at the same place without a clock.
class TroubleSource
{
public:
    virtual ~TroubleSource() = default;
    /// The engine's thread. Each trouble once.
    [[nodiscard]] virtual std::optional<events::TroubleFound> pollTrouble() = 0;
};

} // namespace omni::driver

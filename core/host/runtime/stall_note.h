// The profile's file "engine-stalled": what the outbox saw when the engine fell silent, for a start that finds nothing
// of it in the journal because the engine never came back (F60).

#pragma once

#include "core/desk/events/event.h"
#include "core/edge/platform/file_folder.h"

#include <optional>

namespace omni::runtime {

/// Nobody was heard of for `span`; `strategy` was being asked (0: none was).
[[nodiscard]] events::TroubleFound stallOf(StrategyId strategy, Duration span);

/// Any one thread at a time. A failure is logged: the outbox is closed all the same.
void keepStall(platform::FileFolder& profile, const events::TroubleFound& stall);

/// What stands there. One that cannot be read counts as a stall in which no strategy was running.
[[nodiscard]] std::optional<events::TroubleFound> keptStall(const platform::FileFolder& profile);

/// The journal has it.
void forgetStall(platform::FileFolder& profile);

} // namespace omni::runtime

// Commands: who may do what, and what is done. A denial is recorded like a deed (S29).

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

void obey(Turn& turn, const events::Command& command);

} // namespace omni::engine

// What takes two (safety 4.4, the cells "2"): where several people have the right, another one of them asks for exactly
// the same; who alone has it asks twice, a minute apart, and is told of it by an alert.
//
// It holds from the moment on at which the host has vouched for people. A profile without accounts has one person, who
// cannot be told apart from whoever sits there; what he types is then all there is, and LIVE arms for nobody.

#pragma once

#include "core/desk/engine/rights.h"
#include "core/desk/engine/turn.h"

#include <optional>

namespace omni::engine {

struct Seconding {
    std::optional<events::Denial> denial; ///< It has to wait; that it was asked for is noted and told.
    std::optional<events::SecondGiven> given; ///< To be decided once it is carried out. None: no second is needed.
};

/// To be asked when nothing else stands against `command`, whose right is `judged`.
[[nodiscard]] Seconding secondFor(Turn& turn, const events::Command& command, const Judged& judged);

} // namespace omni::engine

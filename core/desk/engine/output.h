// What an event led to: decisions, in order, and what is to be done in the world because of them.

#pragma once

#include "core/desk/events/effect.h"
#include "core/desk/events/fact.h"

#include <vector>

namespace omni::engine {

/// Reused from event to event, so that nothing is allocated in the steady state.
struct Output {
    std::vector<events::Fact> facts;
    std::vector<events::Effect> effects;
    void clear() noexcept
    {
        facts.clear();
        effects.clear();
    }
};

} // namespace omni::engine

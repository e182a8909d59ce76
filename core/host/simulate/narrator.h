// What happened in each step of a story, in a few words, for people who read it.

#pragma once

#include "core/host/simulate/plan.h"
#include "core/host/simulate/step.h"
#include "core/host/simulate/world.h"

#include <span>
#include <string>
#include <vector>

namespace omni::simulate {

/// Told in the world of `plan`, up to the step that breaks something. Entry 0 is of the opening of the session, entry i
/// of the i-th step: "order 1: planned, entry, buy 10 of instrument 1; order 1: new at the venue". Empty: nothing that
/// has words here.
[[nodiscard]] std::vector<std::string> narrated(const Plan& plan, std::span<const Step> steps, Lanes& lanes);

} // namespace omni::simulate

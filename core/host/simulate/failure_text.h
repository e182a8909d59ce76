// What is told of a world in which a promise was broken: which one, where, the shortest story of it, and the commands
// that show both again.

#pragma once

#include "core/host/simulate/plan.h"
#include "core/host/simulate/run.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace omni::simulate {

/// "S2 (nothing that adds exposure after a kill) broken at step 12: what was seen". The step's kind stands with it.
[[nodiscard]] std::string brokenText(const Broken& broken, std::span<const Step> steps);

/// A broken world and the shortest row of steps found for it.
struct Shortened {
    const Plan& plan;
    std::uint64_t drawn = 0; ///< Steps that were asked for; a last one, Quiet, follows them.
    Broken whole; ///< How the world broke with all of them.
    std::span<const Step> steps; ///< The last one breaks it.
    Broken broken; ///< How it breaks with these.
    std::span<const std::string> notes; ///< What happened in these, as `narrated` tells it. May be empty.
};

/// A story that can be replayed, with what it breaks in a line for readers.
[[nodiscard]] std::string storyOf(const Shortened& found);

/// All that is told of it. `path`: where `storyOf` was written; none: nowhere.
[[nodiscard]] std::string failureText(const Shortened& found, const std::optional<std::string>& path);

} // namespace omni::simulate

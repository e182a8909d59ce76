// The known word that was probably meant.

#pragma once

#include <span>
#include <string_view>

namespace omni::config {

/// The word of `known` with the fewest letters to change, add, leave out or swap; of equals the first. Empty when none
/// is near: more than half of the letters would change.
[[nodiscard]] std::string_view nearestOf(std::string_view word, std::span<const std::string_view> known);

} // namespace omni::config

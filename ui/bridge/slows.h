// What slows down first when the window cannot keep up, what next, and what never.

#pragma once

#include <cstdint>

namespace omni::ui {

enum class Slows : std::uint8_t {
    First, ///< Charts: the dearest to paint, and a later picture of one says the same.
    Next, ///< Tables of what is or was.
    Never, ///< What is decided, ordered, at risk or stopped.
};

} // namespace omni::ui

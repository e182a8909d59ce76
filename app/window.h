// The program as a person starts it: with its window.

#pragma once

#include "app/options.h"

#include <string>
#include <vector>

namespace omni::app {

[[nodiscard]] const CommandSpec& windowSpec() noexcept;

/// Opens the window and stays until it is closed; the exit code. Refused without a display (5), or when the profile
/// cannot be had. The only place that makes a QApplication: commands work without a display.
[[nodiscard]] runtime::Outcome<int> runWindow(const Arguments& arguments);

} // namespace omni::app

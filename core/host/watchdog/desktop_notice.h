// A word on the desktop to a person who may have no window of ours before him.

#pragma once

#include "core/base/error.h"

#include <string>

namespace omni::watchdog {

/// Shown until it is put away. `title` and `text` are plain: nothing in them is taken for markup. May wait for up to 2
/// s, longer where the session's bus hangs: never on a thread that somebody waits for. Unavailable: no desktop listens,
/// or this system is not known.
[[nodiscard]] Result<void> tellOnDesktop(const std::string& title, const std::string& text);

} // namespace omni::watchdog

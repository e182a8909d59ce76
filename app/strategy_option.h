// The option --strategy NAME[:key=value,…], of the window and of a run without one.

#pragma once

#include "app/command.h"

#include <string>
#include <vector>

namespace omni::app {

/// As given, each read once. Exit 2: there is no such strategy, or it has no such setting.
[[nodiscard]] runtime::Outcome<std::vector<std::string>> strategiesFrom(const Arguments& arguments);

} // namespace omni::app

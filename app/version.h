// What was built: `omnitrade --version` prints it, and a crash report carries it.

#pragma once

#include <string_view>

namespace omni::app {

/// "0.1.0": the project's version, stated once in the root's CMakeLists.txt.
[[nodiscard]] std::string_view version() noexcept;

/// The first 12 digits of the commit; "no git" when built from an archive. Refreshed by every build.
[[nodiscard]] std::string_view gitHash() noexcept;

/// "Release", "Debug" …
[[nodiscard]] std::string_view buildType() noexcept;

} // namespace omni::app

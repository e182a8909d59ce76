// What to do, as a session says it, for a person in the window: a hint that names options of the command line is put
// into what can be done here.

#pragma once

#include <QString>

#include <string_view>

namespace omni::ui {

/// One line, at most 400 characters, in the language of the window where it is ours; empty for an empty hint.
[[nodiscard]] QString hintWords(std::string_view hint);

} // namespace omni::ui

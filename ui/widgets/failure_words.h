// Why a session did not start, as a person in the window reads it: what happened and what it means, by its kind. The
// words of the program's core are in English and technical; they stand below it.

#pragma once

#include <QString>

#include <string_view>

namespace omni::ui {

/// One or two sentences in the language of the window. `detail`: what the core says; of an unknown kind the sentence
/// says that the session did not start and points below. UI thread.
[[nodiscard]] QString failureWords(std::string_view detail);

} // namespace omni::ui

// One cell of a CSV file (RFC 4180) that a spreadsheet shows as it is.
//
// A text from elsewhere (a venue's word, an account's name, a person's note) may begin like a formula, and a
// spreadsheet would run it; it may hold what commands a terminal or turns the direction of writing.

#pragma once

#include <string>
#include <string_view>

namespace omni {

/// It begins with = + - @, also behind blanks and in their wide forms, and is no plain number; or with a tab or a line
/// end, which some take away and go on with what is behind.
[[nodiscard]] bool isFormula(std::string_view text) noexcept;

/// `text` as UTF-8, with line breaks and tabs as they are and every other control character written out ("\u001b").
/// Quoted where it must be, also where somebody reads with ";" between cells. What would be a formula
/// has a ' in front.
[[nodiscard]] std::string csvText(std::string_view text);

/// The same of our own figure: never a formula, as it is.
[[nodiscard]] std::string csvFigure(std::string_view text);

} // namespace omni

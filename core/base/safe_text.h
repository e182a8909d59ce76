// Text from elsewhere made harmless for what shows it: a data file, a venue or another program may have put anything in
// it, and a terminal obeys control characters.

#pragma once

#include <string>
#include <string_view>

namespace omni {

/// Control characters, line separators, characters that turn the direction of writing and broken UTF-8 become "\n",
/// "\x1b" or "\u202e".
[[nodiscard]] std::string onOneLine(std::string_view text);

/// The same, but line breaks and tabs stay, and a character becomes "\u001b": JSON text reads back as it was. Only a
/// byte that is no UTF-8 becomes "\xff", and JSON has none.
[[nodiscard]] std::string safeToShow(std::string_view text);

} // namespace omni

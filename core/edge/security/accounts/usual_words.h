// The words that people make passwords of, gathered by the authors of this program and published under its licence.

#pragma once

#include <span>
#include <string_view>

namespace omni::accounts {

/// Words of 3 to 16 small letters and digits, in ascending order: the most usual passwords of published lists by
/// their stems, first names, teams, animals, foods, months, and this product's own words.
[[nodiscard]] std::span<const std::string_view> commonWords();

/// What is added to a word to make it look like a password. With the words these are the passwords that are refused
/// by name; `isCommonPassword` refuses more.
[[nodiscard]] std::span<const std::string_view> commonTails() noexcept;

} // namespace omni::accounts

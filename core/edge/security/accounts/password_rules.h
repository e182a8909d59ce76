// What a password of a person has to be (safety 4.3): long enough, no common one, and nothing else. No rule about
// which signs it holds, no expiry.

#pragma once

#include "core/edge/platform/secret_memory.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace omni::accounts {

/// In characters (code points of the composed form).
inline constexpr std::size_t leastPassword = 12;
inline constexpr std::size_t leastPasswordWithSecondFactor = 8;
inline constexpr std::size_t mostPassword = 128;

/// Why a password is refused. The sentence for it is made where it is shown.
enum class PasswordFault : std::uint8_t {
    NotText, ///< No UTF-8.
    TooShort,
    TooLong,
    Common, ///< Made of what everybody's passwords are made of.
};

/// A stable name for the log, "too_short" for instance.
[[nodiscard]] std::string_view nameOf(PasswordFault fault) noexcept;

/// The text in Unicode's composed form (NFC), so that it is the same from every keyboard. Nothing else changes: blanks
/// count. Invalid for what is no UTF-8, for nothing, and above 2,048 bytes; Full when there is no memory.
[[nodiscard]] Result<platform::SecretBytes> composed(std::span<const std::byte> typed);

/// What is wrong with a typed password of `person`, whose name has small letters; nothing when it is good.
/// `hasSecondFactor` allows the shorter ones: the account asks for a code at each sign-in.
[[nodiscard]] std::optional<PasswordFault> passwordFault(std::span<const std::byte> typed, bool hasSecondFactor,
                                                         std::string_view person);

/// True for what a guesser tries first: a common word or two, also with the usual digits for letters; rows of keys,
/// of digits and of letters; years; the name of the person; each with a few signs around. Three words, or two with more
/// than a sign beside them, are good.
[[nodiscard]] bool isCommonPassword(std::span<const std::byte> password, std::string_view person);

} // namespace omni::accounts

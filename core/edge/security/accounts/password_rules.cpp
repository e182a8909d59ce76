#include "core/edge/security/accounts/password_rules.h"

#include <algorithm>

#include <utf8proc.h>

namespace omni::accounts {

using platform::SecretBytes;

namespace {

constexpr std::size_t mostTypedBytes = 2'048;

/// Of text that is UTF-8.
std::size_t charactersOf(std::span<const std::byte> text) noexcept
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](std::byte each) { return (each & std::byte{0xC0}) != std::byte{0x80}; }));
}

} // namespace

std::string_view nameOf(PasswordFault fault) noexcept
{
    switch (fault) {
    case PasswordFault::NotText:
        return "not_text";
    case PasswordFault::TooShort:
        return "too_short";
    case PasswordFault::TooLong:
        return "too_long";
    case PasswordFault::Common:
        return "common";
    }
    return {};
}

Result<SecretBytes> composed(std::span<const std::byte> typed)
{
    if (typed.empty() || typed.size() > mostTypedBytes) {
        return failure(Errc::Invalid, "a password has 1 to 2048 bytes");
    }
    // Four code points are the most that one of two bytes comes apart to; one byte more for the zero that is appended.
    const std::size_t room = typed.size() * 4;
    auto points = SecretBytes::zeros((room + 1) * sizeof(utf8proc_int32_t));
    if (!points) {
        return points;
    }
    constexpr auto form = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    auto* const at = reinterpret_cast<utf8proc_int32_t*>(points->exposedForWriting().data());
    const auto count = utf8proc_decompose(reinterpret_cast<const utf8proc_uint8_t*>(typed.data()),
                                          static_cast<utf8proc_ssize_t>(typed.size()), at,
                                          static_cast<utf8proc_ssize_t>(room), form);
    if (count <= 0 || count > static_cast<utf8proc_ssize_t>(room)) {
        return failure(Errc::Invalid, "a password is text in UTF-8");
    }
    const auto size = utf8proc_reencode(at, count, form);
    if (size <= 0) {
        return failure(Errc::Invalid, "a password is text in UTF-8");
    }
    return SecretBytes::copyOf(points->exposed().first(static_cast<std::size_t>(size)));
}

std::optional<PasswordFault> passwordFault(std::span<const std::byte> typed, bool hasSecondFactor,
                                           std::string_view person)
{
    if (typed.empty() || typed.size() > mostTypedBytes) {
        return typed.empty() ? PasswordFault::TooShort : PasswordFault::TooLong;
    }
    const auto password = composed(typed);
    if (!password) {
        return PasswordFault::NotText;
    }
    const auto characters = charactersOf(password->exposed());
    if (characters < (hasSecondFactor ? leastPasswordWithSecondFactor : leastPassword)) {
        return PasswordFault::TooShort;
    }
    if (characters > mostPassword) {
        return PasswordFault::TooLong;
    }
    if (isCommonPassword(password->exposed(), person)) {
        return PasswordFault::Common;
    }
    return std::nullopt;
}

} // namespace omni::accounts

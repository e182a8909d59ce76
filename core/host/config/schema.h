// Every key of the configuration: its unit, its bounds, its meaning, and where its value goes. The one list: the
// loader, the documented default file and `--set` all read it.
//
// The rule of values: what has a unit is text with its unit ("2 %", "30 s", "1.5 x", "64 MiB"); a count is a plain
// number; a switch is true or false; a choice is one of its words in quotes. An amount of money is text without a unit
// ("2500.00"), in the base currency.

#pragma once

#include "core/base/error.h"
#include "core/host/config/settings.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace omni::config {

enum class ValueKind : std::uint8_t {
    Share, ///< "2 %". At most as many decimals as the key counts.
    Multiple, ///< "1.5 x": thousandths.
    Count, ///< 4
    Span, ///< "30 s", "250 ms", "10 m": a whole number and one unit of ns, us, ms, s, m, h, d.
    Amount, ///< "2500.00": hundred-millionths.
    Size, ///< "64 MiB", also KiB and GiB.
    Choice, ///< One of `words`.
    Switch, ///< true, false.
    Currency, ///< "USDT", or "" for what the feed has.
};

/// What an optional value is when there is none; written "none".
inline constexpr std::int64_t noValue = std::numeric_limits<std::int64_t>::min();

struct Key {
    std::string_view path; ///< "risk.daily_loss"
    ValueKind kind = ValueKind::Count;
    std::int64_t least = 0, most = 0; ///< Of the stored number; of a choice they are not looked at.
    int decimals = 0; ///< Of a share: 10^-decimals of a per cent is the stored unit.
    bool mayBeNone = false;
    std::string_view meaning; ///< One line.
    std::span<const std::string_view> words;
    std::int64_t (*get)(const Settings&) = nullptr; ///< Of all but Currency.
    void (*set)(Settings&, std::int64_t) = nullptr;

    /// "risk", and "daily_loss".
    [[nodiscard]] std::string_view table() const noexcept
    {
        return path.substr(0, path.find('.'));
    }
    [[nodiscard]] std::string_view name() const noexcept
    {
        return path.substr(path.find('.') + 1);
    }
};

/// In the order of the default file: by table.
[[nodiscard]] std::span<const Key> allKeys() noexcept;
/// Null: no such key.
[[nodiscard]] const Key* keyOf(std::string_view path) noexcept;

/// What a value of that key looks like: "a share such as \"2 %\"".
[[nodiscard]] std::string formOf(const Key& key);
/// The bounds in the key's own unit: "0.01 % to 5 %".
[[nodiscard]] std::string boundsOf(const Key& key);
/// The stored number as text with its unit, without quotes: "2 %", "none".
[[nodiscard]] std::string textOf(const Key& key, std::int64_t value);
/// The same as it stands in the file: quoted where it is text.
[[nodiscard]] std::string tomlText(const Key& key, std::int64_t value);

/// Reads a value's text. Invalid: not of that form, or outside the bounds; the detail says what would be right.
[[nodiscard]] Result<std::int64_t> valueFromText(const Key& key, std::string_view text);
/// Outside the key's bounds: why. Empty: within.
[[nodiscard]] std::string outsideBounds(const Key& key, std::int64_t value);

/// One to eleven of [A-Za-z0-9._-].
[[nodiscard]] bool isCurrency(std::string_view code) noexcept;
/// What is wrong with a currency that a person has typed, with what would be right; empty: nothing. Letters count: a
/// code without any capital one, "usdt", is refused, for it would be another currency than USDT.
[[nodiscard]] std::string currencyFault(std::string_view code);

} // namespace omni::config

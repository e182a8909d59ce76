#include "core/host/config/schema.h"

#include "core/base/decimal.h"
#include "core/base/wide_int.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace omni::config {

namespace {

constexpr std::array<std::pair<std::string_view, std::int64_t>, 7> spanUnits{{{"ns", 1},
                                                                              {"us", 1'000},
                                                                              {"ms", 1'000'000},
                                                                              {"s", 1'000'000'000},
                                                                              {"m", 60'000'000'000},
                                                                              {"h", 3'600'000'000'000},
                                                                              {"d", 86'400'000'000'000}}};
constexpr std::array<std::pair<std::string_view, std::int64_t>, 3> sizeUnits{
    {{"KiB", std::int64_t{1} << 10}, {"MiB", std::int64_t{1} << 20}, {"GiB", std::int64_t{1} << 30}}};

tl::unexpected<Error> notOfTheForm(const Key& key, std::string_view text)
{
    return failure(Errc::Invalid, omni::quoted(text) + " is not " + formOf(key));
}

/// "30 s" as "30" and "s"; one blank between them is allowed.
std::pair<std::string_view, std::string_view> split(std::string_view text)
{
    const auto end = std::min(text.find_first_not_of("+-.0123456789"), text.size());
    auto unit = text.substr(end);
    if (unit.starts_with(' ')) {
        unit.remove_prefix(1);
    }
    return {text.substr(0, end), unit};
}

template<class Units> std::int64_t factorOf(const Units& units, std::string_view unit)
{
    const auto found = std::find_if(units.begin(), units.end(), [unit](const auto& one) { return one.first == unit; });
    return found != units.end() ? found->second : 0;
}

/// The largest unit that divides `value`; of zero `usual`.
template<class Units> std::string inUnits(const Units& units, std::int64_t value, std::string_view usual)
{
    for (std::size_t i = units.size(); i-- > 0;) {
        const auto& [name, factor] = units[i];
        if (value == 0 ? name == usual : value % factor == 0) {
            return fmt::format("{} {}", value / factor, name);
        }
    }
    return fmt::format("{}", value);
}

Result<std::int64_t> wholeTimes(const Key& key, std::string_view text, std::int64_t factor, std::string_view digits)
{
    const auto whole = scaledFromText(digits, 0);
    if (factor == 0 || !whole) {
        return notOfTheForm(key, text);
    }
    const auto value = checkedProduct(*whole, factor);
    if (!value || *value > std::numeric_limits<std::int64_t>::max()
        || *value < -std::numeric_limits<std::int64_t>::max()) {
        return failure(Errc::Invalid, omni::quoted(text) + " is outside " + boundsOf(key));
    }
    return static_cast<std::int64_t>(*value);
}

Result<std::int64_t> numberFrom(const Key& key, std::string_view text)
{
    const auto [digits, unit] = split(text);
    Result<std::int64_t> value;
    switch (key.kind) {
    case ValueKind::Share:
        value = unit == "%" ? scaledFromText(digits, key.decimals) : notOfTheForm(key, text);
        break;
    case ValueKind::Multiple:
        value = unit == "x" ? scaledFromText(digits, 3) : notOfTheForm(key, text);
        break;
    case ValueKind::Count:
        value = unit.empty() ? scaledFromText(digits, 0) : notOfTheForm(key, text);
        break;
    case ValueKind::Amount:
        value = unit.empty() ? scaledFromText(digits, 8) : notOfTheForm(key, text);
        break;
    case ValueKind::Span:
        return wholeTimes(key, text, factorOf(spanUnits, unit), digits);
    case ValueKind::Size:
        return wholeTimes(key, text, factorOf(sizeUnits, unit), digits);
    case ValueKind::Switch:
        if (text != "true" && text != "false") {
            return notOfTheForm(key, text);
        }
        return text == "true" ? 1 : 0;
    case ValueKind::Choice: {
        const auto word = std::find(key.words.begin(), key.words.end(), text);
        if (word == key.words.end()) {
            return notOfTheForm(key, text);
        }
        return word - key.words.begin();
    }
    case ValueKind::Currency:
        return notOfTheForm(key, text);
    }
    return value ? value : Result<std::int64_t>(notOfTheForm(key, text));
}

} // namespace

std::string formOf(const Key& key)
{
    const std::string orNone = key.mayBeNone ? " or \"none\"" : "";
    switch (key.kind) {
    case ValueKind::Share:
        return fmt::format("a share with its unit and at most {} decimals, such as \"0.5 %\"", key.decimals) + orNone;
    case ValueKind::Multiple:
        return "a multiple with its unit, such as \"1.5 x\"" + orNone;
    case ValueKind::Count:
        return "a whole number without a unit, such as 4" + orNone;
    case ValueKind::Span:
        return "a whole number and a unit of time (ns, us, ms, s, m, h, d), such as \"30 s\"" + orNone;
    case ValueKind::Amount:
        return "an amount without a unit, such as \"2500.00\"" + orNone;
    case ValueKind::Size:
        return "a whole number and a unit (KiB, MiB, GiB), such as \"64 MiB\"" + orNone;
    case ValueKind::Switch:
        return "true or false";
    case ValueKind::Currency:
        return "a currency such as \"USDT\", or \"\"";
    case ValueKind::Choice:
        return fmt::format("one of \"{}\"", fmt::join(key.words, "\", \""));
    }
    return {};
}

std::string boundsOf(const Key& key)
{
    if (key.kind == ValueKind::Choice || key.kind == ValueKind::Switch || key.kind == ValueKind::Currency) {
        return formOf(key);
    }
    if (key.most == std::numeric_limits<std::int64_t>::max()) {
        return textOf(key, key.least) + " or more";
    }
    return textOf(key, key.least) + " to " + textOf(key, key.most);
}

std::string textOf(const Key& key, std::int64_t value)
{
    if (key.mayBeNone && value == noValue) {
        return "none";
    }
    switch (key.kind) {
    case ValueKind::Share:
        return scaledText(value, key.decimals) + " %";
    case ValueKind::Multiple:
        return scaledText(value, 3) + " x";
    case ValueKind::Count:
        return fmt::format("{}", value);
    case ValueKind::Span:
        return inUnits(spanUnits, value, "s");
    case ValueKind::Amount:
        return scaledText(value, 8);
    case ValueKind::Size:
        return inUnits(sizeUnits, value, "KiB");
    case ValueKind::Switch:
        return value != 0 ? "true" : "false";
    case ValueKind::Choice:
        return std::string(key.words[static_cast<std::size_t>(value)]);
    case ValueKind::Currency:
        return {};
    }
    return {};
}

std::string tomlText(const Key& key, std::int64_t value)
{
    const bool isBare = key.kind == ValueKind::Switch || (key.kind == ValueKind::Count && value != noValue);
    return isBare ? textOf(key, value) : '"' + textOf(key, value) + '"';
}

std::string outsideBounds(const Key& key, std::int64_t value)
{
    const bool isNumber
        = key.kind != ValueKind::Choice && key.kind != ValueKind::Switch && key.kind != ValueKind::Currency;
    if (!isNumber || (key.mayBeNone && value == noValue) || (value >= key.least && value <= key.most)) {
        return {};
    }
    return fmt::format("{} is outside {}", textOf(key, value), boundsOf(key));
}

Result<std::int64_t> valueFromText(const Key& key, std::string_view text)
{
    if (key.mayBeNone && text == "none") {
        return noValue;
    }
    const auto value = numberFrom(key, text);
    if (!value) {
        return value;
    }
    if (auto fault = outsideBounds(key, *value); !fault.empty()) {
        return failure(Errc::Invalid, std::move(fault));
    }
    return value;
}

bool isCurrency(std::string_view code) noexcept
{
    const auto isGood = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
            || c == '-';
    };
    return !code.empty() && code.size() <= 11 && std::all_of(code.begin(), code.end(), isGood);
}

std::string currencyFault(std::string_view code)
{
    if (!isCurrency(code)) {
        return omni::quoted(code) + " is no currency: 1 to 11 letters or digits, as in USDT";
    }
    const auto isCapital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto isSmall = [](char c) { return c >= 'a' && c <= 'z'; };
    if (std::none_of(code.begin(), code.end(), isCapital) && std::any_of(code.begin(), code.end(), isSmall)) {
        std::string capital(code);
        std::transform(capital.begin(), capital.end(), capital.begin(),
                       [&](char c) { return isSmall(c) ? static_cast<char>(c - 'a' + 'A') : c; });
        return fmt::format("{} would be another currency than {}: capital and small letters differ", omni::quoted(code),
                           capital);
    }
    return {};
}

} // namespace omni::config

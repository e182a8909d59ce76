#include "core/trade/market/date.h"

#include <optional>

namespace omni::market {

namespace {

std::optional<int> numberIn(std::string_view digits) noexcept
{
    int number = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        number = number * 10 + (c - '0');
    }
    return number;
}

void append(std::string& text, int number, std::size_t width)
{
    const std::string digits = std::to_string(number);
    text.append(digits.size() < width ? width - digits.size() : 0, '0');
    text += digits;
}

} // namespace

std::string dateText(Date date)
{
    const Civil civil = civilOf(date);
    std::string text;
    append(text, civil.year, 4);
    text += '-';
    append(text, civil.month, 2);
    text += '-';
    append(text, civil.day, 2);
    return text;
}

Result<Date> dateFromText(std::string_view text)
{
    if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
        const auto year = numberIn(text.substr(0, 4));
        const auto month = numberIn(text.substr(5, 2));
        const auto day = numberIn(text.substr(8, 2));
        if (year && month && day && *year >= 1 && *month >= 1 && *month <= 12 && *day >= 1 && *day <= 31) {
            const Date date = dateOf(*year, *month, *day);
            if (civilOf(date) == Civil{*year, *month, *day}) {
                return date;
            }
        }
    }
    return failure(Errc::Invalid, "\"" + std::string(text) + "\" is not a date like 2024-08-08");
}

} // namespace omni::market

// Days of the Gregorian calendar as one number, and back.
//
// Source of both conversions: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013), days_from_civil and
// civil_from_days.

#pragma once

#include "core/base/error.h"
#include "core/base/time.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace omni::market {

/// A day, counted from 1970-01-01. It has no zone: whose day it is, the context says.
struct Date {
    std::int32_t days = 0;
    friend auto operator<=>(const Date&, const Date&) = default;
    friend constexpr Date operator+(Date date, int days) noexcept
    {
        return {date.days + days};
    }
    friend constexpr Date operator-(Date date, int days) noexcept
    {
        return {date.days - days};
    }
    friend constexpr int operator-(Date a, Date b) noexcept
    {
        return a.days - b.days;
    }
};

struct Civil {
    int year = 1970;
    int month = 1; ///< 1 to 12.
    int day = 1; ///< 1 to 31.
    friend bool operator==(const Civil&, const Civil&) = default;
};

enum class Weekday : std::uint8_t { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday };

/// The date of a year, month and day that exist; years 1 to 9999.
[[nodiscard]] constexpr Date dateOf(int year, int month, int day) noexcept
{
    const int y = month <= 2 ? year - 1 : year; // years that begin in March: the leap day comes last
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int yearOfEra = y - era * 400;
    const int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return {era * 146'097 + dayOfEra - 719'468};
}

[[nodiscard]] constexpr Civil civilOf(Date date) noexcept
{
    const int z = date.days + 719'468;
    const int era = (z >= 0 ? z : z - 146'096) / 146'097;
    const int dayOfEra = z - era * 146'097;
    const int yearOfEra = (dayOfEra - dayOfEra / 1'460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const int shifted = (5 * dayOfYear + 2) / 153;
    const int month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1};
}

[[nodiscard]] constexpr Weekday weekdayOf(Date date) noexcept
{
    const int sinceMonday = (date.days + 3) % 7; // 1970-01-01 was a Thursday
    return static_cast<Weekday>(sinceMonday < 0 ? sinceMonday + 7 : sinceMonday);
}

/// The UTC day that holds `t`.
[[nodiscard]] constexpr Date utcDateOf(Timestamp t) noexcept
{
    const std::int64_t day = days(1).ns;
    const std::int64_t whole = t.ns / day;
    return {static_cast<std::int32_t>(t.ns % day < 0 ? whole - 1 : whole)};
}

/// 00:00 UTC of the day; for days of 1678 to 2261.
[[nodiscard]] constexpr Timestamp utcMidnightOf(Date date) noexcept
{
    return Timestamp{} + days(date.days);
}

/// "2024-08-08".
[[nodiscard]] std::string dateText(Date date);

/// Reads "2024-08-08"; a day that does not exist is refused.
[[nodiscard]] Result<Date> dateFromText(std::string_view text);

} // namespace omni::market

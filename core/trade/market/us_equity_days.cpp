#include "core/trade/market/us_equity_days.h"

#include <algorithm>

namespace omni::market {

namespace {

constexpr std::int16_t minuteOf(int hour, int minute) noexcept
{
    return static_cast<std::int16_t>(hour * 60 + minute);
}

constexpr DayHours halfDay{minuteOf(9, 30), minuteOf(13, 0)};
/// What a short day was until 1992.
constexpr DayHours oldHalfDay{minuteOf(9, 30), minuteOf(14, 0)};

struct SpecialDay {
    Date date;
    DayHours hours; ///< {0, 0}: closed.
};

/// What no rule gives. Halts within a session are not in it.
constexpr SpecialDay specialDays[] = {
    {dateOf(1990, 12, 27), {minuteOf(11, 0), minuteOf(16, 0)}}, // a transformer failed
    {dateOf(1991, 1, 17), {minuteOf(9, 31), minuteOf(16, 0)}}, // silence for the troops in the Gulf
    {dateOf(1991, 2, 25), {minuteOf(9, 31), minuteOf(16, 0)}}, // the same
    {dateOf(1994, 2, 11), {minuteOf(9, 30), minuteOf(14, 30)}}, // snow
    {dateOf(1994, 4, 27), {}}, // funeral of R. Nixon
    {dateOf(1995, 12, 18), {minuteOf(10, 30), minuteOf(16, 0)}}, // computer trouble
    {dateOf(1996, 1, 8), {minuteOf(11, 0), minuteOf(14, 0)}}, // snow
    {dateOf(1997, 10, 27), {minuteOf(9, 30), minuteOf(15, 30)}}, // circuit breaker
    {dateOf(1997, 12, 26), halfDay},
    {dateOf(1999, 12, 31), halfDay},
    {dateOf(2001, 9, 11), {}}, // attack on the World Trade Center
    {dateOf(2001, 9, 12), {}},
    {dateOf(2001, 9, 13), {}},
    {dateOf(2001, 9, 14), {}},
    {dateOf(2001, 9, 17), {minuteOf(9, 33), minuteOf(16, 0)}}, // silence
    {dateOf(2001, 10, 8), {minuteOf(9, 31), minuteOf(16, 0)}}, // silence
    {dateOf(2002, 9, 11), {minuteOf(12, 0), minuteOf(16, 0)}}, // anniversary
    {dateOf(2003, 3, 20), {minuteOf(9, 32), minuteOf(16, 0)}}, // silence
    {dateOf(2003, 12, 26), halfDay},
    {dateOf(2004, 6, 7), {minuteOf(9, 32), minuteOf(16, 0)}}, // silence
    {dateOf(2004, 6, 11), {}}, // mourning for R. Reagan
    {dateOf(2005, 6, 1), {minuteOf(9, 30), minuteOf(15, 56)}}, // systems failure
    {dateOf(2006, 12, 27), {minuteOf(9, 32), minuteOf(16, 0)}}, // silence
    {dateOf(2007, 1, 2), {}}, // mourning for G. Ford
    {dateOf(2012, 10, 29), {}}, // hurricane Sandy
    {dateOf(2012, 10, 30), {}},
    {dateOf(2018, 12, 5), {}}, // mourning for G. H. W. Bush
    {dateOf(2025, 1, 9), {}}, // mourning for J. Carter
};

/// The n-th such weekday of a month, n from 1.
constexpr Date nthWeekday(int year, int month, Weekday weekday, int n) noexcept
{
    const Date firstOfMonth = dateOf(year, month, 1);
    const int ahead = (static_cast<int>(weekday) - static_cast<int>(weekdayOf(firstOfMonth)) + 7) % 7;
    return firstOfMonth + ahead + 7 * (n - 1);
}

/// The last such weekday of a month that has 31 days.
constexpr Date lastWeekdayOf31(int year, int month, Weekday weekday) noexcept
{
    const Date lastOfMonth = dateOf(year, month, 31);
    return lastOfMonth - (static_cast<int>(weekdayOf(lastOfMonth)) - static_cast<int>(weekday) + 7) % 7;
}

/// Source: the anonymous Gregorian algorithm (Nature, 20 April 1876), as in J. Meeus, "Astronomical Algorithms", ch. 8.
constexpr Date easterSunday(int year) noexcept
{
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int f = (b + 8) / 25;
    const int g = (b - f + 1) / 3;
    const int h = (19 * a + b - b / 4 - g + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return dateOf(year, n / 31, n % 31 + 1);
}

/// Saturday's holiday is kept on Friday, Sunday's on Monday.
constexpr Date observed(Date holiday) noexcept
{
    switch (weekdayOf(holiday)) {
    case Weekday::Saturday:
        return holiday - 1;
    case Weekday::Sunday:
        return holiday + 1;
    case Weekday::Monday:
    case Weekday::Tuesday:
    case Weekday::Wednesday:
    case Weekday::Thursday:
    case Weekday::Friday:
        return holiday;
    }
    return holiday;
}

constexpr bool isWeekend(Date date) noexcept
{
    return weekdayOf(date) >= Weekday::Saturday;
}

struct SummerTime {
    Date starts;
    Date ends;
};

constexpr SummerTime summerTimeOf(int year) noexcept
{
    if (year < 2007) {
        return {nthWeekday(year, 4, Weekday::Sunday, 1), lastWeekdayOf31(year, 10, Weekday::Sunday)};
    }
    return {nthWeekday(year, 3, Weekday::Sunday, 2), nthWeekday(year, 11, Weekday::Sunday, 1)};
}

constexpr std::size_t indexOf(Date date) noexcept
{
    return static_cast<std::size_t>(date - UsEquityDays::first);
}

} // namespace

Duration newYorkOffset(Timestamp t) noexcept
{
    // In standard time the year of New York begins five hours after that of Greenwich.
    const auto summer = summerTimeOf(civilOf(utcDateOf(t - hours(5))).year);
    const Timestamp starts = utcMidnightOf(summer.starts) + hours(2 + 5);
    const Timestamp ends = utcMidnightOf(summer.ends) + hours(2 + 4);
    return t >= starts && t < ends ? hours(-4) : hours(-5);
}

const UsEquityDays& UsEquityDays::instance()
{
    static const UsEquityDays days;
    return days;
}

UsEquityDays::UsEquityDays()
    : m_hours(dayCount)
    , m_ordinals(dayCount)
{
    for (Date date = first; date <= last; date = date + 1) {
        if (!isWeekend(date)) {
            m_hours[indexOf(date)] = regularHours;
        }
    }
    for (int year = civilOf(first).year; year <= civilOf(last).year; ++year) {
        addYear(year);
    }
    for (const SpecialDay& special : specialDays) {
        m_hours[indexOf(special.date)] = special.hours;
    }
    for (Date date = first; date <= last; date = date + 1) {
        if (hoursOf(date)) {
            m_tradingDays.push_back(date);
        }
        m_ordinals[indexOf(date)] = static_cast<std::int32_t>(m_tradingDays.size());
    }
}

void UsEquityDays::close(Date date) noexcept
{
    m_hours[indexOf(date)] = {};
}

/// A short day; a weekend or holiday stays closed.
void UsEquityDays::setHours(Date date, DayHours hours) noexcept
{
    if (hoursOf(date)) {
        m_hours[indexOf(date)] = hours;
    }
}

void UsEquityDays::addYear(int year) noexcept
{
    // A New Year's Day on a Saturday is not kept: the Friday before closes the books of the year.
    const Date newYear = dateOf(year, 1, 1);
    close(weekdayOf(newYear) == Weekday::Sunday ? newYear + 1 : newYear);
    if (year >= 1998) {
        close(nthWeekday(year, 1, Weekday::Monday, 3)); // Martin Luther King
    }
    close(nthWeekday(year, 2, Weekday::Monday, 3)); // Washington
    close(easterSunday(year) - 2);
    close(lastWeekdayOf31(year, 5, Weekday::Monday)); // Memorial Day
    if (year >= 2022) {
        close(observed(dateOf(year, 6, 19))); // Juneteenth
    }
    close(observed(dateOf(year, 7, 4)));
    close(nthWeekday(year, 9, Weekday::Monday, 1)); // Labor Day
    const Date thanksgiving = nthWeekday(year, 11, Weekday::Thursday, 4);
    close(thanksgiving);
    close(observed(dateOf(year, 12, 25)));

    if (year >= 1992) {
        setHours(thanksgiving + 1, year >= 1993 ? halfDay : oldHalfDay);
    }
    setHours(dateOf(year, 12, 24), year >= 1993 ? halfDay : oldHalfDay);

    // The 3rd of July from 1995; a Wednesday only from 2013, before that the Friday after the holiday.
    const Date eve = dateOf(year, 7, 3);
    const Weekday weekday = weekdayOf(eve);
    if (year >= 2013 || (year >= 1995 && weekday != Weekday::Wednesday)) {
        if (weekday != Weekday::Friday) {
            setHours(eve, halfDay);
        }
    } else if (year >= 1996 && weekday == Weekday::Wednesday) {
        setHours(dateOf(year, 7, 5), halfDay);
    }
}

std::optional<DayHours> UsEquityDays::hoursOf(Date date) const noexcept
{
    if (date < first || date > last || m_hours[indexOf(date)].close == 0) {
        return std::nullopt;
    }
    return m_hours[indexOf(date)];
}

std::int32_t UsEquityDays::ordinalOf(Date date) const noexcept
{
    return date < first ? 0 : m_ordinals[indexOf(std::min(date, last))];
}

std::optional<Date> UsEquityDays::dayWithOrdinal(std::int64_t ordinal) const noexcept
{
    if (ordinal < 1 || ordinal > static_cast<std::int64_t>(m_tradingDays.size())) {
        return std::nullopt;
    }
    return m_tradingDays[static_cast<std::size_t>(ordinal - 1)];
}

Duration UsEquityDays::offsetOn(Date date) noexcept
{
    const auto summer = summerTimeOf(civilOf(date).year);
    return date >= summer.starts && date < summer.ends ? hours(-4) : hours(-5);
}

} // namespace omni::market

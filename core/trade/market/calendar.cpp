#include "core/trade/market/calendar.h"

#include "core/trade/market/us_equity_days.h"

namespace omni::market {

namespace {

/// Whole UTC days whose both ends are timestamps.
constexpr Date firstUtcDay = dateOf(1678, 1, 1);
constexpr Date lastUtcDay = dateOf(2261, 12, 31);

bool isKnownUtcDay(Date day) noexcept
{
    return day >= firstUtcDay && day <= lastUtcDay;
}

Session newYorkSession(Date day, DayHours hours) noexcept
{
    // New York trades within one UTC day: 13:30 or 14:30 to at most 21:00.
    const Timestamp midnight = utcMidnightOf(day) - UsEquityDays::offsetOn(day);
    return {midnight + minutes(hours.open), midnight + minutes(hours.close), day};
}

} // namespace

TradingCalendar::TradingCalendar(Sessions sessions)
    : m_sessions(sessions)
{
    switch (sessions) {
    case Sessions::AlwaysOpen:
        break;
    case Sessions::UsEquities:
        m_days = &UsEquityDays::instance();
        break;
    }
}

std::optional<Session> TradingCalendar::sessionOf(Date day) const noexcept
{
    if (m_days == nullptr) {
        if (!isKnownUtcDay(day)) {
            return std::nullopt;
        }
        return Session{utcMidnightOf(day), utcMidnightOf(day) + days(1), day};
    }
    const auto hours = m_days->hoursOf(day);
    return hours ? std::optional(newYorkSession(day, *hours)) : std::nullopt;
}

std::optional<Session> TradingCalendar::sessionAt(Timestamp t) const noexcept
{
    const Date day = utcDateOf(t);
    const auto today = sessionOf(day);
    if (today && t < today->close) {
        return today;
    }
    const auto next = tradingDayAfter(day);
    return next ? sessionOf(*next) : std::nullopt;
}

bool TradingCalendar::isOpen(Timestamp t) const noexcept
{
    const auto today = sessionOf(utcDateOf(t));
    return today && today->isOpenAt(t);
}

std::optional<Timestamp> TradingCalendar::nextOpen(Timestamp t) const noexcept
{
    const auto session = sessionAt(t);
    if (!session || session->open > t) {
        return session ? std::optional(session->open) : std::nullopt;
    }
    const auto next = tradingDayAfter(session->day);
    return next ? sessionOpen(*next) : std::nullopt;
}

std::optional<Timestamp> TradingCalendar::nextClose(Timestamp t) const noexcept
{
    const auto session = sessionAt(t);
    return session ? std::optional(session->close) : std::nullopt;
}

std::optional<Date> TradingCalendar::tradingDayOf(Timestamp t) const noexcept
{
    const auto session = sessionAt(t);
    return session ? std::optional(session->day) : std::nullopt;
}

bool TradingCalendar::isTradingDay(Date day) const noexcept
{
    return sessionOf(day).has_value();
}

bool TradingCalendar::hasSpecialHours(Date day) const noexcept
{
    if (m_days == nullptr) {
        return false;
    }
    const auto hours = m_days->hoursOf(day);
    return hours && *hours != UsEquityDays::regularHours;
}

int TradingCalendar::tradingDaysBetween(Date from, Date to) const noexcept
{
    if (m_days == nullptr) {
        return to - from;
    }
    return m_days->ordinalOf(to) - m_days->ordinalOf(from);
}

std::optional<Date> TradingCalendar::tradingDayAfter(Date from, int n) const noexcept
{
    if (n < 1) {
        return std::nullopt;
    }
    if (m_days == nullptr) {
        const std::int64_t day = std::int64_t{from.days} + n;
        return day >= firstUtcDay.days && day <= lastUtcDay.days ? std::optional(Date{static_cast<std::int32_t>(day)})
                                                                 : std::nullopt;
    }
    return m_days->dayWithOrdinal(std::int64_t{m_days->ordinalOf(from)} + n);
}

std::optional<Timestamp> TradingCalendar::sessionOpen(Date day) const noexcept
{
    const auto session = sessionOf(day);
    return session ? std::optional(session->open) : std::nullopt;
}

std::optional<Timestamp> TradingCalendar::sessionClose(Date day) const noexcept
{
    const auto session = sessionOf(day);
    return session ? std::optional(session->close) : std::nullopt;
}

} // namespace omni::market

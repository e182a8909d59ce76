// The days and hours on which US equities trade, as the New York Stock Exchange keeps them.
//
// Rules: NYSE Rule 7.2 and its predecessors. Days off the rules: the exchange's list of special closings. Later rules
// than those known in 2025 are not foreseen: a year to come is what today's rules make of it.

#pragma once

#include "core/trade/market/date.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace omni::market {

/// Trading hours of one day in minutes of the New York day: open <= t < close.
struct DayHours {
    std::int16_t open = 0;
    std::int16_t close = 0;
    friend bool operator==(const DayHours&, const DayHours&) = default;
};

/// How far New York's clocks are from UTC at an instant: -5 h, or -4 h in summer time. US rules of 1987 (first Sunday
/// in April to last Sunday in October) and of 2007 (second Sunday in March to first Sunday in November), switched at
/// 02:00 local time. Good from 1987 to 2261.
[[nodiscard]] Duration newYorkOffset(Timestamp t) noexcept;

/// Every day from `first` to `last`, computed once when first asked for.
class UsEquityDays
{
public:
    static constexpr Date first = dateOf(1990, 1, 1);
    static constexpr Date last = dateOf(2060, 12, 31);
    static constexpr DayHours regularHours{9 * 60 + 30, 16 * 60};

    [[nodiscard]] static const UsEquityDays& instance();

    /// Nothing on weekends, holidays, special closures, and outside [first, last].
    [[nodiscard]] std::optional<DayHours> hoursOf(Date date) const noexcept;
    /// Trading days in [first, date]: the number of the last trading day up to `date`, counted from 1. Dates outside
    /// are taken as the nearest end.
    [[nodiscard]] std::int32_t ordinalOf(Date date) const noexcept;
    /// The trading day with that number, if there is one.
    [[nodiscard]] std::optional<Date> dayWithOrdinal(std::int64_t ordinal) const noexcept;
    /// New York's offset at midday of a date.
    [[nodiscard]] static Duration offsetOn(Date date) noexcept;

private:
    UsEquityDays();
    void close(Date date) noexcept;
    void setHours(Date date, DayHours hours) noexcept;
    void addYear(int year) noexcept;

    static constexpr std::size_t dayCount = static_cast<std::size_t>(last - first + 1);
    std::vector<DayHours> m_hours; ///< One a day; {0, 0} when closed.
    std::vector<std::int32_t> m_ordinals; ///< One a day.
    std::vector<Date> m_tradingDays;
};

} // namespace omni::market

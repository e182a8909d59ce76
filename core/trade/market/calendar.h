// When an instrument trades: sessions, and trading days counted between them.
//
// Every answer takes constant time. A caller that asks for each event keeps the `Session` of the last answer and asks
// again only when time has passed its close.

#pragma once

#include "core/trade/market/date.h"
#include "core/trade/market/instrument.h"

#include <optional>

namespace omni::market {

class UsEquityDays;

/// One trading session: open at `open <= t < close`.
struct Session {
    Timestamp open;
    Timestamp close;
    Date day; ///< The trading day: UTC's for `AlwaysOpen`, New York's for `UsEquities`.

    [[nodiscard]] constexpr bool isOpenAt(Timestamp t) const noexcept
    {
        return open <= t && t < close;
    }
    friend bool operator==(const Session&, const Session&) = default;
};

/// A value that is copied freely and may be used from any thread.
///
/// `UsEquities` is known from 1990-01-01 to 2060-12-31 and has no session outside. `AlwaysOpen` has one session for
/// each UTC day of 1678 to 2261, one beginning where the last one ends.
class TradingCalendar
{
public:
    explicit TradingCalendar(Sessions sessions);

    /// The session that holds `t`, else the next one. Nothing when none follows within the years known.
    [[nodiscard]] std::optional<Session> sessionAt(Timestamp t) const noexcept;
    /// The session of a day; nothing when the day has none.
    [[nodiscard]] std::optional<Session> sessionOf(Date day) const noexcept;

    [[nodiscard]] bool isOpen(Timestamp t) const noexcept;
    /// The first session start after `t`.
    [[nodiscard]] std::optional<Timestamp> nextOpen(Timestamp t) const noexcept;
    /// The first session end after `t`.
    [[nodiscard]] std::optional<Timestamp> nextClose(Timestamp t) const noexcept;
    /// The day of `sessionAt(t)`: after the close a new trading day has begun.
    [[nodiscard]] std::optional<Date> tradingDayOf(Timestamp t) const noexcept;

    [[nodiscard]] bool isTradingDay(Date day) const noexcept;
    /// True for a trading day with other than the regular hours.
    [[nodiscard]] bool hasSpecialHours(Date day) const noexcept;
    /// Trading days after `from` up to and with `to`; negative when `to` is earlier. What a position held from the one
    /// day to the other has seen.
    [[nodiscard]] int tradingDaysBetween(Date from, Date to) const noexcept;
    /// The n-th trading day after `from`, n at least 1. Nothing beyond the years known.
    [[nodiscard]] std::optional<Date> tradingDayAfter(Date from, int n = 1) const noexcept;

    [[nodiscard]] std::optional<Timestamp> sessionOpen(Date day) const noexcept;
    [[nodiscard]] std::optional<Timestamp> sessionClose(Date day) const noexcept;

    [[nodiscard]] Sessions sessions() const noexcept
    {
        return m_sessions;
    }

private:
    Sessions m_sessions;
    const UsEquityDays* m_days = nullptr; ///< Null for `AlwaysOpen`; lives as long as the program.
};

} // namespace omni::market

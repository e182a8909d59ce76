// The day of one instrument: first, highest, lowest and last price, volume, and a small picture of its course.

#pragma once

#include "core/desk/views/chart_series.h"
#include "core/host/runtime/charts/held_bar.h"
#include "core/trade/market/calendar.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace omni::runtime {

/// Deterministic; one thread. A day is a session of the instrument's calendar. Prices outside of sessions move `last`
/// alone. The close of the day before is the last price that was known when the day began.
class DayFigures
{
public:
    explicit DayFigures(const market::Instrument& instrument);

    /// A price at its venue time. What is older than the day is left out.
    void price(Timestamp at, Ticks price, Lots size = {});
    /// A finished bar: from a feed of bars, or of the past.
    void bar(const HeldBar& held);

    [[nodiscard]] views::InstrumentDay figures() const;

private:
    struct SparkPoint {
        std::int64_t bucket = 0;
        Ticks price;
    };
    [[nodiscard]] bool isOfDay(Timestamp at);
    void mark(Timestamp at, Ticks price);

    market::Instrument m_instrument;
    market::TradingCalendar m_calendar;
    std::optional<market::Session> m_session; ///< The day at hand.
    views::InstrumentDay m_day; ///< Without spark and counted volume.
    Lots m_lots; ///< Counted from prints since the day began.
    std::vector<SparkPoint> m_spark;
};

} // namespace omni::runtime

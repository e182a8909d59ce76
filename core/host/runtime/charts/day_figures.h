// The day of one instrument: first, highest, lowest and last price, volume, and a small picture of the last 24 hours.

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
    /// A finished bar of the time before, for the small picture alone. Before any later price.
    void past(const market::Bar& bar);

    [[nodiscard]] views::InstrumentDay figures() const;

private:
    struct SparkPoint {
        Timestamp begun;
        Ticks price;
    };
    [[nodiscard]] bool isOfDay(Timestamp at);
    void mark(const market::Session& session, Timestamp at, Ticks price);

    market::Instrument m_instrument;
    market::TradingCalendar m_calendar;
    std::optional<market::Session> m_session; ///< The day at hand.
    views::InstrumentDay m_day; ///< Without spark and counted volume.
    Lots m_lots; ///< Counted from prints since the day began.
    std::vector<SparkPoint> m_spark;
};

} // namespace omni::runtime

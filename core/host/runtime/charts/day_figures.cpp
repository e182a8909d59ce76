#include "core/host/runtime/charts/day_figures.h"

#include <algorithm>
#include <limits>

namespace omni::runtime {

namespace {

constexpr std::int64_t mostPoints = 48;
constexpr Duration shown = days(1);
constexpr Duration longestMark = hours(6); ///< A longer bar is no part of the picture of a day.

} // namespace

DayFigures::DayFigures(const market::Instrument& instrument)
    : m_instrument(instrument)
    , m_calendar(instrument.sessions)
{
    m_day.instrument = instrument.id;
    m_spark.reserve(mostPoints);
}

/// Begins the day that holds `at` if it is a new one.
bool DayFigures::isOfDay(Timestamp at)
{
    if (m_session && at < m_session->close) {
        return at >= m_session->open;
    }
    const auto session = m_calendar.sessionAt(at);
    if (!session || !session->isOpenAt(at)) {
        return false;
    }
    m_session = session;
    m_day.previousClose = m_day.last;
    m_day.open = m_day.high = m_day.low = std::nullopt;
    m_day.volume = 0;
    m_lots = {};
    return true;
}

void DayFigures::price(Timestamp at, Ticks price, Lots size)
{
    if (isOfDay(at)) {
        m_day.open = m_day.open.value_or(price);
        m_day.high = std::max(m_day.high.value_or(price), price);
        m_day.low = std::min(m_day.low.value_or(price), price);
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        m_lots.count += std::clamp(size.count, std::int64_t{0}, most - m_lots.count);
        mark(*m_session, at, price);
    } else if (m_session && at < m_session->open) {
        return;
    }
    m_day.last = price;
    m_day.lastTrade = std::max(m_day.lastTrade, at);
}

void DayFigures::bar(const HeldBar& held)
{
    const market::Bar& bar = held.bar;
    if (isOfDay(bar.opened)) {
        m_day.open = m_day.open.value_or(bar.open);
        m_day.high = std::max(m_day.high.value_or(bar.high), bar.high);
        m_day.low = std::min(m_day.low.value_or(bar.low), bar.low);
        m_day.volume += bar.volume;
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        m_lots.count += std::clamp(held.lots.count, std::int64_t{0}, most - m_lots.count);
        if (bar.interval < longestMark) {
            mark(*m_session, bar.opened, bar.close);
        }
    } else if (m_session && bar.opened < m_session->open) {
        return;
    }
    m_day.last = bar.close;
    m_day.lastTrade = std::max(m_day.lastTrade, bar.closedAt);
}

void DayFigures::past(const market::Bar& bar)
{
    const auto session = m_calendar.sessionAt(bar.opened);
    if (session && session->isOpenAt(bar.opened) && bar.interval < longestMark) {
        mark(*session, bar.opened, bar.close);
    }
}

/// The last price of each 48th part of a session. What is older than the newest part is known already.
void DayFigures::mark(const market::Session& session, Timestamp at, Ticks price)
{
    const Duration width{std::max<std::int64_t>((session.close - session.open).ns / mostPoints, 1)};
    const Timestamp begun = session.open + Duration{(at - session.open).ns / width.ns * width.ns};
    if (!m_spark.empty() && begun <= m_spark.back().begun) {
        m_spark.back().price = begun == m_spark.back().begun ? price : m_spark.back().price;
        return;
    }
    m_spark.push_back({begun, price});
    const auto isOver = [&](const SparkPoint& point) { return begun - point.begun >= shown; };
    const auto surplus = static_cast<std::ptrdiff_t>(m_spark.size()) - mostPoints;
    const auto first = std::find_if_not(m_spark.begin() + std::max<std::ptrdiff_t>(surplus, 0), m_spark.end(), isOver);
    m_spark.erase(m_spark.begin(), first);
}

views::InstrumentDay DayFigures::figures() const
{
    views::InstrumentDay day = m_day;
    day.volume += market::quantityNumber(m_instrument, m_lots);
    day.spark.reserve(m_spark.size());
    for (const SparkPoint& point : m_spark) {
        day.spark.push_back(point.price);
    }
    return day;
}

} // namespace omni::runtime

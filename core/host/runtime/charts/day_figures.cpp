#include "core/host/runtime/charts/day_figures.h"

#include <algorithm>
#include <limits>

namespace omni::runtime {

namespace {

constexpr std::int64_t mostPoints = 48;

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
    m_spark.clear();
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
        mark(at, price);
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
        mark(bar.opened, bar.close);
    } else if (m_session && bar.opened < m_session->open) {
        return;
    }
    m_day.last = bar.close;
    m_day.lastTrade = std::max(m_day.lastTrade, bar.closedAt);
}

void DayFigures::mark(Timestamp at, Ticks price)
{
    const std::int64_t width = std::max<std::int64_t>((m_session->close - m_session->open).ns / mostPoints, 1);
    const std::int64_t bucket = std::min((at - m_session->open).ns / width, mostPoints - 1);
    if (m_spark.empty() || bucket > m_spark.back().bucket) {
        m_spark.push_back({bucket, price});
    } else {
        m_spark.back().price = price;
    }
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

#include "core/desk/sim/market/past_bars.h"

#include "core/base/seeded_random.h"
#include "core/desk/sim/market/hidden_value.h"
#include "core/desk/sim/market/portable_exp.h"
#include "core/trade/market/calendar.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace omni::sim {

namespace {

constexpr std::size_t mostBars = 100'000;
constexpr Duration oldest = days(400);
constexpr double overnight = 9; ///< Deviation of the move between sessions, in volatilities of a minute.
/// Means of the market at work, over many seeds: of all that arrives so much trades, in sizes so much above the typical
/// (agents like round ones). Volume before the start and after it is then of one kind.
constexpr double takingShare = 0.36;
constexpr double leastSize = 0.68, sizeSpread = 1; ///< Of the typical size.

/// One minute, drawn from its close backwards.
struct Minute {
    std::int64_t open = 0, high = 0, low = 0, close = 0; ///< Ticks.
    double volume = 0;
    std::uint32_t trades = 0;
};

class BackwardPath
{
public:
    BackwardPath(const Profile& profile, const market::Instrument& instrument, std::uint64_t seed)
        : m_profile(profile)
        , m_random(seed)
        , m_times(m_random)
        , m_close(static_cast<double>(profile.startPrice))
        , m_lot(market::quantityNumber(instrument, Lots{1}))
    {
    }
    [[nodiscard]] Minute before()
    {
        m_times.advance(60, m_random);
        const double deviation = m_profile.volatility * m_times.factor();
        const double open = std::max(100.0, m_close * portableExp(-deviation * m_random.normal()));
        // How far a Brownian bridge strays beyond its ends: R. Durrett, "Probability", the maximum's law.
        const double width = deviation * m_close;
        const double up = stray(m_close - open, width);
        const double down = stray(open - m_close, width);
        Minute minute;
        minute.open = rounded(open);
        minute.close = rounded(m_close);
        minute.high = std::max({minute.open, minute.close, rounded(open + up)});
        minute.low = std::min({minute.open, minute.close, rounded(open - down)});
        const double usual = 60 * m_profile.arrivals * takingShare;
        const double trades = usual * m_times.factor() * (0.5 + m_random.uniform());
        minute.trades = 1 + static_cast<std::uint32_t>(trades);
        const std::int64_t lots
            = static_cast<std::int64_t>(static_cast<double>(minute.trades) * static_cast<double>(m_profile.typicalSize)
                                        * (leastSize + sizeSpread * m_random.uniform()));
        minute.volume = static_cast<double>(std::max<std::int64_t>(1, lots)) * m_lot;
        m_close = open;
        return minute;
    }
    void sleep()
    {
        m_times.advance(12 * 3'600, m_random);
        m_close = std::max(100.0, m_close * portableExp(-overnight * m_profile.volatility * m_random.normal()));
    }

private:
    static std::int64_t rounded(double price) noexcept
    {
        return static_cast<std::int64_t>(std::floor(price + 0.5));
    }
    /// The maximum above its start of a bridge that ends `rise` higher, with deviation `width` of the free end.
    double stray(double rise, double width)
    {
        const double log = portableLog(1 - m_random.uniform());
        return (rise + std::sqrt(rise * rise - 2 * width * width * log)) / 2;
    }

    Profile m_profile;
    SeededRandom m_random;
    WildTimes m_times;
    double m_close;
    double m_lot;
};

/// The last minute of trading that ends at or before `t`; nothing when the calendar knows none.
std::optional<Timestamp> minuteBefore(const market::TradingCalendar& calendar, Timestamp t)
{
    const Timestamp opened = t - minutes(1);
    if (calendar.isOpen(opened)) {
        return opened;
    }
    // Sessions lie at most a long weekend apart.
    for (int day = 0; day < 8; ++day) {
        const auto session = calendar.sessionAt(t - days(day + 1));
        if (session && session->close <= t) {
            return session->close - minutes(1);
        }
    }
    return std::nullopt;
}

void prepend(market::Bar& bar, const Minute& minute)
{
    bar.open = {minute.open};
    bar.high = std::max(bar.high, Ticks{minute.high});
    bar.low = std::min(bar.low, Ticks{minute.low});
    bar.volume += minute.volume;
    bar.trades += minute.trades;
}

} // namespace

std::vector<market::Bar> pastBars(const Profile& profile, const market::Instrument& instrument, std::uint64_t seed,
                                  Timestamp start, Duration interval, std::size_t count)
{
    std::vector<market::Bar> bars;
    const bool isWhole = interval.ns > 0 && interval.ns % minutes(1).ns == 0 && days(1).ns % interval.ns == 0;
    if (!isWhole || count == 0) {
        return bars;
    }
    count = std::min(count, mostBars);
    const market::TradingCalendar calendar(instrument.sessions);
    const bool hasNight = instrument.sessions != market::Sessions::AlwaysOpen;
    BackwardPath path(profile, instrument, seed);

    // The market opens at the price at which the path ends: no night lies between.
    Timestamp end = flooredTo(start, minutes(1));
    bool isFirst = true;
    while (end > start - oldest) {
        const auto opened = minuteBefore(calendar, end);
        if (!opened) {
            break;
        }
        if (hasNight && !isFirst && *opened + minutes(1) < end) {
            path.sleep();
        }
        isFirst = false;
        const Minute minute = path.before();
        const Timestamp barOpened = flooredTo(*opened, interval);
        end = *opened;
        if (barOpened + interval > start) {
            continue; // not finished at the start
        }
        if (bars.empty() || bars.back().opened != barOpened) {
            if (bars.size() == count) {
                break;
            }
            market::Bar bar;
            bar.instrument = instrument.id;
            bar.opened = barOpened;
            bar.interval = interval;
            bar.closedAt = barOpened + interval;
            bar.open = {minute.open};
            bar.high = {minute.high};
            bar.low = {minute.low};
            bar.close = {minute.close};
            bars.push_back(bar);
        }
        prepend(bars.back(), minute);
    }
    std::reverse(bars.begin(), bars.end());
    return bars;
}

} // namespace omni::sim

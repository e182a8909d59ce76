#include "core/desk/sim/market/past_bars.h"

#include "core/base/seeded_random.h"
#include "core/desk/sim/market/hidden_value.h"
#include "core/desk/sim/market/portable_exp.h"
#include "core/trade/market/calendar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace omni::sim {

namespace {

constexpr std::size_t mostBars = 100'000;
constexpr Duration oldest = days(400);
constexpr double overnight = 9; ///< Deviation of the move between sessions, in volatilities of a minute.
/// Means of the market at work, over many seeds: of all that arrives so much trades, in sizes so much above the typical
/// (agents like round ones). Volume before the start and after it is then of one kind.
constexpr double takingShare = 0.36;
constexpr double leastSize = 0.68, sizeSpread = 1; ///< Of the typical size.

/// A stretch of trading: a minute, drawn from its close backwards, or a second in it.
struct Stretch {
    std::int64_t open = 0, high = 0, low = 0, close = 0; ///< Ticks.
    std::int64_t lots = 0;
    std::uint32_t trades = 0;
};

class BackwardPath
{
public:
    BackwardPath(const Profile& profile, std::uint64_t seed)
        : m_profile(profile)
        , m_random(seed)
        , m_times(m_random)
        , m_close(static_cast<double>(profile.startPrice))
    {
    }
    [[nodiscard]] Stretch before()
    {
        m_times.advance(60, m_random);
        const double deviation = m_profile.volatility * m_times.factor();
        const double open = std::max(100.0, m_close * portableExp(-deviation * m_random.normal()));
        // How far a Brownian bridge strays beyond its ends: R. Durrett, "Probability", the maximum's law.
        const double width = deviation * m_close;
        const double up = stray(m_close - open, width);
        const double down = stray(open - m_close, width);
        Stretch minute;
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
        minute.lots = std::max<std::int64_t>(1, lots);
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

constexpr std::size_t perMinute = 60;
using Seconds = std::array<Stretch, perMinute>;

/// The first `count` seconds of a minute: they trade what it traded, lead from its open to its close, and reach its
/// high and its low. A second without a trade is empty: prices move where somebody trades.
Seconds secondsOf(const Stretch& minute, std::size_t count, SeededRandom random)
{
    Seconds out;
    for (std::uint32_t i = 0; i < minute.trades; ++i) {
        ++out[random.below(count)].trades;
    }
    std::vector<Stretch*> busy;
    for (Stretch& second : out) {
        if (second.trades > 0) {
            busy.push_back(&second);
        }
    }
    // A bridge whose free end would stray as far as the minute's range tells: the range of a Brownian motion is 1.6
    // deviations on average (W. Feller, "The asymptotic distribution of the range of sums", 1951).
    const auto steps = static_cast<double>(busy.size());
    const double width = static_cast<double>(minute.high - minute.low) / 1.6 / std::sqrt(steps);
    std::vector<double> walk{0};
    for (std::size_t i = 0; i < busy.size(); ++i) {
        walk.push_back(walk.back() + width * random.normal());
    }
    const double pull = (static_cast<double>(minute.close - minute.open) - walk.back()) / steps;
    std::int64_t price = minute.open;
    std::int64_t lotsLeft = minute.lots;
    std::uint32_t tradesLeft = minute.trades;
    std::size_t highest = 0, lowest = 0;
    for (std::size_t i = 0; i < busy.size(); ++i) {
        Stretch& second = *busy[i];
        const double path = walk[i + 1] + pull * static_cast<double>(i + 1);
        const auto next = minute.open + static_cast<std::int64_t>(std::floor(path + 0.5));
        second.open = price;
        second.close = i + 1 == busy.size() ? minute.close : std::clamp(next, minute.low, minute.high);
        second.high = std::max(second.open, second.close);
        second.low = std::min(second.open, second.close);
        price = second.close;
        second.lots = lotsLeft * second.trades / tradesLeft;
        lotsLeft -= second.lots;
        tradesLeft -= second.trades;
        highest = second.high > busy[highest]->high ? i : highest;
        lowest = second.low < busy[lowest]->low ? i : lowest;
    }
    busy[highest]->high = minute.high;
    busy[lowest]->low = minute.low;
    return out;
}

/// Bars of one interval, made from what is told of them backwards.
class BarsBackwards
{
public:
    BarsBackwards(const market::Instrument& instrument, Duration interval, std::size_t count, Timestamp start)
        : m_instrument(instrument.id)
        , m_interval(interval)
        , m_count(count)
        , m_start(start)
        , m_lot(market::quantityNumber(instrument, Lots{1}))
    {
    }
    /// What began at `opened`, before all that was told; false once there are as many bars as were wanted.
    [[nodiscard]] bool add(Timestamp opened, const Stretch& stretch)
    {
        const Timestamp barOpened = flooredTo(opened, m_interval);
        if (barOpened + m_interval > m_start || stretch.trades == 0) {
            return true; // not finished at the start, or nothing happened
        }
        if (m_bars.empty() || m_bars.back().opened != barOpened) {
            if (m_bars.size() == m_count) {
                return false;
            }
            begin(barOpened, stretch);
        }
        market::Bar& bar = m_bars.back();
        bar.open = {stretch.open};
        bar.high = std::max(bar.high, Ticks{stretch.high});
        bar.low = std::min(bar.low, Ticks{stretch.low});
        bar.volume += static_cast<double>(stretch.lots) * m_lot;
        bar.trades += stretch.trades;
        return true;
    }
    [[nodiscard]] bool addSeconds(Timestamp opened, const Seconds& all)
    {
        for (std::size_t second = perMinute; second-- > 0;) {
            if (!add(opened + seconds(static_cast<std::int64_t>(second)), all[second])) {
                return false;
            }
        }
        return true;
    }
    /// Oldest first.
    [[nodiscard]] std::vector<market::Bar> taken()
    {
        std::reverse(m_bars.begin(), m_bars.end());
        return std::move(m_bars);
    }

private:
    void begin(Timestamp opened, const Stretch& last)
    {
        market::Bar bar;
        bar.instrument = m_instrument;
        bar.opened = opened;
        bar.interval = m_interval;
        bar.closedAt = opened + m_interval;
        bar.high = {last.high};
        bar.low = {last.low};
        bar.close = {last.close};
        m_bars.push_back(bar);
    }

    InstrumentId m_instrument;
    Duration m_interval;
    std::size_t m_count;
    Timestamp m_start;
    double m_lot;
    std::vector<market::Bar> m_bars;
};

/// Random bits of one minute's seconds: the same whatever else is asked.
SeededRandom bitsOf(std::uint64_t seed, Timestamp minute)
{
    return SeededRandom{seed ^ (0x9E37'79B9'7F4A'7C15U * static_cast<std::uint64_t>(minute.ns / minutes(1).ns + 1))};
}

/// What the start leaves of its minute: the minutes end at its price, and so does this.
Stretch begunMinute(const Profile& profile, std::uint64_t seed, Timestamp minute, std::size_t count)
{
    SeededRandom random = bitsOf(~seed, minute);
    const double share = static_cast<double>(count) / perMinute;
    const double width = static_cast<double>(profile.startPrice) * profile.volatility * std::sqrt(share);
    Stretch begun;
    begun.open = begun.close = profile.startPrice;
    begun.high = profile.startPrice + static_cast<std::int64_t>(width * random.uniform());
    begun.low = profile.startPrice - static_cast<std::int64_t>(width * random.uniform());
    begun.trades = 1 + static_cast<std::uint32_t>(share * 60 * profile.arrivals * takingShare);
    begun.lots = begun.trades * profile.typicalSize;
    return begun;
}

/// Whether bars of `interval` fill minutes, or minutes and days fill them.
bool isKnown(Duration interval)
{
    const std::int64_t minute = minutes(1).ns;
    return interval.ns >= seconds(1).ns
        && (interval.ns < minute ? interval.ns % seconds(1).ns == 0 && minute % interval.ns == 0
                                 : interval.ns % minute == 0 && days(1).ns % interval.ns == 0);
}

} // namespace

std::vector<market::Bar> pastBars(const Profile& profile, const market::Instrument& instrument, std::uint64_t seed,
                                  Timestamp start, Duration interval, std::size_t count)
{
    if (!isKnown(interval) || count == 0) {
        return {};
    }
    BarsBackwards bars(instrument, interval, std::min(count, mostBars), start);
    const market::TradingCalendar calendar(instrument.sessions);
    const bool hasNight = instrument.sessions != market::Sessions::AlwaysOpen;
    const bool isShort = interval < minutes(1);
    BackwardPath path(profile, seed);

    // The market opens at the price at which the path ends: no night lies between.
    Timestamp end = flooredTo(start, minutes(1));
    const auto begun = static_cast<std::size_t>((start - end).ns / seconds(1).ns);
    if (isShort && begun > 0 && calendar.isOpen(end)
        && !bars.addSeconds(end, secondsOf(begunMinute(profile, seed, end, begun), begun, bitsOf(seed, end)))) {
        return bars.taken();
    }
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
        const Stretch minute = path.before();
        end = *opened;
        if (!(isShort ? bars.addSeconds(end, secondsOf(minute, perMinute, bitsOf(seed, end)))
                      : bars.add(end, minute))) {
            break;
        }
    }
    return bars.taken();
}

} // namespace omni::sim

#include "ui/charts/time_ticks.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

namespace omni::ui {

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t day = 86'400 * second;
/// Beyond the longest step below a year; two bars of such an axis are years apart.
constexpr std::size_t mostTicks = 200;

/// A step of the axis: `length` below a month, else `months`.
struct Step {
    std::int64_t length = 0;
    int months = 0;
};

constexpr std::array steps{
    Step{1 * second},
    Step{5 * second},
    Step{10 * second},
    Step{15 * second},
    Step{30 * second},
    Step{60 * second},
    Step{300 * second},
    Step{600 * second},
    Step{900 * second},
    Step{1'800 * second},
    Step{3'600 * second},
    Step{7'200 * second},
    Step{14'400 * second},
    Step{21'600 * second},
    Step{43'200 * second},
    Step{day},
    Step{2 * day},
    Step{7 * day},
    Step{0, 1},
    Step{0, 3},
    Step{0, 6},
    Step{0, 12},
    Step{0, 24},
    Step{0, 60},
    Step{0, 120},
};

std::int64_t lengthOf(const Step& step) noexcept
{
    return step.months > 0 ? step.months * 30 * day : step.length;
}

std::int64_t floorTo(std::int64_t value, std::int64_t step) noexcept
{
    const std::int64_t rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

/// Local time as if it were UTC, and back. The offset is that of the moment itself.
class LocalTime
{
public:
    explicit LocalTime(const QTimeZone& zone)
        : m_zone(zone)
        , m_isUtc(zone == QTimeZone::utc())
    {
    }
    [[nodiscard]] std::int64_t offsetAt(std::int64_t utc) const
    {
        return m_isUtc ? 0 : m_zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utc / 1'000'000, Qt::UTC)) * second;
    }
    [[nodiscard]] QDateTime shown(std::int64_t utc) const
    {
        return QDateTime::fromMSecsSinceEpoch((utc + offsetAt(utc)) / 1'000'000, Qt::UTC);
    }

private:
    const QTimeZone& m_zone;
    bool m_isUtc;
};

/// The first round moment after `utc`.
std::int64_t nextRound(std::int64_t utc, const Step& step, const LocalTime& local)
{
    const std::int64_t offset = local.offsetAt(utc);
    if (step.months == 0) {
        // Weeks begin on Monday; 1970-01-01 was a Thursday.
        const std::int64_t shift = step.length == 7 * day ? 4 * day : 0;
        return floorTo(utc + offset - shift, step.length) + shift + step.length - offset;
    }
    const QDate date = local.shown(utc).date();
    const int months = date.year() * 12 + date.month() - 1;
    const int next = (months / step.months + 1) * step.months;
    const qint64 start = QDate(next / 12, next % 12 + 1, 1).startOfDay(Qt::UTC).toMSecsSinceEpoch();
    return start * 1'000'000 - offset;
}

QString textOf(const QDateTime& time, const QDate& before, const Step& step, const QLocale& locale)
{
    if (step.months > 0) {
        return locale.toString(time.date(), QStringLiteral("MMM yyyy"));
    }
    if (step.length >= day) {
        return locale.toString(
            time.date(), before.year() == time.date().year() ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
    }
    const QString clock
        = time.toString(step.length < 60 * second ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
    return before == time.date() ? clock : locale.toString(time.date(), QStringLiteral("ddd d ")) + clock;
}

} // namespace

Timestamp timeOf(const views::BarSeries& series, double index) noexcept
{
    const std::size_t count = series.count();
    if (count == 0) {
        return {};
    }
    const double whole = std::floor(std::clamp(index, -1e12, 1e12));
    if (whole >= 0 && whole < static_cast<double>(count)) {
        return series.at(static_cast<std::size_t>(whole)).opened;
    }
    const bool isBefore = whole < 0;
    const Timestamp from = isBefore ? series.at(0).opened : series.at(count - 1).opened;
    const double steps = isBefore ? whole : whole - static_cast<double>(count - 1);
    const double ns = static_cast<double>(from.ns) + steps * static_cast<double>(series.key.interval.ns);
    // What lies beyond the range of time has no name; the last that has one stands for it.
    return std::abs(ns) < 9e18 ? from + series.key.interval * static_cast<std::int64_t>(steps) : from;
}

std::size_t firstBarFrom(const views::BarSeries& series, Timestamp time) noexcept
{
    std::size_t low = 0;
    std::size_t high = series.count();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (series.at(middle).opened < time) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

std::size_t barAt(const views::BarSeries& series, Timestamp time) noexcept
{
    const std::size_t after = firstBarFrom(series, Timestamp{time.ns + 1});
    return after == 0 ? series.count() : after - 1;
}

void placeTimeTicks(const views::BarSeries& series, const TimeScale& scale, const QTimeZone& zone,
                    const QLocale& locale, double spacing, std::vector<TimeTick>& out)
{
    out.clear();
    const std::size_t count = series.count();
    if (count == 0 || series.key.interval.ns <= 0) {
        return;
    }
    const double perPixel = static_cast<double>(series.key.interval.ns) / scale.barWidth();
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step& step) {
        return static_cast<double>(lengthOf(step)) >= spacing * perPixel && lengthOf(step) >= series.key.interval.ns;
    });
    const Step step = found == steps.end() ? steps.back() : *found;

    const LocalTime local(zone);
    const std::int64_t until = timeOf(series, scale.indexAt(scale.width())).ns;
    std::int64_t at = timeOf(series, std::max(0.0, scale.indexAt(0))).ns - 1;
    QDate before;
    while (out.size() < mostTicks) {
        const std::int64_t round = nextRound(at, step, local);
        if (round > until || round <= at) {
            return;
        }
        const Timestamp last = series.at(count - 1).opened;
        double index = 0;
        std::int64_t named = round;
        if (round <= last.ns) {
            const std::size_t bar = firstBarFrom(series, Timestamp{round});
            index = static_cast<double>(bar);
            named = series.at(bar).opened.ns;
        } else {
            index = static_cast<double>(count - 1)
                + static_cast<double>(round - last.ns) / static_cast<double>(series.key.interval.ns);
        }
        at = std::max(round, named); // all round moments of a night fall on the morning's first bar
        const double x = scale.xOf(index + 0.5);
        if (x < spacing / 2 || (!out.empty() && x - out.back().x < spacing)) {
            continue;
        }
        if (x > scale.width()) {
            return;
        }
        const QDateTime shown = local.shown(named);
        out.push_back({x, textOf(shown, before, step, locale)});
        before = shown.date();
    }
}

} // namespace omni::ui

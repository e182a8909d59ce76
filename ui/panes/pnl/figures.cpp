#include "ui/panes/pnl/figures.h"

#include "core/desk/events/principals.h"
#include "core/trade/analytics/returns.h"
#include "ui/widgets/words.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <iterator>
#include <map>

namespace omni::ui::pnl {

namespace {

QDate dayOf(Timestamp at, const QTimeZone& zone)
{
    return QDateTime::fromMSecsSinceEpoch(at.ns / 1'000'000, zone).date();
}

/// Sorts as time goes.
QString periodOf(QDate day, Grouping by)
{
    switch (by) {
    case Grouping::Week: {
        int year = 0;
        const int week = day.weekNumber(&year);
        return QStringLiteral("%1-W%2").arg(year).arg(week, 2, 10, QLatin1Char('0'));
    }
    case Grouping::Month:
        return day.toString(QStringLiteral("yyyy-MM"));
    case Grouping::Year:
        return day.toString(QStringLiteral("yyyy"));
    case Grouping::Day:
    case Grouping::Strategy:
        break;
    }
    return day.toString(Qt::ISODate);
}

/// The group that a trade belongs to. A calendar is asked once for each day and not for each trade: a history of
/// 200'000 trades is grouped within a frame.
class Groups
{
public:
    Groups(Grouping by, const QTimeZone& zone, const views::DeskSnapshot& desk)
        : m_by(by)
        , m_zone(zone)
        , m_desk(desk)
    {
    }
    [[nodiscard]] Group& of(const views::RoundTripRow& trip)
    {
        if (m_by == Grouping::Strategy) {
            Group*& known = m_strategies[trip.strategy.value];
            if (known == nullptr) {
                known = &named(strategyOf(trip));
            }
            return *known;
        }
        if (m_day != nullptr && trip.closed >= m_day->from && trip.closed < m_day->until) {
            return *m_day->group;
        }
        m_day = &dayAt(trip.closed);
        return *m_day->group;
    }
    /// By rising name. It is empty afterwards.
    [[nodiscard]] std::vector<Group> taken()
    {
        std::vector<Group> out;
        out.reserve(m_groups.size());
        for (auto& [name, group] : m_groups) {
            out.push_back(std::move(group));
        }
        return out;
    }

private:
    struct Day {
        Timestamp from, until;
        Group* group = nullptr;
    };
    [[nodiscard]] QString strategyOf(const views::RoundTripRow& trip) const
    {
        return trip.strategy ? Words::strategy(m_desk, trip.strategy) : Words::principal(m_desk, events::owner);
    }
    [[nodiscard]] Group& named(const QString& name)
    {
        Group& group = m_groups[name];
        group.name = name;
        return group;
    }
    [[nodiscard]] const Day& dayAt(Timestamp at)
    {
        const auto after = m_days.upper_bound(at);
        if (after != m_days.begin() && at < std::prev(after)->second.until) {
            return std::prev(after)->second;
        }
        const QDate date = dayOf(at, m_zone);
        const auto start
            = [this](QDate day) { return Timestamp{day.startOfDay(m_zone).toMSecsSinceEpoch() * 1'000'000}; };
        // Whatever a zone's clock does at midnight, the moment asked about is in its day.
        Day day{std::min(start(date), at), std::max(start(date.addDays(1)), Timestamp{at.ns + 1}), nullptr};
        day.group = &named(periodOf(date, m_by));
        return m_days.insert_or_assign(day.from, day).first->second;
    }

    Grouping m_by;
    const QTimeZone& m_zone;
    const views::DeskSnapshot& m_desk;
    std::map<QString, Group> m_groups;
    std::map<std::uint64_t, Group*> m_strategies;
    std::map<Timestamp, Day> m_days;
    const Day* m_day = nullptr; ///< Of the trade before: the next one is most often of the same.
};

void add(Group& group, const views::RoundTripRow& trip)
{
    group.best = group.trades == 0 ? trip.net : std::max(group.best, trip.net);
    group.worst = group.trades == 0 ? trip.net : std::min(group.worst, trip.net);
    ++group.trades;
    group.wins += trip.net.e8 > 0 ? 1 : 0;
    group.net.e8 += trip.net.e8;
    group.fees.e8 += trip.fees.e8;
    (trip.net.e8 > 0 ? group.gained.e8 : group.lost.e8) += trip.net.e8 > 0 ? trip.net.e8 : -trip.net.e8;
}

} // namespace

std::optional<double> Group::winRate() const
{
    return trades > 0 ? std::optional(static_cast<double>(wins) / trades) : std::nullopt;
}

std::optional<double> Group::profitFactor() const
{
    return lost.e8 > 0 ? std::optional(static_cast<double>(gained.e8) / static_cast<double>(lost.e8)) : std::nullopt;
}

std::vector<Group> groupsOf(std::span<const views::RoundTripRow> trips, Grouping by, const QTimeZone& zone,
                            const views::DeskSnapshot& desk)
{
    Groups groups(by, zone, desk);
    for (const views::RoundTripRow& trip : trips) {
        add(groups.of(trip), trip);
    }
    std::vector<Group> out = groups.taken();
    if (by != Grouping::Strategy) {
        std::reverse(out.begin(), out.end());
    }
    return out;
}

Group totalOf(std::span<const Group> groups)
{
    Group total;
    for (const Group& group : groups) {
        total.best = total.trades == 0 ? group.best : std::max(total.best, group.best);
        total.worst = total.trades == 0 ? group.worst : std::min(total.worst, group.worst);
        total.trades += group.trades;
        total.wins += group.wins;
        total.net.e8 += group.net.e8;
        total.gained.e8 += group.gained.e8;
        total.lost.e8 += group.lost.e8;
        total.fees.e8 += group.fees.e8;
    }
    return total;
}

Group totalOf(std::span<const views::RoundTripRow> trips)
{
    Group total;
    for (const views::RoundTripRow& trip : trips) {
        add(total, trip);
    }
    return total;
}

SharpeFigure sharpeOf(std::span<const views::EquityRow> equity, const QTimeZone& zone)
{
    std::vector<double> closes;
    QDate last;
    for (const views::EquityRow& row : equity) {
        const QDate day = dayOf(row.at, zone);
        if (closes.empty() || day != last) {
            closes.push_back(0);
        }
        closes.back() = static_cast<double>(row.equity.e8);
        last = day;
    }
    const auto returns = analytics::returnsOf(closes);
    SharpeFigure figure;
    figure.days = static_cast<int>(returns.size());
    if (figure.days >= leastSharpeDays) {
        figure.ratio = analytics::sharpeRatio(returns, 365);
    }
    return figure;
}

std::vector<double> drawdownsOf(std::span<const views::EquityRow> equity)
{
    std::vector<double> out;
    out.reserve(equity.size());
    std::int64_t peak = 0;
    for (const views::EquityRow& row : equity) {
        peak = std::max({peak, row.equity.e8, row.peak.e8});
        out.push_back(peak > 0 ? static_cast<double>(peak - row.equity.e8) / static_cast<double>(peak) : 0);
    }
    return out;
}

} // namespace omni::ui::pnl

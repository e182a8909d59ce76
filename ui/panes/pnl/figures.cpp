#include "ui/panes/pnl/figures.h"

#include "core/desk/events/principals.h"
#include "core/trade/analytics/returns.h"
#include "ui/widgets/words.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <map>

namespace omni::ui::pnl {

namespace {

QDate dayOf(Timestamp at, const QTimeZone& zone)
{
    return QDateTime::fromMSecsSinceEpoch(at.ns / 1'000'000, zone).date();
}

/// Sorts as time goes; for strategies by name.
struct Key {
    QString order, name;
};

Key keyOf(const views::RoundTripRow& trip, Grouping by, const QTimeZone& zone, const views::DeskSnapshot& desk)
{
    const QDate day = dayOf(trip.closed, zone);
    switch (by) {
    case Grouping::Day:
        return {day.toString(Qt::ISODate), day.toString(Qt::ISODate)};
    case Grouping::Week: {
        int year = 0;
        const int week = day.weekNumber(&year);
        const QString name = QStringLiteral("%1-W%2").arg(year).arg(week, 2, 10, QLatin1Char('0'));
        return {name, name};
    }
    case Grouping::Month:
        return {day.toString(QStringLiteral("yyyy-MM")), day.toString(QStringLiteral("yyyy-MM"))};
    case Grouping::Year:
        return {day.toString(QStringLiteral("yyyy")), day.toString(QStringLiteral("yyyy"))};
    case Grouping::Strategy: {
        const QString name
            = trip.strategy ? Words::strategy(desk, trip.strategy) : Words::principal(desk, events::owner);
        return {name, name};
    }
    }
    return {};
}

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
    std::map<QString, Group> groups;
    for (const views::RoundTripRow& trip : trips) {
        const Key key = keyOf(trip, by, zone, desk);
        Group& group = groups[key.order];
        group.name = key.name;
        add(group, trip);
    }
    std::vector<Group> out;
    out.reserve(groups.size());
    for (auto& [order, group] : groups) {
        out.push_back(std::move(group));
    }
    if (by != Grouping::Strategy) {
        std::reverse(out.begin(), out.end());
    }
    return out;
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

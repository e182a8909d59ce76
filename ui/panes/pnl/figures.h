// What was really traded, in groups: by day, week, month, or by who had the idea. Only what is known: a rate of nothing
// is no rate.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/history.h"

#include <QDate>
#include <QString>
#include <QTimeZone>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace omni::ui::pnl {

enum class Grouping : std::uint8_t { Day, Week, Month, Year, Strategy };

/// Round trips that ended in it, base currency, fees included.
struct Group {
    QString name;
    int trades = 0;
    int wins = 0; ///< Above zero. A trade of exactly zero is neither.
    Money net, gained, lost; ///< `lost` is unsigned.
    Money fees;
    Money best, worst;

    [[nodiscard]] std::optional<double> winRate() const; ///< None without a trade.
    [[nodiscard]] std::optional<double> profitFactor() const; ///< None without a loss.
    friend bool operator==(const Group&, const Group&) = default;
};

/// Newest first; strategies by name. `zone` says where a day begins. `desk` names strategies.
[[nodiscard]] std::vector<Group> groupsOf(std::span<const views::RoundTripRow> trips, Grouping by,
                                          const QTimeZone& zone, const views::DeskSnapshot& desk);
/// All of them together, without a name.
[[nodiscard]] Group totalOf(std::span<const Group> groups);
[[nodiscard]] Group totalOf(std::span<const views::RoundTripRow> trips);

/// Daily changes below which a yearly Sharpe ratio is not shown. Its standard error is near sqrt(365 / n): at 2 changes
/// 14, at 20 still 4. Twenty, about a month of trading days, is where the sign of an uncommonly good one begins to mean
/// something.
inline constexpr int leastSharpeDays = 20;

/// Sharpe of daily changes of equity, a year of 365 days; `days` is the number of changes behind it.
struct SharpeFigure {
    std::optional<double> ratio; ///< None below `leastSharpeDays` changes, or when they are all alike.
    int days = 0;
};
/// Equity at the end of each day, oldest row first. A day without a row has no change of its own.
[[nodiscard]] SharpeFigure sharpeOf(std::span<const views::EquityRow> equity, const QTimeZone& zone);

/// (peak - equity) / peak for each row, running.
[[nodiscard]] std::vector<double> drawdownsOf(std::span<const views::EquityRow> equity);

} // namespace omni::ui::pnl

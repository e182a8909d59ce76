// Figures of what was traded, told with the size of their sample: a rate of few trades is a count.

#pragma once

#include <QString>

#include <optional>

namespace omni::ui {

struct Formats;

/// Closed trades below which no share and no profit factor is shown. The standard error of a share near one half is
/// 50 / sqrt(n) points: 11 at 20 trades, where one more or less still moves it by 5; a profit factor of fewer hangs on
/// its largest trade.
inline constexpr int leastTradesOfARate = 20;

/// "67%" of `leastTradesOfARate` trades or more, "4 of 6" of fewer, "–" of none. `wins` in [0, trades].
[[nodiscard]] QString wonText(int wins, int trades, const Formats& formats);

/// `figure`, where `trades` are enough for it.
[[nodiscard]] constexpr std::optional<double> ofEnough(std::optional<double> figure, int trades) noexcept
{
    return trades >= leastTradesOfARate ? figure : std::nullopt;
}

} // namespace omni::ui

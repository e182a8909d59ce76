#include "ui/panes/pnl/tickers.h"

#include <QDateTime>

#include <cmath>

namespace omni::ui::pnl {

QString timeLabel(Timestamp at, Duration step, const Formats& formats)
{
    if (step >= days(1)) {
        const QDateTime when = QDateTime::fromMSecsSinceEpoch(at.ns / 1'000'000, formats.zone);
        return formats.locale.toString(when.date(), QLocale::ShortFormat);
    }
    return step < minutes(1) ? formats.time(at) : formats.hourMinute(at);
}

int decimalsOf(double step)
{
    int decimals = 0;
    for (double scaled = std::abs(step); decimals < 4 && std::abs(scaled - std::round(scaled)) > 1e-6; scaled *= 10) {
        ++decimals;
    }
    return decimals;
}

QString amountLabel(double amount, double step, const Formats& formats)
{
    constexpr double most = 9e10; // of what Money holds
    return std::abs(amount) < most ? formats.money(Money{std::llround(amount * 1e8)}, decimalsOf(step)) : missing();
}

QString percentLabel(double percent, double step, const Formats& formats)
{
    return formats.percent(percent / 100, decimalsOf(step));
}

} // namespace omni::ui::pnl

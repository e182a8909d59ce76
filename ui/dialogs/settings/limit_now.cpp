#include "ui/dialogs/settings/limit_now.h"

#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace omni::ui::settings {

namespace {

struct Meaning {
    std::string_view key;
    const char* text;
};

constexpr std::array meanings{
    Meaning{"loss_at_stop", QT_TRANSLATE_NOOP("limits", "sizes follow from it")},
    Meaning{"hard_stop_distance", QT_TRANSLATE_NOOP("limits", "farther is refused")},
    Meaning{"trailing_stop_atr", QT_TRANSLATE_NOOP("limits", "0: stops stay")},
    Meaning{"time_exit_days", QT_TRANSLATE_NOOP("limits", "0: never closed")},
    Meaning{"collar", QT_TRANSLATE_NOOP("limits", "always allowed")},
    Meaning{"collar_spreads", QT_TRANSLATE_NOOP("limits", "at least so wide")},
    Meaning{"collar_atr", QT_TRANSLATE_NOOP("limits", "at least so wide")},
    Meaning{"collar_bound", QT_TRANSLATE_NOOP("limits", "never wider")},
    Meaning{"quote_age", QT_TRANSLATE_NOOP("limits", "older is refused")},
    Meaning{"approval_drift", QT_TRANSLATE_NOOP("limits", "or the drift in ATR")},
    Meaning{"approval_drift_atr", QT_TRANSLATE_NOOP("limits", "the smaller counts")},
    Meaning{"duplicate_window", QT_TRANSLATE_NOOP("limits", "the same again is refused")},
    Meaning{"order_value", QT_TRANSLATE_NOOP("limits", "empty: no such limit")},
    Meaning{"order_size", QT_TRANSLATE_NOOP("limits", "empty: the venue's")},
};

QString percentOf(std::optional<BasisPoints> points, int decimals, const Formats& formats)
{
    return formats.percent(points ? std::optional(points->count / 10'000.0) : std::nullopt, decimals);
}

QString largestPosition(const views::DeskSnapshot& desk, const Formats& formats)
{
    const views::PositionView* largest = nullptr;
    for (const views::PositionView& position : desk.positions) {
        if (position.position.lots.count == 0) {
            continue;
        }
        if (!position.value) {
            return missing(); // it could be the largest
        }
        largest = largest == nullptr || position.value->e8 > largest->value->e8 ? &position : largest;
    }
    if (largest == nullptr) {
        return QCoreApplication::translate("limits", "no position");
    }
    if (!desk.equity || desk.equity->e8 <= 0) {
        return missing();
    }
    const double share = static_cast<double>(largest->value->e8) / static_cast<double>(desk.equity->e8);
    return QCoreApplication::translate("limits", "%1 %2", "the largest position: symbol, share of equity")
        .arg(Words::symbol(desk, largest->position.instrument), formats.percent(share));
}

QString leverage(const views::DeskSnapshot& desk, const views::AccountFigures& figures, const Formats& formats)
{
    if (!figures.gross || !desk.equity || desk.equity->e8 <= 0) {
        return missing();
    }
    const double times = static_cast<double>(figures.gross->e8) / static_cast<double>(desk.equity->e8);
    return formats.number(times, 2) + QStringLiteral(" ×");
}

QString dailyLoss(const views::AccountFigures& figures, const Formats& formats)
{
    const auto loss
        = figures.dayPnlShare ? std::optional(BasisPoints{std::max(0, -figures.dayPnlShare->count)}) : std::nullopt;
    return QCoreApplication::translate("limits", "%1, then halt").arg(percentOf(loss, 2, formats));
}

} // namespace

LimitNow limitNow(const risk::LimitField& field, const views::DeskSnapshot& desk, const views::AccountFigures& figures,
                  const Formats& formats)
{
    const auto measured = [](const QString& text) { return LimitNow{text, true}; };
    if (field.key == "position_per_trade") {
        return measured(largestPosition(desk, formats));
    }
    if (field.key == "gross_exposure") {
        return measured(percentOf(figures.grossShare, 1, formats));
    }
    if (field.key == "net_exposure") {
        return measured(percentOf(figures.netShare, 1, formats));
    }
    if (field.key == "leverage") {
        return measured(leverage(desk, figures, formats));
    }
    if (field.key == "daily_loss") {
        return measured(dailyLoss(figures, formats));
    }
    if (field.key == "drawdown") {
        return measured(
            QCoreApplication::translate("limits", "%1, then halt").arg(percentOf(figures.drawdownNow, 2, formats)));
    }
    if (field.key == "losing_streak") {
        return measured(
            QCoreApplication::translate("limits", "%1, then pause").arg(formats.locale.toString(desk.losingStreak)));
    }
    if (field.key == "orders_per_minute") {
        return measured(formats.locale.toString(desk.ordersLastMinute));
    }
    if (field.key == "open_orders") {
        return measured(formats.locale.toString(static_cast<qlonglong>(desk.openOrders.size())));
    }
    const auto found = std::find_if(meanings.begin(), meanings.end(),
                                    [&field](const Meaning& meaning) { return meaning.key == field.key; });
    return {found == meanings.end() ? missing() : QCoreApplication::translate("limits", found->text), false};
}

std::optional<int> warnPercent(const risk::LimitField& field) noexcept
{
    constexpr std::array<std::string_view, 3> shown{"gross_exposure", "daily_loss", "drawdown"};
    return std::find(shown.begin(), shown.end(), field.key) == shown.end() ? std::nullopt : std::optional(80);
}

} // namespace omni::ui::settings

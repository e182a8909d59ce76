// Whether the market of the chart is open, and until when.

#include "core/trade/market/calendar.h"
#include "ui/panes/chart/model.h"
#include "ui/widgets/formats.h"

#include <QCoreApplication>

namespace omni::ui {

namespace {

struct TradingTexts {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::ChartModel)
};

} // namespace

QString tradingWords(const views::InstrumentView& view, Timestamp now, const Formats& formats)
{
    const market::TradingCalendar calendar(view.instrument.sessions);
    switch (view.trading) {
    case market::TradingState::Halted:
        return TradingTexts::tr("Halted");
    case market::TradingState::ClosingOnly:
        return TradingTexts::tr("Closing only");
    case market::TradingState::Closed: {
        const auto opens = calendar.nextOpen(now);
        return opens ? TradingTexts::tr("Closed, opens %1").arg(formats.hourMinute(*opens))
                     : TradingTexts::tr("Closed");
    }
    case market::TradingState::Open:
        break;
    }
    if (view.instrument.sessions == market::Sessions::AlwaysOpen) {
        return TradingTexts::tr("Open");
    }
    const auto session = calendar.sessionAt(now);
    if (!session || !session->isOpenAt(now)) {
        return TradingTexts::tr("Open");
    }
    const std::int64_t left = (session->close - now).ns / minutes(1).ns;
    return TradingTexts::tr("Open, closes in %1")
        .arg(QStringLiteral("%1:%2").arg(left / 60).arg(left % 60, 2, 10, QLatin1Char('0')));
}

} // namespace omni::ui

#include "ui/widgets/rates.h"

#include "ui/widgets/formats.h"

#include <QCoreApplication>

namespace omni::ui {

QString wonText(int wins, int trades, const Formats& formats)
{
    if (trades <= 0) {
        return missing();
    }
    if (trades < leastTradesOfARate) {
        return QCoreApplication::translate("rates", "%1 of %2", "trades won, all trades")
            .arg(formats.number(wins, 0), formats.number(trades, 0));
    }
    return formats.percent(static_cast<double>(wins) / trades, 0);
}

} // namespace omni::ui

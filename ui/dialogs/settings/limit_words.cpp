#include "ui/dialogs/settings/limit_words.h"

#include "core/base/decimal.h"

#include <QCoreApplication>

#include <array>
#include <limits>
#include <string_view>

namespace omni::ui::settings {

namespace {

using risk::LimitField;
using risk::LimitGroup;
using risk::LimitUnit;

struct Entry {
    std::string_view key;
    const char* name;
    const char* meaning;
};

constexpr std::array entries{
    Entry{"position_per_trade", QT_TRANSLATE_NOOP("limits", "Largest position"),
          QT_TRANSLATE_NOOP("limits", "An order that would make a position larger is refused.")},
    Entry{"gross_exposure", QT_TRANSLATE_NOOP("limits", "Gross exposure"),
          QT_TRANSLATE_NOOP("limits", "All positions and open orders together, longs and shorts added.")},
    Entry{"net_exposure", QT_TRANSLATE_NOOP("limits", "Net exposure"),
          QT_TRANSLATE_NOOP("limits", "Longs less shorts, open orders counted at their worst.")},
    Entry{"leverage", QT_TRANSLATE_NOOP("limits", "Leverage"),
          QT_TRANSLATE_NOOP("limits", "Gross exposure divided by equity.")},
    Entry{"loss_at_stop", QT_TRANSLATE_NOOP("limits", "Loss at stop"),
          QT_TRANSLATE_NOOP("limits", "What one trade may lose if its stop fills; sizes follow from it.")},
    Entry{"hard_stop_distance", QT_TRANSLATE_NOOP("limits", "Stop distance, most"),
          QT_TRANSLATE_NOOP("limits", "Farther stops are refused; a proposal without a stop gets this one.")},
    Entry{"trailing_stop_atr", QT_TRANSLATE_NOOP("limits", "Trailing stop"),
          QT_TRANSLATE_NOOP("limits", "Stops follow the price at this distance. 0: they stay.")},
    Entry{"time_exit_days", QT_TRANSLATE_NOOP("limits", "Hold at most"),
          QT_TRANSLATE_NOOP("limits", "A position is closed after so many trading days. 0: never.")},
    Entry{"daily_loss", QT_TRANSLATE_NOOP("limits", "Daily loss"),
          QT_TRANSLATE_NOOP("limits", "A loss of so much since the day began halts the desk.")},
    Entry{"drawdown", QT_TRANSLATE_NOOP("limits", "Drawdown from peak"),
          QT_TRANSLATE_NOOP("limits", "A fall of so much from the highest equity halts the desk.")},
    Entry{"losing_streak", QT_TRANSLATE_NOOP("limits", "Losing trades in a row"),
          QT_TRANSLATE_NOOP("limits", "So many pause new entries until a person clears it.")},
    Entry{"orders_per_minute", QT_TRANSLATE_NOOP("limits", "Orders per minute"),
          QT_TRANSLATE_NOOP("limits", "More are refused; exits and protective stops always pass.")},
    Entry{"collar", QT_TRANSLATE_NOOP("limits", "Price collar"),
          QT_TRANSLATE_NOOP("limits", "How far from the market a price may be; always allowed up to here.")},
    Entry{"collar_spreads", QT_TRANSLATE_NOOP("limits", "Collar in spreads"),
          QT_TRANSLATE_NOOP("limits", "The collar is at least so many spreads wide.")},
    Entry{"collar_atr", QT_TRANSLATE_NOOP("limits", "Collar in ATR"),
          QT_TRANSLATE_NOOP("limits", "The collar is at least this multiple of the daily range.")},
    Entry{"collar_bound", QT_TRANSLATE_NOOP("limits", "Collar, most"),
          QT_TRANSLATE_NOOP("limits", "The collar is never wider than this.")},
    Entry{"quote_age", QT_TRANSLATE_NOOP("limits", "Quote age"),
          QT_TRANSLATE_NOOP("limits", "An order on an older quote is refused.")},
    Entry{"approval_drift", QT_TRANSLATE_NOOP("limits", "Price drift to approve"),
          QT_TRANSLATE_NOOP("limits", "A price that has moved farther voids the approval.")},
    Entry{"approval_drift_atr", QT_TRANSLATE_NOOP("limits", "Drift in ATR"),
          QT_TRANSLATE_NOOP("limits", "The drift guard is the smaller of the two. 0: only the other one counts.")},
    Entry{"duplicate_window", QT_TRANSLATE_NOOP("limits", "Duplicate window"),
          QT_TRANSLATE_NOOP("limits", "The same order again within it is refused.")},
    Entry{"order_value", QT_TRANSLATE_NOOP("limits", "Value of one order"),
          QT_TRANSLATE_NOOP("limits", "A dearer order is refused. Empty: only the share of equity counts.")},
    Entry{"order_size", QT_TRANSLATE_NOOP("limits", "Size of one order"),
          QT_TRANSLATE_NOOP("limits", "A larger order is refused. Empty: what the venue allows.")},
    Entry{"open_orders", QT_TRANSLATE_NOOP("limits", "Open orders"),
          QT_TRANSLATE_NOOP("limits", "More at a time are refused.")},
};

QString translated(const char* text)
{
    return QCoreApplication::translate("limits", text);
}

/// 10^-decimals of the shown unit is one of the stored number.
int decimalsOf(const LimitField& field)
{
    switch (field.unit) {
    case LimitUnit::EquityShare:
    case LimitUnit::PriceShare:
        return 2;
    case LimitUnit::Multiple:
        return 3;
    case LimitUnit::Span:
        return 9;
    case LimitUnit::Amount:
        return 8;
    case LimitUnit::Count:
    case LimitUnit::Days:
    case LimitUnit::Size:
        return 0;
    }
    return 0;
}

/// Exact, with at least `shown` decimals and no zeros behind them.
QString exactText(std::int64_t value, int decimals, int shown, const QLocale& locale)
{
    const bool isNegative = value < 0;
    QString digits = QString::number(isNegative ? -(value + 1) + 1 : value);
    digits = digits.rightJustified(decimals + 1, QLatin1Char('0'));
    QString whole = digits.left(digits.size() - decimals);
    QString fraction = digits.right(decimals);
    while (fraction.size() > shown && fraction.endsWith(QLatin1Char('0'))) {
        fraction.chop(1);
    }
    QString text = locale.toString(whole.toLongLong());
    if (!fraction.isEmpty()) {
        text += locale.decimalPoint() + fraction;
    }
    return isNegative ? QChar(0x2212) + text : text;
}

QString boundsText(const LimitField& field, const Formats& formats)
{
    const bool isEndless = field.most == std::numeric_limits<std::int64_t>::max();
    if (isEndless) {
        return QCoreApplication::translate("limits", "Use %1 or more.")
            .arg(editable(valueWithUnit(field, field.least, formats.unveiled()), formats.locale));
    }
    QString text = QCoreApplication::translate("limits", "Use %1 to %2.")
                       .arg(fieldText(field, field.least, formats),
                            editable(valueWithUnit(field, field.most, formats.unveiled()), formats.locale));
    if (text.endsWith(QLatin1String(".."))) {
        text.chop(1); // the unit is an abbreviation
    }
    return text;
}

} // namespace

LimitWords wordsOf(const LimitField& field)
{
    for (const Entry& entry : entries) {
        if (entry.key == field.key) {
            return {translated(entry.name), translated(entry.meaning)};
        }
    }
    return {QString::fromUtf8(field.key.data(), static_cast<qsizetype>(field.key.size())), {}};
}

QString groupName(LimitGroup group)
{
    switch (group) {
    case LimitGroup::Trade:
        return QCoreApplication::translate("limits", "Per trade");
    case LimitGroup::Portfolio:
        return QCoreApplication::translate("limits", "Portfolio");
    case LimitGroup::LossAndPace:
        return QCoreApplication::translate("limits", "Loss and pace");
    case LimitGroup::PriceAndData:
        return QCoreApplication::translate("limits", "Price and data");
    }
    return {};
}

QString unitOf(const LimitField& field)
{
    switch (field.unit) {
    case LimitUnit::EquityShare:
        return QCoreApplication::translate("limits", "% eq.", "share of equity, short");
    case LimitUnit::PriceShare:
        return QStringLiteral("%");
    case LimitUnit::Multiple:
        return field.key == "leverage" ? QStringLiteral("×") : QStringLiteral("× ATR");
    case LimitUnit::Count:
        return field.key == "collar_spreads" ? QCoreApplication::translate("limits", "spreads")
            : field.key == "losing_streak"   ? QCoreApplication::translate("limits", "trades")
                                             : QCoreApplication::translate("limits", "orders");
    case LimitUnit::Days:
        return QCoreApplication::translate("limits", "days");
    case LimitUnit::Span:
        return QStringLiteral("s");
    case LimitUnit::Amount:
        return QCoreApplication::translate("limits", "in base currency");
    case LimitUnit::Size:
        return QCoreApplication::translate("limits", "lots");
    }
    return {};
}

QString spokenUnitOf(const LimitField& field)
{
    switch (field.unit) {
    case LimitUnit::EquityShare:
        return QCoreApplication::translate("limits", "In percent of equity.");
    case LimitUnit::PriceShare:
        return QCoreApplication::translate("limits", "In percent.");
    case LimitUnit::Amount:
        return QCoreApplication::translate("limits", "In the base currency.");
    case LimitUnit::Span:
        return QCoreApplication::translate("limits", "In seconds.");
    default:
        return QCoreApplication::translate("limits", "In %1.", "a unit").arg(unitOf(field));
    }
}

bool isOwn(const LimitField& field) noexcept
{
    return field.unit == LimitUnit::Amount || field.unit == LimitUnit::Size;
}

QString valueText(const LimitField& field, std::optional<std::int64_t> value, const Formats& formats)
{
    if (!value) {
        return QCoreApplication::translate("limits", "none");
    }
    if (isOwn(field) && formats.hasPrivacy) {
        return hiddenText();
    }
    const int decimals = decimalsOf(field);
    const bool hasTwo = field.unit == LimitUnit::EquityShare || field.unit == LimitUnit::PriceShare
        || field.unit == LimitUnit::Multiple || field.unit == LimitUnit::Amount;
    return exactText(*value, decimals, hasTwo ? 2 : 0, formats.locale);
}

QString valueWithUnit(const LimitField& field, std::optional<std::int64_t> value, const Formats& formats)
{
    return value ? valueText(field, value, formats) + QLatin1Char(' ') + unitOf(field)
                 : valueText(field, value, formats);
}

QString fieldText(const LimitField& field, std::optional<std::int64_t> value, const Formats& formats)
{
    return value ? editable(valueText(field, value, formats.unveiled()), formats.locale)
                 : valueText(field, value, formats);
}

ReadLimit readLimit(const LimitField& field, const QString& text, const Formats& formats)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() || trimmed == valueText(field, std::nullopt, formats)) {
        return field.mayBeNone ? ReadLimit{}
                               : ReadLimit{{},
                                           QCoreApplication::translate("limits", "This limit cannot be left empty. %1")
                                               .arg(boundsText(field, formats))};
    }
    const auto number = typedNumber(trimmed, formats.locale);
    const Result<std::int64_t> stored = number ? scaledFromText(decimalText(*number), decimalsOf(field))
                                               : Result<std::int64_t>(failure(Errc::Invalid, {}));
    if (!number) {
        return {{},
                QCoreApplication::translate("limits", "%1 %2", "why it is no number, what may stand there")
                    .arg(isOwn(field) ? formats.told(typedFault(trimmed, formats.locale))
                                      : typedFault(trimmed, formats.locale),
                         boundsText(field, formats))};
    }
    if (!stored || *stored < field.least || *stored > field.most) {
        return {{}, boundsText(field, formats)};
    }
    return {*stored, {}};
}

} // namespace omni::ui::settings

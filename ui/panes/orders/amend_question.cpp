#include "ui/panes/orders/amend_question.h"

#include "core/base/wide_int.h"
#include "core/trade/market/notional.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace omni::ui::orders_pane {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::orders_pane)
};

constexpr double farFromLast = 0.02; ///< As the ticket has it.

/// "stop 179.10 → 178.40, quantity 5 → 3".
QString changesOf(const events::ReplaceOrder& wish, const orders::OrderTicket& ticket,
                  const market::Instrument& instrument, const Formats& formats)
{
    QStringList changes;
    if (wish.stop) {
        changes << Texts::tr("stop %1 → %2")
                       .arg(formats.price(instrument, ticket.stop), formats.price(instrument, wish.stop));
    }
    if (wish.limit) {
        changes << Texts::tr("limit %1 → %2")
                       .arg(formats.price(instrument, ticket.limit), formats.price(instrument, wish.limit));
    }
    if (wish.size) {
        changes << Texts::tr("quantity %1 → %2")
                       .arg(formats.quantity(instrument, ticket.size), formats.quantity(instrument, *wish.size));
    }
    return changes.join(QStringLiteral(", "));
}

/// Money by which the result at the stop changes for what it covers afterwards: below zero where it becomes worse.
std::optional<Money> changeAtStop(const orders::OrderTicket& ticket, Ticks to, Lots lots,
                                  const market::Instrument& instrument)
{
    const auto way = ticket.stop ? checkedDifference(to.count, ticket.stop->count) : std::nullopt;
    const auto change = way ? market::notional(instrument, Ticks{*way}, lots) : failure(Errc::Overflow, {});
    if (!change) {
        return std::nullopt;
    }
    return ticket.side == Side::Sell ? *change : Money{-change->e8};
}

std::optional<QString> aboutStop(const events::ReplaceOrder& wish, const orders::OrderTicket& ticket,
                                 const market::Instrument& instrument, bool asksBeforeTightening,
                                 const Formats& formats)
{
    const Ticks from = ticket.stop.value_or(Ticks{});
    const Ticks to = wish.stop.value_or(from);
    const Lots lots = wish.size.value_or(ticket.size);
    const bool isFarther = ticket.side == Side::Sell ? to < from : to > from;
    const bool isSmaller = lots.count < ticket.size.count;
    // The limit behind a trigger may leave it unfilled: whether that protects more or less nobody knows.
    const bool isOpen = wish.limit.has_value();
    if (!isFarther && !isSmaller && !isOpen && !asksBeforeTightening) {
        return std::nullopt;
    }
    QStringList effects;
    if (const auto change = changeAtStop(ticket, to, lots, instrument); change && to != from) {
        effects << Texts::tr("The result at the stop changes by %1 %2.", "money and currency")
                       .arg(formats.change(change), outsideText(instrument.quoteCurrency, 16));
    }
    if (isSmaller) {
        effects << Texts::tr("%1 of the position would have no stop of this order any more.", "quantity")
                       .arg(formats.quantity(instrument, Lots{ticket.size.count - lots.count}));
    }
    return effects.join(QLatin1Char(' '));
}

std::optional<QString> aboutPrice(const events::ReplaceOrder& wish, const market::Instrument& instrument,
                                  const views::DeskSnapshot& desk, const Formats& formats)
{
    const auto price = wish.limit ? wish.limit : wish.stop;
    const auto shown = std::find_if(desk.instruments.begin(), desk.instruments.end(),
                                    [&](const auto& view) { return view.instrument.id == instrument.id; });
    if (!price || shown == desk.instruments.end() || !shown->reference || shown->reference->count == 0) {
        return std::nullopt;
    }
    const double last = static_cast<double>(shown->reference->count);
    const double away = std::abs((static_cast<double>(price->count) - last) / last);
    if (away <= farFromLast) {
        return std::nullopt;
    }
    return Texts::tr("The new price is %1 away from the last one.").arg(formats.percent(away));
}

} // namespace

std::optional<QString> amendQuestion(const events::ReplaceOrder& wish, const orders::OrderRecord& record,
                                     const market::Instrument& instrument, const views::DeskSnapshot& desk,
                                     bool asksBeforeTightening, const Formats& formats)
{
    const orders::OrderTicket& ticket = record.ticket;
    const bool isStop = ticket.role == orders::OrderRole::Stop;
    const auto effects = isStop ? aboutStop(wish, ticket, instrument, asksBeforeTightening, formats)
                                : aboutPrice(wish, instrument, desk, formats);
    if (!effects) {
        return std::nullopt;
    }
    const QString head = isStop ? Texts::tr("Change the stop of %1 in %2: %3?", "symbol, environment, changes")
                                : Texts::tr("Change the order in %1 in %2: %3?", "symbol, environment, changes");
    return (head.arg(outsideText(instrument.symbol, 64), Words::of(desk.environment),
                     changesOf(wish, ticket, instrument, formats))
            + QLatin1Char(' ') + *effects)
        .trimmed();
}

} // namespace omni::ui::orders_pane

#include "ui/panes/ticket/ticket_words.h"

#include "ui/widgets/outside_text.h"
#include "ui/widgets/proposal_words.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <cmath>

namespace omni::ui::ticket {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::ticket)
};

} // namespace

QString faultWords(Fault fault)
{
    switch (fault) {
    case Fault::NoInstrument:
        return Texts::tr("Choose a symbol.");
    case Fault::NoSize:
        return Texts::tr("Enter a quantity.");
    case Fault::SizeNeedsPrice:
        return Texts::tr("Equity or the price is not known, so a share of equity says nothing. Enter units.");
    case Fault::SizeNeedsStop:
        return Texts::tr("A risk amount needs a stop loss on the losing side of the price.");
    case Fault::SizeIsNothing:
        return Texts::tr("That does not buy the smallest order that the venue takes.");
    case Fault::NoLimit:
        return Texts::tr("Enter a limit price.");
    case Fault::NoTrigger:
        return Texts::tr("Enter a trigger price.");
    case Fault::NoTrail:
        return Texts::tr("Enter the distance at which the stop trails.");
    case Fault::NoStop:
        return Texts::tr("Enter a stop loss: an order that opens a position needs one.");
    case Fault::StopOnWrongSide:
        return Texts::tr("The stop loss is on the winning side of the price.");
    case Fault::TargetOnWrongSide:
        return Texts::tr("The target is on the losing side of the price.");
    case Fault::PriceNotAboveZero:
        return Texts::tr("A price is above zero.");
    case Fault::NotForExtendedHours:
        return Texts::tr("In extended hours the broker's stops sleep: choose a limit order and “Reduce only”.");
    }
    return {};
}

QString doubtWords(Doubt doubt, const events::PlaceOrder& order, const views::InstrumentView& shown,
                   const std::vector<Lots>& usual, const Formats& formats)
{
    switch (doubt) {
    case Doubt::FarFromLast: {
        const Ticks price = order.ticket.limit ? *order.ticket.limit : order.ticket.stop.value_or(Ticks{});
        const Ticks last = shown.reference.value_or(Ticks{});
        return Texts::tr("The price %1 is %2 from the last, %3. Is that meant?")
            .arg(formats.price(shown.instrument, price), formats.percent(relativeChange(last, price), 2, true),
                 formats.price(shown.instrument, last));
    }
    case Doubt::LargeForYou: {
        const Lots median = medianOf(usual).value_or(Lots{1});
        return Texts::tr("The quantity %1 is %2 times your usual %3. Is that meant?")
            .arg(formats.quantity(shown.instrument, order.ticket.size),
                 formats.number(static_cast<double>(order.ticket.size.count)
                                    / static_cast<double>(std::max<std::int64_t>(1, median.count)),
                                1),
                 formats.quantity(shown.instrument, median));
    }
    }
    return {};
}

QString confirmSentence(const events::PlaceOrder& order, const views::InstrumentView& shown,
                        const views::DeskSnapshot& desk, const Formats& formats)
{
    const QString account = Words::account(desk, formats);
    const QString what = Texts::tr("%1, %2, account %3, %4.", "order, time in force, account, environment")
                             .arg(headlineOf(order.ticket, shown.instrument, formats),
                                  timeInForceWord(order.ticket.timeInForce), account, Words::of(desk.environment));
    const auto price = [&](std::optional<Ticks> p) { return formats.price(shown.instrument, p); };
    if (order.ticket.reduceOnly) {
        return Texts::tr("%1 It only reduces the position.").arg(what);
    }
    if (order.stop && order.target) {
        return Texts::tr("%1 Stop loss %2, target %3.").arg(what, price(order.stop), price(order.target));
    }
    if (order.stop) {
        return Texts::tr("%1 Stop loss %2, no target.").arg(what, price(order.stop));
    }
    if (order.target) {
        return Texts::tr("%1 No stop loss, target %2.").arg(what, price(order.target));
    }
    return Texts::tr("%1 No stop loss, no target.").arg(what);
}

QString sendWords(orders::Environment environment)
{
    switch (environment) {
    case orders::Environment::Demo:
        return Texts::tr("Send demo order");
    case orders::Environment::Paper:
        return Texts::tr("Send paper order");
    case orders::Environment::Live:
        return Texts::tr("Send live order");
    case orders::Environment::Replay:
        return Texts::tr("Send replay order");
    }
    return {};
}

} // namespace omni::ui::ticket

#include "core/trade/orders/life_cycle.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

namespace omni::ui {

namespace {

QString quantity(const market::Instrument* instrument, Lots lots, const Formats& formats)
{
    return instrument != nullptr ? formats.quantity(*instrument, lots) : formats.lots(lots);
}

QString price(const market::Instrument* instrument, std::optional<Ticks> ticks, const Formats& formats)
{
    if (!ticks) {
        return missing();
    }
    return instrument != nullptr ? formats.price(*instrument, ticks) : formats.locale.toString(qlonglong{ticks->count});
}

/// States that wait for somebody's word.
enum class Wait { No, Sending, Amending, Cancelling };

Wait waitOf(const orders::OrderRecord& record)
{
    switch (record.state) {
    case orders::OrderState::Created:
        return record.ticket.held ? Wait::No : Wait::Sending;
    case orders::OrderState::Sent:
        return Wait::Sending;
    case orders::OrderState::CancelSent:
        return Wait::Cancelling;
    case orders::OrderState::Working:
        return record.replacing ? Wait::Amending : Wait::No;
    case orders::OrderState::Filled:
    case orders::OrderState::Cancelled:
    case orders::OrderState::Rejected:
    case orders::OrderState::Expired:
    case orders::OrderState::Unknown:
        return Wait::No;
    }
    return Wait::No;
}

} // namespace

OrderStateWord Words::orderState(const orders::OrderRecord& record, const market::Instrument* instrument,
                                 Duration waited, const Formats& formats)
{
    const Wait wait = waitOf(record);
    if (wait != Wait::No) {
        const qlonglong s = waited.ns / 1'000'000'000;
        const QString count = formats.locale.toString(s);
        if (s >= 5) {
            return {tr("No answer %1 s").arg(count), Tone::Warn, true};
        }
        const bool isLong = s >= 1;
        switch (wait) {
        case Wait::No:
        case Wait::Sending:
            return {isLong ? tr("Sending… %1 s").arg(count) : tr("Sending…"), Tone::Quiet, true};
        case Wait::Amending:
            return {isLong ? tr("Amending… %1 s").arg(count) : tr("Amending…"), Tone::Quiet, true};
        case Wait::Cancelling:
            return {isLong ? tr("Cancelling… %1 s").arg(count) : tr("Cancelling…"), Tone::Quiet, true};
        }
    }
    switch (record.state) {
    case orders::OrderState::Created:
        return {tr("Waits for its entry", "a held stop or target"), Tone::Quiet, true};
    case orders::OrderState::Sent:
    case orders::OrderState::CancelSent:
    case orders::OrderState::Working:
        if (record.filled.count > 0) {
            return {tr("Partly filled %1/%2")
                        .arg(quantity(instrument, record.filled, formats),
                             quantity(instrument, record.ticket.size, formats)),
                    Tone::Plain, false};
        }
        return {tr("Working"), Tone::Plain, false};
    case orders::OrderState::Filled:
        return {tr("Filled"), Tone::Good, false};
    case orders::OrderState::Cancelled:
        return {record.lateFill ? tr("Filled before cancel") : tr("Cancelled"),
                record.lateFill ? Tone::Warn : Tone::Quiet, false};
    case orders::OrderState::Rejected:
        return {tr("Rejected", "an order, by the venue"), Tone::Bad, false};
    case orders::OrderState::Expired:
        return {tr("Expired"), Tone::Quiet, false};
    case orders::OrderState::Unknown:
        return {tr("Unknown", "state of an order"), Tone::Bad, false};
    }
    return {};
}

QString Words::order(const orders::OrderTicket& ticket, const market::Instrument* instrument, const Formats& formats)
{
    const QString side = of(ticket.side);
    const QString size = ticket.notional ? formats.money(ticket.notional) : quantity(instrument, ticket.size, formats);
    const QString symbol = instrument != nullptr ? outsideText(instrument->symbol, 64)
                                                 : QStringLiteral("#%1").arg(ticket.instrument.value);
    switch (ticket.kind) {
    case orders::OrderKind::Market:
        return tr("%1 %2 %3 at market", "side, quantity, symbol").arg(side, size, symbol);
    case orders::OrderKind::Limit:
        return tr("%1 %2 %3 at %4 limit", "side, quantity, symbol, price")
            .arg(side, size, symbol, price(instrument, ticket.limit, formats));
    case orders::OrderKind::Stop:
        return tr("%1 %2 %3 at %4 stop", "side, quantity, symbol, price")
            .arg(side, size, symbol, price(instrument, ticket.stop, formats));
    case orders::OrderKind::StopLimit:
        return tr("%1 %2 %3 at %4 stop, %5 limit", "side, quantity, symbol, trigger, price")
            .arg(side, size, symbol, price(instrument, ticket.stop, formats), price(instrument, ticket.limit, formats));
    case orders::OrderKind::TrailingStop:
        return tr("%1 %2 %3 at a stop that trails by %4", "side, quantity, symbol, distance")
            .arg(side, size, symbol, price(instrument, ticket.trail, formats));
    }
    return {};
}

} // namespace omni::ui

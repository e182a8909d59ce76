#include "ui/widgets/proposal_words.h"

#include "core/base/time.h"
#include "core/desk/events/principals.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <cmath>

namespace omni::ui {

namespace {

/// Only the context of the translations.
struct Texts {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::Proposal)
};

QString currencyOf(const market::Instrument& instrument)
{
    return outsideText(instrument.quoteCurrency, 12);
}

} // namespace

QString proposalName(ProposalId id)
{
    return QStringLiteral("P-%1").arg(id.value, 4, 10, QLatin1Char('0'));
}

QString symbolOf(const market::Instrument& instrument)
{
    return outsideText(instrument.symbol, 24);
}

QString timeInForceWord(orders::TimeInForce time)
{
    switch (time) {
    case orders::TimeInForce::Day:
        return Texts::tr("Day order");
    case orders::TimeInForce::GoodTillCancelled:
        return Texts::tr("Good till cancelled");
    case orders::TimeInForce::ImmediateOrCancel:
        return Texts::tr("Immediate or cancel");
    case orders::TimeInForce::FillOrKill:
        return Texts::tr("Fill or kill");
    case orders::TimeInForce::ExtendedDay:
        return Texts::tr("Day order, extended hours");
    }
    return {};
}

QString amountAndPrice(const orders::OrderTicket& ticket, const market::Instrument& instrument, const Formats& formats)
{
    const QString amount = ticket.notional
        ? Texts::tr("%1 %2", "amount and currency").arg(formats.money(*ticket.notional), currencyOf(instrument))
        : formats.quantity(instrument, ticket.size);
    const auto price = [&](std::optional<Ticks> ticks) { return formats.price(instrument, ticks); };
    switch (ticket.kind) {
    case orders::OrderKind::Market:
        return Texts::tr("%1 at market").arg(amount);
    case orders::OrderKind::Limit:
        return Texts::tr("%1 at %2 limit").arg(amount, price(ticket.limit));
    case orders::OrderKind::Stop:
        return Texts::tr("%1 at market once %2 trades").arg(amount, price(ticket.stop));
    case orders::OrderKind::StopLimit:
        return Texts::tr("%1 at %2 limit once %3 trades").arg(amount, price(ticket.limit), price(ticket.stop));
    case orders::OrderKind::TrailingStop:
        return Texts::tr("%1 at market, trailing by %2").arg(amount, price(ticket.trail));
    }
    return amount;
}

QString headlineOf(const orders::OrderTicket& ticket, const market::Instrument& instrument, const Formats& formats)
{
    return outsideText(Words::order(ticket, &instrument, formats));
}

QString strategyLine(std::string_view spec)
{
    const QString name = outsideText(Words::strategy(spec), 48);
    const auto interval = intervalOf(spec);
    return interval ? Texts::tr("%1 · %2", "a strategy and the interval of its bars")
                          .arg(name, QString::fromStdString(durationText(*interval)))
                    : name;
}

QString strategySettings(std::string_view spec)
{
    const auto colon = spec.find(':');
    if (colon == std::string_view::npos || colon + 1 == spec.size()) {
        return {};
    }
    QString values = outsideText(spec.substr(colon + 1), 120);
    return values.replace(u'=', u' ').replace(QStringLiteral(","), QStringLiteral(", ")).replace(u'_', u' ');
}

std::optional<Duration> intervalOf(std::string_view spec)
{
    constexpr std::string_view key = "interval=";
    const auto at = spec.find(key);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view rest = spec.substr(at + key.size());
    const auto interval = durationFromText(rest.substr(0, rest.find(',')));
    return interval && interval->ns > 0 ? std::optional(*interval) : std::nullopt;
}

std::string_view specOf(const views::DeskSnapshot& desk, StrategyId strategy)
{
    for (const views::StrategyView& view : desk.strategies) {
        if (view.id == strategy) {
            return view.spec;
        }
    }
    if (desk.session) {
        for (const events::StrategySetting& setting : desk.session->strategies) {
            if (setting.id == strategy) {
                return setting.spec;
            }
        }
    }
    return {};
}

QString endedWords(events::Closing how, events::Cause cause, PrincipalId by, bool wasReviewed)
{
    switch (how) {
    case events::Closing::Approved:
        return by == Words::self() ? Texts::tr("Approved by you") : Texts::tr("Approved");
    case events::Closing::Declined:
        return by == Words::self() ? Texts::tr("Rejected by you") : Texts::tr("Rejected");
    case events::Closing::Expired:
        return wasReviewed ? Texts::tr("Expired after review") : Texts::tr("Expired unseen");
    case events::Closing::Superseded:
        return cause == events::Cause::Person ? Texts::tr("Amended by you") : Texts::tr("Replaced by a newer proposal");
    case events::Closing::Suppressed:
        return Texts::tr("Refused before it was shown");
    case events::Closing::Withdrawn:
        break;
    }
    switch (cause) {
    case events::Cause::Kill:
        return Texts::tr("Withdrawn: kill switch");
    case events::Cause::Breaker:
        return Texts::tr("Withdrawn: a breaker tripped");
    case events::Cause::Mode:
        return Texts::tr("Withdrawn: the desk was halted");
    case events::Cause::StrategyOff:
        return Texts::tr("Withdrawn: its strategy was switched off");
    case events::Cause::Restart:
        return Texts::tr("Withdrawn: the program was started anew");
    case events::Cause::Strategy:
        return Texts::tr("Withdrawn by its strategy");
    case events::Cause::Person:
    case events::Cause::Bracket:
    case events::Cause::Resize:
    case events::Cause::Trailing:
    case events::Cause::TimeExit:
    case events::Cause::Expiry:
    case events::Cause::Budget:
    case events::Cause::Exit:
        break;
    }
    return Texts::tr("Withdrawn");
}

std::optional<double> relativeChange(Ticks from, Ticks to)
{
    if (from.count <= 0) {
        return std::nullopt;
    }
    return (static_cast<double>(to.count) - static_cast<double>(from.count)) / static_cast<double>(from.count);
}

} // namespace omni::ui

#include "ui/widgets/proposal_words.h"

#include "core/desk/events/principals.h"
#include "ui/widgets/outside_text.h"

#include <QCoreApplication>

#include <cmath>

namespace omni::ui {

namespace {

QString currencyOf(const market::Instrument& instrument)
{
    return outsideText(instrument.quoteCurrency, 12);
}

/// "sma_cross" of "sma_cross:fast=10".
std::string_view keyOf(std::string_view spec)
{
    return spec.substr(0, spec.find(':'));
}

} // namespace

QString proposalName(ProposalId id)
{
    return QStringLiteral("P-%1").arg(id.value, 4, 10, QLatin1Char('0'));
}

QString sideWord(Side side)
{
    return side == Side::Buy ? QCoreApplication::translate("omni::ui::Words", "Buy")
                             : QCoreApplication::translate("omni::ui::Words", "Sell");
}

QString symbolOf(const market::Instrument& instrument)
{
    return outsideText(instrument.symbol, 24);
}

QString timeInForceWord(orders::TimeInForce time)
{
    switch (time) {
    case orders::TimeInForce::Day:
        return QCoreApplication::translate("omni::ui::Words", "Day order");
    case orders::TimeInForce::GoodTillCancelled:
        return QCoreApplication::translate("omni::ui::Words", "Good till cancelled");
    case orders::TimeInForce::ImmediateOrCancel:
        return QCoreApplication::translate("omni::ui::Words", "Immediate or cancel");
    case orders::TimeInForce::FillOrKill:
        return QCoreApplication::translate("omni::ui::Words", "Fill or kill");
    }
    return {};
}

QString environmentWord(orders::Environment environment)
{
    switch (environment) {
    case orders::Environment::Demo:
        return QCoreApplication::translate("omni::ui::Words", "DEMO");
    case orders::Environment::Paper:
        return QCoreApplication::translate("omni::ui::Words", "PAPER");
    case orders::Environment::Live:
        return QCoreApplication::translate("omni::ui::Words", "LIVE");
    case orders::Environment::Replay:
        return QCoreApplication::translate("omni::ui::Words", "REPLAY");
    }
    return {};
}

QString amountAndPrice(const orders::OrderTicket& ticket, const market::Instrument& instrument, const Formats& formats)
{
    const QString amount = ticket.notional
        ? QCoreApplication::translate("omni::ui::Words", "%1 %2", "amount and currency")
              .arg(formats.money(*ticket.notional), currencyOf(instrument))
        : formats.quantity(instrument, ticket.size);
    const auto price = [&](std::optional<Ticks> ticks) { return formats.price(instrument, ticks); };
    switch (ticket.kind) {
    case orders::OrderKind::Market:
        return QCoreApplication::translate("omni::ui::Words", "%1 at market").arg(amount);
    case orders::OrderKind::Limit:
        return QCoreApplication::translate("omni::ui::Words", "%1 at %2 limit").arg(amount, price(ticket.limit));
    case orders::OrderKind::Stop:
        return QCoreApplication::translate("omni::ui::Words", "%1 at market once %2 trades")
            .arg(amount, price(ticket.stop));
    case orders::OrderKind::StopLimit:
        return QCoreApplication::translate("omni::ui::Words", "%1 at %2 limit once %3 trades")
            .arg(amount, price(ticket.limit), price(ticket.stop));
    case orders::OrderKind::TrailingStop:
        return QCoreApplication::translate("omni::ui::Words", "%1 at market, trailing by %2")
            .arg(amount, price(ticket.trail));
    }
    return amount;
}

QString headlineOf(const orders::OrderTicket& ticket, const market::Instrument& instrument, const Formats& formats)
{
    const QString symbol = symbolOf(instrument);
    const QString amount = ticket.notional
        ? QCoreApplication::translate("omni::ui::Words", "%1 %2 of", "amount and currency, then the symbol")
              .arg(formats.money(*ticket.notional), currencyOf(instrument))
        : formats.quantity(instrument, ticket.size);
    const auto price = [&](std::optional<Ticks> ticks) { return formats.price(instrument, ticks); };
    const bool isBuy = ticket.side == Side::Buy;
    switch (ticket.kind) {
    case orders::OrderKind::Market:
        return (isBuy ? QCoreApplication::translate("omni::ui::Words", "Buy %1 %2 at market")
                      : QCoreApplication::translate("omni::ui::Words", "Sell %1 %2 at market"))
            .arg(amount, symbol);
    case orders::OrderKind::Limit:
        return (isBuy ? QCoreApplication::translate("omni::ui::Words", "Buy %1 %2 at %3 limit")
                      : QCoreApplication::translate("omni::ui::Words", "Sell %1 %2 at %3 limit"))
            .arg(amount, symbol, price(ticket.limit));
    case orders::OrderKind::Stop:
        return (isBuy ? QCoreApplication::translate("omni::ui::Words", "Buy %1 %2 at market once %3 trades")
                      : QCoreApplication::translate("omni::ui::Words", "Sell %1 %2 at market once %3 trades"))
            .arg(amount, symbol, price(ticket.stop));
    case orders::OrderKind::StopLimit:
        return (isBuy ? QCoreApplication::translate("omni::ui::Words", "Buy %1 %2 at %3 limit once %4 trades")
                      : QCoreApplication::translate("omni::ui::Words", "Sell %1 %2 at %3 limit once %4 trades"))
            .arg(amount, symbol, price(ticket.limit), price(ticket.stop));
    case orders::OrderKind::TrailingStop:
        return (isBuy ? QCoreApplication::translate("omni::ui::Words", "Buy %1 %2 at market, trailing by %3")
                      : QCoreApplication::translate("omni::ui::Words", "Sell %1 %2 at market, trailing by %3"))
            .arg(amount, symbol, price(ticket.trail));
    }
    return {};
}

QString strategyTitle(std::string_view spec)
{
    const std::string_view key = keyOf(spec);
    if (key.empty()) {
        return missing();
    }
    if (key == "sma_cross") {
        return QCoreApplication::translate("omni::ui::Words", "Moving-average cross");
    }
    if (key == "breakout") {
        return QCoreApplication::translate("omni::ui::Words", "Breakout");
    }
    QString words = outsideText(key, 40);
    words.replace(u'_', u' ');
    words.replace(0, 1, words.left(1).toUpper());
    return words;
}

QString strategyLine(std::string_view spec)
{
    const auto colon = spec.find(':');
    if (colon == std::string_view::npos || colon + 1 == spec.size()) {
        return strategyTitle(spec);
    }
    QString values = outsideText(spec.substr(colon + 1), 120);
    values.replace(u'=', u' ').replace(QStringLiteral(","), QStringLiteral(", ")).replace(u'_', u' ');
    return QCoreApplication::translate("omni::ui::Words", "%1 · %2", "a strategy and its settings")
        .arg(strategyTitle(spec), values);
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
        return by == events::owner ? QCoreApplication::translate("omni::ui::Words", "Approved by you")
                                   : QCoreApplication::translate("omni::ui::Words", "Approved");
    case events::Closing::Declined:
        return by == events::owner ? QCoreApplication::translate("omni::ui::Words", "Rejected by you")
                                   : QCoreApplication::translate("omni::ui::Words", "Rejected");
    case events::Closing::Expired:
        return wasReviewed ? QCoreApplication::translate("omni::ui::Words", "Expired after review")
                           : QCoreApplication::translate("omni::ui::Words", "Expired unseen");
    case events::Closing::Superseded:
        return cause == events::Cause::Person
            ? QCoreApplication::translate("omni::ui::Words", "Amended by you")
            : QCoreApplication::translate("omni::ui::Words", "Replaced by a newer proposal");
    case events::Closing::Suppressed:
        return QCoreApplication::translate("omni::ui::Words", "Refused before it was shown");
    case events::Closing::Withdrawn:
        break;
    }
    switch (cause) {
    case events::Cause::Kill:
        return QCoreApplication::translate("omni::ui::Words", "Withdrawn: kill switch");
    case events::Cause::Breaker:
        return QCoreApplication::translate("omni::ui::Words", "Withdrawn: a breaker tripped");
    case events::Cause::Mode:
        return QCoreApplication::translate("omni::ui::Words", "Withdrawn: the desk was halted");
    case events::Cause::StrategyOff:
        return QCoreApplication::translate("omni::ui::Words", "Withdrawn: its strategy was switched off");
    case events::Cause::Restart:
        return QCoreApplication::translate("omni::ui::Words", "Withdrawn: the program was started anew");
    case events::Cause::Strategy:
        return QCoreApplication::translate("omni::ui::Words", "Withdrawn by its strategy");
    case events::Cause::Person:
    case events::Cause::Bracket:
    case events::Cause::Trailing:
    case events::Cause::TimeExit:
    case events::Cause::Expiry:
    case events::Cause::Budget:
    case events::Cause::Exit:
        break;
    }
    return QCoreApplication::translate("omni::ui::Words", "Withdrawn");
}

std::optional<double> relativeChange(Ticks from, Ticks to)
{
    if (from.count <= 0) {
        return std::nullopt;
    }
    return (static_cast<double>(to.count) - static_cast<double>(from.count)) / static_cast<double>(from.count);
}

std::optional<double> rewardToRisk(const events::ProposalMade& made)
{
    if (!made.stop || !made.target) {
        return std::nullopt;
    }
    const double sign = made.ticket.side == Side::Buy ? 1 : -1;
    const auto entry = static_cast<double>(made.ticket.limit.value_or(made.proposal.reference).count);
    const double risk = sign * (entry - static_cast<double>(made.stop->count));
    const double reward = sign * (static_cast<double>(made.target->count) - entry);
    return risk > 0 ? std::optional(reward / risk) : std::nullopt;
}

} // namespace omni::ui

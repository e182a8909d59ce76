#include "ui/bridge/engine_link.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/words.h"

#include <algorithm>

namespace omni::ui {

QString Words::denial(events::Denial why)
{
    switch (why) {
    case events::Denial::NoRight:
        return tr("Not done. You do not have the right for this.");
    case events::Denial::StepUpMissing:
        return tr("Not done. This needs your code.");
    case events::Denial::OwnProposal:
        return tr("Not done. Whoever made a proposal cannot approve it.");
    case events::Denial::NotFound:
        return tr("Not done. What it was meant for does not exist any more.");
    case events::Denial::NotOpen:
        return tr("Not done. It has been decided or has ended already.");
    case events::Denial::WrongDigest:
        return tr("Not done. The order is not the one that was on the screen. Look at it again.");
    case events::Denial::SizeRaised:
        return tr("Not done. An approval can only make the order smaller.");
    case events::Denial::DeskUnwell:
        return tr("Not done. A kill switch, a breaker or a missing account check stands against it. Clear that first.");
    case events::Denial::Invalid:
        return tr("Not done. Its values do not fit together.");
    case events::Denial::LiveNotReady:
        return tr("Not done. Live trading needs vault, accounts, second factor and audit, and they are not set up.");
    case events::Denial::CoolingOff:
        return tr("Not done. A loss breaker stands for 15 minutes at least. It can be reset after that.");
    case events::Denial::TooLate:
        return tr("Not done. Fewer than three seconds were left of the proposal.");
    case events::Denial::SecondPersonMissing:
        return tr(
            "Noted, and not done yet. This takes two: somebody else with the right has to ask for exactly the same "
            "within 30 minutes.");
    case events::Denial::AskAgainLater:
        return tr("Noted, and not done yet. This takes two, and nobody else has the right. Ask for exactly the same "
                  "again after a minute.");
    }
    return {};
}

QString Words::denial(events::Denial why, const views::DeskSnapshot& desk)
{
    const bool isStopped = !desk.latches.empty() || !desk.breakers.empty();
    if (const int open = openDifferences(desk); why == events::Denial::DeskUnwell && !isStopped && open > 0) {
        return tr("Not done: the account and our books differ in %n line(s) that nobody has seen. Settle them in the "
                  "pane Account differences.",
                  nullptr, open);
    }
    return denial(why);
}

int Words::openDifferences(const views::DeskSnapshot& desk)
{
    return static_cast<int>(std::count_if(desk.differences.begin(), desk.differences.end(),
                                          [](const views::DifferenceView& line) { return !line.isIgnored; }));
}

namespace {

struct Alerts {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::Words)

public:
    /// Empty: the key is not known. `symbol`, `order` and `actual` are ready to read.
    static QString aboutOrders(std::string_view key, const QString& symbol, const QString& order);
    static QString aboutAPosition(std::string_view key, const QString& symbol, const QString& order);
    static QString aboutTheRest(std::string_view key, const QString& symbol, const QString& order,
                                const QString& actual);
    static QString aboutProposals(std::string_view key, const QString& symbol, const QString& actual);
    static QString aboutTheWindow(std::string_view key, std::int64_t count);
    /// The alert's figures are a currency's number, and an amount.
    static QString aboutCash(const events::AlertRaised& alert, const views::DeskSnapshot& desk, const Formats& formats);
    /// A breaker that has tripped. Empty: it is not about one.
    static QString aboutBreaker(const events::AlertRaised& alert, const views::DeskSnapshot& desk,
                                const Formats& formats);
    /// The alert's figures are the numbers of two strategies.
    static QString aboutOpposed(const events::AlertRaised& alert, const views::DeskSnapshot& desk);
};

QString Alerts::aboutOrders(std::string_view key, const QString& symbol, const QString& order)
{
    if (key == "order.late_fill") {
        return tr("Order %1 in %2 filled after it had been cancelled. The position has changed.").arg(order, symbol);
    }
    if (key == "order.unknown") {
        return tr("Nobody answers for order %1 in %2. It may or may not be working. New orders in %2 wait.")
            .arg(order, symbol);
    }
    if (key == "order.rejected") {
        return tr("The venue rejected order %1 in %2.").arg(order, symbol);
    }
    if (key == "target.watched") {
        return tr("The venue takes no target beside the stop in %1. The desk watches its price and closes at market "
                  "when it is reached, as long as the program runs.")
            .arg(symbol);
    }
    if (key == "target.reached") {
        return tr("%1 has reached its target. What it covers is closed at market.").arg(symbol);
    }
    if (key == "order.leg_refused") {
        return tr("The target or stop %1 in %2 was refused by a limit.").arg(order, symbol);
    }
    if (key == "order.not_recorded") {
        return tr("Order %1 in %2 was not sent: it could not be written to the journal.").arg(order, symbol);
    }
    if (key == "order.external") {
        return tr("The venue reports on order %1, which is not ours.").arg(order);
    }
    if (key == "order.external_full") {
        return tr("There are more orders on the account that are not ours than can be counted. Nothing new is opened "
                  "until some of them are gone and the account has been compared.");
    }
    if (key == "broker.refused") {
        return tr("The broker refuses the connection, and trying again is useless: its certificate, your key or a ban. "
                  "The note beside this says which. Nothing can be sent until you have mended it.");
    }
    if (key == "exit.forbidden") {
        return tr("The exit in %1 may not be sent in this mode. Close the position by hand.").arg(symbol);
    }
    if (key == "exit.refused") {
        return tr("The exit in %1 was refused. The position is still open: close it by hand.").arg(symbol);
    }
    return {};
}

QString Alerts::aboutAPosition(std::string_view key, const QString& symbol, const QString& order)
{
    if (key == "position.unprotected") {
        return tr("The position in %1 has no working stop. Set one, or close the position.").arg(symbol);
    }
    if (key == "position.stop_passed") {
        return tr("The market has passed the stop of %1, order %2, and it has not filled. Look at it, and close the "
                  "position by hand if need be.")
            .arg(symbol, order);
    }
    if (key == "position.stop_in_doubt") {
        return tr("Whether the stop of %1, order %2, stands at the broker is not known: it has been asked and does not "
                  "say so. Look there, and close the position by hand if need be.")
            .arg(symbol, order);
    }
    if (key == "position.time_exit") {
        return tr("The position in %1 has been held for the longest time allowed and is closed.").arg(symbol);
    }
    if (key == "position.flipped") {
        return tr("A fill of order %1 turned the position in %2 to the other side.").arg(order, symbol);
    }
    return {};
}

QString Alerts::aboutTheRest(std::string_view key, const QString& symbol, const QString& order, const QString& actual)
{
    if (key == "account.restricted") {
        return tr("The broker lets the account take no new risk; the connection says why. Entries are cancelled and "
                  "strategies wait; positions can be closed. Arm again when the broker has lifted it.");
    }
    if (key == "record.behind") {
        return tr(
            "The broker has orders that this profile sent and its record does not know: it was put back from a "
            "backup, another copy of it trades, or a disk that failed has lost them. Compare the account, and stop "
            "the other copy, before you arm.");
    }
    if (key == "fill.external") {
        return tr("The account filled an order in %1 that is not ours. The position has changed.").arg(symbol);
    }
    if (key == "fill.repeated") {
        return tr("A fill of order %1 in %2 came twice and was counted once.").arg(order, symbol);
    }
    if (key == "fill.reversed") {
        return tr("The venue took back a fill in %1. The position has changed.").arg(symbol);
    }
    if (key == "fill.contradicts_order") {
        return tr("A fill of order %1 in %2 contradicts the order. %2 waits until the account is compared.")
            .arg(order, symbol);
    }
    if (key == "event.not_booked") {
        return tr("A report of the venue could not be booked. Compare the account before you trade on.");
    }
    if (key == "second.asked") {
        return tr("Somebody asks for something that takes two persons: limits, a breaker, a difference or trading "
                  "without approval. It is done when another one with the right asks for exactly the same.");
    }
    if (key == "second.cooling") {
        return tr("Something that takes two persons was asked for, and nobody else has the right: limits, a breaker, a "
                  "difference or trading without approval. It is done when it is asked for again after a minute.");
    }
    if (key == "limits.kept") {
        return tr("The limits of the file are looser than those in force. The tighter ones stay.");
    }
    if (key == "data.left_out") {
        return tr("Market data of %1 cannot be right and are left out: the price shown is the last good one.")
            .arg(symbol);
    }
    if (key == "strategy.failed") {
        return tr("The strategy in %1 failed and was switched off.").arg(symbol);
    }
    if (key == "engine.stalled") {
        return tr("The engine did not answer for %1. Orders are blocked.").arg(actual);
    }
    return {};
}

QString Alerts::aboutProposals(std::string_view key, const QString& symbol, const QString& actual)
{
    if (key == "proposal.expires_soon") {
        return tr("The proposal for %1 still waits for you. It expires in %2.", "symbol, time left")
            .arg(symbol, actual);
    }
    if (key == "autonomy.budget_used") {
        return tr("A strategy has used its budget and asks again from now on.");
    }
    return {};
}

QString Alerts::aboutTheWindow(std::string_view key, std::int64_t count)
{
    if (key == runtime::noticesLeftOut) {
        return tr("The window stood still too long and left out %n message(s). The lists have been read again; the "
                  "journal has all of them.",
                  nullptr, static_cast<int>(std::min<std::int64_t>(count, 1'000'000'000)));
    }
    return {};
}

QString Alerts::aboutOpposed(const events::AlertRaised& alert, const views::DeskSnapshot& desk)
{
    const auto nameOf = [&desk](std::int64_t number) {
        return number > 0 ? Words::strategy(desk, StrategyId{static_cast<std::uint64_t>(number)})
                          : tr("your own trades", "who holds against a strategy");
    };
    return tr("%1: %2 and %3 hold against each other, and the account holds less than they do, or nothing. A stop for "
              "the "
              "difference would open a position, so none can stand there. New entries wait. Close what one of them "
              "holds.")
        .arg(Words::symbol(desk, alert.instrument), nameOf(alert.limit), nameOf(alert.actual));
}

QString Alerts::aboutBreaker(const events::AlertRaised& alert, const views::DeskSnapshot& desk, const Formats& formats)
{
    constexpr std::string_view prefix = "breaker.";
    const std::string_view key = alert.key.view();
    for (std::size_t i = 0; key.starts_with(prefix) && i < events::breakerCount; ++i) {
        const auto breaker = static_cast<events::Breaker>(i);
        if (key.substr(prefix.size()) != nameOf(breaker)) {
            continue;
        }
        return breaker == events::Breaker::RepeatedExecution // which one stands in the record of the breaker only
            ? tr("A strategy repeats itself and was switched off.")
            : Words::breaker({breaker, alert.instrument, {}, alert.limit, alert.actual}, desk, formats);
    }
    return {};
}

QString Alerts::aboutCash(const events::AlertRaised& alert, const views::DeskSnapshot& desk, const Formats& formats)
{
    const bool isKnown = alert.limit > 0 && static_cast<std::uint64_t>(alert.limit) <= desk.cash.size();
    const QString currency
        = isKnown ? QString::fromStdString(desk.cash[static_cast<std::size_t>(alert.limit - 1)].currency) : missing();
    return tr("The broker's cash in %1 differs from the books by %2. Compare the account and book what is missing: "
              "sizes and limits go by the books.")
        .arg(currency, formats.money(Money{alert.actual}));
}

} // namespace

QString Words::alert(const events::AlertRaised& alert, const views::DeskSnapshot& desk, const Formats& formats)
{
    const std::string_view key = alert.key.view();
    if (key == "cash.mismatch") {
        return Alerts::aboutCash(alert, desk, formats);
    }
    if (key == "position.opposed") {
        return Alerts::aboutOpposed(alert, desk);
    }
    if (QString breaker = Alerts::aboutBreaker(alert, desk, formats); !breaker.isEmpty()) {
        return breaker;
    }
    const QString symbolText = symbol(desk, alert.instrument);
    const QString orderText = alert.order ? QString::number(alert.order.value) : missing();
    QString sentence = Alerts::aboutOrders(key, symbolText, orderText);
    if (sentence.isEmpty()) {
        sentence = Alerts::aboutAPosition(key, symbolText, orderText);
    }
    if (sentence.isEmpty()) {
        sentence = Alerts::aboutTheRest(key, symbolText, orderText, formats.seconds(Duration{alert.actual}));
    }
    if (sentence.isEmpty()) {
        sentence = Alerts::aboutProposals(key, symbolText, formats.seconds(Duration{alert.actual}));
    }
    if (sentence.isEmpty()) {
        sentence = Alerts::aboutTheWindow(key, alert.actual);
    }
    return sentence.isEmpty() ? QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())) : sentence;
}

QString Words::breaker(const events::BreakerTripped& breaker, const views::DeskSnapshot& desk, const Formats& formats)
{
    const QString currency = QString::fromStdString(desk.baseCurrency);
    const auto money = [&](std::int64_t e8) { return formats.money(Money{e8}) + QChar(0xa0) + currency; };
    const QString symbolText = symbol(desk, breaker.instrument);
    switch (breaker.breaker) {
    // Both of them are measured in equity: what it is, and the line it must not reach.
    case events::Breaker::DailyLoss:
        return tr("Trading halted: equity is %1. At %2 the day's loss is at its limit.")
            .arg(money(breaker.actual), money(breaker.limit));
    case events::Breaker::Drawdown:
        return tr("Trading halted: equity is %1. At %2 the fall from its peak is at its limit.")
            .arg(money(breaker.actual), money(breaker.limit));
    case events::Breaker::LosingStreak:
        return tr("Entries paused: %n loss(es) in a row.", nullptr, static_cast<int>(breaker.actual));
    case events::Breaker::Mismatch:
        return breaker.instrument
            ? tr("The account and our books differ in %1. New orders wait until somebody has looked.").arg(symbolText)
            : tr("The account and our books differ. New orders wait until somebody has looked.");
    case events::Breaker::JournalFailed:
        return tr("The journal cannot be written. Nothing new is sent; stops at the broker still work.");
    case events::Breaker::RejectStorm:
        return tr("The venue rejects many orders. Nothing new is sent until somebody has looked.");
    case events::Breaker::RepeatedExecution:
        return tr("The strategy “%1” repeats itself and was switched off.").arg(strategy(desk, breaker.strategy));
    case events::Breaker::NeedsReconcile:
        return tr("Something impossible was reported for %1. It waits until the account is compared.").arg(symbolText);
    case events::Breaker::EngineStalled:
        return tr("The engine stood still. Orders are blocked until somebody has looked.");
    }
    return {};
}

} // namespace omni::ui

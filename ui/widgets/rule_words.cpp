#include "core/trade/risk/rules/reduce_only/reduce_only.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

namespace omni::ui {

namespace {

/// The figures of a refusal as the user reads them.
struct Figures {
    const risk::Refusal& refusal;
    const market::Instrument* instrument;
    const QString& currency;
    const Formats& formats;

    [[nodiscard]] QString money(std::int64_t e8) const
    {
        const QString amount = formats.money(Money{e8});
        return currency.isEmpty() ? amount : amount + QChar(0xa0) + currency;
    }
    /// Rounded up, so that a breach never reads like the limit.
    [[nodiscard]] QString moneyOver() const
    {
        const std::int64_t over = refusal.actual % 1'000'000;
        const bool isBreach = refusal.actual > refusal.limit && refusal.actual > 0 && over != 0;
        return money(isBreach ? refusal.actual - over + 1'000'000 : refusal.actual);
    }
    [[nodiscard]] QString lots(std::int64_t count) const
    {
        return instrument != nullptr ? formats.quantity(*instrument, Lots{count}) : formats.lots(Lots{count});
    }
    [[nodiscard]] QString ticks(std::int64_t count) const
    {
        return instrument != nullptr ? formats.price(*instrument, Ticks{count})
                                     : formats.locale.toString(qlonglong{count});
    }
    [[nodiscard]] QString seconds(std::int64_t ns) const
    {
        return formats.seconds(Duration{ns});
    }
    [[nodiscard]] QString count(std::int64_t value) const
    {
        return formats.locale.toString(qlonglong{value});
    }
    [[nodiscard]] QString basisPoints(std::int64_t value) const
    {
        return formats.percent(static_cast<double>(value) / 10'000.0);
    }
    [[nodiscard]] QString symbol() const
    {
        return instrument != nullptr ? outsideText(instrument->symbol, 64) : missing();
    }
};

} // namespace

QString Words::of(risk::Rule rule)
{
    switch (rule) {
    case risk::Rule::TicketInvalid:
        return tr("Order makes sense");
    case risk::Rule::VenueFilter:
        return tr("Venue's sizes");
    case risk::Rule::Environment:
        return tr("Environment");
    case risk::Rule::Mode:
        return tr("Mode");
    case risk::Rule::Latched:
        return tr("Kill switch");
    case risk::Rule::ReduceOnly:
        return tr("Reduce only");
    case risk::Rule::UnknownOrder:
        return tr("Unknown orders");
    case risk::Rule::StaleData:
        return tr("Quote age");
    case risk::Rule::MarketClosed:
        return tr("Market open");
    case risk::Rule::EquityUnknown:
        return tr("Equity known");
    case risk::Rule::PriceCollar:
        return tr("Price collar");
    case risk::Rule::Duplicate:
        return tr("Duplicate order");
    case risk::Rule::OrderRate:
        return tr("Orders a minute");
    case risk::Rule::OpenOrders:
        return tr("Open orders");
    case risk::Rule::OrderSize:
        return tr("Order size");
    case risk::Rule::OrderValue:
        return tr("Order value");
    case risk::Rule::PositionSize:
        return tr("Position size");
    case risk::Rule::LossAtStop:
        return tr("Loss at stop");
    case risk::Rule::GrossExposure:
        return tr("Gross exposure");
    case risk::Rule::NetExposure:
        return tr("Net exposure");
    case risk::Rule::Leverage:
        return tr("Leverage");
    case risk::Rule::DailyLoss:
        return tr("Daily loss");
    case risk::Rule::Drawdown:
        return tr("Drawdown");
    case risk::Rule::LosingStreak:
        return tr("Losses in a row");
    case risk::Rule::Overflow:
        return tr("Countable value");
    }
    return {};
}

namespace {

struct Sentences {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::Words)

public:
    static QString venue(const Figures& f);
    static QString about(const Figures& f);
    static QString aboutMoney(const Figures& f);
};

QString Sentences::venue(const Figures& f)
{
    if (f.instrument == nullptr) {
        return tr("The size does not fit what the venue takes. Change the size.");
    }
    const market::Instrument& i = *f.instrument;
    const bool isValue = i.smallestValue.e8 > 0 && f.refusal.limit == i.smallestValue.e8;
    if (isValue) {
        return tr("It is worth %1 %3 where %4 takes no less than %2 %3. Raise the size.")
            .arg(f.formats.money(Money{f.refusal.actual}), f.formats.money(Money{f.refusal.limit}),
                 QString::fromStdString(i.quoteCurrency), outsideText(i.venue, 32));
    }
    return tr("A size of %1 does not fit: %2 takes %3 to %4 in steps of %5. Change the size.")
        .arg(f.lots(f.refusal.actual), outsideText(i.venue, 32), f.formats.marketSize(i, i.smallest),
             f.formats.marketSize(i, i.largest), f.formats.marketSize(i, i.step));
}

QString Sentences::aboutMoney(const Figures& f)
{
    const QString actual = f.moneyOver();
    const QString limit = f.money(f.refusal.limit);
    switch (f.refusal.rule) {
    case risk::Rule::OrderValue:
        return tr("It is worth %1 where %2 is allowed. Send a smaller order.").arg(actual, limit);
    case risk::Rule::PositionSize:
        return tr("The position would be worth %1 where %2 is allowed. Send a smaller order.").arg(actual, limit);
    case risk::Rule::LossAtStop:
        return tr("The loss at the stop would be %1 where %2 is allowed. Send a smaller order or set a closer stop.")
            .arg(actual, limit);
    case risk::Rule::GrossExposure:
        return tr("Gross exposure would be %1 where %2 is allowed. Close something or send a smaller order.")
            .arg(actual, limit);
    case risk::Rule::NetExposure:
        return tr("Net exposure would be %1 where %2 is allowed. Close something or send a smaller order.")
            .arg(actual, limit);
    default:
        return tr("The day has lost %1 where %2 halts. Nothing new opens until the desk is armed again.")
            .arg(actual, limit);
    }
}

QString Sentences::about(const Figures& f)
{
    const risk::Refusal& r = f.refusal;
    switch (r.rule) {
    case risk::Rule::TicketInvalid:
        if (r.actual == risk::notForExtendedHours) {
            return tr("In extended hours the broker's stops sleep: only limit orders that reduce a position are sent "
                      "then.");
        }
        return tr("Its size, prices and type contradict each other. Correct them.");
    case risk::Rule::VenueFilter:
        return venue(f);
    case risk::Rule::Environment:
        return tr("It was made for another environment than this session. Make it anew here.");
    case risk::Rule::Mode:
        return tr("The desk is in mode “%1”, this needs “%2”. Positions can still be closed by hand.")
            .arg(Words::of(static_cast<risk::Mode>(r.actual)), Words::of(static_cast<risk::Mode>(r.limit)));
    case risk::Rule::Latched:
        return tr("The kill switch is tripped: %1. Only orders that close a position pass. Reset it first.")
            .arg(Words::of(static_cast<risk::KillLevel>(r.actual)));
    case risk::Rule::ReduceOnly:
        if (r.limit == risk::keptByItsStop) {
            return tr("Its stop keeps the shares at the venue, and sleeps until the opening. Cancel the stop by hand, "
                      "then send this; until it has filled nothing protects the position.");
        }
        return r.limit == 0
            ? tr("There is nothing to close: no position on the other side, or other orders close it already.")
            : tr("It would close %1 where %2 is left to close. Send at most that.")
                  .arg(f.lots(r.actual), f.lots(r.limit));
    case risk::Rule::UnknownOrder:
        return tr("%n order(s) in %1 may or may not be working. New orders wait until this is clear.", nullptr,
                  static_cast<int>(r.actual))
            .arg(f.symbol());
    case risk::Rule::StaleData:
        return r.actual < 0 ? tr("There is no price for %1. Wait for quotes or check the connection.").arg(f.symbol())
                            : tr("The price of %1 is %2 old where %3 is allowed, or one-sided. Wait for quotes.")
                                  .arg(f.symbol(), f.seconds(r.actual), f.seconds(r.limit));
    case risk::Rule::MarketClosed:
        if (r.actual == static_cast<std::int64_t>(market::TradingState::ClosingOnly)) {
            return tr("%1 has new increments at the venue: only what reduces a position is sent. Start the session "
                      "anew, then send it.")
                .arg(f.symbol());
        }
        return tr("%1 is not trading now: %2. Send it when the market opens.")
            .arg(f.symbol(), Words::of(static_cast<market::TradingState>(r.actual)));
    case risk::Rule::EquityUnknown:
        return tr("Equity is not known: a conversion rate is missing or too old. Positions can still be closed.");
    case risk::Rule::PriceCollar:
        return r.actual <= r.limit
            ? tr("The market has passed the trigger, so the stop would fire at once. Set it further away.")
            : tr("The price is %1 away from the market where %2 is allowed. Move it closer.")
                  .arg(f.ticks(r.actual), f.ticks(r.limit));
    case risk::Rule::Duplicate:
        return tr("The same order was sent %1 ago. If both are meant, wait until %2 have passed.")
            .arg(f.seconds(r.actual), f.seconds(r.limit));
    case risk::Rule::OrderRate:
        return tr("That would be order %1 within a minute where %2 are allowed. Wait a moment.")
            .arg(f.count(r.actual), f.count(r.limit));
    case risk::Rule::OpenOrders:
        return tr("That would be open order %1 where %2 are allowed. Cancel some first.")
            .arg(f.count(r.actual), f.count(r.limit));
    case risk::Rule::OrderSize:
        return tr("It is for %1 where %2 is allowed. Send a smaller order.").arg(f.lots(r.actual), f.lots(r.limit));
    case risk::Rule::OrderValue:
    case risk::Rule::PositionSize:
    case risk::Rule::LossAtStop:
    case risk::Rule::GrossExposure:
    case risk::Rule::NetExposure:
    case risk::Rule::DailyLoss:
        return aboutMoney(f);
    case risk::Rule::Leverage:
        return tr("Leverage would be %1 × where %2 × is allowed. Close something or send a smaller order.")
            .arg(f.formats.number(static_cast<double>(r.actual) / 1'000, 3),
                 f.formats.number(static_cast<double>(r.limit) / 1'000, 3));
    case risk::Rule::Drawdown:
        return tr("Equity is %1 below its peak where %2 halts. Nothing new opens until the desk is armed again.")
            .arg(f.basisPoints(r.actual), f.basisPoints(r.limit));
    case risk::Rule::LosingStreak:
        return tr("There are %1 losses in a row where %2 pause. Nothing new opens until the desk is armed again.")
            .arg(f.count(r.actual), f.count(r.limit));
    case risk::Rule::Overflow:
        return tr("It is worth more than can be counted. Correct its size or price.");
    }
    return {};
}

} // namespace

QString Words::finding(const risk::Refusal& refusal, const market::Instrument* instrument, const QString& currency,
                       const Formats& formats)
{
    return Sentences::about({refusal, instrument, currency, formats});
}

QString Words::refusal(const risk::Refusal& refusal, const market::Instrument* instrument, const QString& currency,
                       const Formats& formats)
{
    return tr("Order not sent. %1", "a full sentence follows").arg(finding(refusal, instrument, currency, formats));
}

} // namespace omni::ui

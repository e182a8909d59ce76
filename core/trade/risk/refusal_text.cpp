#include "core/trade/risk/refusal_text.h"

#include "core/base/decimal.h"
#include "core/base/time.h"
#include "core/trade/risk/rules/reduce_only/reduce_only.h"

#include <fmt/format.h>

namespace omni::risk {

namespace {

struct Figures {
    const Refusal& refusal;
    const market::Instrument& instrument;
    std::string_view currency;

    [[nodiscard]] std::string money(std::int64_t e8) const
    {
        std::string text = scaledText(e8, 8, 2);
        if (!currency.empty()) {
            text += ' ';
            text += currency;
        }
        return text;
    }
    [[nodiscard]] std::string percent(std::int64_t basisPoints) const
    {
        return scaledText(basisPoints, 2) + " %";
    }
    [[nodiscard]] std::string quantity(std::int64_t lots) const
    {
        return market::quantityText(instrument, Lots{lots});
    }
    [[nodiscard]] std::string price(std::int64_t ticks) const
    {
        return market::priceText(instrument, Ticks{ticks});
    }
};

std::string aboutVenue(const Figures& f)
{
    const Refusal& r = f.refusal;
    const market::Instrument& i = f.instrument;
    const bool isValue = r.limit == i.smallestValue.e8 && r.limit != i.smallest.count && r.limit != i.largest.count
        && r.limit != i.step.count;
    if (isValue) {
        return fmt::format("An order worth {} {} is below the {} that {} takes. Raise the size.",
                           scaledText(r.actual, 8, 2), i.quoteCurrency, scaledText(r.limit, 8, 2), i.name());
    }
    return fmt::format("A size of {} is not one that {} takes: {} to {} in steps of {}. Change the size.",
                       f.quantity(r.actual), i.name(), f.quantity(i.smallest.count), f.quantity(i.largest.count),
                       f.quantity(i.step.count));
}

std::string aboutData(const Figures& f)
{
    const std::string allowed = durationText(Duration{f.refusal.limit});
    if (f.refusal.actual < 0) {
        return fmt::format("There is no trusted price for {}, so nobody can tell what the order would cost. Wait for "
                           "quotes, or check the connection.",
                           f.instrument.name());
    }
    return fmt::format(
        "The price of {} cannot be trusted: it is {} old where {} is allowed, one-sided or crossed. Wait "
        "for quotes, or check the connection.",
        f.instrument.name(), durationText(Duration{f.refusal.actual}), allowed);
}

std::string aboutCollar(const Figures& f)
{
    if (f.refusal.actual <= f.refusal.limit) {
        return "The trigger is at or beyond the market, so the stop would fire at once. Set it further away, or send a "
               "market order.";
    }
    return fmt::format(
        "The price is {} away from the market where {} is allowed. Check it for a slipped digit, or move "
        "it closer.",
        f.price(f.refusal.actual), f.price(f.refusal.limit));
}

std::string aboutReduceOnly(const Figures& f)
{
    if (f.refusal.limit == keptByItsStop) {
        return "Other orders close this position already, and the venue keeps its shares for them: for its stop, which "
               "sleeps until the opening. Cancel that stop by hand, then send this order; until it has filled nothing "
               "protects the position.";
    }
    if (f.refusal.limit == 0) {
        return "A reduce-only order finds nothing to reduce: there is no position on the other side, or other orders "
               "close it already. Cancel those first.";
    }
    return fmt::format("A reduce-only order of {} is more than the {} left to close. Send at most that, or cancel the "
                       "orders that close the rest.",
                       f.quantity(f.refusal.actual), f.quantity(f.refusal.limit));
}

/// The rules whose figures are amounts of the base currency.
std::string aboutMoney(const Figures& f, std::string_view what, std::string_view advice)
{
    return fmt::format("{} would be {} where {} is allowed. {}", what, f.money(f.refusal.actual),
                       f.money(f.refusal.limit), advice);
}

std::string aboutMode(const Refusal& r)
{
    return fmt::format("The desk is in mode {}, which does not allow this order. It needs {}; a person can still close "
                       "positions.",
                       nameOf(static_cast<Mode>(r.actual)), nameOf(static_cast<Mode>(r.limit)));
}

std::string aboutLatch(const Refusal& r)
{
    return fmt::format("The kill switch stands at {}. Only orders that close a position pass. Reset it first.",
                       nameOf(static_cast<KillLevel>(r.actual)));
}

std::string aboutUnknown(const Figures& f)
{
    return fmt::format("{} order(s) of {} may or may not exist at the venue. Nothing new opens until they are "
                       "reconciled.",
                       f.refusal.actual, f.instrument.name());
}

std::string aboutRepeat(const Refusal& r)
{
    return fmt::format("The same order was sent {} ago. If both are meant, wait until {} have passed.",
                       durationText(Duration{r.actual}), durationText(Duration{r.limit}));
}

std::string aboutCount(const Refusal& r, std::string_view what, std::string_view advice)
{
    return fmt::format("That would be {} {} where {} are allowed. {}", what, r.actual, r.limit, advice);
}

std::string aboutOrderSize(const Figures& f)
{
    return fmt::format("The order is for {} where {} is allowed. Send a smaller one.", f.quantity(f.refusal.actual),
                       f.quantity(f.refusal.limit));
}

std::string aboutLeverage(const Refusal& r)
{
    return fmt::format(
        "Leverage would be {} times equity where {} is allowed. Close something, or send a smaller order.",
        scaledText(r.actual, 3), scaledText(r.limit, 3));
}

/// What has been lost already, in the words of `lost` and `most`.
std::string aboutLoss(std::string_view lost, std::string_view most)
{
    return fmt::format("{} where {} halts. Nothing new opens until the desk is re-armed.", lost, most);
}

} // namespace

std::string sentenceOf(const Refusal& refusal, const market::Instrument& instrument, std::string_view baseCurrency)
{
    const Figures f{refusal, instrument, baseCurrency};
    constexpr std::string_view smaller = "Close something, or send a smaller order.";
    switch (refusal.rule) {
    case Rule::TicketInvalid:
        if (refusal.actual == notForExtendedHours) {
            return "In extended hours the venue's stops sleep: only limit orders that reduce a position are sent then.";
        }
        return "The order contradicts itself: its size, prices, role or flags do not fit its kind. Correct it.";
    case Rule::VenueFilter:
        return aboutVenue(f);
    case Rule::Environment:
        return "The order was made for another environment than this session. Nothing was sent. Make it anew here.";
    case Rule::Mode:
        return aboutMode(refusal);
    case Rule::Latched:
        return aboutLatch(refusal);
    case Rule::ReduceOnly:
        return aboutReduceOnly(f);
    case Rule::UnknownOrder:
        return aboutUnknown(f);
    case Rule::StaleData:
        return aboutData(f);
    case Rule::MarketClosed:
        if (refusal.actual == static_cast<std::int64_t>(market::TradingState::ClosingOnly)) {
            return fmt::format("{} has new increments at the venue: only what reduces a position is sent. Start the "
                               "session anew, then send the order.",
                               instrument.name());
        }
        return fmt::format("{} is not trading now. Send the order when it opens.", instrument.name());
    case Rule::EquityUnknown:
        return "Equity is not known: a conversion rate is missing or too old. Until then positions can only be closed.";
    case Rule::PriceCollar:
        return aboutCollar(f);
    case Rule::Duplicate:
        return aboutRepeat(refusal);
    case Rule::OrderRate:
        return aboutCount(refusal, "order", "Wait: the count is of one minute.");
    case Rule::OpenOrders:
        return aboutCount(refusal, "open order", "Cancel some first.");
    case Rule::OrderSize:
        return aboutOrderSize(f);
    case Rule::OrderValue:
        return aboutMoney(f, "The value of the order", "Send a smaller one.");
    case Rule::PositionSize:
        return aboutMoney(f, "The position", "Send a smaller order.");
    case Rule::LossAtStop:
        return aboutMoney(f, "The loss at the stop", "Send a smaller order, or set a stop that is closer.");
    case Rule::GrossExposure:
        return aboutMoney(f, "Total exposure", smaller);
    case Rule::NetExposure:
        return aboutMoney(f, "Net exposure", smaller);
    case Rule::Leverage:
        return aboutLeverage(refusal);
    case Rule::DailyLoss:
        return aboutLoss("The day has lost " + f.money(refusal.actual), f.money(refusal.limit));
    case Rule::Drawdown:
        return aboutLoss("Equity is " + f.percent(refusal.actual) + " below its peak", f.percent(refusal.limit));
    case Rule::LosingStreak:
        return aboutLoss(fmt::format("There are {} losses in a row", refusal.actual), fmt::format("{}", refusal.limit));
    case Rule::Overflow:
        return "The order is worth more than can be counted. Correct its size or price.";
    }
    return "The order was refused.";
}

} // namespace omni::risk

#include "core/edge/brokers/alpaca/order_rules.h"

#include "core/base/decimal.h"
#include "core/base/wide_int.h"
#include "core/edge/brokers/alpaca/wire_assets.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace omni::brokers::alpaca {

namespace {

using orders::OrderKind;
using orders::OrderTicket;
using orders::TimeInForce;

std::string_view typeOf(OrderKind kind) noexcept
{
    switch (kind) {
    case OrderKind::Market:
        return "market";
    case OrderKind::Limit:
        return "limit";
    case OrderKind::Stop:
        return "stop";
    case OrderKind::StopLimit:
        return "stop_limit";
    case OrderKind::TrailingStop:
        return "trailing_stop";
    }
    return "market";
}

std::string_view wordOf(TimeInForce time) noexcept
{
    switch (time) {
    case TimeInForce::Day:
    case TimeInForce::ExtendedDay: // its hours are a field of their own
        return "day";
    case TimeInForce::GoodTillCancelled:
        return "gtc";
    case TimeInForce::ImmediateOrCancel:
        return "ioc";
    case TimeInForce::FillOrKill:
        return "fok";
    }
    return "day";
}

tl::unexpected<Error> refused(std::string why)
{
    return tl::unexpected(Error{Errc::Invalid, std::move(why)});
}

/// No more than two decimals from 1.00 on, four below.
bool isWholePenny(std::string_view price) noexcept
{
    const auto value = decimalFromText(price);
    if (!value) {
        return false;
    }
    const auto plain = normalised(*value);
    const bool isBelowOne = plain.exponent < 0 && plain.mantissa < [exponent = plain.exponent] {
        std::int64_t one = 1;
        for (int i = exponent; i < 0 && one < 100'000'000'000'000'000; ++i) {
            one *= 10;
        }
        return one;
    }();
    return plain.exponent >= (isBelowOne ? -4 : -2);
}

bool isWhole(std::string_view size) noexcept
{
    const auto value = decimalFromText(size);
    return value && normalised(*value).exponent >= 0;
}

Result<void> checkStock(const OrderWish& wish, const OrderTicket& ticket)
{
    for (const auto* price : {&wish.limit, &wish.stop}) {
        if (!price->empty() && !isWholePenny(*price)) {
            return refused(fmt::format("{} is finer than Alpaca takes: two decimals from 1.00 on, four below", *price));
        }
    }
    const bool mayBePart = (ticket.kind == OrderKind::Market || ticket.kind == OrderKind::Limit)
        && wish.timeInForce == wordOf(TimeInForce::Day);
    if (isPart(wish) && !mayBePart) {
        return refused("a fraction of a share, or an amount of money, is for market and limit orders of the day alone; "
                       "use whole shares");
    }
    return {};
}

Result<void> checkPair(const OrderTicket& ticket)
{
    if (isOfTheDay(ticket.timeInForce)) {
        return refused("crypto has no orders of the day at Alpaca; use gtc");
    }
    if (ticket.kind == OrderKind::TrailingStop) {
        return refused("crypto has no trailing stops at Alpaca; use a stop");
    }
    return {};
}

Result<void> checkFields(const OrderTicket& ticket)
{
    if (ticket.postOnly) {
        return refused("Alpaca knows no post-only orders");
    }
    if (ticket.timeInForce == TimeInForce::ExtendedDay && ticket.kind != OrderKind::Limit) {
        return refused("outside the regular hours Alpaca takes limit orders alone");
    }
    if (ticket.notional && ticket.kind != OrderKind::Market) {
        return refused("an amount of money is for market orders alone");
    }
    const bool needsLimit = ticket.kind == OrderKind::Limit || ticket.kind == OrderKind::StopLimit;
    const bool needsStop = ticket.kind == OrderKind::Stop || ticket.kind == OrderKind::StopLimit;
    if ((needsLimit && !ticket.limit) || (needsStop && !ticket.stop)
        || (ticket.kind == OrderKind::TrailingStop && (!ticket.trail || ticket.trail->count <= 0))) {
        return refused("the order lacks the price that its kind needs");
    }
    for (const auto& price : {ticket.limit, ticket.stop}) {
        if (price && price->count <= 0) {
            return refused("a price is above zero");
        }
    }
    if (!ticket.notional && ticket.size.count <= 0) {
        return refused("a size is above zero");
    }
    return {};
}

/// The limit of a stop that is to fill wherever the market is, or near it.
Ticks reachOf(const OrderTicket& ticket) noexcept
{
    const std::int64_t stop = ticket.stop->count;
    const auto reach = static_cast<std::int64_t>(std::max<Int128>(1, Int128{stop} * stopReachPercent / 100));
    const auto limit = checkedSum(stop, ticket.side == Side::Buy ? reach : -reach).value_or(stop);
    return Ticks{std::max<std::int64_t>(1, limit)};
}

void setPrices(OrderWish& wish, const OrderTicket& ticket, const market::Instrument& instrument)
{
    if (ticket.kind == OrderKind::Limit || ticket.kind == OrderKind::StopLimit) {
        wish.limit = market::priceText(instrument, *ticket.limit);
    }
    if (ticket.kind == OrderKind::Stop || ticket.kind == OrderKind::StopLimit) {
        wish.stop = market::priceText(instrument, *ticket.stop);
    }
    if (isReaching(ticket, instrument)) {
        wish.limit = market::priceText(instrument, reachOf(ticket));
    }
    if (ticket.kind == OrderKind::TrailingStop) {
        wish.trailPrice = market::priceText(instrument, *ticket.trail);
    }
}

/// "0.500000000" as "0.5": Alpaca counts decimals.
std::string withoutZeros(std::string text)
{
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) {
            text.pop_back();
        }
    }
    return text;
}

} // namespace

bool isPart(const OrderWish& wish) noexcept
{
    return wish.size.empty() || !isWhole(wish.size);
}

bool isReaching(const OrderTicket& ticket, const market::Instrument& instrument) noexcept
{
    return ticket.kind == OrderKind::Stop && isCrypto(instrument.symbol);
}

Result<OrderWish> orderWishFrom(const OrderTicket& ticket, const market::Instrument& instrument,
                                std::string_view clientId)
{
    if (const auto sound = checkFields(ticket); !sound) {
        return tl::unexpected(sound.error());
    }
    OrderWish wish;
    wish.symbol = instrument.symbol;
    wish.clientId = clientId;
    wish.side = ticket.side;
    wish.type = isReaching(ticket, instrument) ? "stop_limit" : typeOf(ticket.kind);
    wish.timeInForce = wordOf(ticket.timeInForce);
    wish.extendedHours = ticket.timeInForce == TimeInForce::ExtendedDay;
    setPrices(wish, ticket, instrument);
    if (ticket.notional) {
        // Whole cents, rounded down: never more than was meant.
        wish.notional = scaledText(ticket.notional->e8 / 1'000'000, 2);
        if (ticket.notional->e8 < 1'000'000) {
            return refused("an amount of money is at least a cent");
        }
    } else {
        wish.size = withoutZeros(market::quantityText(instrument, ticket.size));
    }
    const bool isStock = !isCrypto(instrument.symbol);
    if (isStock && ticket.kind == OrderKind::Market && ticket.timeInForce == TimeInForce::GoodTillCancelled
        && isPart(wish)) {
        wish.timeInForce = wordOf(TimeInForce::Day); // at the market it is over with the day either way
    }
    const auto sound = isStock ? checkStock(wish, ticket) : checkPair(ticket);
    if (!sound) {
        return tl::unexpected(sound.error());
    }
    return wish;
}

bool addStop(OrderWish& wish, const OrderTicket& entry, const market::Instrument& instrument, Ticks trigger)
{
    const bool isPlain = entry.kind == OrderKind::Market || entry.kind == OrderKind::Limit;
    const bool mayRest = entry.timeInForce == TimeInForce::Day || entry.timeInForce == TimeInForce::GoodTillCancelled;
    const bool opens = entry.role == orders::OrderRole::Entry && !entry.reduceOnly;
    if (!isPlain || !mayRest || !opens || entry.notional || isCrypto(instrument.symbol) || !isWhole(wish.size)
        || trigger.count <= 0) {
        return false;
    }
    // At least a cent on the side where the entry loses, also where prices are finer.
    const auto cent = market::ticksFrom(instrument, Decimal{1, -2});
    const std::int64_t least = cent ? std::max<std::int64_t>(1, cent->count) : 1;
    const bool isApart = !entry.limit || (entry.limit->count - trigger.count) * signOf(entry.side) >= least;
    const auto stop = market::priceText(instrument, trigger);
    if (!isWholePenny(stop) || !isApart) {
        return false;
    }
    wish.orderClass = "oto";
    wish.stopLoss = ExitWish{{}, stop};
    return true;
}

} // namespace omni::brokers::alpaca

#include "core/edge/brokers/binance/order_filters.h"

#include "core/base/wide_int.h"

#include <fmt/format.h>

namespace omni::brokers::binance {

namespace {

using orders::OrderKind;
using orders::OrderTicket;
using Words = std::optional<std::string>;

constexpr std::int64_t one = 100'000'000;

bool isStop(OrderKind kind) noexcept
{
    return kind == OrderKind::Stop || kind == OrderKind::StopLimit || kind == OrderKind::TrailingStop;
}

bool fillsAtMarket(OrderKind kind) noexcept
{
    return kind == OrderKind::Market || kind == OrderKind::Stop || kind == OrderKind::TrailingStop;
}

Words kindFault(const OrderTicket& ticket, const SymbolRules& rules)
{
    bool isTaken = false;
    switch (ticket.kind) {
    case OrderKind::Market:
        isTaken = ticket.notional ? rules.takesMarket && rules.takesValue : rules.takesMarket;
        break;
    case OrderKind::Limit:
        isTaken = ticket.postOnly ? rules.takesMaker : rules.takesLimit;
        break;
    case OrderKind::Stop:
        isTaken = rules.takesStop;
        break;
    case OrderKind::StopLimit:
        isTaken = rules.takesStopLimit;
        break;
    case OrderKind::TrailingStop:
        isTaken = rules.takesStop && rules.takesTrailing;
        break;
    }
    if (!isTaken) {
        return fmt::format("{} takes no order of this kind ({}{})", rules.symbol, orders::nameOf(ticket.kind),
                           ticket.postOnly       ? ", post-only"
                               : ticket.notional ? ", by value"
                                                 : "");
    }
    const bool hasLimit = ticket.kind == OrderKind::Limit || ticket.kind == OrderKind::StopLimit;
    if (hasLimit && orders::isOfTheDay(ticket.timeInForce)) {
        return std::string("the venue has no day orders; use good-till-cancelled");
    }
    if (ticket.notional && ticket.kind != OrderKind::Market) {
        return std::string("only a market order can name an amount of money");
    }
    return std::nullopt;
}

/// A price in its range and on its tick; zero switches a part off.
Words priceFault(std::int64_t price, const SymbolRules& rules, std::string_view what)
{
    if (price <= 0) {
        return fmt::format("the {} is not above zero (PRICE_FILTER)", what);
    }
    if ((rules.priceLeast > 0 && price < rules.priceLeast) || (rules.priceMost > 0 && price > rules.priceMost)) {
        return fmt::format("the {} {} is outside {} to {} (PRICE_FILTER)", what, e8Text(price),
                           e8Text(rules.priceLeast), e8Text(rules.priceMost));
    }
    if (rules.tick > 0 && price % rules.tick != 0) {
        return fmt::format("the {} {} is no multiple of {} (PRICE_FILTER)", what, e8Text(price), e8Text(rules.tick));
    }
    return std::nullopt;
}

Words sizeFault(std::int64_t size, std::int64_t least, std::int64_t most, std::int64_t step, std::string_view filter)
{
    if (size < least) {
        return fmt::format("the size {} is below {} ({})", e8Text(size), e8Text(least), filter);
    }
    if (most > 0 && size > most) {
        return fmt::format("the size {} is above {} ({})", e8Text(size), e8Text(most), filter);
    }
    if (step > 0 && size % step != 0) {
        return fmt::format("the size {} is no multiple of {} ({})", e8Text(size), e8Text(step), filter);
    }
    return std::nullopt;
}

Words percentFault(Side side, std::int64_t price, const SymbolRules& rules, std::int64_t average)
{
    const std::int64_t up = side == Side::Buy ? rules.bidUp : rules.askUp;
    const std::int64_t down = side == Side::Buy ? rules.bidDown : rules.askDown;
    const Int128 scaled = Int128{price} * one;
    if ((up > 0 && scaled > Int128{average} * up) || scaled < Int128{average} * down) {
        return fmt::format("the price {} is too far from the average {} (PERCENT_PRICE_BY_SIDE)", e8Text(price),
                           e8Text(average));
    }
    return std::nullopt;
}

/// `value` is e16: price by size.
Words valueFault(Int128 value, bool isAtMarket, const SymbolRules& rules)
{
    const bool asksLeast = !isAtMarket || rules.valueLeastAtMarket;
    if (asksLeast && value < Int128{rules.valueLeast} * one) {
        return fmt::format("it is worth less than {} {} (NOTIONAL)", e8Text(rules.valueLeast), rules.quote);
    }
    const bool asksMost = rules.valueMost > 0 && (!isAtMarket || rules.valueMostAtMarket);
    if (asksMost && value > Int128{rules.valueMost} * one) {
        return fmt::format("it is worth more than {} {} (NOTIONAL)", e8Text(rules.valueMost), rules.quote);
    }
    return std::nullopt;
}

Words trailFault(const OrderTicket& ticket, const SymbolRules& rules)
{
    const auto distance = trailInBasisPoints(ticket);
    if (!distance) {
        return std::string("the distance of the trailing stop is no distance of its first trigger");
    }
    const bool isAbove = ticket.side == Side::Buy; // waits above the market
    const auto least = isAbove ? rules.trailAboveLeast : rules.trailBelowLeast;
    const auto most = isAbove ? rules.trailAboveMost : rules.trailBelowMost;
    if (*distance < std::max(least, 1) || (most > 0 && *distance > most)) {
        return fmt::format("a distance of {} basis points is outside {} to {} (TRAILING_DELTA)", *distance, least,
                           most);
    }
    return std::nullopt;
}

Words countFault(const OrderTicket& ticket, const SymbolRules& rules, const FilterView& view)
{
    if (rules.ordersMost > 0 && view.openOrders >= rules.ordersMost) {
        return fmt::format("{} orders of {} are open, as many as the venue allows (MAX_NUM_ORDERS)", view.openOrders,
                           rules.symbol);
    }
    if (isStop(ticket.kind) && rules.stopOrdersMost > 0 && view.openStopOrders >= rules.stopOrdersMost) {
        return fmt::format("{} stops of {} are open, as many as the venue allows (MAX_NUM_ALGO_ORDERS)",
                           view.openStopOrders, rules.symbol);
    }
    return std::nullopt;
}

/// What the account would hold of the base if all of its buys filled.
Words positionFault(const OrderTicket& ticket, const SymbolRules& rules, const SymbolUnits& units,
                    const FilterView& view)
{
    if (ticket.side != Side::Buy || rules.heldMost <= 0 || !view.held) {
        return std::nullopt;
    }
    Int128 size = units.size(ticket.size).value_or(0);
    if (ticket.notional) {
        size = view.average && *view.average > 0 ? Int128{ticket.notional->e8} * one / *view.average : 0;
    }
    if (Int128{*view.held} + size <= rules.heldMost) {
        return std::nullopt;
    }
    return fmt::format("no more than {} {} may be held (MAX_POSITION); held or ordered are {}", e8Text(rules.heldMost),
                       rules.base, e8Text(*view.held));
}

Words pricesFault(const OrderTicket& ticket, const SymbolRules& rules, const SymbolUnits& units, const FilterView& view)
{
    const bool hasLimit = ticket.kind == OrderKind::Limit || ticket.kind == OrderKind::StopLimit;
    const bool hasStop = ticket.kind == OrderKind::Stop || ticket.kind == OrderKind::StopLimit;
    if (hasLimit != ticket.limit.has_value() || (hasStop && !ticket.stop)) {
        return std::string("its prices do not fit its kind");
    }
    if (hasLimit) {
        const auto price = units.price(*ticket.limit).value_or(0);
        if (auto fault = priceFault(price, rules, "limit")) {
            return fault;
        }
        if (view.average) {
            if (auto fault = percentFault(ticket.side, price, rules, *view.average)) {
                return fault;
            }
        }
    }
    return hasStop ? priceFault(units.price(*ticket.stop).value_or(0), rules, "trigger") : std::nullopt;
}

Words amountFault(const OrderTicket& ticket, const SymbolRules& rules, const SymbolUnits& units, const FilterView& view)
{
    const bool isAtMarket = fillsAtMarket(ticket.kind);
    if (ticket.notional) {
        return valueFault(Int128{ticket.notional->e8} * one, true, rules);
    }
    const std::int64_t size = units.size(ticket.size).value_or(0);
    if (size <= 0) {
        return std::string("the size is not above zero, or beyond all bounds");
    }
    if (auto fault = sizeFault(size, rules.sizeLeast, rules.sizeMost, rules.sizeStep, "LOT_SIZE")) {
        return fault;
    }
    if (isAtMarket) {
        if (auto fault = sizeFault(size, rules.marketLeast, rules.marketMost, rules.marketStep, "MARKET_LOT_SIZE")) {
            return fault;
        }
    }
    std::optional<std::int64_t> price = view.average;
    if (ticket.limit || ticket.stop) {
        price = units.price(ticket.limit ? *ticket.limit : *ticket.stop);
    }
    return price ? valueFault(Int128{*price} * size, isAtMarket, rules) : std::nullopt;
}

} // namespace

std::optional<std::int32_t> trailInBasisPoints(const OrderTicket& ticket)
{
    if (!ticket.trail || !ticket.stop || ticket.trail->count <= 0 || ticket.stop->count <= 0) {
        return std::nullopt;
    }
    const Int128 trail = ticket.trail->count;
    const Int128 from = Int128{ticket.stop->count} - trail * signOf(ticket.side);
    if (from <= 0) {
        return std::nullopt;
    }
    const Int128 points = (trail * 10'000 * 2 + from) / (from * 2);
    return points <= 10'000 ? std::optional(static_cast<std::int32_t>(points)) : std::nullopt;
}

std::optional<std::string> refusalOf(const OrderTicket& ticket, const SymbolRules& rules, const SymbolUnits& units,
                                     const FilterView& view)
{
    if (rules.status != SymbolStatus::Trading || !rules.isSpot) {
        return fmt::format("{} is not traded now", rules.symbol);
    }
    if (auto fault = kindFault(ticket, rules)) {
        return fault;
    }
    if (auto fault = pricesFault(ticket, rules, units, view)) {
        return fault;
    }
    if (ticket.kind == OrderKind::TrailingStop) {
        if (auto fault = trailFault(ticket, rules)) {
            return fault;
        }
    }
    if (auto fault = amountFault(ticket, rules, units, view)) {
        return fault;
    }
    if (auto fault = positionFault(ticket, rules, units, view)) {
        return fault;
    }
    return countFault(ticket, rules, view);
}

std::optional<std::string> listRefusalOf(const SymbolRules& rules, std::int32_t openLists)
{
    if (rules.listsMost == 0 || openLists < rules.listsMost) {
        return std::nullopt;
    }
    return fmt::format("{} pairs of {} are open, as many as the venue allows (MAX_NUM_ORDER_LISTS)", openLists,
                       rules.symbol);
}

} // namespace omni::brokers::binance

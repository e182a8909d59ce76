#include "core/trade/risk/rules/worth.h"

#include <algorithm>

namespace omni::risk {

namespace {

/// TickLotValue counts trillionths, Money hundred-millionths.
constexpr Int128 trillionthsPerUnit = 10'000;

void raise(std::optional<Int128>& worst, std::int64_t price) noexcept
{
    worst = std::max(worst.value_or(0), magnitude(price));
}

/// Value of what may be held in one direction. Orders by value add their amounts, whatever the lots turn out to be; of
/// a position on the other side they eat up nothing in their own favour.
std::optional<Money> valueHeld(const OrderCase& order, Int128 price, Int128 lots, Int128 amount) noexcept
{
    const auto held = quoteValue(order.instrument, price, std::max<Int128>(lots, 0));
    return held ? inBase(order.view, *held + amount) : std::nullopt;
}

} // namespace

std::optional<Int128> worstPrice(const OrderCase& order) noexcept
{
    std::optional<Int128> worst;
    const RiskView& view = order.view;
    if (view.reference) {
        raise(worst, view.reference->count);
    }
    if (view.quote && view.quote->hasBid) {
        raise(worst, view.quote->bid.count);
    }
    if (view.quote && view.quote->hasAsk) {
        raise(worst, view.quote->ask.count);
    }
    if (order.ticket.limit) {
        raise(worst, order.ticket.limit->count);
    }
    if (order.ticket.stop) {
        raise(worst, order.ticket.stop->count);
    }
    return worst;
}

std::optional<Int128> quoteValue(const market::Instrument& instrument, Int128 price, Int128 lots) noexcept
{
    const TickLotValue unit = instrument.tickLotValue;
    if (unit.e12 <= 0 || unit.divisor <= 0) {
        return std::nullopt;
    }
    const auto product = checkedProduct(price, lots);
    const auto value = product ? checkedProduct(*product, unit.e12) : std::nullopt;
    if (!value) {
        return std::nullopt;
    }
    return dividedUp(*value, trillionthsPerUnit * unit.divisor);
}

std::optional<Money> inBase(const RiskView& view, Int128 quoteE8) noexcept
{
    if (view.baseNumerator <= 0 || view.baseDenominator <= 0) {
        return std::nullopt;
    }
    auto value = std::optional<Int128>(quoteE8);
    if (view.baseNumerator != view.baseDenominator) {
        value = checkedProduct(quoteE8, view.baseNumerator);
        if (!value) {
            return std::nullopt;
        }
        value = dividedUp(*value, view.baseDenominator);
    }
    const auto e8 = narrowed(*value);
    return e8 ? std::optional(Money{*e8}) : std::nullopt;
}

std::optional<Int128> expectedLots(const OrderCase& order) noexcept
{
    if (!order.ticket.notional) {
        return order.ticket.size.count;
    }
    const TickLotValue unit = order.instrument.tickLotValue;
    if (!order.view.reference || order.view.reference->count == 0 || unit.e12 <= 0 || unit.divisor <= 0) {
        return std::nullopt;
    }
    // In trillionths of the currency, times the divisor.
    const auto amount = checkedProduct(Int128{order.ticket.notional->e8} * trillionthsPerUnit, Int128{unit.divisor});
    if (!amount) {
        return std::nullopt;
    }
    return *amount / (magnitude(order.view.reference->count) * unit.e12);
}

std::optional<Worth> worthOf(const OrderCase& order) noexcept
{
    const orders::OrderTicket& ticket = order.ticket;
    const InstrumentExposure& here = order.view.here;
    const auto price = worstPrice(order);
    if (!price) {
        return std::nullopt;
    }
    const Int128 lots = ticket.notional ? Int128{0} : Int128{ticket.size.count};
    const Int128 amount = ticket.notional ? Int128{ticket.notional->e8} : Int128{0};
    const bool buys = ticket.side == Side::Buy;
    const Int128 bought = Int128{here.buysByValue.e8} + (buys ? amount : 0);
    const Int128 sold = Int128{here.sellsByValue.e8} + (buys ? 0 : amount);

    const Int128 longLots = Int128{here.position.count} + here.openBuys.count + (buys ? lots : 0);
    const Int128 shortLots = Int128{here.openSells.count} - here.position.count + (buys ? 0 : lots);

    const auto own = valueHeld(order, *price, lots, amount);
    const auto longHere = valueHeld(order, *price, longLots, bought);
    const auto shortHere = valueHeld(order, *price, shortLots, sold);
    if (!own || !longHere || !shortHere) {
        return std::nullopt;
    }
    return Worth{*own, *longHere, *shortHere};
}

} // namespace omni::risk

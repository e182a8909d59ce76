#include "core/trade/risk/rules/venue_filter/venue_filter.h"

#include "core/trade/market/parts.h"
#include "core/trade/risk/rules/worth.h"

namespace omni::risk {

namespace {

/// A part of a step: at the market or with a limit of the day, and never where a stop is to stand behind it, which
/// could not protect it.
bool mayBePart(const OrderCase& order) noexcept
{
    const auto& ticket = order.ticket;
    const bool isAtOnce = ticket.kind == orders::OrderKind::Market
        || (ticket.kind == orders::OrderKind::Limit && orders::isOfTheDay(ticket.timeInForce));
    return market::takesParts(order.instrument) && isAtOnce && !order.view.protectiveStop;
}

std::optional<Refusal> checkSize(const OrderCase& order, Int128 lots) noexcept
{
    const market::Instrument& instrument = order.instrument;
    const auto refusal = [lots](Lots limit) { return Refusal{Rule::VenueFilter, limit.count, saturated(lots)}; };
    if (lots < instrument.smallest.count) {
        return refusal(instrument.smallest);
    }
    if (lots > instrument.largest.count) {
        return refusal(instrument.largest);
    }
    const Lots step = mayBePart(order) ? instrument.smallest : instrument.step;
    if (!order.ticket.notional && (step.count < 1 || lots % step.count != 0)) {
        return refusal(step);
    }
    return std::nullopt;
}

std::optional<Ticks> expectedPrice(const OrderCase& order) noexcept
{
    if (order.ticket.limit) {
        return order.ticket.limit;
    }
    return order.ticket.stop ? order.ticket.stop : order.view.reference;
}

std::optional<Refusal> checkValue(const OrderCase& order) noexcept
{
    const Money least = order.instrument.smallestValue;
    if (order.ticket.notional) {
        return *order.ticket.notional < least
            ? std::optional(Refusal{Rule::VenueFilter, least.e8, order.ticket.notional->e8})
            : std::nullopt;
    }
    const auto price = expectedPrice(order);
    if (least.e8 <= 0 || !price) {
        return std::nullopt;
    }
    const TickLotValue unit = order.instrument.tickLotValue;
    const auto value = checkedProduct(magnitude(price->count) * order.ticket.size.count, unit.e12);
    if (!value || unit.divisor <= 0) {
        return std::nullopt; // more than any least value; the rule Overflow speaks of it
    }
    const Int128 divisor = Int128{10'000} * unit.divisor;
    const auto bound = checkedProduct(least.e8, divisor);
    if (bound && *value >= *bound) {
        return std::nullopt;
    }
    return Refusal{Rule::VenueFilter, least.e8, saturated(*value / divisor)};
}

} // namespace

std::optional<Refusal> checkVenueFilter(const OrderCase& order) noexcept
{
    if (const auto lots = expectedLots(order)) {
        if (const auto refusal = checkSize(order, *lots)) {
            return refusal;
        }
    }
    return checkValue(order);
}

} // namespace omni::risk

#include "core/trade/risk/rules/venue_filter/venue_filter.h"

#include "core/trade/risk/rules/worth.h"

namespace omni::risk {

namespace {

std::optional<Refusal> checkSize(const market::Instrument& instrument, Int128 lots, bool isExact) noexcept
{
    const auto refusal = [lots](Lots limit) { return Refusal{Rule::VenueFilter, limit.count, saturated(lots)}; };
    if (lots < instrument.smallest.count) {
        return refusal(instrument.smallest);
    }
    if (lots > instrument.largest.count) {
        return refusal(instrument.largest);
    }
    if (isExact && (instrument.step.count < 1 || lots % instrument.step.count != 0)) {
        return refusal(instrument.step);
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
        if (const auto refusal = checkSize(order.instrument, *lots, !order.ticket.notional)) {
            return refusal;
        }
    }
    return checkValue(order);
}

} // namespace omni::risk

#include "core/edge/brokers/alpaca/executions.h"

#include "core/base/wide_int.h"

namespace omni::brokers::alpaca {

namespace {

/// value * 10^exponent in 128 bits.
std::optional<Int128> scaled(Int128 value, int exponent) noexcept
{
    for (; exponent > 0; --exponent) {
        const auto next = checkedProduct(value, 10);
        if (!next) {
            return std::nullopt;
        }
        value = *next;
    }
    return value;
}

/// Both above zero; halves up.
Int128 nearest(Int128 dividend, Int128 divisor) noexcept
{
    const Int128 whole = dividend / divisor;
    const Int128 rest = dividend % divisor;
    return rest >= divisor - rest ? whole + 1 : whole;
}

} // namespace

std::optional<Ticks> nearestTick(const market::Instrument& instrument, Decimal price) noexcept
{
    if (price.mantissa <= 0) {
        return std::nullopt;
    }
    const auto wanted = normalised(price);
    const auto tick = normalised(instrument.tickSize);
    const int shift = wanted.exponent - tick.exponent;
    if (shift < -30) {
        return std::nullopt;
    }
    const auto dividend = scaled(wanted.mantissa, shift > 0 ? shift : 0);
    const auto divisor = scaled(tick.mantissa, shift < 0 ? -shift : 0);
    if (!dividend || !divisor) {
        return std::nullopt;
    }
    const auto count = narrowed(nearest(*dividend, *divisor));
    return count && *count > 0 ? std::optional(Ticks{*count}) : std::nullopt;
}

std::optional<Money> valueOf(Decimal price, Decimal quantity) noexcept
{
    if (price.mantissa < 0 || quantity.mantissa < 0) {
        return std::nullopt;
    }
    const auto p = normalised(price);
    const auto q = normalised(quantity);
    const auto product = checkedProduct(Int128{p.mantissa}, q.mantissa);
    const int shift = p.exponent + q.exponent + 8;
    if (!product || shift < -36) {
        return std::nullopt;
    }
    const auto dividend = scaled(*product, shift > 0 ? shift : 0);
    const auto divisor = scaled(1, shift < 0 ? -shift : 0);
    if (!dividend || !divisor) {
        return std::nullopt;
    }
    const auto e8 = narrowed(nearest(*dividend, *divisor));
    return e8 ? std::optional(Money{*e8}) : std::nullopt;
}

Result<orders::Fill> fillFrom(const market::Instrument& instrument, const Execution& execution)
{
    if (execution.id.empty() || !orders::VenueFillId::fits(execution.id)) {
        return failure(Errc::Invalid, "the execution has no id that can be kept");
    }
    const auto price = nearestTick(instrument, execution.price);
    const auto size = market::lotsFrom(instrument, execution.size);
    const auto value = valueOf(execution.price, execution.size);
    if (!price || !size || size->count <= 0 || !value) {
        return failure(Errc::Invalid,
                       "an execution of " + decimalText(execution.size) + " " + instrument.symbol + " at "
                           + decimalText(execution.price) + " does not fit the increments");
    }
    orders::Fill fill;
    fill.instrument = instrument.id;
    fill.side = execution.side;
    fill.price = *price;
    fill.size = *size;
    fill.value = *value;
    fill.time = execution.time;
    fill.venueFillId = orders::VenueFillId(execution.id);
    return fill;
}

} // namespace omni::brokers::alpaca

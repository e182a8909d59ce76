#include "core/edge/brokers/alpaca/executions.h"

#include "core/base/wide_int.h"

#include <array>
#include <cstdint>

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

constexpr auto powersOfTen = [] {
    std::array<std::int64_t, 19> powers{};
    std::int64_t power = 1;
    for (auto& each : powers) {
        each = power;
        power *= &each == &powers.back() ? 1 : 10;
    }
    return powers;
}();

/// True: `count` is told, or it is none. False: this is not the way.
bool countsQuickly(Decimal value, Decimal increment, std::optional<std::int64_t>& count) noexcept
{
    const int shift = value.exponent - increment.exponent;
    if (increment.mantissa != 1 || shift > 18 || shift < -18) {
        return false;
    }
    const auto power = powersOfTen[static_cast<std::size_t>(shift < 0 ? -shift : shift)];
    std::int64_t product = 0;
    if (shift < 0) {
        count = value.mantissa % power == 0 ? std::optional(value.mantissa / power) : std::nullopt;
    } else if (!__builtin_mul_overflow(value.mantissa, power, &product)) {
        count = product;
    }
    return true;
}

} // namespace

std::optional<Ticks> exactTicks(const market::Instrument& instrument, Decimal price)
{
    std::optional<std::int64_t> count;
    if (countsQuickly(price, instrument.tickSize, count)) {
        return count ? std::optional(Ticks{*count}) : std::nullopt;
    }
    const auto ticks = market::ticksFrom(instrument, price);
    return ticks ? std::optional(*ticks) : std::nullopt;
}

std::optional<Lots> exactLots(const market::Instrument& instrument, Decimal quantity)
{
    std::optional<std::int64_t> count;
    if (countsQuickly(quantity, instrument.lotSize, count)) {
        return count ? std::optional(Lots{*count}) : std::nullopt;
    }
    const auto lots = market::lotsFrom(instrument, quantity);
    return lots ? std::optional(*lots) : std::nullopt;
}

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

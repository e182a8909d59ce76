#include "core/trade/portfolio/rates.h"

#include "core/base/wide_int.h"
#include "core/trade/portfolio/rate_table.h"

namespace omni::portfolio {

namespace {

std::optional<Money> moneyFrom(Int128 e8) noexcept
{
    const auto fitting = narrowed(e8);
    return fitting ? std::optional(Money{*fitting}) : std::nullopt;
}

bool isRate(Rate rate) noexcept
{
    return rate.numerator > 0 && rate.denominator > 0;
}

} // namespace

std::optional<Money> converted(Money amount, Rate rate) noexcept
{
    if (!isRate(rate)) {
        return std::nullopt;
    }
    return moneyFrom(dividedHalfEven(Int128{amount.e8} * rate.numerator, rate.denominator));
}

std::optional<Money> convertedUp(Money amount, Rate rate) noexcept
{
    if (!isRate(rate)) {
        return std::nullopt;
    }
    const Int128 product = Int128{amount.e8} * rate.numerator;
    return moneyFrom(product < 0 ? dividedDown(product, rate.denominator) : dividedUp(product, rate.denominator));
}

} // namespace omni::portfolio

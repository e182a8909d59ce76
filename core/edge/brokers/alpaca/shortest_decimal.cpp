#include "core/edge/brokers/alpaca/shortest_decimal.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <iterator>

namespace omni::brokers::alpaca {

namespace {

/// With as many decimals, or with fewer where zeros end it; false where the number has more.
///
/// Below fifteen digits each decimal has a double of its own, and the product is at most a quarter beside the count
/// that is meant. So a count whose double is the number is the only one, and fewer decimals mean it just where it ends
/// in zeros.
bool withDecimals(double number, double unit, int decimals, Decimal& told) noexcept
{
    const double scaled = number * unit;
    if (!(scaled >= 0 && scaled < 1e15)) {
        return false;
    }
    auto mantissa = static_cast<std::int64_t>(scaled + 0.5);
    if (static_cast<double>(mantissa) / unit != number) {
        return false;
    }
    for (; decimals > 0 && mantissa % 10 == 0; --decimals) {
        mantissa /= 10;
    }
    told.mantissa = mantissa;
    told.exponent = static_cast<std::int8_t>(-decimals);
    return true;
}

/// As fmt writes it, which is the shortest text that is read back as the same double.
bool byText(double number, Decimal& told)
{
    told = {};
    if (!std::isfinite(number)) {
        return false;
    }
    fmt::basic_memory_buffer<char, 40> text;
    fmt::format_to(std::back_inserter(text), "{}", number);
    const auto decimal = decimalFromText({text.data(), text.size()});
    if (decimal) {
        told = normalised(*decimal);
    }
    return decimal.has_value();
}

} // namespace

bool shortestDecimal(double number, Decimal& told)
{
    // What is not finite is no product below the bound, either.
    return withDecimals(number, 1e2, 2, told) || withDecimals(number, 1e9, 9, told) || byText(number, told);
}

} // namespace omni::brokers::alpaca

#include "core/trade/market/instrument.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace omni::market {

namespace {

/// Increments outside these decimals are a mistake of whoever typed them, and would leave 128 bits below.
constexpr int mostDecimals = 18;
/// With a divisor up to here every value that fits `Money` is computed without leaving 128 bits.
constexpr int mostDivisorDigits = 15;

constexpr std::size_t longestVenue = 32;
constexpr std::size_t longestSymbol = 64;
constexpr std::size_t longestCurrency = 16;

constexpr auto powersOfTen = [] {
    std::array<Int128, 39> powers{};
    Int128 power = 1;
    for (std::size_t i = 0; i < powers.size(); ++i) {
        powers[i] = power;
        if (i + 1 < powers.size()) {
            power *= 10;
        }
    }
    return powers;
}();

/// 10^digits, or nothing if it leaves 128 bits. `digits` is not negative.
std::optional<Int128> powerOfTen(int digits) noexcept
{
    const auto index = static_cast<std::size_t>(digits);
    return index < powersOfTen.size() ? std::optional(powersOfTen[index]) : std::nullopt;
}

/// Every power here is a double without error, so that one division is rounded once.
constexpr std::array<double, 23> exactPowers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

bool isLowerOrDigit(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool isVenue(std::string_view text) noexcept
{
    return !text.empty() && text.size() <= longestVenue
        && std::all_of(text.begin(), text.end(), [](char c) { return isLowerOrDigit(c) || c == '_' || c == '-'; });
}

/// Visible ASCII, without what separates names elsewhere ("binance:BTCUSDT", "a,b") or needs quoting in JSON.
bool isSymbol(std::string_view text) noexcept
{
    return !text.empty() && text.size() <= longestSymbol && std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c <= '~' && c != ':' && c != ',' && c != '"' && c != '\\';
    });
}

bool isCurrency(std::string_view text) noexcept
{
    return !text.empty() && text.size() <= longestCurrency
        && std::all_of(text.begin(), text.end(), [](char c) { return isLowerOrDigit(c) || (c >= 'A' && c <= 'Z'); });
}

bool isIncrement(Decimal value) noexcept
{
    return value.mantissa > 0 && value.exponent >= -mostDecimals && value.exponent <= mostDecimals;
}

/// Which field is out of its bounds; empty when none is.
std::string_view faultOf(const Instrument& instrument) noexcept
{
    if (instrument.version == 0) {
        return "version must be at least 1";
    }
    if (!isVenue(instrument.venue)) {
        return "venue must be 1 to 32 of a-z, 0-9, _ and -";
    }
    if (!isSymbol(instrument.symbol)) {
        return "symbol must be 1 to 64 visible ASCII characters without colon, comma, quote and backslash";
    }
    if (!isCurrency(instrument.quoteCurrency)) {
        return "quote currency must be 1 to 16 letters and digits";
    }
    if (!instrument.baseCurrency.empty()
        && (!isCurrency(instrument.baseCurrency) || instrument.baseCurrency == instrument.quoteCurrency)) {
        return "base currency must be empty, or 1 to 16 letters and digits and not the quote currency";
    }
    if (!isIncrement(instrument.tickSize)) {
        return "tick size must be above zero, with at most 18 decimals";
    }
    if (!isIncrement(instrument.lotSize)) {
        return "lot size must be above zero, with at most 18 decimals";
    }
    if (!isIncrement(instrument.contractSize)) {
        return "contract size must be above zero, with at most 18 decimals";
    }
    if (instrument.step.count < 1 || instrument.smallest.count < 1) {
        return "size step and smallest size must be at least one lot";
    }
    if (instrument.largest < instrument.smallest) {
        return "largest size must not be below the smallest";
    }
    if (instrument.smallestValue.e8 < 0) {
        return "smallest value must not be negative";
    }
    return {};
}

/// tick x lot x contract, exactly; nothing if it does not fit.
std::optional<TickLotValue> tickLotValueOf(const Instrument& instrument) noexcept
{
    const Decimal tick = normalised(instrument.tickSize);
    const Decimal lot = normalised(instrument.lotSize);
    const Decimal contract = normalised(instrument.contractSize);

    const Int128 tickByLot = Int128{tick.mantissa} * lot.mantissa;
    auto product = checkedProduct(tickByLot, contract.mantissa);
    if (!product) {
        return std::nullopt;
    }
    // Fives and twos of different increments meet to new tens: 0.25 x 0.4 = 0.1.
    int exponent = 12 + tick.exponent + lot.exponent + contract.exponent;
    while (*product % 10 == 0) {
        *product /= 10;
        ++exponent;
    }
    Int128 divisor = 1;
    if (exponent >= 0) {
        const auto power = powerOfTen(exponent);
        product = power ? checkedProduct(*product, *power) : std::nullopt;
    } else if (-exponent <= mostDivisorDigits) {
        divisor = powersOfTen[static_cast<std::size_t>(-exponent)];
    } else {
        return std::nullopt;
    }
    const auto e12 = product ? narrowed(*product) : std::nullopt;
    return e12 ? std::optional(TickLotValue{*e12, static_cast<std::int64_t>(divisor)}) : std::nullopt;
}

/// count x increment as plain text with the decimals that the increment has.
std::string textOf(std::int64_t count, Decimal increment)
{
    const Int128 product = Int128{count} * increment.mantissa;
    const bool negative = product < 0;
    auto rest = negative ? -static_cast<UInt128>(product) : static_cast<UInt128>(product);

    std::string reversed;
    const int decimals = std::max<int>(0, -increment.exponent);
    for (int digits = 0; rest != 0 || digits <= decimals; ++digits) {
        if (digits == decimals && decimals > 0) {
            reversed += '.';
        }
        reversed += static_cast<char>('0' + static_cast<int>(rest % 10));
        rest /= 10;
    }
    if (negative) {
        reversed += '-';
    }
    std::string text(reversed.rbegin(), reversed.rend());
    if (increment.exponent > 0 && product != 0) {
        text.append(static_cast<std::size_t>(increment.exponent), '0');
    }
    return text;
}

/// `value` as a count of `increment`, exactly.
Result<std::int64_t> countFrom(Decimal value, Decimal increment)
{
    const Decimal wanted = normalised(value);
    const Decimal unit = normalised(increment);
    const int shift = wanted.exponent - unit.exponent;

    const auto power = powerOfTen(shift < 0 ? -shift : shift);
    const auto dividend = shift > 0 && power ? checkedProduct(wanted.mantissa, *power) : Int128{wanted.mantissa};
    const auto divisor = shift < 0 && power ? checkedProduct(unit.mantissa, *power) : Int128{unit.mantissa};
    if (wanted.mantissa == 0) {
        return 0;
    }
    if (shift > 0 && (!power || !dividend)) {
        return failure(Errc::Overflow, decimalText(value) + " is too large");
    }
    // A divisor beyond 128 bits is finer than any 64-bit mantissa: `value` has digits below the increment.
    if (shift < 0 && (!power || !divisor)) {
        return failure(Errc::Invalid, decimalText(value) + " is not a multiple of " + decimalText(increment));
    }
    if (*dividend % *divisor != 0) {
        return failure(Errc::Invalid, decimalText(value) + " is not a multiple of " + decimalText(increment));
    }
    const auto count = narrowed(*dividend / *divisor);
    if (!count) {
        return failure(Errc::Overflow, decimalText(value) + " is too large");
    }
    return *count;
}

double numberOf(std::int64_t count, Decimal increment) noexcept
{
    std::int64_t narrow = 0;
    const double product = __builtin_mul_overflow(count, increment.mantissa, &narrow)
        ? static_cast<double>(Int128{count} * increment.mantissa)
        : static_cast<double>(narrow);
    return increment.exponent < 0 ? product / exactPowers[static_cast<std::size_t>(-increment.exponent)]
                                  : product * exactPowers[static_cast<std::size_t>(increment.exponent)];
}

} // namespace

Result<Instrument> completed(Instrument instrument)
{
    if (const auto fault = faultOf(instrument); !fault.empty()) {
        return failure(Errc::Invalid, instrument.name() + ": " + std::string(fault));
    }
    const auto value = tickLotValueOf(instrument);
    if (!value) {
        return failure(Errc::Overflow, instrument.name() + ": tick x lot x contract does not fit exactly");
    }
    instrument.tickLotValue = *value;
    return instrument;
}

std::string priceText(const Instrument& instrument, Ticks price)
{
    return textOf(price.count, instrument.tickSize);
}

std::string quantityText(const Instrument& instrument, Lots size)
{
    return textOf(size.count, instrument.lotSize);
}

Result<Ticks> ticksFrom(const Instrument& instrument, Decimal price)
{
    return countFrom(price, instrument.tickSize).map([](std::int64_t count) { return Ticks{count}; });
}

Result<Lots> lotsFrom(const Instrument& instrument, Decimal quantity)
{
    return countFrom(quantity, instrument.lotSize).map([](std::int64_t count) { return Lots{count}; });
}

double priceNumber(const Instrument& instrument, Ticks price) noexcept
{
    return numberOf(price.count, instrument.tickSize);
}

double quantityNumber(const Instrument& instrument, Lots size) noexcept
{
    return numberOf(size.count, instrument.lotSize);
}

} // namespace omni::market

#include "core/edge/sandbox/exchange/listing.h"

#include "core/base/decimal.h"

#include <array>
#include <cassert>

namespace omni::sandbox {

namespace {

std::int64_t unitsOf(Decimal value) noexcept
{
    std::int64_t units = value.mantissa;
    for (int i = -8; i < value.exponent; ++i) {
        units *= 10;
    }
    return units;
}

} // namespace

std::string amountText(Money amount)
{
    const bool isNegative = amount.e8 < 0;
    const auto size = isNegative ? 0 - static_cast<std::uint64_t>(amount.e8) : static_cast<std::uint64_t>(amount.e8);
    // By hand, because each message of a stream has two to four of them.
    std::array<char, 24> digits; // a sign, 12 digits of the whole, the point, 8 behind it
    char* first = digits.data() + digits.size();
    std::uint64_t rest = size;
    for (int place = 0; place < 9 || rest > 0; ++place) {
        if (place == 8) {
            *--first = '.';
        }
        *--first = static_cast<char>('0' + rest % 10);
        rest /= 10;
    }
    if (isNegative) {
        *--first = '-';
    }
    return {first, digits.data() + digits.size()};
}

std::string shortAmountText(Money amount, int least)
{
    std::string text = amountText(amount);
    const auto point = text.find('.');
    const auto keep = point + 1 + static_cast<std::size_t>(least);
    while (text.size() > keep && text.back() == '0') {
        text.pop_back();
    }
    if (text.back() == '.') {
        text.pop_back();
    }
    return text;
}

Result<Money> amountFrom(std::string_view text)
{
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    auto rest = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    const auto areDigits
        = [](std::string_view part) { return part.find_first_not_of("0123456789") == std::string_view::npos; };
    if (whole.size() + rest.size() == 0 || !areDigits(whole) || !areDigits(rest) || text.size() > 40) {
        return failure(Errc::Invalid, "it is no decimal number");
    }
    while (rest.size() > 8 && rest.back() == '0') {
        rest.remove_suffix(1);
    }
    if (rest.size() > 8) {
        return failure(Errc::Overflow, "it has more than eight decimals");
    }
    std::string digits = std::string(whole) + std::string(rest) + std::string(8 - rest.size(), '0');
    std::int64_t value = 0;
    for (const char digit : digits) {
        if (value > (INT64_MAX / 10 - 10)) {
            return failure(Errc::Overflow, "it is too large");
        }
        value = value * 10 + (digit - '0');
    }
    return Money{value};
}

Listing listingOf(const sim::Profile& profile, std::size_t index, std::string base, std::string quote,
                  bool isAlwaysOpen)
{
    Listing made;
    made.symbol = profile.symbol;
    made.base = std::move(base);
    made.quote = std::move(quote);
    made.isShare = profile.sessions == market::Sessions::UsEquities;
    made.instrument.id = {index + 1};
    made.instrument.venue = "sandbox";
    made.instrument.symbol = made.symbol;
    made.instrument.quoteCurrency = made.quote;
    made.instrument.tickSize = profile.tickSize;
    made.instrument.lotSize = profile.lotSize;
    made.instrument.largest = made.largest;
    made.instrument.sessions = isAlwaysOpen ? market::Sessions::AlwaysOpen : profile.sessions;
    if (auto whole = market::completed(made.instrument)) {
        made.instrument = *whole;
    }
    made.tickUnit = unitsOf(profile.tickSize);
    made.lotUnit = unitsOf(profile.lotSize);
    // Listed increments are chosen so that this division leaves nothing.
    assert(made.tickUnit * made.lotUnit % 100'000'000 == 0);
    made.valueUnit = made.tickUnit * made.lotUnit / 100'000'000;
    if (made.isShare) {
        made.leastValue = {1};
        made.largest = {1'000'000};
        made.largestAtMarket = {1'000'000};
    }
    return made;
}

// Ticks are chosen as in the market of the demonstration: a minute moves the price by about ten of them.
std::vector<BuiltIn> builtInCoins()
{
    using market::Sessions;
    return {
        {{"BTCUSDT", Sessions::AlwaysOpen, {1, 0}, {1, -5}, 63'400, 0.00026, 0.25, 16, 18'000, 1'000}, "BTC", "USDT"},
        {{"ETHUSDT", Sessions::AlwaysOpen, {1, -1}, {1, -4}, 34'900, 0.00032, 0.30, 12, 25'000, 1'000}, "ETH", "USDT"},
        {{"BNBUSDT", Sessions::AlwaysOpen, {1, -1}, {1, -3}, 5'800, 0.00090, 0.30, 9, 9'000, 1'000}, "BNB", "USDT"},
        {{"SOLUSDT", Sessions::AlwaysOpen, {1, -2}, {1, -3}, 14'600, 0.00060, 0.30, 9, 40'000, 1'000}, "SOL", "USDT"},
        {{"XRPUSDT", Sessions::AlwaysOpen, {1, -4}, {1, -1}, 22'300, 0.00045, 0.30, 9, 20'000, 1'000}, "XRP", "USDT"},
    };
}

std::vector<BuiltIn> builtInShares()
{
    std::vector<BuiltIn> made;
    for (const sim::Profile& profile : sim::profiles()) {
        BuiltIn one{profile, std::string(profile.symbol), "USD"};
        if (profile.symbol == "BTCUSD") {
            one.profile.symbol = "BTC/USD";
            one.base = "BTC";
        } else if (profile.symbol == "ETHUSD") {
            one.profile.symbol = "ETH/USD";
            one.base = "ETH";
        }
        made.push_back(one);
    }
    return made;
}

} // namespace omni::sandbox

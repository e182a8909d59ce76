#include "core/edge/sandbox/exchange/recorded_listing.h"

#include "core/base/wide_int.h"

#include <algorithm>

namespace omni::sandbox {

namespace {

struct Names {
    std::string base, quote;
    bool isShare = false;
};

bool areCapitals(std::string_view text) noexcept
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
}

std::optional<Names> namesOf(const market::Instrument& fed)
{
    const std::string& symbol = fed.symbol;
    if (const auto slash = symbol.find('/'); slash != std::string::npos) {
        Names names{symbol.substr(0, slash), symbol.substr(slash + 1)};
        return areCapitals(names.base) && areCapitals(names.quote) ? std::optional(names) : std::nullopt;
    }
    if (!areCapitals(symbol)) {
        return std::nullopt;
    }
    // Nobody may have said in what a file is quoted; these three end no share's symbol.
    for (const std::string_view quote : {std::string_view(fed.quoteCurrency), std::string_view("USDT"),
                                         std::string_view("USDC"), std::string_view("FDUSD")}) {
        if (!quote.empty() && symbol.size() >= quote.size() + 2 && symbol.ends_with(quote)) {
            return Names{symbol.substr(0, symbol.size() - quote.size()), std::string(quote)};
        }
    }
    return fed.quoteCurrency == "USD" && symbol.size() <= 5 ? std::optional(Names{symbol, "USD", true}) : std::nullopt;
}

/// In 10^-8; zero where that is no whole number that fits.
std::int64_t unitsOf(Decimal value) noexcept
{
    Int128 units = value.mantissa;
    int exponent = value.exponent + 8;
    for (; exponent > 0 && units < Int128{1} << 62; --exponent) {
        units *= 10;
    }
    for (; exponent < 0 && units % 10 == 0 && units > 0; ++exponent) {
        units /= 10;
    }
    return exponent == 0 && units < Int128{1} << 62 ? static_cast<std::int64_t>(units) : 0;
}

} // namespace

Result<std::optional<Listing>> recordedListing(const market::Instrument& fed, Spelling spelling, std::size_t index)
{
    const auto names = namesOf(fed);
    if (!names || (spelling == Spelling::Joined) == (names->quote == "USD")) {
        return std::optional<Listing>();
    }
    Listing made;
    made.base = names->base;
    made.quote = names->quote;
    made.isShare = names->isShare;
    made.symbol
        = names->isShare ? names->base : names->base + (spelling == Spelling::Slashed ? "/" : "") + names->quote;
    made.tickUnit = unitsOf(fed.tickSize);
    made.lotUnit = unitsOf(fed.lotSize);
    const Int128 value = Int128{made.tickUnit} * made.lotUnit;
    if (value == 0 || value % 100'000'000 != 0 || value / 100'000'000 > Int128{1'000'000'000'000}) {
        return failure(Errc::Invalid,
                       fed.name()
                           + ": a lot at a price of one tick is worth no multiple of 0.00000001, so that the "
                             "paper exchange cannot keep exact books of it");
    }
    made.valueUnit = static_cast<std::int64_t>(value / 100'000'000);
    made.instrument = fed;
    made.instrument.id = {index + 1};
    made.instrument.venue = "sandbox";
    made.instrument.symbol = made.symbol;
    made.instrument.quoteCurrency = made.quote;
    made.instrument.contractSize = {1, 0};
    made.instrument.largest = made.largest;
    made.instrument.sessions = market::Sessions::AlwaysOpen;
    auto whole = market::completed(made.instrument);
    if (!whole) {
        return tl::unexpected(whole.error());
    }
    made.instrument = std::move(*whole);
    if (made.isShare) {
        made.leastValue = {1};
        made.largest = made.largestAtMarket = {1'000'000};
    }
    return std::optional(std::move(made));
}

} // namespace omni::sandbox

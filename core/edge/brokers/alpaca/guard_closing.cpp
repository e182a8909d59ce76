#include "core/edge/brokers/alpaca/guard_closing.h"

#include "core/base/wide_int.h"
#include "core/edge/brokers/alpaca/wire_bars.h"
#include "core/edge/brokers/alpaca/wire_market.h"

#include <algorithm>
#include <optional>

namespace omni::brokers::alpaca {

namespace {

constexpr int closingDigits = 9; // finer than any price or size of the venue
constexpr std::int64_t wholeUnit = 1'000'000'000;
constexpr std::int64_t wholeBp = 10'000;
constexpr Duration mostAhead = seconds(2); // clocks differ

std::optional<std::int64_t> scaledOf(const Decimal& value)
{
    const auto scaled = scaledFromText(decimalText(value), closingDigits);
    return scaled ? std::optional(*scaled) : std::nullopt;
}

/// Keeps the first quote of one symbol.
class OneQuote final : public MarketHandler
{
public:
    explicit OneQuote(std::string_view symbol)
        : m_symbol(symbol)
    {
    }
    void on(const QuoteMessage& quote) override
    {
        if (quote.symbol == m_symbol && !hasQuote) {
            hasQuote = true;
            bid = scaledOf(quote.bid).value_or(0);
            ask = scaledOf(quote.ask).value_or(0);
            time = quote.time;
        }
    }
    void on(const TradeMessage&) override { }
    void on(const BarMessage&) override { }
    void on(const StatusMessage&) override { }
    void on(const BookMessage&) override { }
    void on(const ErrorMessage&) override { }
    void onSuccess(std::string_view) override { }
    void onSubscription() override { }
    void onUnused(char) override { }
    void onUnknown() override { }
    void onMalformed() override { }

    bool hasQuote = false;
    std::int64_t bid = 0, ask = 0;
    Timestamp time;

private:
    std::string_view m_symbol;
};

std::int64_t tickOf(const AssetImage& asset, std::int64_t price)
{
    if (isCrypto(asset.symbol)) {
        const auto increment = asset.priceIncrement ? scaledOf(*asset.priceIncrement) : std::nullopt;
        return std::max<std::int64_t>(1, increment.value_or(1));
    }
    return price < wholeUnit ? wholeUnit / 10'000 : wholeUnit / 100; // order_rules.h
}

std::int64_t stepOf(const AssetImage& asset)
{
    if (isCrypto(asset.symbol)) {
        const auto increment = asset.sizeIncrement ? scaledOf(*asset.sizeIncrement) : std::nullopt;
        return std::max<std::int64_t>(1, increment.value_or(1));
    }
    return wholeUnit; // a fraction is for orders of the day, which would rest
}

} // namespace

Result<OrderWish> closingWish(const GuardedClosing& closing, const AssetImage& asset, std::string_view latestQuotes,
                              Timestamp now)
{
    OneQuote quote(closing.position.symbol);
    if (const auto read = latestQuotesFrom(latestQuotes, quote); !read) {
        return failure(Errc::NotFound, read.error().detail); // the next answer may be one
    }
    const bool isFresh = quote.hasQuote && now - quote.time <= closing.mostQuoteAge && quote.time - now <= mostAhead;
    if (!isFresh || quote.bid <= 0 || quote.ask <= quote.bid) {
        return failure(Errc::NotFound, "there is no fresh quote with two sides");
    }
    const auto held = scaledOf(closing.position.size);
    if (!held || *held == 0 || closing.collarBp < 0 || closing.collarBp >= wholeBp) {
        return failure(Errc::Invalid, "nothing is held that could be closed");
    }
    const bool sells = *held > 0;
    const std::int64_t size = (sells ? *held : -*held) / stepOf(asset) * stepOf(asset);
    if (size <= 0) {
        return failure(Errc::Invalid, "it is less than the venue trades at once");
    }
    const auto worst = sells ? narrowed(Int128{quote.bid} * (wholeBp - closing.collarBp) / wholeBp)
                             : narrowed(Int128{quote.ask} * (wholeBp + closing.collarBp) / wholeBp);
    const std::int64_t tick = tickOf(asset, worst.value_or(0));
    // Towards the quote: never beyond the collar.
    const std::int64_t limit = sells ? (worst.value_or(0) + tick - 1) / tick * tick : worst.value_or(0) / tick * tick;
    if (limit <= 0) {
        return failure(Errc::Invalid, "the collar leaves no price");
    }
    OrderWish wish;
    wish.symbol = closing.position.symbol;
    wish.clientId = closing.name;
    wish.side = sells ? Side::Sell : Side::Buy;
    wish.size = scaledText(size, closingDigits);
    wish.type = "limit";
    wish.timeInForce = "ioc";
    wish.limit = scaledText(limit, closingDigits);
    if (!isCrypto(asset.symbol)) {
        wish.intent = sells ? "sell_to_close" : "buy_to_close";
    }
    return wish;
}

} // namespace omni::brokers::alpaca

// A small portfolio to change one thing of: dollars, euros and a coin; a share in cents and two coins.

#pragma once

#include "core/base/seeded_random.h"
#include "core/trade/portfolio/portfolio.h"

#include <QTest>

namespace omni::portfolio {

inline constexpr std::int64_t oneDollar = 100'000'000; // of Money::e8
inline constexpr CurrencyId usd{1};
inline constexpr CurrencyId eur{2};
inline constexpr CurrencyId bnb{3};
inline constexpr InstrumentId share{1}; ///< A tick is a cent, a lot a share.
inline constexpr InstrumentId coin{2}; ///< A tick is a cent, a lot a thousandth. In dollars.
inline constexpr InstrumentId euroShare{3};
inline constexpr AccountId account{1};
inline constexpr Timestamp noon{1'700'000'000'000'000'000};

inline market::Instrument instrumentOf(InstrumentId id, const char* symbol, const char* quote, Decimal lot)
{
    market::Instrument instrument;
    instrument.id = id;
    instrument.venue = "test";
    instrument.symbol = symbol;
    instrument.quoteCurrency = quote;
    instrument.tickSize = {1, -2};
    instrument.lotSize = lot;
    return market::completed(instrument).value();
}

inline Portfolio aTypicalPortfolio(CostMethod method = CostMethod::Fifo)
{
    Portfolio portfolio(method);
    for (const char* code : {"USD", "EUR", "BNB"}) {
        if (!portfolio.defineCurrency(code)) {
            qFatal("a currency");
        }
    }
    if (!portfolio.defineInstrument(instrumentOf(share, "ACME", "USD", {1, 0}))
        || !portfolio.defineInstrument(instrumentOf(coin, "COIN", "USD", {1, -3}))
        || !portfolio.defineInstrument(instrumentOf(euroShare, "AG", "EUR", {1, 0}))) {
        qFatal("an instrument");
    }
    return portfolio;
}

/// `size` shares at `dollars`, without a fee.
inline orders::Fill fillOf(Side side, std::int64_t size, std::int64_t dollars, Money fee = {})
{
    orders::Fill fill;
    fill.instrument = share;
    fill.account = account;
    fill.side = side;
    fill.price = {dollars * 100};
    fill.size = {size};
    fill.value = {size * dollars * oneDollar};
    fill.fee = fee;
    fill.feeCurrency = usd;
    fill.time = noon;
    return fill;
}

/// Any fill: value and fee are what the venue says, of no round price.
inline orders::Fill drawnFill(SeededRandom& random, std::uint64_t instruments = 3)
{
    orders::Fill fill;
    fill.instrument = {1 + random.below(instruments)};
    fill.account = {1 + random.below(2)};
    fill.side = random.below(2) == 0 ? Side::Buy : Side::Sell;
    fill.price = {1 + static_cast<std::int64_t>(random.below(100'000))};
    fill.size = {1 + static_cast<std::int64_t>(random.below(10))};
    fill.value = {static_cast<std::int64_t>(random.below(1'000'000'007))};
    fill.fee = {static_cast<std::int64_t>(random.below(1'000'003)) - 200'000};
    fill.feeCurrency = {1 + random.below(3)};
    fill.time = noon + seconds(static_cast<std::int64_t>(random.below(1'000)));
    return fill;
}

template<class Saved> Bytes bytesOf(const Saved& saved)
{
    Bytes bytes;
    ByteWriter out(bytes);
    saved.save(out);
    return bytes;
}

} // namespace omni::portfolio

#include "core/edge/brokers/alpaca/market_fields.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace omni::brokers::alpaca {

namespace {

using F = FigureField;

bool hasAll(const MarketFields& fields, std::initializer_list<F> needed) noexcept
{
    return std::all_of(needed.begin(), needed.end(), [&fields](F field) {
        return (fields.has >> static_cast<unsigned>(field) & 1U) != 0 && fields[field].mantissa >= 0;
    });
}

bool isSoundBook(const std::vector<BookLevel>& levels) noexcept
{
    return std::all_of(levels.begin(), levels.end(),
                       [](const BookLevel& level) { return level.price.mantissa > 0 && level.size.mantissa >= 0; });
}

void deliverTrade(const MarketFields& fields, MarketHandler& handler)
{
    if (!hasAll(fields, {F::p, F::s}) || fields[F::p].mantissa == 0) {
        return handler.onMalformed();
    }
    const auto aggressor = fields.takerSide == "B" ? market::Aggressor::Buyer
        : fields.takerSide == "S"                  ? market::Aggressor::Seller
                                                   : market::Aggressor::Unknown;
    const char tape = fields.tape.size() == 1 ? fields.tape[0] : '\0';
    handler.on(
        TradeMessage{fields.symbol, fields[F::p], fields[F::s], *fields.time, aggressor, fields.conditions, tape});
}

void deliverQuote(const MarketFields& fields, MarketHandler& handler)
{
    if (!hasAll(fields, {F::bp, F::bs, F::ap, F::as})) {
        return handler.onMalformed();
    }
    handler.on(QuoteMessage{fields.symbol, fields[F::bp], fields[F::bs], fields[F::ap], fields[F::as], *fields.time});
}

void deliverBar(const MarketFields& fields, MarketHandler& handler)
{
    const bool isCountable = fields.trades >= 0 && fields.trades <= 4'000'000'000;
    if (!hasAll(fields, {F::o, F::h, F::l, F::c}) || !isCountable || !std::isfinite(fields.volume)
        || fields.volume < 0) {
        return handler.onMalformed();
    }
    handler.on(BarMessage{fields.symbol, fields.kind[0], fields[F::o], fields[F::h], fields[F::l], fields[F::c],
                          fields.volume, static_cast<std::uint32_t>(fields.trades), *fields.time});
}

void deliverMarket(const MarketFields& fields, MarketHandler& handler)
{
    const char kind = fields.kind[0];
    if (kind == 'l' || kind == 'c' || kind == 'x') {
        return handler.onUnused(kind);
    }
    if (fields.symbol.empty() || !fields.time) {
        return handler.onMalformed();
    }
    switch (kind) {
    case 't':
        return deliverTrade(fields, handler);
    case 'q':
        return deliverQuote(fields, handler);
    case 'b':
    case 'u':
    case 'd':
        return deliverBar(fields, handler);
    case 's':
        return handler.on(StatusMessage{fields.symbol, fields.statusCode, *fields.time});
    default:
        if (!isSoundBook(fields.bids) || !isSoundBook(fields.asks)) {
            return handler.onMalformed();
        }
        return handler.on(BookMessage{fields.symbol, *fields.time, fields.isReset, fields.bids, fields.asks});
    }
}

} // namespace

void deliver(const MarketFields& fields, MarketHandler& handler)
{
    if (!fields.isSound || fields.kind.empty()) {
        return handler.onMalformed();
    }
    if (fields.kind == "success") {
        return handler.onSuccess(fields.words);
    }
    if (fields.kind == "subscription") {
        return handler.onSubscription();
    }
    if (fields.kind == "error") {
        return handler.on(ErrorMessage{fields.code, fields.words});
    }
    constexpr std::string_view known = "tqbudslcxo";
    if (fields.kind.size() != 1 || known.find(fields.kind[0]) == std::string_view::npos) {
        return handler.onUnknown();
    }
    deliverMarket(fields, handler);
}

} // namespace omni::brokers::alpaca

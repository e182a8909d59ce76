// Trades, quotes, bars and books as market data shows them, in JSON or MessagePack.
//
// Of shares only whole ones are told: a trade of less is not printed, and a level of less counts as one.

#pragma once

#include "core/edge/sandbox/alpaca/data_text.h"
#include "core/edge/sandbox/exchange/exchange.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace omni::sandbox::alpaca {

struct QuoteMark {
    std::uint64_t number = 0; ///< From 1 on for each listing.
    Timestamp at;
    Touch touch;
};

inline constexpr std::int64_t oneShare = 100'000'000;

/// Whether it shows in the tape of its listing.
[[nodiscard]] inline bool isPrinted(const Listing& listing, Lots size) noexcept
{
    return !listing.isShare || listing.quantityOf(size).e8 >= oneShare;
}

template<class Text> void writeSize(Text& to, const Listing& listing, Lots size)
{
    const Money quantity = listing.quantityOf(size);
    if (listing.isShare) {
        to.integer(size.count > 0 ? std::max<std::int64_t>(1, quantity.e8 / oneShare) : 0);
    } else {
        to.amount(quantity);
    }
}

/// Members of an object that is open.
template<class Text> void writeTrade(Text& to, const Listing& listing, const PublicTrade& trade)
{
    to.key("t");
    to.time(trade.at);
    to.key("p");
    to.amount(listing.priceOf(trade.price));
    to.key("s");
    writeSize(to, listing, trade.size);
    to.key("i");
    to.integer(static_cast<std::int64_t>(trade.id));
    if (!listing.isShare) {
        to.key("tks");
        to.text(trade.buyerIsMaker ? "S" : "B");
        return;
    }
    to.key("x");
    to.text("V");
    to.key("c");
    to.array();
    to.text("@");
    to.end();
    to.key("z");
    to.text("C");
}

template<class Text> void writeQuote(Text& to, const Listing& listing, const QuoteMark& quote)
{
    const Touch& touch = quote.touch;
    to.key("t");
    to.time(quote.at);
    to.key("bp");
    to.amount(touch.hasBid ? listing.priceOf(touch.bid) : Money{});
    to.key("bs");
    writeSize(to, listing, touch.hasBid ? touch.bidSize : Lots{});
    to.key("ap");
    to.amount(touch.hasAsk ? listing.priceOf(touch.ask) : Money{});
    to.key("as");
    writeSize(to, listing, touch.hasAsk ? touch.askSize : Lots{});
    if (!listing.isShare) {
        return;
    }
    to.key("bx");
    to.text("V");
    to.key("ax");
    to.text("V");
    to.key("c");
    to.array();
    to.text("R");
    to.end();
    to.key("z");
    to.text("C");
}

template<class Text> void writeBar(Text& to, const Listing& listing, const VenueBar& bar)
{
    const auto price = [&](std::string_view name, Ticks value) {
        to.key(name);
        to.amount(listing.priceOf(value));
    };
    to.key("t");
    to.time(bar.opened);
    price("o", bar.open);
    price("h", bar.high);
    price("l", bar.low);
    price("c", bar.close);
    to.key("v");
    const Money volume = listing.quantityOf(bar.volume);
    listing.isShare ? to.integer(volume.e8 / oneShare) : to.amount(volume);
    to.key("n");
    to.integer(static_cast<std::int64_t>(bar.trades));
    to.key("vw");
    // value / volume in 10^-8, half to even
    to.amount(volume.e8 > 0
                  ? Money{static_cast<std::int64_t>(dividedHalfEven(Int128{bar.value.e8} * 100'000'000, volume.e8))}
                  : listing.priceOf(bar.close));
}

template<class Text> void writeLevel(Text& to, const Listing& listing, Ticks price, Lots size)
{
    to.object();
    to.key("p");
    to.amount(listing.priceOf(price));
    to.key("s");
    to.amount(listing.quantityOf(size));
    to.end();
}

} // namespace omni::sandbox::alpaca

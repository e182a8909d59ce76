// The two busiest messages of a data stream, a trade and a quote, as a scan finds them in the form in which the venue
// writes them. For the scans alone (json_scan.h, msgpack_scan.h).
//
// A scan takes no decision: what it does not know, what comes twice and what cannot be is not for it, but for the
// reader of all messages, which says what it amounts to.

#pragma once

#include "core/edge/brokers/alpaca/wire_market.h"

#include <cstdint>
#include <string_view>

namespace omni::brokers::alpaca {

/// A key of one to three characters as a number, to be switched over. A one before them keeps keys of different lengths
/// apart, also where zeros are in them.
[[nodiscard]] constexpr std::uint32_t keyCode(std::string_view key) noexcept
{
    std::uint32_t code = 1;
    for (const char each : key) {
        code = code << 8U | static_cast<unsigned char>(each);
    }
    return code;
}

struct ScannedFields {
    enum : std::uint32_t {
        Price = 1U << 0U,
        Size = 1U << 1U,
        Bid = 1U << 2U,
        BidSize = 1U << 3U,
        Ask = 1U << 4U,
        AskSize = 1U << 5U,
        Symbol = 1U << 6U,
        Time = 1U << 7U,
        Taker = 1U << 8U,
        Id = 1U << 9U,
        Exchange = 1U << 10U,
        BidExchange = 1U << 11U,
        AskExchange = 1U << 12U,
        Conditions = 1U << 13U,
        Tape = 1U << 14U,
    };
    char kind = 0; ///< The value of "T".
    std::uint32_t seen = 0;
    std::string_view symbol, taker, tape;
    Timestamp time;
    TradeMessage trade;
    QuoteMessage quote;

    /// False: it was there before.
    [[nodiscard]] bool isNew(std::uint32_t field) noexcept
    {
        const bool is = (seen & field) == 0;
        seen |= field;
        return is;
    }
    /// A trade or a quote with all that it needs, and a price that can be. Figures are never below zero here. What else
    /// it has is known, sound and not used.
    [[nodiscard]] bool isMessage() const noexcept
    {
        if (symbol.empty()) {
            return false;
        }
        if (kind == 't') {
            return hasAll(Symbol | Time | Price | Size) && trade.price.mantissa > 0;
        }
        return kind == 'q' && hasAll(Symbol | Time | Bid | BidSize | Ask | AskSize);
    }
    /// Tells of a message that is one.
    void tell(MarketHandler& handler)
    {
        if (kind == 'q') {
            quote.symbol = symbol;
            quote.time = time;
            return handler.on(quote);
        }
        trade.symbol = symbol;
        trade.time = time;
        if (taker.size() == 1) {
            trade.aggressor = taker[0] == 'B' ? market::Aggressor::Buyer
                : taker[0] == 'S'             ? market::Aggressor::Seller
                                              : market::Aggressor::Unknown;
        }
        trade.tape = tape.size() == 1 ? tape[0] : '\0';
        handler.on(trade);
    }

private:
    [[nodiscard]] bool hasAll(std::uint32_t needed) const noexcept
    {
        return (seen & needed) == needed;
    }
};

/// Reads the value of a key. `Source` gives values: each of its functions is false where the next value is of another
/// kind or written in another way. Figures are never below zero. False: it is not for a scan.
template<class Source> [[nodiscard]] bool readField(Source& source, std::uint32_t key, ScannedFields& fields)
{
    using F = ScannedFields;
    switch (key) {
    case keyCode("S"):
        return fields.isNew(F::Symbol) && source.text(fields.symbol);
    case keyCode("t"):
        return fields.isNew(F::Time) && source.time(fields.time);
    case keyCode("p"):
        return fields.isNew(F::Price) && source.figure(fields.trade.price);
    case keyCode("s"):
        return fields.isNew(F::Size) && source.figure(fields.trade.size);
    case keyCode("bp"):
        return fields.isNew(F::Bid) && source.figure(fields.quote.bid);
    case keyCode("bs"):
        return fields.isNew(F::BidSize) && source.figure(fields.quote.bidSize);
    case keyCode("ap"):
        return fields.isNew(F::Ask) && source.figure(fields.quote.ask);
    case keyCode("as"):
        return fields.isNew(F::AskSize) && source.figure(fields.quote.askSize);
    case keyCode("tks"):
        return fields.isNew(F::Taker) && source.text(fields.taker);
    case keyCode("i"):
        return fields.isNew(F::Id) && source.passInteger();
    case keyCode("x"):
        return fields.isNew(F::Exchange) && source.passText();
    case keyCode("bx"):
        return fields.isNew(F::BidExchange) && source.passText();
    case keyCode("ax"):
        return fields.isNew(F::AskExchange) && source.passText();
    case keyCode("c"):
        return fields.isNew(F::Conditions) && source.letters(fields.trade.conditions);
    case keyCode("z"):
        return fields.isNew(F::Tape) && source.text(fields.tape);
    default:
        return false;
    }
}

} // namespace omni::brokers::alpaca

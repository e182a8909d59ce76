// Quotes of the stream, checked by the ones that are asked for (F44).
//
// A quote that jumps is held back until what is asked for says the same, or the stream has stood by it for a while; and
// until then no print of that instrument goes on. Prints far beside the quote that the desk has are no price, either.
// The depth goes on: where there are quotes, no price is taken from it.
//
// While the stream is down the ones that are asked for stand in for it.

#pragma once

#include "core/edge/brokers/binance/asked_quotes.h"
#include "core/edge/brokers/shared/ranked_quotes.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace omni::brokers::binance {

struct CheckedQuotesHooks {
    std::function<void(const market::Quote& quote)> onQuote; ///< It may go on.
    std::function<void()> onAsked; ///< One that was asked for has gone on.
    std::function<void(const std::string& words)> onDispute; ///< One has begun, or the last has ended (no words).
};

/// One thread with an event loop.
class CheckedQuotes
{
public:
    /// `rest`, `symbols` and `clock` outlive it.
    CheckedQuotes(Rest& rest, TradedSymbols& symbols, Clock& clock, CheckedQuotesHooks hooks);
    void want(std::vector<InstrumentId> instruments);
    void streamIsDown();
    void streamIsUp();

    /// A quote of the stream.
    void take(const market::Quote& quote);
    /// False: it is not to be used.
    [[nodiscard]] bool passes(const market::Print& print);
    /// Prints that were not to be used.
    [[nodiscard]] std::uint64_t heldBack() const noexcept
    {
        return m_heldBack;
    }

private:
    void takeAsked(const market::Quote& quote);
    void noteDispute(InstrumentId instrument);

    TradedSymbols& m_symbols;
    Clock& m_clock;
    CheckedQuotesHooks m_hooks;
    RankedQuotes m_ranked;
    AskedQuotes m_asked;
    std::uint64_t m_heldBack = 0;
    bool m_isDown = true, m_isDisputed = false;
};

} // namespace omni::brokers::binance

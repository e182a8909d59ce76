// The best bids and offers, asked for while the market stream is down: people see a price, and what is held has a
// value. And while a price of the stream is in doubt, as the second opinion (checked_quotes.h).
//
// Nothing new is opened on them: the books are empty until the stream is back, and the gate wants a whole book. Each
// two seconds, a fiftieth of the venue's limit; not within the first three of a cut, which the stream mends by itself.

#pragma once

#include "core/edge/brokers/binance/rest.h"
#include "core/edge/brokers/binance/traded_symbols.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::binance {

/// What the venue says of one symbol, counted as the stream counts it.
struct AskedQuote {
    std::string symbol;
    std::int64_t bid = 0, bidSize = 0, ask = 0, askSize = 0; ///< Zero: there is none.
    friend bool operator==(const AskedQuote&, const AskedQuote&) = default;
};
/// Of ticker/bookTicker for a list of symbols. Invalid: it is none.
[[nodiscard]] Result<std::vector<AskedQuote>> askedQuotesFrom(std::string_view json);

/// One thread with an event loop.
class AskedQuotes
{
public:
    using OnQuote = std::function<void(const market::Quote& quote)>;
    static constexpr std::size_t symbolsMost = 100; ///< In one request; of more, the first are asked for.

    /// `rest` and `symbols` outlive it.
    AskedQuotes(Rest& rest, TradedSymbols& symbols, OnQuote onQuote);
    void want(std::vector<InstrumentId> instruments);
    /// The stream is down, or in doubt. Again: no change.
    void begin();
    /// The same, and now; not more than once a second.
    void askSoon();
    /// The stream is back: an answer that is under way is not told.
    void end();

private:
    void ask();
    void tell(const net::HttpOutcome& outcome);

    Rest& m_rest;
    TradedSymbols& m_symbols;
    OnQuote m_onQuote;
    std::vector<InstrumentId> m_wanted;
    QTimer m_timer;
    std::shared_ptr<int> m_round; ///< Null: the stream is up, and in no doubt.
    QElapsedTimer m_sinceAsked;
    bool m_isUnderWay = false;
};

} // namespace omni::brokers::binance

#include "core/edge/brokers/binance/asked_quotes.h"

#include "core/edge/brokers/binance/json.h"

#include <utility>

namespace omni::brokers::binance {

namespace {

constexpr int firstAskMs = 3'000;
constexpr int askAgainMs = 2'000;
constexpr int soonestAgainMs = 1'000;
constexpr int tickerDecimals = 8;

} // namespace

Result<std::vector<AskedQuote>> askedQuotesFrom(std::string_view json)
{
    JsonReader reader;
    const auto root = reader.read(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    const auto elements = elementsOf(*root);
    if (!elements) {
        return failure(Errc::Invalid, "no list of quotes");
    }
    std::vector<AskedQuote> quotes;
    for (const auto element : *elements) {
        Fields fields(element);
        AskedQuote quote;
        quote.symbol = fields.text("symbol");
        quote.bid = fields.scaled("bidPrice", tickerDecimals);
        quote.bidSize = fields.scaled("bidQty", tickerDecimals);
        quote.ask = fields.scaled("askPrice", tickerDecimals);
        quote.askSize = fields.scaled("askQty", tickerDecimals);
        if (!fields.isSound()) {
            return failure(Errc::Invalid, "a quote without " + std::string(fields.fault()));
        }
        quotes.push_back(std::move(quote));
    }
    return quotes;
}

AskedQuotes::AskedQuotes(Rest& rest, TradedSymbols& symbols, OnQuote onQuote)
    : m_rest(rest)
    , m_symbols(symbols)
    , m_onQuote(std::move(onQuote))
{
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { ask(); });
}

void AskedQuotes::want(std::vector<InstrumentId> instruments)
{
    m_wanted = std::move(instruments);
}

void AskedQuotes::begin()
{
    if (!m_round) {
        m_round = std::make_shared<int>(0);
        m_isUnderWay = false;
        m_timer.start(firstAskMs);
    }
}

void AskedQuotes::askSoon()
{
    begin();
    if (!m_sinceAsked.isValid() || m_sinceAsked.hasExpired(soonestAgainMs)) {
        ask();
    }
}

void AskedQuotes::end()
{
    m_round.reset();
    m_timer.stop();
}

void AskedQuotes::ask()
{
    m_timer.setInterval(askAgainMs);
    std::string list;
    std::size_t count = 0;
    for (const auto id : m_wanted) {
        const auto* symbol = m_symbols.find(id);
        if (symbol != nullptr && symbol->whyNot.empty() && count++ < symbolsMost) {
            list += (list.empty() ? "[\"" : ",\"") + symbol->instrument.symbol + '"';
        }
    }
    if (m_isUnderWay || list.empty()) {
        return;
    }
    m_isUnderWay = true;
    m_sinceAsked.start();
    Call call;
    call.path = "/api/v3/ticker/bookTicker";
    call.params = {{"symbols", list + ']'}};
    call.weight = 4;
    call.repeat = net::Repeat::Never;
    call.within = seconds(5);
    call.owner = m_round;
    m_rest.send(std::move(call), [this](const net::HttpOutcome& outcome) { tell(outcome); });
}

void AskedQuotes::tell(const net::HttpOutcome& outcome)
{
    m_isUnderWay = false;
    const auto told
        = outcome && outcome->status == 200 ? askedQuotesFrom(outcome->body) : failure(Errc::Unavailable, "no answer");
    if (!told) {
        return; // asked again
    }
    for (const AskedQuote& one : *told) {
        const auto* symbol = m_symbols.find(one.symbol);
        if (symbol == nullptr || !symbol->whyNot.empty()) {
            continue;
        }
        const auto bid = symbol->units.ticks(one.bid), ask = symbol->units.ticks(one.ask);
        const auto bidSize = symbol->units.lots(one.bidSize), askSize = symbol->units.lots(one.askSize);
        market::Quote quote;
        quote.hasBid = one.bid > 0;
        quote.hasAsk = one.ask > 0;
        if ((quote.hasBid && !bid) || (quote.hasAsk && !ask) || !bidSize || !askSize) {
            continue; // off the increments: kept out, as it is in the stream (F44)
        }
        quote.instrument = symbol->instrument.id;
        quote.venueTime = m_rest.venueNow();
        quote.bid = bid.value_or(Ticks{});
        quote.ask = ask.value_or(Ticks{});
        quote.bidSize = *bidSize;
        quote.askSize = *askSize;
        m_onQuote(quote);
    }
}

} // namespace omni::brokers::binance

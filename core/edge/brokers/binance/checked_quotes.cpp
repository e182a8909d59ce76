#include "core/edge/brokers/binance/checked_quotes.h"

#include <utility>

#include <fmt/format.h>

namespace omni::brokers::binance {

namespace {

constexpr std::size_t streamRank = 0, askedRank = 1;

/// Small pairs have wide spreads whose middle leaps; what is further off than an order may be (the price collar's hard
/// bound) is the one to look at.
constexpr QuoteRules bounds{.standsAlone = seconds(3), .mostApartBp = 500};

} // namespace

CheckedQuotes::CheckedQuotes(Rest& rest, TradedSymbols& symbols, Clock& clock, CheckedQuotesHooks hooks)
    : m_symbols(symbols)
    , m_clock(clock)
    , m_hooks(std::move(hooks))
    , m_ranked(bounds)
    , m_asked(rest, symbols, [this](const market::Quote& quote) { takeAsked(quote); })
{
}

void CheckedQuotes::want(std::vector<InstrumentId> instruments)
{
    m_asked.want(std::move(instruments));
}

void CheckedQuotes::streamIsDown()
{
    m_isDown = true;
    m_ranked.lost(streamRank);
    m_asked.begin();
}

void CheckedQuotes::streamIsUp()
{
    m_isDown = false;
    if (!m_isDisputed) {
        m_asked.end();
    }
}

void CheckedQuotes::take(const market::Quote& quote)
{
    if (const auto given = m_ranked.take(streamRank, quote, m_clock.mono())) {
        m_hooks.onQuote(*given);
    }
    noteDispute(quote.instrument);
}

void CheckedQuotes::takeAsked(const market::Quote& quote)
{
    if (const auto given = m_ranked.take(askedRank, quote, m_clock.mono())) {
        m_hooks.onQuote(*given);
        m_hooks.onAsked();
    }
    noteDispute(quote.instrument);
}

bool CheckedQuotes::passes(const market::Print& print)
{
    const bool isUsable = !m_ranked.isDisputed(print.instrument) && !m_ranked.isFarFromQuote(print, m_clock.mono());
    m_heldBack += isUsable ? 0U : 1U;
    return isUsable;
}

void CheckedQuotes::noteDispute(InstrumentId instrument)
{
    if (m_ranked.isDisputed(instrument)) {
        m_asked.askSoon();
    } else if (!m_isDisputed) {
        return;
    }
    const auto dispute = m_ranked.anyDispute();
    if (dispute.has_value() == m_isDisputed) {
        return;
    }
    m_isDisputed = dispute.has_value();
    if (!m_isDisputed && !m_isDown) {
        m_asked.end();
    }
    const auto* symbol = dispute ? m_symbols.find(dispute->instrument) : nullptr;
    m_hooks.onDispute(
        symbol == nullptr
            ? std::string()
            : fmt::format("{}: two prices are {}.{:02} % apart; none of it is used until two sources agree",
                          symbol->instrument.symbol, dispute->apartBp / 100, dispute->apartBp % 100));
}

} // namespace omni::brokers::binance

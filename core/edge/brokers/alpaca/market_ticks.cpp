#include "core/edge/brokers/alpaca/market_ticks.h"

#include "core/edge/brokers/alpaca/executions.h"
#include "core/trade/market/data_quality.h"

#include <optional>
#include <vector>

namespace omni::brokers::alpaca {

namespace {

/// Sizes finer than a lot are cut: less is there than was told, never more.
std::optional<Lots> lotsWithin(const market::Instrument& instrument, Decimal size)
{
    if (const auto exact = exactLots(instrument, size)) {
        return *exact;
    }
    const auto plain = normalised(size);
    auto cut = plain;
    while (cut.exponent < instrument.lotSize.exponent && cut.mantissa != 0) {
        cut.mantissa /= 10;
        ++cut.exponent;
    }
    return exactLots(instrument, cut);
}

std::optional<market::TradingState> stateFrom(std::string_view code) noexcept
{
    // Tapes A and B count, tape C has letters. Others announce prices or imbalances and change nothing.
    if (code == "H" || code == "P" || code == "2") {
        return market::TradingState::Halted;
    }
    if (code == "T" || code == "3") {
        return market::TradingState::Open;
    }
    return std::nullopt;
}

/// False: a price or a size is none.
bool addRows(std::vector<market::DepthChange>& rows, const market::Instrument& instrument, const BookMessage& book,
             Side side)
{
    for (const BookLevel& level : side == Side::Buy ? book.bids : book.asks) {
        const auto price = exactTicks(instrument, level.price);
        const auto size = lotsWithin(instrument, level.size);
        if (!price || !size || price->count <= 0) {
            return false;
        }
        market::DepthChange row;
        row.instrument = instrument.id;
        row.venueTime = book.time;
        row.side = side;
        row.price = *price;
        row.size = *size;
        rows.push_back(row);
    }
    return true;
}

} // namespace

const market::Instrument* MarketTicks::find(std::string_view symbol)
{
    const auto found = m_instruments.find(symbol);
    if (found == m_instruments.end()) {
        ++m_counters.quarantined;
        return nullptr;
    }
    return found->second;
}

void MarketTicks::give(const market::Tick& tick)
{
    if (market::faultInItself(tick)) {
        ++m_counters.quarantined;
    } else {
        m_handlers.onTick(tick);
    }
}

void MarketTicks::on(const TradeMessage& trade)
{
    const auto* instrument = find(trade.symbol);
    if (instrument == nullptr) {
        return;
    }
    const bool isStock = instrument->sessions == market::Sessions::UsEquities;
    auto price = exactTicks(*instrument, trade.price);
    if (!price && isStock) {
        price = nearestTick(*instrument, trade.price);
    }
    const auto size = lotsWithin(*instrument, trade.size);
    if (!price || !size) {
        ++m_counters.quarantined;
        return;
    }
    give(market::Print{instrument->id, trade.time, *price, *size, trade.aggressor});
}

void MarketTicks::on(const QuoteMessage& quote)
{
    const auto* instrument = find(quote.symbol);
    if (instrument == nullptr) {
        return;
    }
    const auto bid = exactTicks(*instrument, quote.bid);
    const auto ask = exactTicks(*instrument, quote.ask);
    const auto bidSize = lotsWithin(*instrument, quote.bidSize);
    const auto askSize = lotsWithin(*instrument, quote.askSize);
    if (!bid || !ask || !bidSize || !askSize) {
        ++m_counters.quarantined;
        return;
    }
    give(market::Quote{instrument->id, quote.time, *bid, *ask, *bidSize, *askSize, bid->count > 0, ask->count > 0});
}

void MarketTicks::on(const BarMessage&)
{
    ++m_counters.unused; // the desk builds its bars from prints
}

void MarketTicks::on(const StatusMessage& status)
{
    const auto state = stateFrom(status.code);
    if (!state) {
        ++m_counters.unused;
    } else if (const auto* instrument = find(status.symbol)) {
        m_handlers.onTick(market::StatusChange{instrument->id, status.time, *state});
    }
}

void MarketTicks::on(const BookMessage& book)
{
    const auto* instrument = find(book.symbol);
    std::vector<market::DepthChange> rows;
    if (instrument == nullptr) {
        return;
    }
    if (!addRows(rows, *instrument, book, Side::Buy) || !addRows(rows, *instrument, book, Side::Sell)) {
        ++m_counters.quarantined;
        return;
    }
    if (rows.empty()) {
        return;
    }
    rows.front().clearsBook = book.isImage;
    rows.back().endsBatch = true;
    for (const auto& row : rows) {
        m_handlers.onTick(row);
    }
}

void MarketTicks::on(const ErrorMessage& error)
{
    m_handlers.onError(error.code, error.words);
}

void MarketTicks::onSuccess(std::string_view word)
{
    m_handlers.onSuccess(word);
}

void MarketTicks::onSubscription()
{
    m_handlers.onSubscription();
}

void MarketTicks::onUnused(char)
{
    ++m_counters.unused;
}

void MarketTicks::onUnknown()
{
    ++m_counters.unknown;
}

void MarketTicks::onMalformed()
{
    ++m_counters.malformed;
}

} // namespace omni::brokers::alpaca

#include "core/edge/brokers/alpaca/market_ticks.h"

#include "core/edge/brokers/alpaca/executions.h"
#include "core/trade/market/data_quality.h"

#include <optional>
#include <utility>
#include <vector>

namespace omni::brokers::alpaca {

namespace {

/// False: it is no multiple of the tick, or does not fit. Most are written with just the decimals of the increment.
inline bool toTicks(const market::Instrument& instrument, Decimal price, Ticks& told)
{
    if (price.exponent == instrument.tickSize.exponent && instrument.tickSize.mantissa == 1) {
        told = Ticks{price.mantissa};
        return true;
    }
    const auto exact = exactTicks(instrument, price);
    told = exact.value_or(Ticks{});
    return exact.has_value();
}

/// A size finer than a lot is cut: less is there than was told, never more.
std::optional<Lots> cutToLots(const market::Instrument& instrument, Decimal size)
{
    if (const auto exact = exactLots(instrument, size)) {
        return exact;
    }
    auto cut = normalised(size);
    while (cut.exponent < instrument.lotSize.exponent && cut.mantissa != 0) {
        cut.mantissa /= 10;
        ++cut.exponent;
    }
    return exactLots(instrument, cut);
}

inline bool toLots(const market::Instrument& instrument, Decimal size, Lots& told)
{
    if (size.exponent == instrument.lotSize.exponent && instrument.lotSize.mantissa == 1) {
        told = Lots{size.mantissa};
        return true;
    }
    const auto cut = cutToLots(instrument, size);
    told = cut.value_or(Lots{});
    return cut.has_value();
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
        market::DepthChange row;
        if (!toTicks(instrument, level.price, row.price) || !toLots(instrument, level.size, row.size)
            || row.price.count <= 0) {
            return false;
        }
        row.instrument = instrument.id;
        row.venueTime = book.time;
        row.side = side;
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
    if (!isOfThisMoment(trade.conditions, trade.tape)) {
        ++m_counters.unused;
        return;
    }
    market::Tick tick(std::in_place_type<market::Print>);
    auto& print = *std::get_if<market::Print>(&tick); // filled in place: a copy of fresh fields waits for them
    bool isPrice = toTicks(*instrument, trade.price, print.price);
    if (!isPrice && instrument->sessions == market::Sessions::UsEquities) {
        const auto nearest = nearestTick(*instrument, trade.price);
        print.price = nearest.value_or(Ticks{});
        isPrice = nearest.has_value();
    }
    if (!isPrice || !toLots(*instrument, trade.size, print.size)) {
        ++m_counters.quarantined;
        return;
    }
    print.instrument = instrument->id;
    print.venueTime = trade.time;
    print.aggressor = trade.aggressor;
    give(tick);
}

void MarketTicks::on(const QuoteMessage& message)
{
    const auto* instrument = find(message.symbol);
    if (instrument == nullptr) {
        return;
    }
    market::Tick tick(std::in_place_type<market::Quote>);
    auto& quote = *std::get_if<market::Quote>(&tick);
    if (!toTicks(*instrument, message.bid, quote.bid) || !toTicks(*instrument, message.ask, quote.ask)
        || !toLots(*instrument, message.bidSize, quote.bidSize)
        || !toLots(*instrument, message.askSize, quote.askSize)) {
        ++m_counters.quarantined;
        return;
    }
    quote.instrument = instrument->id;
    quote.venueTime = message.time;
    quote.hasBid = quote.bid.count > 0;
    quote.hasAsk = quote.ask.count > 0;
    give(tick);
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

#include "core/host/simulate/checks/naive_market.h"

#include "core/host/simulate/checks/exact.h"

#include <algorithm>

namespace omni::simulate {

namespace {

/// A price that is none, a size that is none, a bar that does not hold together: the desk does not look at them.
bool isUsable(const market::Tick& tick) noexcept
{
    if (const auto* quote = std::get_if<market::Quote>(&tick)) {
        const bool isBidGood = !quote->hasBid || (quote->bid.count > 0 && quote->bidSize.count >= 0);
        const bool isAskGood = !quote->hasAsk || (quote->ask.count > 0 && quote->askSize.count >= 0);
        return isBidGood && isAskGood;
    }
    if (const auto* print = std::get_if<market::Print>(&tick)) {
        return print->price.count > 0 && print->size.count > 0;
    }
    if (const auto* bar = std::get_if<market::Bar>(&tick)) {
        const bool isCovered = bar->low <= bar->open && bar->low <= bar->close && bar->high >= bar->open
            && bar->high >= bar->close && bar->interval.ns >= 0 && bar->closedAt >= bar->opened;
        return isCovered && bar->low.count > 0 && bar->volume >= 0;
    }
    return true;
}

} // namespace

std::optional<std::int64_t> NaiveQuotes::reference() const noexcept
{
    if (hasQuote && quote.hasBid && quote.hasAsk && quote.bid <= quote.ask) {
        return static_cast<std::int64_t>(quotientDown(Int128{quote.bid.count} + quote.ask.count, 2));
    }
    return hasLast ? std::optional(last) : std::nullopt;
}

std::optional<Duration> NaiveQuotes::age(Monotonic now) const noexcept
{
    if (hasQuote) {
        return now - quotedAt;
    }
    return hasLast ? std::optional(now - lastAt) : std::nullopt;
}

void NaiveMarket::begin(const Stamp& stamp)
{
    m_wallAtZero = stamp.wall.ns - stamp.mono.ns;
    forget();
}

void NaiveMarket::forget()
{
    m_quotes.clear();
    settle();
}

NaiveQuotes& NaiveMarket::of(InstrumentId instrument)
{
    if (instrument.value >= m_quotes.size()) {
        m_quotes.resize(instrument.value + 1);
    }
    return m_quotes[instrument.value];
}

const NaiveQuotes& NaiveMarket::now(InstrumentId instrument) const noexcept
{
    return instrument.value < m_quotes.size() ? m_quotes[instrument.value] : m_none;
}

void NaiveMarket::hold(InstrumentId instrument)
{
    settle();
    m_before = of(instrument);
    m_changing = instrument;
}

void NaiveMarket::redefine(InstrumentId instrument, bool keepsTicks)
{
    NaiveQuotes& quotes = of(instrument);
    const auto mark = quotes.mark;
    quotes = {};
    quotes.mark = keepsTicks ? mark : std::nullopt;
}

void NaiveMarket::take(const Stamp& stamp, const market::Tick& tick)
{
    const InstrumentId instrument = market::instrumentOf(tick);
    if (instrument.value == 0 || instrument.value > 1'000) {
        return settle();
    }
    hold(instrument);
    if (!isUsable(tick)) {
        return;
    }
    NaiveQuotes& quotes = of(instrument);
    // A word that took long is as old as that when it comes.
    const auto said = [this, &stamp](Timestamp venueTime) {
        const Int128 late = Int128{m_wallAtZero} + stamp.mono.ns - venueTime.ns;
        return Monotonic{stamp.mono.ns
                         - static_cast<std::int64_t>(std::clamp<Int128>(venueTime.ns > 0 ? late : 0, 0, days(1).ns))};
    };
    const auto trade = [&](Ticks price, Monotonic at) {
        quotes.last = price.count;
        quotes.hasLast = true;
        quotes.lastAt = at;
        const std::int64_t day = stamp.wall.ns / days(1).ns;
        quotes.daysSeen += day != quotes.newestDay ? 1 : 0;
        quotes.newestDay = day;
    };
    if (const auto* quote = std::get_if<market::Quote>(&tick)) {
        quotes.quote = *quote;
        quotes.hasQuote = true;
        quotes.quotedAt = said(quote->venueTime);
    } else if (const auto* print = std::get_if<market::Print>(&tick)) {
        trade(print->price, said(print->venueTime));
    } else if (const auto* bar = std::get_if<market::Bar>(&tick)) {
        trade(bar->close, stamp.mono);
        quotes.daysSeen += bar->interval >= days(1) ? 1 : 0; // a day comes with each of them
    } else if (const auto* change = std::get_if<market::DepthChange>(&tick)) {
        quotes.isImageOpen = quotes.isImageOpen || change->clearsBook;
        quotes.isBookLost = quotes.isBookLost || !quotes.hasDepth || change->clearsBook;
        if (quotes.isImageOpen && change->endsBatch) {
            quotes.isImageOpen = quotes.isBookLost = false;
        }
        quotes.hasDepth = true;
        quotes.isMarkOfBook = quotes.isMarkOfBook || !quotes.hasQuote;
    }
    remark(instrument);
}

void NaiveMarket::ownFill(const Stamp& stamp, const orders::Fill& fill)
{
    hold(fill.instrument);
    NaiveQuotes& quotes = of(fill.instrument);
    if (quotes.hasLast && !quotes.hasQuote && !quotes.hasDepth) {
        quotes.last = fill.price.count;
        quotes.lastAt = stamp.mono;
    }
    remark(fill.instrument);
}

void NaiveMarket::cut()
{
    m_beforeCut = m_quotes;
    for (NaiveQuotes& quotes : m_quotes) {
        quotes.isBookLost = quotes.hasDepth;
        quotes.isImageOpen = false;
    }
}

void NaiveMarket::remark(InstrumentId instrument)
{
    NaiveQuotes& quotes = of(instrument);
    if (const auto reference = quotes.reference()) {
        quotes.mark = reference;
        quotes.isMarkOfBook = quotes.isMarkOfBook && !quotes.hasQuote;
    }
}

} // namespace omni::simulate

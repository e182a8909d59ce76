#include "core/desk/sim/feed_market.h"

namespace omni::sim {

void FeedMarket::onQuote(const market::Quote& quote)
{
    if (!m_consumed.empty() && !m_book) {
        if (quote.ask != m_quote.ask || quote.askSize != m_quote.askSize) {
            restore(Side::Sell);
        }
        if (quote.bid != m_quote.bid || quote.bidSize != m_quote.bidSize) {
            restore(Side::Buy);
        }
    }
    m_quote = quote;
    m_hasQuote = true;
}

void FeedMarket::onDepth(const market::DepthChange& change)
{
    if (!m_book) {
        m_book = std::make_unique<market::OrderBook>(m_instrument, market::BookOptions{.windowTicks = m_bookWindow});
    }
    // What is wrong with a change shows in the book's validity, which is asked before each use.
    static_cast<void>(m_book->apply(change));
    if (!m_consumed.empty()) {
        std::erase_if(m_consumed, [&](const Consumed& consumed) {
            return change.clearsBook || (consumed.side == change.side && consumed.price == change.price);
        });
    }
}

Knowledge FeedMarket::knowledge(Side taker) const noexcept
{
    if (isBookUsable(opposite(taker))) {
        return Knowledge::Depth;
    }
    if (m_hasQuote && (taker == Side::Buy ? m_quote.hasAsk : m_quote.hasBid)) {
        return Knowledge::Quotes;
    }
    if (m_hasQuote || m_book) {
        return Knowledge::Nothing;
    }
    if (m_hasPrint) {
        return Knowledge::Trades;
    }
    return m_hasBar ? Knowledge::Bars : Knowledge::Nothing;
}

std::optional<Ticks> FeedMarket::touch(Side side) const noexcept
{
    switch (knowledge(opposite(side))) {
    case Knowledge::Depth:
        return m_book->best(side)->price;
    case Knowledge::Quotes:
        return side == Side::Buy ? m_quote.bid : m_quote.ask;
    case Knowledge::Trades:
        return m_print.price;
    case Knowledge::Bars:
        return m_bar.close;
    case Knowledge::Nothing:
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Lots> FeedMarket::shownAt(Side side, Ticks price) const noexcept
{
    const auto isBetter = [side](Ticks a, Ticks b) { return side == Side::Buy ? a > b : a < b; };
    if (isBookUsable(side)) {
        const Lots size = m_book->sizeAt(side, price);
        if (size.count > 0) {
            return size;
        }
        if (isBetter(price, m_book->best(side)->price)) {
            return Lots{};
        }
        // Beyond the last level that was told nobody knows who stands.
        Ticks worst;
        m_book->forEachLevel(side, [&worst](const market::BookLevel& level) {
            worst = level.price;
            return true;
        });
        return isBetter(worst, price) ? std::nullopt : std::optional(Lots{});
    }
    if (m_book || !m_hasQuote || !(side == Side::Buy ? m_quote.hasBid : m_quote.hasAsk)) {
        return std::nullopt;
    }
    const Ticks best = side == Side::Buy ? m_quote.bid : m_quote.ask;
    const Lots size = side == Side::Buy ? m_quote.bidSize : m_quote.askSize;
    if (isBetter(price, best)) {
        return Lots{};
    }
    return price == best && size.count > 0 ? std::optional(size) : std::nullopt;
}

void FeedMarket::consume(Side taker, Ticks price, Lots size)
{
    const Side side = opposite(taker);
    for (Consumed& consumed : m_consumed) {
        if (consumed.side == side && consumed.price == price) {
            consumed.size.count = checkedSum(consumed.size.count, size.count).value_or(boundless.count);
            return;
        }
    }
    m_consumed.push_back({side, price, size});
}

Lots FeedMarket::consumedAt(Side side, Ticks price) const noexcept
{
    for (const Consumed& consumed : m_consumed) {
        if (consumed.side == side && consumed.price == price) {
            return consumed.size;
        }
    }
    return {};
}

void FeedMarket::restore(Side side) noexcept
{
    std::erase_if(m_consumed, [side](const Consumed& consumed) { return consumed.side == side; });
}

} // namespace omni::sim

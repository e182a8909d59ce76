// What a recorded feed has told of one instrument, as somebody sees it who wants to trade there now.

#pragma once

#include "core/desk/sim/queue_place.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/order_book.h"
#include "core/trade/market/tick.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace omni::sim {

/// The best knowledge there is of what an order would meet.
enum class Knowledge : std::uint8_t { Nothing, Bars, Trades, Quotes, Depth };

class FeedMarket
{
public:
    FeedMarket(InstrumentId instrument, std::size_t bookWindow)
        : m_instrument(instrument)
        , m_bookWindow(bookWindow)
    {
    }

    void onQuote(const market::Quote& quote);
    void onPrint(const market::Print& print) noexcept
    {
        m_print = print;
        m_hasPrint = true;
    }
    void onBar(const market::Bar& bar) noexcept
    {
        m_bar = bar;
        m_hasBar = true;
    }
    void onDepth(const market::DepthChange& change);
    void onStatus(const market::StatusChange& status) noexcept
    {
        m_trading = status.state;
    }

    /// What a taker of `side` can know. A book in the middle of a batch, or an invalid one, is not looked at.
    [[nodiscard]] Knowledge knowledge(Side taker) const noexcept;
    /// Bars are all that ever came.
    [[nodiscard]] bool isBarsOnly() const noexcept
    {
        return m_hasBar && !m_hasQuote && !m_hasPrint && !m_book;
    }
    [[nodiscard]] bool hasBook() const noexcept
    {
        return m_book != nullptr;
    }
    /// The book is being told and there is nothing else to go by.
    [[nodiscard]] bool isPending() const noexcept
    {
        return m_book && !m_book->isValid() && !m_hasQuote;
    }
    [[nodiscard]] bool isOpen() const noexcept
    {
        return m_trading == market::TradingState::Open;
    }
    [[nodiscard]] const market::Bar& bar() const noexcept
    {
        return m_bar;
    }
    /// The last trade; before the first one, nothing.
    [[nodiscard]] std::optional<Ticks> lastPrice() const noexcept
    {
        return m_hasPrint ? std::optional(m_print.price) : std::nullopt;
    }
    /// Best price of a side: of the book, the quote, or the last trade where there is neither.
    [[nodiscard]] std::optional<Ticks> touch(Side side) const noexcept;
    /// Size shown at a price of our own side; nothing where the feed does not say. Zero: nobody stands there.
    [[nodiscard]] std::optional<Lots> shownAt(Side side, Ticks price) const noexcept;

    /// Calls `visit(price, shown, available)` for what a taker of `side` meets, best first, until it returns false.
    /// `available` is `shown` less what we took of it already; both `boundless` where sizes are not told.
    template<class Visit> void forEachOffer(Side taker, Visit&& visit) const;
    /// We took `size` of what stands against a taker of `side` at `price`; gone until that level is told anew.
    void consume(Side taker, Ticks price, Lots size);

private:
    struct Consumed {
        Side side = Side::Buy; ///< Of the level: Buy is a bid.
        Ticks price;
        Lots size;
    };
    [[nodiscard]] bool isBookUsable(Side side) const noexcept
    {
        return m_book && m_book->isValid() && m_book->levelCount(side) > 0;
    }
    [[nodiscard]] Lots consumedAt(Side side, Ticks price) const noexcept;
    void restore(Side side) noexcept;

    InstrumentId m_instrument;
    std::size_t m_bookWindow;
    market::TradingState m_trading = market::TradingState::Open;
    bool m_hasQuote = false;
    bool m_hasPrint = false;
    bool m_hasBar = false;
    market::Quote m_quote;
    market::Print m_print;
    market::Bar m_bar;
    std::unique_ptr<market::OrderBook> m_book; ///< From the first depth on.
    std::vector<Consumed> m_consumed;
};

template<class Visit> void FeedMarket::forEachOffer(Side taker, Visit&& visit) const
{
    const Side side = opposite(taker);
    switch (knowledge(taker)) {
    case Knowledge::Depth:
        m_book->forEachLevel(side, [&](const market::BookLevel& level) {
            const Lots available{std::max(std::int64_t{0}, level.size.count - consumedAt(side, level.price).count)};
            return visit(level.price, level.size, available);
        });
        return;
    case Knowledge::Quotes: {
        const Ticks price = side == Side::Buy ? m_quote.bid : m_quote.ask;
        const Lots shown = side == Side::Buy ? m_quote.bidSize : m_quote.askSize;
        if (shown.count <= 0) {
            visit(price, boundless, boundless);
        } else {
            visit(price, shown, Lots{std::max(std::int64_t{0}, shown.count - consumedAt(side, price).count)});
        }
        return;
    }
    case Knowledge::Trades:
        visit(m_print.price, boundless, boundless);
        return;
    case Knowledge::Bars:
    case Knowledge::Nothing:
        return;
    }
}

} // namespace omni::sim

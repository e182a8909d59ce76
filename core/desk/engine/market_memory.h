// What the market shows now: quotes, books, last trades, bars in the making, average ranges. Comes back with the market
// after a restart; nothing durable depends on it.
//
// Allocates when an instrument or a series is added, and when an instrument's first depth arrives; never on a tick.

#pragma once

#include "core/base/ids.h"
#include "core/base/stamp.h"
#include "core/desk/engine/bar_joiner.h"
#include "core/trade/indicators/atr/atr.h"
#include "core/trade/market/bar_builder.h"
#include "core/trade/market/data_quality.h"
#include "core/trade/market/order_book.h"
#include "core/trade/orders/order_event.h"

#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace omni::engine {

/// A finished bar of a watched series.
struct ClosedBar {
    Duration series; ///< As asked for in `watch`: zero for the feed's own bars.
    market::Bar bar;
};

class MarketMemory
{
public:
    void define(const market::Instrument& instrument, bool barsFromMids);
    /// Bars of `interval` are wanted of that instrument; zero: the bars of the feed, whatever their length.
    void watch(InstrumentId instrument, Duration interval);
    /// Everything seen is forgotten, what is defined and watched stays: a new session begins.
    void forget(const Stamp& now);

    /// Takes a tick; finished bars are appended to `closed`. One with a fault in itself changes nothing (F44): what was
    /// seen last stays and ages. Its fault then.
    std::optional<market::TickFault> take(const Stamp& stamp, const market::Tick& tick, std::vector<ClosedBar>& closed);
    /// Ticks of the instrument that were not taken for a fault in themselves.
    [[nodiscard]] std::uint64_t leftOut(InstrumentId instrument) const noexcept;
    /// Time has come to `wall`: appends the bars that it finished.
    void advanceTo(Timestamp wall, std::vector<ClosedBar>& closed);
    /// End of the next bar in the making; the far end of time when there is none.
    [[nodiscard]] Timestamp nextBarEnd() const noexcept
    {
        return m_nextBarEnd;
    }

    /// The newest quote: the venue's, or the top of the book where it sends none.
    [[nodiscard]] std::optional<market::Quote> quote(InstrumentId instrument) const noexcept;
    /// Age of the quote; of the last trade or close where there are no quotes. It counts from when the venue said it,
    /// as far as that is before its receipt, by the clock that the session began with, which nobody can set: adapters
    /// tell a venue's time on it where they know how the two differ (quote_times.h). None: nothing was ever seen.
    [[nodiscard]] std::optional<Duration> age(InstrumentId instrument, const Stamp& now) const noexcept;
    /// Mid of a two-sided quote, rounded down to a tick; without quotes the last trade or close.
    [[nodiscard]] std::optional<Ticks> reference(InstrumentId instrument) const noexcept;
    /// Where there are no quotes the last trade stands for both sides, a tick apart and fresh at its own time.
    [[nodiscard]] std::optional<market::Quote> quoteOrLast(InstrumentId instrument) const noexcept;
    /// ATR(14) of daily bars, rounded up. None until 15 days have been seen.
    [[nodiscard]] std::optional<Ticks> dailyAtr(InstrumentId instrument) const noexcept;
    [[nodiscard]] market::TradingState trading(InstrumentId instrument) const noexcept;
    /// False for a book with a gap; true where there is no book.
    [[nodiscard]] bool bookValid(InstrumentId instrument) const noexcept;
    [[nodiscard]] const market::OrderBook* book(InstrumentId instrument) const noexcept;
    /// Where a feed has neither quotes nor depth, what we traded at is the newest price there is. Before the feed has
    /// said anything it is none: our own word alone is no market.
    void ownFill(const Stamp& stamp, const orders::Fill& fill);
    /// The link to the market was cut: books wait for a new image, quotes go on ageing.
    void linkLost() noexcept;

private:
    struct Series {
        Duration interval; ///< Zero: bars of the feed.
        std::optional<market::BarBuilder> builder;
        std::optional<BarJoiner> joiner;
        Timestamp end{std::numeric_limits<std::int64_t>::max()}; ///< Of the bar in the making.
    };
    struct Memory {
        market::Instrument instrument;
        bool barsFromMids = false;
        std::unique_ptr<market::OrderBook> book;
        market::Quote quote;
        bool hasQuote = false;
        bool hasLast = false;
        Ticks last;
        Monotonic quotedAt, lastAt;
        market::TradingState trading = market::TradingState::Open;
        std::vector<Series> series;
        Series daily;
        indicators::Atr atr{14};
        std::optional<Ticks> atrTicks;
        std::uint64_t leftOut = 0;
    };

    [[nodiscard]] const Memory* find(InstrumentId instrument) const noexcept
    {
        return instrument.value - 1 < m_memories.size() ? m_memories[instrument.value - 1].get() : nullptr;
    }
    [[nodiscard]] Memory* find(InstrumentId instrument) noexcept
    {
        return instrument.value - 1 < m_memories.size() ? m_memories[instrument.value - 1].get() : nullptr;
    }
    [[nodiscard]] Monotonic saidAt(const Stamp& stamp, Timestamp venueTime) const noexcept;
    static Series seriesOf(const market::Instrument& instrument, Duration interval);
    void onQuote(Memory& memory, const Stamp& stamp, const market::Quote& quote, std::vector<ClosedBar>& closed);
    void onPrint(Memory& memory, const Stamp& stamp, const market::Print& print, std::vector<ClosedBar>& closed);
    void onBar(Memory& memory, const Stamp& stamp, const market::Bar& bar, std::vector<ClosedBar>& closed);
    void onDepth(Memory& memory, const Stamp& stamp, const market::DepthChange& change, std::vector<ClosedBar>& closed);
    template<class Feed> void feedBuilders(Memory& memory, Feed&& feed, std::vector<ClosedBar>& closed);
    void finishDay(Memory& memory, const market::Bar& bar);
    void refreshEnd(Series& series) noexcept;
    void refreshNextEnd() noexcept;

    std::vector<std::unique_ptr<Memory>> m_memories; ///< By instrument id - 1.
    std::optional<Timestamp> m_wallAtZero; ///< What the wall showed at the monotonic zero of the session.
    Timestamp m_nextBarEnd{std::numeric_limits<std::int64_t>::max()};
};

} // namespace omni::engine

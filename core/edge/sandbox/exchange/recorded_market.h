// A market that plays a recording: its book, its trades or its bars, at its own pace on the venue's clock.
//
// Times are shifted so that the moment from which it is played is the exchange's start. Where depth is recorded that is
// the book; else quotes are its touch; else, with trades or bars only, a book is made around the last price:
// `madeLevels` a side, a tick apart. A bar is walked within its own time, a step a second (four at least), from its
// open over both ends to its close, each step trading an equal part of its volume and a lot at least. Behind its last
// row the market is halted: its book is empty, prices stand, limit orders rest, market orders are refused.

#pragma once

#include "core/desk/ports/tick_source.h"
#include "core/edge/sandbox/exchange/market.h"
#include "core/edge/sandbox/exchange/recorded_book.h"
#include "core/edge/sandbox/exchange/recorded_past.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace omni::sandbox {

/// What the recording holds of one instrument.
struct RecordedInstrument {
    InstrumentId fed; ///< In the ticks of the source.
    bool hasDepth = false, hasQuotes = false, hasTrades = false, hasBars = false;
    Duration interval; ///< Of bars: in (0, 1 min].
};

struct RecordedMarketConfig {
    Timestamp
        start; ///< By the venue's clock: what stood at `from` stands then. Whole minutes, both, if there are bars.
    Timestamp from; ///< In the recording; all before it is past.
    std::size_t mostOrders = 20'000; ///< Of clients, in one book.
    /// Called once, behind the last row or where the recording cannot be read on: then with what is wrong.
    std::function<void(const std::string& fault)> ended;
};

class RecordedMarket final : public Market
{
public:
    static constexpr std::int64_t madeLevels = 20;
    static constexpr std::size_t mostListings = 64;

    /// Reads the past at once. `listings` and `instruments` are of the same order and number, 1 to `mostListings`.
    /// Refused: what the source refuses before `from`.
    [[nodiscard]] static Result<std::unique_ptr<RecordedMarket>> open(std::unique_ptr<ports::TickSource> source,
                                                                      std::vector<Listing> listings,
                                                                      std::vector<RecordedInstrument> instruments,
                                                                      RecordedMarketConfig config);

    [[nodiscard]] std::span<const Listing> listings() const override
    {
        return m_listings;
    }
    [[nodiscard]] Timestamp start() const override
    {
        return m_config.start;
    }
    void runUntil(Timestamp now, MarketListener& listener) override;
    sim::MatchOutcome add(std::size_t listing, Timestamp now, const sim::MatchOrder& order,
                          MarketListener& listener) override;
    sim::MatchOutcome cancel(std::size_t listing, Timestamp now, std::uint64_t id, MarketListener& listener) override;
    sim::MatchOutcome replace(std::size_t listing, Timestamp now, std::uint64_t id, Ticks price, Lots left,
                              MarketListener& listener) override;
    [[nodiscard]] bool isOpen(std::size_t) const override
    {
        return !m_hasEnded;
    }
    [[nodiscard]] std::optional<Ticks> lastPrice(std::size_t listing) const override
    {
        return m_rooms[listing]->last;
    }
    void forEachLevel(std::size_t listing, Side side, const std::function<bool(Ticks, Lots)>& visit) const override
    {
        m_rooms[listing]->book.engine().forEachLevel(side, visit);
    }
    [[nodiscard]] std::vector<market::Bar> pastBars(std::size_t listing, Duration interval,
                                                    std::size_t count) const override
    {
        return m_rooms[listing]->past.bars(interval, count);
    }

private:
    /// Something to be played, at the venue's time.
    struct Deed {
        Timestamp at;
        market::Tick tick;
    };
    struct Room {
        Room(const RecordedInstrument& held, std::size_t mostOrders)
            : instrument(held)
            , book(mostOrders)
        {
        }
        [[nodiscard]] bool isMade() const noexcept
        {
            return !instrument.hasDepth && !instrument.hasQuotes;
        }
        [[nodiscard]] bool isWalked() const noexcept
        {
            return isMade() && !instrument.hasTrades;
        }
        RecordedInstrument instrument;
        RecordedBook book;
        RecordedPast past;
        std::deque<Deed> deeds; ///< In order of time; of a lookahead at most.
        std::optional<Ticks> last;
        bool isBatchOpen = false; ///< Depth changes of one batch are told together.
    };

    RecordedMarket(std::unique_ptr<ports::TickSource> source, std::vector<Listing> listings,
                   std::vector<RecordedInstrument> instruments, RecordedMarketConfig config);
    [[nodiscard]] Room* roomOf(InstrumentId fed);
    [[nodiscard]] bool readBatch();
    void readPast();
    void remember(const ports::TimedTick& timed);
    void readUntil(Timestamp venueTime);
    void plan(const ports::TimedTick& timed);
    void walk(Room& room, const market::Bar& bar, const Listing& listing);
    void playUntil(Timestamp now, MarketListener& listener);
    void play(std::size_t listing, const Deed& deed, MarketListener& listener);
    void playDepth(std::size_t listing, const market::DepthChange& change, const RecordedBook::Told& told);
    void playQuote(std::size_t listing, const market::Quote& quote, const RecordedBook::Told& told);
    void playPrint(std::size_t listing, Timestamp at, const market::Print& print, MarketListener& listener);
    void endIfDone(Timestamp now, MarketListener& listener);
    void tellTrades(std::size_t listing, Timestamp at, MarketListener& listener);
    void tellChanges(std::size_t listing, Timestamp at, MarketListener& listener);
    [[nodiscard]] double mostVolume(const Listing& listing, Ticks price) const noexcept;

    std::unique_ptr<ports::TickSource> m_source;
    std::vector<Listing> m_listings;
    RecordedMarketConfig m_config;
    Duration m_shift; ///< From the recording's time to the venue's.
    Duration m_lookahead; ///< A bar is known at its close and walked before it.
    std::vector<std::unique_ptr<Room>> m_rooms;
    std::vector<Room*> m_byInstrument; ///< By the source's id.
    std::vector<ports::TimedTick> m_batch; ///< Read, not yet planned, from `m_next` on.
    std::size_t m_next = 0;
    std::vector<market::Tick> m_changes; ///< Reused.
    Timestamp m_played;
    Timestamp m_last; ///< By the venue's clock, of the last that was planned.
    std::string m_fault;
    bool m_isRead = false; ///< To its end, or as far as it can be.
    bool m_isShown = false; ///< The books as they stood at the start.
    bool m_hasEnded = false;
};

} // namespace omni::sandbox

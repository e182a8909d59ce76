// The bars behind the charts and the day behind the watchlist, made beside the engine and never in its way.
//
// The engine's thread offers every tick; a tick is copied into a ring and forgotten. A thread of its own builds bars of
// a second from prints, or from mids where the feed has no prints, takes those of a feed of bars as they are, joins
// them into any interval of whole seconds that somebody watches, and publishes immutable pictures. When the ring is
// full a tick is lost for the charts, and for them alone: it is counted, and every series of the instrument shows a
// gap.
//
// Memory: the ring takes 7 MB; bars are bounded as in charts/bar_layers.h and charts/series_maker.h.

#pragma once

#include "core/base/error.h"
#include "core/base/flat_map.h"
#include "core/base/latest.h"
#include "core/base/spsc_ring.h"
#include "core/base/stamp.h"
#include "core/desk/views/chart_series.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/charts/chart_desk.h"
#include "core/host/runtime/charts/offered.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <variant>
#include <vector>

namespace omni::runtime {

struct MarketHistoryOptions {
    ChartOptions charts = {};
    Duration poll = milliseconds(16); ///< How often the thread looks into its ring.
    Clock* clock = nullptr; ///< Null: the machine's. Any thread; outlives the history.
    /// Called on the history's thread after it has looked and published. Must not block. May be empty.
    std::function<void()> looked = {};
};

/// Each is exact, together they are not one moment.
struct MarketHistoryFigures {
    std::uint64_t offered = 0; ///< Into the ring.
    std::uint64_t taken = 0; ///< Out of it.
    std::uint64_t lost = 0; ///< Ticks for which the ring had no place. Since the program started.
    std::uint64_t leftOut = 0; ///< Of this session: too late for their second, or no numbers of a market.
};

class MarketHistory
{
public:
    static constexpr std::size_t ringPlaces = std::size_t{1} << 16;

    /// Starts the thread. Lives as long as the program: sessions come and go.
    explicit MarketHistory(MarketHistoryOptions options = {});
    ~MarketHistory();
    MarketHistory(const MarketHistory&) = delete;
    MarketHistory& operator=(const MarketHistory&) = delete;

    // --- the thread that runs the session ------------------------------------------------------------------------

    /// A session begins, before its first tick: bars of the last one are forgotten. Series stay watched. May wait for a
    /// moment and allocates.
    void begin(std::span<const ChartInstrument> instruments);
    /// Puts finished bars of the past in front, oldest first: any number of intervals, each once. A longer interval is
    /// built from the longest that divide it, then from shorter ones, then from live bars. The last one ends before the
    /// first tick. What does not hold together is left out whole and counted in `leftOut`. As `begin` else.
    void preload(InstrumentId instrument, Duration interval, std::vector<market::Bar> bars);
    /// A tick as the engine got it, of any kind. Neither allocates nor waits.
    void offer(const Stamp& stamp, const market::Tick& tick) noexcept;

    // --- the UI thread: none of these waits ----------------------------------------------------------------------

    /// Counted: as many `unwatch` end it. Watching goes on over sessions.
    void watch(views::SeriesKey key);
    void unwatch(views::SeriesKey key);
    /// Null: not watched, or not made yet.
    [[nodiscard]] std::shared_ptr<const views::BarSeries> series(views::SeriesKey key);
    /// Wishes that have not gone to the history yet: at most one of each series.
    [[nodiscard]] std::size_t waitingWishes() const noexcept
    {
        return m_waiting.size();
    }
    /// Null before the first session.
    [[nodiscard]] std::shared_ptr<const views::MarketDay> day() const;

    // --- any thread ----------------------------------------------------------------------------------------------

    [[nodiscard]] MarketHistoryFigures figures() const noexcept;

private:
    static constexpr std::int64_t nothingCame = -1;

    /// What the engine's side knows of an instrument.
    struct Ear {
        bool isKnown = false;
        bool barsFromMids = false;
        bool isOpen = true;
        bool hasQuotes = false;
        bool hasHeard = false;
        bool isLosing = false;
        Timestamp heard; ///< Venue time of the last tick.
        Timestamp lostFrom; ///< While `isLosing`.
    };
    struct Begin {
        std::vector<ChartInstrument> instruments;
    };
    struct Preload {
        InstrumentId instrument;
        Duration interval;
        std::vector<market::Bar> bars;
    };
    using Order = std::variant<Begin, Preload>;
    struct Watch {
        std::shared_ptr<ChartDesk::Slot> slot;
        std::size_t count = 0;
    };

    void hear(Ear& ear, InstrumentId instrument, Timestamp wall, Timestamp at) noexcept;
    [[nodiscard]] bool push(Timestamp wall, const OfferedWhat& what) noexcept;
    void lose(Ear& ear, Timestamp at) noexcept;
    void order(Order order);
    void wish(WatchWish wish);
    void deliverWishes();

    void run();
    void takeOrders();
    void takeWishes();
    void takeTicks();
    void pause(std::optional<Monotonic> due);

    MarketHistoryOptions m_options;
    platform::SystemClock m_machine;
    Clock& m_clock;

    // the session's thread
    std::vector<Ear> m_ears; ///< By instrument id.
    std::uint64_t m_session = 0;

    // the UI thread
    FlatMap<views::SeriesKey, Watch> m_watches;
    std::vector<WatchWish> m_waiting; ///< For a place in the ring of wishes. One of each series at most.

    SpscRing<OfferedTick, ringPlaces> m_ring;
    SpscRing<WatchWish, 256> m_wishes;
    Latest<views::MarketDay> m_days;
    std::mutex m_mutex;
    std::condition_variable m_woken;
    std::vector<std::pair<std::uint64_t, Order>> m_orders; ///< With their session. Under `m_mutex`.
    bool m_isWoken = false; ///< Under `m_mutex`.
    bool m_isEnding = false; ///< Under `m_mutex`.
    std::atomic<std::uint64_t> m_offered{0}, m_taken{0}, m_lost{0}, m_leftOut{0};
    std::atomic<std::int64_t> m_oldest{nothingCame}; ///< When the first of those in the ring came.

    // the history's thread
    ChartDesk m_desk;
    std::uint64_t m_deskSession = 0;
    std::uint64_t m_refused = 0; ///< Preloads of this session.
    std::vector<OfferedTick> m_batch;
    std::thread m_thread; ///< Last: it starts when everything else is there.
};

} // namespace omni::runtime

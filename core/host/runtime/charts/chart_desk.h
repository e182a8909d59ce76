// Everything behind the charts and the watchlist of one session: bars of every instrument, the series that somebody
// watches, the days. It has no thread and no clock of its own: `MarketHistory` gives it both.

#pragma once

#include "core/base/flat_map.h"
#include "core/base/latest.h"
#include "core/base/time.h"
#include "core/desk/views/chart_series.h"
#include "core/host/runtime/charts/bar_layers.h"
#include "core/host/runtime/charts/day_figures.h"
#include "core/host/runtime/charts/series_maker.h"
#include "core/trade/market/bar_builder.h"
#include "core/trade/market/calendar.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/order_book.h"
#include "core/trade/market/tick.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace omni::runtime {

/// An instrument of a session.
struct ChartInstrument {
    market::Instrument instrument;
    bool barsFromMids = false; ///< Its feed has no prints: bars are built from the mids of quotes.
};

/// Nothing was heard of an instrument in [from, until).
struct Silence {
    InstrumentId instrument;
    Timestamp from, until;
    bool isLoss = false; ///< We lost it ourselves: a gap in every series, however short.
    friend bool operator==(const Silence&, const Silence&) = default;
};

struct ChartOptions {
    BarBounds bounds;
    std::size_t mostSeriesBars = std::size_t{1} << 20; ///< Of one series; then its oldest blocks go.
    Duration seriesPace = {16'600'000}; ///< A series is published at most so often: 60 a second.
    Duration dayPace = {16'600'000};
};

/// Deterministic; one thread, but for what `Latest` allows.
class ChartDesk
{
public:
    using Slot = Latest<views::BarSeries>;

    /// `days` outlives this.
    ChartDesk(const ChartOptions& options, Latest<views::MarketDay>& days);

    /// A session begins: bars of the last one are forgotten. Who watches goes on watching.
    void begin(std::span<const ChartInstrument> instruments);
    /// Bars of the time before the session. False: see `BarLayers::preload`; also an unknown instrument.
    bool preload(InstrumentId instrument, Duration interval, std::span<const market::Bar> bars);

    /// A tick received at `wall`. The first print, quote or bar of an instrument decides what its bars are made of;
    /// with a feed of bars they are taken as they are. Time comes to `wall`: a bar ends two seconds after its end
    /// without a tick behind it.
    void take(Timestamp wall, const market::Tick& tick);
    void take(Timestamp wall, const Silence& silence);

    /// The oldest of the ticks that are about to be taken came then: the next picture of the days says so.
    void came(Monotonic oldest) noexcept
    {
        m_came = views::olderOf(m_came, oldest);
    }

    /// From now on the series goes to `slot`, until `unwatch`. Not of a whole second, or of an interval that the base
    /// bars do not divide: it stays empty.
    void watch(views::SeriesKey key, std::shared_ptr<Slot> slot);
    void unwatch(views::SeriesKey key);

    /// Publishes what has changed and is due. Returns when to call again at the latest; none: when something came.
    std::optional<Monotonic> publish(Monotonic now);

    /// Base bars held for an instrument, all layers.
    [[nodiscard]] std::size_t heldBars(InstrumentId instrument) const noexcept;
    /// Prints and quotes too late for the second they belong to, or no numbers of a market.
    [[nodiscard]] std::uint64_t leftOut() const noexcept;

private:
    enum class Source : std::uint8_t { None, Prints, Mids, Bars };
    struct Book {
        Book(const ChartInstrument& told, const BarBounds& bounds);
        market::Instrument instrument;
        market::TradingCalendar calendar;
        bool barsFromMids;
        Source source = Source::None;
        market::BarBuilder builder; ///< Of a second. Unused with a feed of bars.
        BarLayers layers;
        DayFigures day;
        std::unique_ptr<market::OrderBook> depth; ///< Only where mids must come from it.
        bool hasQuotes = false;
        bool hasBar = false;
        Timestamp lastBarEnd; ///< Of a feed of bars.
        std::vector<Silence> silences; ///< At most 1'024, oldest first.
    };
    struct Watched {
        std::shared_ptr<Slot> slot;
        std::unique_ptr<SeriesMaker> maker; ///< Null: to be made anew.
        std::uint64_t revision = 0, rewritten = 0; ///< Of the maker before.
        bool isDirty = true;
        std::optional<Monotonic> published;
    };

    [[nodiscard]] Book* find(InstrumentId instrument) noexcept;
    [[nodiscard]] const Book* find(InstrumentId instrument) const noexcept;
    void onPrint(Book& book, const market::Print& print);
    void onMid(Book& book, const market::Quote& quote);
    void onDepth(Book& book, const market::DepthChange& change);
    void onBar(Book& book, const market::Bar& bar);
    void onBuilt(Book& book, const std::optional<market::BuiltBar>& built);
    void append(Book& book, const HeldBar& held);
    void advance(Timestamp wall);
    void addSilence(Book& book, const Silence& silence);
    void addGaps(SeriesMaker& maker, const Book& book, const Silence& silence, Duration interval) const;
    void rebuildDay(Book& book);
    [[nodiscard]] static std::optional<HeldBar> formingOf(const Book& book);
    void makeAnew(views::SeriesKey key, Watched& watched) const;
    template<class Visit> void forEachSeriesOf(InstrumentId instrument, Visit&& visit);

    ChartOptions m_options;
    Latest<views::MarketDay>& m_days;
    std::vector<std::unique_ptr<Book>> m_books; ///< By rising id.
    FlatMap<views::SeriesKey, Watched> m_watched;
    Timestamp m_time; ///< The latest receipt.
    std::int64_t m_second = 0; ///< Up to which builders were advanced.
    bool m_daysDirty = false;
    std::optional<Monotonic> m_daysPublished;
    std::optional<Monotonic> m_came; ///< What no picture of the days shows yet.
    views::PictureTimes m_times;
    std::uint64_t m_unfit = 0;
};

} // namespace omni::runtime

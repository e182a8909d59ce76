#include "core/host/runtime/charts/chart_desk.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace omni::runtime {

namespace {

constexpr Duration baseInterval = seconds(1);
constexpr std::int64_t silentIntervals = 5;
constexpr std::size_t mostSilences = 1'024;
/// How long a bar waits for prints that come late.
constexpr Duration grace = seconds(2);
/// A silence of more sessions than these is cut.
constexpr int mostSessions = 400;

bool isSound(const market::Bar& bar) noexcept
{
    return bar.interval.ns > 0 && bar.interval <= days(366) && bar.low <= bar.open && bar.open <= bar.high
        && bar.low <= bar.close && bar.close <= bar.high && bar.volume >= 0;
}

bool isWhole(Duration interval) noexcept
{
    return interval.ns > 0 && interval.ns % seconds(1).ns == 0;
}

} // namespace

ChartDesk::Book::Book(const ChartInstrument& told, const BarBounds& bounds)
    : instrument(told.instrument)
    , calendar(told.instrument.sessions)
    , barsFromMids(told.barsFromMids)
    , builder(told.instrument, {.kind = market::BarKind::Time, .interval = baseInterval})
    , layers(baseInterval, bounds)
    , day(told.instrument)
{
}

ChartDesk::ChartDesk(const ChartOptions& options, Latest<views::MarketDay>& days)
    : m_options(options)
    , m_days(days)
{
}

void ChartDesk::begin(std::span<const ChartInstrument> instruments)
{
    m_books.clear();
    for (const ChartInstrument& told : instruments) {
        m_books.push_back(std::make_unique<Book>(told, m_options.bounds));
    }
    std::sort(m_books.begin(), m_books.end(),
              [](const auto& a, const auto& b) { return a->instrument.id < b->instrument.id; });
    m_time = {};
    m_second = std::numeric_limits<std::int64_t>::min();
    m_unfit = 0;
    m_daysDirty = true;
    m_watched.forEach([](const views::SeriesKey&, Watched& watched) {
        watched.maker.reset();
        watched.isDirty = true;
    });
}

ChartDesk::Book* ChartDesk::find(InstrumentId instrument) noexcept
{
    return const_cast<Book*>(std::as_const(*this).find(instrument));
}

const ChartDesk::Book* ChartDesk::find(InstrumentId instrument) const noexcept
{
    const auto at = std::lower_bound(m_books.begin(), m_books.end(), instrument,
                                     [](const auto& book, InstrumentId id) { return book->instrument.id < id; });
    return at != m_books.end() && (*at)->instrument.id == instrument ? at->get() : nullptr;
}

template<class Visit> void ChartDesk::forEachSeriesOf(InstrumentId instrument, Visit&& visit)
{
    m_watched.forEach([&](const views::SeriesKey& key, Watched& watched) {
        if (key.instrument == instrument) {
            visit(key, watched);
        }
    });
}

bool ChartDesk::preload(InstrumentId instrument, Duration interval, std::span<const market::Bar> bars)
{
    Book* book = find(instrument);
    if (book == nullptr || !book->layers.preload(interval, bars)) {
        return false;
    }
    forEachSeriesOf(instrument, [](const views::SeriesKey&, Watched& watched) {
        watched.maker.reset();
        watched.isDirty = true;
    });
    rebuildDay(*book);
    return true;
}

void ChartDesk::rebuildDay(Book& book)
{
    book.day = DayFigures(book.instrument);
    book.layers.visit(minutes(30), [&book](const HeldBar& held) { book.day.past(held.bar); });
    book.layers.visit(days(1), [&book](const HeldBar& held) { book.day.bar(held); });
    if (const auto forming = formingOf(book)) {
        book.day.bar(*forming);
    }
    m_daysDirty = true;
}

std::optional<HeldBar> ChartDesk::formingOf(const Book& book)
{
    const auto open = book.builder.open();
    if (!open) {
        return std::nullopt;
    }
    HeldBar held{open->bar, open->lots};
    held.bar.volume = 0;
    return held;
}

// --- ticks -----------------------------------------------------------------------------------------------------------

void ChartDesk::take(Timestamp wall, const market::Tick& tick)
{
    advance(wall);
    Book* book = find(market::instrumentOf(tick));
    if (book == nullptr) {
        return;
    }
    if (const auto* print = std::get_if<market::Print>(&tick)) {
        onPrint(*book, *print);
    } else if (const auto* quote = std::get_if<market::Quote>(&tick)) {
        book->hasQuotes = true;
        onMid(*book, *quote);
    } else if (const auto* change = std::get_if<market::DepthChange>(&tick)) {
        onDepth(*book, *change);
    } else if (const auto* bar = std::get_if<market::Bar>(&tick)) {
        onBar(*book, *bar);
    }
}

void ChartDesk::take(Timestamp wall, const Silence& silence)
{
    advance(wall);
    if (Book* book = find(silence.instrument); book != nullptr && silence.from < silence.until) {
        addSilence(*book, silence);
    }
}

/// Ends what has no tick behind it. Once a second of market time: a look at each book is not free.
void ChartDesk::advance(Timestamp wall)
{
    m_time = std::max(m_time, wall);
    const std::int64_t second = flooredTo(m_time, seconds(1)).ns;
    if (second <= m_second) {
        return;
    }
    m_second = second;
    const Timestamp time = m_time - grace;
    for (const auto& book : m_books) {
        if (const auto open = book->builder.open(); open && open->bar.closedAt <= time) {
            onBuilt(*book, book->builder.advanceTo(time));
        }
    }
    m_watched.forEach([&](const views::SeriesKey& key, Watched& watched) {
        // A bar of a feed comes when it comes: the longer one waits for it.
        const Book* book = find(key.instrument);
        if (watched.maker && book != nullptr && book->source != Source::Bars) {
            watched.isDirty = watched.maker->advanceTo(time) || watched.isDirty;
        }
    });
}

void ChartDesk::onPrint(Book& book, const market::Print& print)
{
    if (book.barsFromMids || book.source == Source::Bars) {
        return;
    }
    book.source = Source::Prints;
    const std::uint64_t before = book.builder.late() + book.builder.unfit();
    onBuilt(book, book.builder.add(print));
    if (book.builder.late() + book.builder.unfit() == before) {
        book.day.price(print.venueTime, print.price, print.size);
        m_daysDirty = true;
        forEachSeriesOf(book.instrument.id, [](const views::SeriesKey&, Watched& watched) { watched.isDirty = true; });
    }
}

void ChartDesk::onMid(Book& book, const market::Quote& quote)
{
    if (!book.barsFromMids || book.source == Source::Bars) {
        return;
    }
    book.source = Source::Mids;
    const std::uint64_t before = book.builder.late() + book.builder.unfit();
    onBuilt(book, book.builder.addMid(quote));
    if (const auto open = book.builder.open(); open && book.builder.late() + book.builder.unfit() == before) {
        book.day.price(quote.venueTime, open->bar.close);
        m_daysDirty = true;
        forEachSeriesOf(book.instrument.id, [](const views::SeriesKey&, Watched& watched) { watched.isDirty = true; });
    }
}

void ChartDesk::onDepth(Book& book, const market::DepthChange& change)
{
    if (!book.barsFromMids || book.hasQuotes) {
        return;
    }
    if (!book.depth) {
        book.depth = std::make_unique<market::OrderBook>(book.instrument.id);
    }
    book.depth->apply(change);
    if (change.endsBatch && book.depth->isValid()) {
        onMid(book, book.depth->quote());
    }
}

void ChartDesk::onBar(Book& book, const market::Bar& bar)
{
    const bool isFirst = book.source == Source::None;
    const bool isOurs = isFirst || (book.source == Source::Bars && bar.interval == book.layers.base());
    const bool isBehind = book.hasBar && bar.opened < book.lastBarEnd;
    if (!isOurs || !isSound(bar) || isBehind) {
        ++m_unfit;
        return;
    }
    if (isFirst) {
        book.source = Source::Bars;
        book.layers.setBase(bar.interval);
        forEachSeriesOf(book.instrument.id, [](const views::SeriesKey&, Watched& watched) { watched.maker.reset(); });
    }
    const Timestamp closed = bar.opened + bar.interval;
    if (book.hasBar && (bar.opened - book.lastBarEnd).ns > bar.interval.ns * silentIntervals) {
        addSilence(book, {bar.instrument, book.lastBarEnd, bar.opened, false});
    }
    HeldBar held{bar, {}};
    held.bar.closedAt = closed;
    book.hasBar = true;
    book.lastBarEnd = closed;
    book.day.bar(held);
    append(book, held);
}

void ChartDesk::onBuilt(Book& book, const std::optional<market::BuiltBar>& built)
{
    if (built) {
        HeldBar held{built->bar, built->lots};
        held.bar.volume = 0;
        append(book, held);
    }
}

void ChartDesk::append(Book& book, const HeldBar& held)
{
    book.layers.append(held);
    m_daysDirty = true;
    forEachSeriesOf(book.instrument.id, [&](const views::SeriesKey& key, Watched& watched) {
        watched.isDirty = true;
        if (watched.maker && key.interval.ns % book.layers.base().ns == 0) {
            watched.maker->add(held);
        }
    });
}

// --- gaps ------------------------------------------------------------------------------------------------------------

void ChartDesk::addSilence(Book& book, const Silence& silence)
{
    if (book.silences.size() == mostSilences) {
        book.silences.erase(book.silences.begin(), book.silences.begin() + mostSilences / 8);
    }
    book.silences.push_back(silence);
    forEachSeriesOf(book.instrument.id, [&](const views::SeriesKey& key, Watched& watched) {
        if (watched.maker) {
            addGaps(*watched.maker, book, silence, key.interval);
            watched.isDirty = true;
        }
    });
}

/// The parts of a silence in which the market was open.
void ChartDesk::addGaps(SeriesMaker& maker, const Book& book, const Silence& silence, Duration interval) const
{
    const auto add = [&](Timestamp from, Timestamp until) {
        // Divided, not multiplied: an interval of years does not overflow.
        if (from < until
            && (silence.isLoss || (until - from).ns / silentIntervals > interval.ns
                || ((until - from).ns / silentIntervals == interval.ns && (until - from).ns % silentIntervals > 0))) {
            maker.addGap({from, until});
        }
    };
    if (book.instrument.sessions == market::Sessions::AlwaysOpen) {
        add(silence.from, silence.until);
        return;
    }
    Timestamp at = silence.from;
    for (int i = 0; i < mostSessions && at < silence.until; ++i) {
        const auto session = book.calendar.sessionAt(at);
        if (!session || session->open >= silence.until) {
            return;
        }
        add(std::max(at, session->open), std::min(silence.until, session->close));
        at = session->close;
    }
}

// --- series ----------------------------------------------------------------------------------------------------------

void ChartDesk::watch(views::SeriesKey key, std::shared_ptr<Slot> slot)
{
    Watched& watched = m_watched.findOrInsert(key);
    watched.slot = std::move(slot);
    watched.isDirty = true;
    watched.published.reset();
}

void ChartDesk::unwatch(views::SeriesKey key)
{
    m_watched.erase(key);
}

void ChartDesk::makeAnew(views::SeriesKey key, Watched& watched) const
{
    const Book* book = find(key.instrument);
    const market::Instrument none;
    watched.maker = std::make_unique<SeriesMaker>(key, book != nullptr ? book->instrument : none,
                                                  m_options.mostSeriesBars, watched.revision, watched.rewritten + 1);
    if (book == nullptr || !isWhole(key.interval)) {
        return;
    }
    book->layers.visit(key.interval, [&watched](const HeldBar& held) { watched.maker->add(held); });
    for (const Silence& silence : book->silences) {
        addGaps(*watched.maker, *book, silence, key.interval);
    }
}

std::optional<Monotonic> ChartDesk::publish(Monotonic now)
{
    std::optional<Monotonic> next;
    const auto isDue = [&](const std::optional<Monotonic>& published, Duration pace) {
        if (!published || now - *published >= pace) {
            return true;
        }
        const Monotonic due = *published + pace;
        next = next ? std::min(*next, due) : due;
        return false;
    };
    m_watched.forEach([&](const views::SeriesKey& key, Watched& watched) {
        if (!watched.isDirty || !isDue(watched.published, m_options.seriesPace)) {
            return;
        }
        if (!watched.maker) {
            makeAnew(key, watched);
        }
        const Book* book = find(key.instrument);
        const bool fits = book != nullptr && isWhole(key.interval) && key.interval.ns % book->layers.base().ns == 0;
        watched.slot->publish(watched.maker->make(fits ? formingOf(*book) : std::nullopt));
        watched.revision = watched.maker->revision();
        watched.rewritten = watched.maker->rewritten();
        watched.isDirty = false;
        watched.published = now;
    });
    if (m_daysDirty && isDue(m_daysPublished, m_options.dayPace)) {
        auto day = std::make_shared<views::MarketDay>();
        day->at = m_time;
        for (const auto& book : m_books) {
            day->instruments.push_back(book->day.figures());
        }
        m_times.add(std::exchange(m_came, std::nullopt));
        day->times = m_times;
        m_days.publish(std::move(day));
        m_daysDirty = false;
        m_daysPublished = now;
    } else if (!m_daysDirty) {
        m_came.reset(); // what came changed no day
    }
    return next;
}

std::size_t ChartDesk::heldBars(InstrumentId instrument) const noexcept
{
    const Book* book = find(instrument);
    return book != nullptr ? book->layers.count() : 0;
}

std::uint64_t ChartDesk::leftOut() const noexcept
{
    std::uint64_t count = m_unfit;
    for (const auto& book : m_books) {
        count += book->builder.late() + book->builder.unfit();
    }
    return count;
}

} // namespace omni::runtime

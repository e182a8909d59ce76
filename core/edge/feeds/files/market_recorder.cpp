#include "core/edge/feeds/files/market_recorder.h"

#include "core/base/spsc_ring.h"
#include "core/edge/feeds/files/recording.h"

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace omni::feeds {

namespace {

constexpr auto lookAgain = std::chrono::milliseconds(20);
constexpr Duration flushEvery = seconds(2);
constexpr std::size_t itemsAtOnce = 1'024;

/// Nothing: it is not recorded.
std::optional<FileKind> kindOf(const market::Tick& tick) noexcept
{
    if (std::holds_alternative<market::Quote>(tick)) {
        return FileKind::Quotes;
    }
    if (std::holds_alternative<market::Print>(tick)) {
        return FileKind::Trades;
    }
    return std::holds_alternative<market::DepthChange>(tick) ? std::optional(FileKind::Depth) : std::nullopt;
}

/// The beginning of an image of which nothing more comes: until the next one the book counts as torn (S14).
market::DepthChange tornBook(InstrumentId instrument, Timestamp at)
{
    market::DepthChange row;
    row.instrument = instrument;
    row.venueTime = at;
    row.price = Ticks{1};
    row.clearsBook = true;
    return row;
}

std::string amountOf(std::uint64_t bytes)
{
    constexpr std::uint64_t tenth = 100'000;
    if (bytes < 10 * tenth) {
        return std::to_string(bytes / 1'000) + " kB";
    }
    return std::to_string(bytes / (10 * tenth)) + '.' + std::to_string(bytes / tenth % 10) + " MB";
}

/// Makes the folder and sees that files can be made in it.
Checked<void> tryFolder(const std::string& folder, const market::Instrument& instrument)
{
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::u8path(folder), error);
    if (error) {
        return tl::unexpected(DataFault{FaultCode::CannotWrite,
                                        folder,
                                        0,
                                        {},
                                        "the folder for recordings cannot be made: " + error.message(),
                                        "name another folder"});
    }
    auto probe = RecordingWriter::create(folder, FileKind::Trades, instrument, {});
    auto written = probe ? probe->flush() : Checked<void>(tl::unexpected(probe.error()));
    if (probe) {
        std::filesystem::remove(std::filesystem::u8path(probe->path()), error);
    }
    if (!written) {
        written.error().hint = "name another folder, or make room";
    }
    return written;
}

} // namespace

/// What goes through the ring.
struct MarketRecorder::Item {
    ports::TimedTick tick{};
    std::uint64_t lost = 0;
    bool isHole = false;
};

class MarketRecorder::Impl
{
public:
    Impl(std::span<const market::Instrument> instruments, RecorderOptions options, Clock& clock)
        : m_instruments(instruments.begin(), instruments.end())
        , m_options(std::move(options))
        , m_clock(clock)
    {
        if (m_options.isReading) {
            m_thread = std::thread([this] { run(); });
        }
    }
    ~Impl()
    {
        end();
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    // --- the feed's thread

    void put(const Item& item) noexcept
    {
        if (m_isOver.load(std::memory_order_relaxed)) {
            return;
        }
        if (m_missed > 0) { // first of all that something is missing before it
            const Item missing{{item.tick.at, {}}, m_missed, true};
            if (!m_ring.tryPush(missing)) {
                ++m_missed;
                return;
            }
            m_missed = 0;
        }
        if (!m_ring.tryPush(item)) {
            m_missed += item.isHole ? item.lost : 1;
            m_missed += m_missed == 0 ? 1 : 0;
        }
    }

    // --- any thread

    const std::string& folder() const noexcept
    {
        return m_options.folder;
    }
    RecorderFigures figures() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_figures;
    }
    void end()
    {
        {
            const std::scoped_lock lock(m_mutex);
            if (std::exchange(m_hasEnded, true)) {
                return;
            }
        }
        m_wake.notify_all();
        if (m_thread.joinable()) {
            m_thread.join();
        } else {
            finish();
        }
    }

private:
    struct Stream {
        std::optional<RecordingWriter> writer;
        bool waitsForImage = true; ///< Of books.
        Timestamp last;
    };
    using Key = std::pair<InstrumentId, FileKind>;

    void run()
    {
        m_flushed = m_clock.mono();
        bool isLast = false;
        while (!isLast) {
            {
                std::unique_lock lock(m_mutex);
                m_wake.wait_for(lock, lookAgain, [this] { return m_hasEnded; });
                isLast = m_hasEnded;
            }
            takeAll();
            if (m_clock.mono() - m_flushed >= flushEvery) {
                flush();
            }
        }
        finish();
    }
    void takeAll()
    {
        for (std::size_t count = m_ring.popUpTo(m_batch); count > 0; count = m_ring.popUpTo(m_batch)) {
            for (std::size_t i = 0; i < count; ++i) {
                m_batch[i].isHole ? takeHole(m_batch[i]) : take(m_batch[i].tick);
            }
        }
    }
    void take(const ports::TimedTick& tick)
    {
        const auto kind = kindOf(tick.tick);
        const auto* instrument = kind ? find(market::instrumentOf(tick.tick)) : nullptr;
        if (instrument == nullptr || isOver()) {
            return;
        }
        Stream& stream = m_streams[{instrument->id, *kind}];
        if (*kind == FileKind::Depth) {
            stream.waitsForImage = stream.waitsForImage && !std::get<market::DepthChange>(tick.tick).clearsBook;
            if (stream.waitsForImage) {
                return; // changes of a book that is not known
            }
        }
        add(stream, *kind, *instrument, tick);
    }
    void add(Stream& stream, FileKind kind, const market::Instrument& instrument, const ports::TimedTick& tick)
    {
        if (!stream.writer) {
            auto made = RecordingWriter::create(m_options.folder, kind, instrument, tick.at);
            if (!made) {
                return giveUp(made.error().text());
            }
            stream.writer.emplace(std::move(*made));
        }
        stream.writer->add(tick);
        stream.last = tick.at;
    }
    /// In every file: what is missing may have been of any of them.
    void takeHole(const Item& item)
    {
        {
            const std::scoped_lock lock(m_mutex);
            ++m_figures.holes;
            m_figures.lost += item.lost;
        }
        for (auto& [key, stream] : m_streams) {
            if (!stream.writer || isOver()) {
                continue;
            }
            if (key.second == FileKind::Depth && !stream.waitsForImage) {
                // The book stands with a hole in it: nothing is to be priced by it until there is another image.
                add(stream, key.second, *find(key.first), {item.tick.at, tornBook(key.first, item.tick.at)});
                stream.waitsForImage = true;
            }
            stream.writer->hole(item.lost, stream.last, std::max(stream.last, item.tick.at));
        }
    }
    void flush()
    {
        m_flushed = m_clock.mono();
        for (auto& [key, stream] : m_streams) {
            if (stream.writer && !isOver()) {
                if (const auto written = stream.writer->flush(); !written) {
                    giveUp(written.error().text());
                }
            }
        }
        count();
        checkRoom();
    }
    void count()
    {
        const std::scoped_lock lock(m_mutex);
        m_figures.rows = m_figures.bytes = 0;
        m_figures.files = 0;
        for (const auto& [key, stream] : m_streams) {
            if (stream.writer) {
                ++m_figures.files;
                m_figures.rows += stream.writer->rows();
                m_figures.bytes += stream.writer->bytes();
            }
        }
    }
    void checkRoom()
    {
        if (isOver()) {
            return;
        }
        const auto written = figures().bytes;
        if (written >= m_options.mostBytes) {
            return giveUp("it has reached the size that is allowed, " + amountOf(m_options.mostBytes));
        }
        std::error_code error;
        const auto room = std::filesystem::space(std::filesystem::u8path(m_options.folder), error);
        if (!error && room.available < m_options.leastFree) {
            giveUp("the disk has only " + amountOf(room.available) + " left, which are kept for the journal");
        }
    }
    [[nodiscard]] bool isOver() const noexcept
    {
        return m_isOver.load(std::memory_order_relaxed);
    }
    /// What stands in the files stays; those that still can be are sealed.
    void giveUp(const std::string& why)
    {
        if (!m_isOver.exchange(true)) {
            seal();
            const std::scoped_lock lock(m_mutex);
            m_figures.fault = why;
        }
    }
    void seal()
    {
        for (auto& [key, stream] : m_streams) {
            if (stream.writer) {
                // A second fault says nothing that the first has not: up to it everything can be read.
                static_cast<void>(stream.writer->finish());
            }
        }
    }
    void finish()
    {
        takeAll();
        if (m_missed > 0) { // the feed's thread puts nothing more
            takeHole({{m_clock.wall(), {}}, m_missed, true});
        }
        if (!isOver()) {
            flush();
        }
        if (!isOver()) {
            std::string fault;
            for (auto& [key, stream] : m_streams) {
                const auto done = stream.writer ? stream.writer->finish() : Checked<void>();
                fault = fault.empty() && !done ? done.error().text() : fault;
            }
            const std::scoped_lock lock(m_mutex);
            m_figures.fault = fault;
        }
        count();
    }
    [[nodiscard]] const market::Instrument* find(InstrumentId id) const noexcept
    {
        for (const auto& instrument : m_instruments) {
            if (instrument.id == id) {
                return &instrument;
            }
        }
        return nullptr;
    }

    const std::vector<market::Instrument> m_instruments;
    const RecorderOptions m_options;
    Clock& m_clock;
    SpscRing<Item, roomOfTicks> m_ring;
    std::uint64_t m_missed = 0; ///< The feed's thread.
    std::atomic<bool> m_isOver{false}; ///< Nothing more is recorded.

    // The recorder's thread.
    std::array<Item, itemsAtOnce> m_batch{};
    std::map<Key, Stream> m_streams;
    Monotonic m_flushed;

    mutable std::mutex m_mutex; ///< Around what follows.
    std::condition_variable m_wake;
    RecorderFigures m_figures;
    bool m_hasEnded = false;
    std::thread m_thread;
};

MarketRecorder::MarketRecorder(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}
MarketRecorder::~MarketRecorder() = default;

Checked<std::unique_ptr<MarketRecorder>> MarketRecorder::start(std::span<const market::Instrument> instruments,
                                                               RecorderOptions options, Clock& clock)
{
    if (instruments.empty()) {
        return tl::unexpected(
            DataFault{FaultCode::NoRows, options.folder, 0, {}, "there is no instrument to record", {}});
    }
    if (auto fits = tryFolder(options.folder, instruments.front()); !fits) {
        return tl::unexpected(fits.error());
    }
    return std::unique_ptr<MarketRecorder>(
        new MarketRecorder(std::make_unique<Impl>(instruments, std::move(options), clock)));
}

void MarketRecorder::put(const ports::TimedTick& tick) noexcept
{
    m_impl->put({tick, 0, false});
}

void MarketRecorder::hole(Timestamp at, std::uint64_t lost) noexcept
{
    m_impl->put({{at, {}}, lost, true});
}

RecorderFigures MarketRecorder::figures() const
{
    return m_impl->figures();
}

const std::string& MarketRecorder::folder() const noexcept
{
    return m_impl->folder();
}

void MarketRecorder::end()
{
    m_impl->end();
}

std::string textOf(const RecorderFigures& figures, const std::string& folder)
{
    std::string text = std::to_string(figures.rows) + " rows in " + std::to_string(figures.files) + " files below "
        + folder + ", " + amountOf(figures.bytes);
    if (figures.holes > 0) {
        text += "; ticks are missing in " + std::to_string(figures.holes) + (figures.holes == 1 ? " place" : " places")
            + (figures.lost > 0 ? ", at least " + std::to_string(figures.lost) : std::string());
    }
    if (!figures.fault.empty()) {
        text += "; it has ended before its time: " + figures.fault + ". What stands in it can be read";
    }
    return text;
}

} // namespace omni::feeds

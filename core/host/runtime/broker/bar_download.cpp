#include "core/host/runtime/broker/bar_download.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

constexpr Duration piecePatience = seconds(120);
constexpr std::int64_t barsPerPiece = 5'000;
constexpr Duration shortest = seconds(1), longest = days(31);
constexpr std::string_view head = "timestamp,open,high,low,close,volume\n";

tl::unexpected<RunFailure> badWish(std::string code, std::string message, std::string hint, std::string file = {})
{
    return tl::unexpected(
        RunFailure{FailureKind::BadInput, std::move(code), std::move(message), std::move(hint), std::move(file), 0});
}

tl::unexpected<RunFailure> notWritten(const std::filesystem::path& path, int error)
{
    return tl::unexpected(RunFailure{FailureKind::Failed, "not_written",
                                     path.string() + " cannot be written: " + std::strerror(error),
                                     "what is there stays; the same command goes on", path.string(), 0});
}

std::filesystem::path beside(const std::filesystem::path& out, std::string_view ending)
{
    auto path = out;
    path += ending;
    return path;
}

/// The side file: what the instrument is, and what `FILE.part` is of.
std::string sideText(const market::Instrument& instrument, const BarWish& wish)
{
    std::string text
        = fmt::format("venue = \"{}\"\nsymbol = \"{}\"\nquote_currency = \"{}\"\ntick_size = {}\n"
                      "lot_size = {}\ninterval = \"{}\"\n",
                      instrument.venue, instrument.symbol, instrument.quoteCurrency, decimalText(instrument.tickSize),
                      decimalText(instrument.lotSize), durationText(wish.interval));
    if (instrument.sessions == market::Sessions::UsEquities) {
        text += "sessions = \"us_equities\"\n";
    }
    return text;
}

std::optional<std::string> wholeText(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(in), {});
}

/// All of it, or an error.
Outcome<void> writeWhole(const std::filesystem::path& path, const std::string& text)
{
    errno = 0;
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    return out ? Outcome<void>() : notWritten(path, errno != 0 ? errno : EIO);
}

std::string rowOf(const market::Instrument& instrument, const market::Bar& bar)
{
    return fmt::format("{},{},{},{},{},{}\n", isoText(bar.opened), market::priceText(instrument, bar.open),
                       market::priceText(instrument, bar.high), market::priceText(instrument, bar.low),
                       market::priceText(instrument, bar.close), bar.volume);
}

/// The file under way.
class PartFile
{
public:
    explicit PartFile(const std::filesystem::path& out)
        : m_path(beside(out, ".part"))
        , m_wishPath(beside(out, ".part.wish"))
    {
    }

    /// Begins, or goes on where an earlier one was cut off. Its last bar, none at the beginning.
    Outcome<std::optional<Timestamp>> open(const std::string& wish)
    {
        std::error_code error;
        if (std::filesystem::exists(m_path, error)) {
            if (wholeText(m_wishPath) != wish) {
                return badWish("another_download", m_path.string() + " is what another download has got so far",
                               "remove it, or give another --out", m_path.string());
            }
            return goOn();
        }
        if (auto kept = writeWhole(m_wishPath, wish); !kept) {
            return tl::unexpected(kept.error());
        }
        m_file.open(m_path, std::ios::binary | std::ios::trunc);
        m_file << head;
        return isWritten().and_then([] { return Outcome<std::optional<Timestamp>>(std::nullopt); });
    }
    Outcome<void> add(const std::string& rows)
    {
        m_file << rows;
        return isWritten();
    }
    /// It takes its name.
    Outcome<void> finish(const std::filesystem::path& out, const std::string& side)
    {
        m_file.close();
        auto sidePath = out;
        sidePath.replace_extension(".toml");
        if (auto kept = writeWhole(sidePath, side); !kept) {
            return kept; // without it the increments would be guessed
        }
        std::error_code error;
        std::filesystem::rename(m_path, out, error);
        if (error) {
            return notWritten(out, error.value());
        }
        std::filesystem::remove(m_wishPath, error);
        return {};
    }
    [[nodiscard]] std::uint64_t rowsBefore() const noexcept
    {
        return m_rowsBefore;
    }

private:
    /// A torn last row is cut away; what stands above it is whole.
    Outcome<std::optional<Timestamp>> goOn()
    {
        std::ifstream in(m_path, std::ios::binary);
        std::uintmax_t end = 0;
        std::string line, last;
        while (std::getline(in, line) && !in.eof()) { // without its end it is torn
            end += line.size() + 1;
            last = line;
            ++m_rowsBefore;
        }
        m_rowsBefore -= m_rowsBefore > 0 ? 1 : 0; // the head
        std::error_code error;
        std::filesystem::resize_file(m_path, end, error);
        if (error) {
            return notWritten(m_path, error.value());
        }
        m_file.open(m_path, std::ios::binary | std::ios::app);
        if (end == 0) {
            m_file << head;
        }
        if (auto done = isWritten(); !done) {
            return tl::unexpected(done.error());
        }
        if (m_rowsBefore == 0) {
            return std::nullopt;
        }
        const auto opened = timestampFromIso(last.substr(0, last.find(',')));
        if (!opened) {
            return badWish("damaged_download", m_path.string() + " is damaged: its last row begins with no time",
                           "remove it and begin anew", m_path.string());
        }
        return std::optional(*opened);
    }
    Outcome<void> isWritten()
    {
        m_file.flush();
        return m_file ? Outcome<void>() : notWritten(m_path, errno != 0 ? errno : EIO);
    }

    std::filesystem::path m_path, m_wishPath;
    std::ofstream m_file;
    std::uint64_t m_rowsBefore = 0;
};

Outcome<void> check(const BarWish& wish)
{
    if (wish.interval < shortest || wish.interval > longest) {
        return badWish("bad_interval", "bars of " + durationText(wish.interval) + " are none", "from 1s to 31d");
    }
    if (wish.from >= wish.until) {
        return badWish("bad_span", "--from is not before --until", "as in --from 2025-01-01T00:00:00Z");
    }
    std::error_code error;
    if (std::filesystem::exists(wish.out, error)) {
        return badWish("exists", wish.out.string() + " is there already", "give another --out", wish.out.string());
    }
    return {};
}

/// In pieces, so that what came is on the disk and a stop is heard.
Outcome<void> fetch(BrokerLoop& loop, const market::Instrument& instrument, const BarWish& wish, PartFile& file,
                    const BrokerSurroundings& around, const BarProgress& progress, BarDownload& done,
                    std::optional<Timestamp> last)
{
    const Timestamp until = std::min(wish.until, around.clock.wall());
    const Duration piece{wish.interval.ns * barsPerPiece};
    Timestamp at = last ? *last + wish.interval : wish.from;
    while (at < until) {
        if (around.stop.isStopRequested()) {
            return {};
        }
        const Timestamp end = std::min(at + piece, until);
        const auto bars = loop.bars(instrument, wish.interval, at, end, piecePatience, around.stop);
        if (!bars) {
            if (around.stop.isStopRequested()) {
                return {};
            }
            return brokerFailure("asking " + wish.broker + " for bars", bars.error());
        }
        std::string rows;
        for (const market::Bar& bar : *bars) {
            const bool isNews = !last || bar.opened > *last;
            if (isNews && bar.opened >= at && bar.opened < end && bar.closedAt <= until) {
                rows += rowOf(instrument, bar);
                last = bar.opened;
                ++done.bars;
            }
        }
        if (auto written = file.add(rows); !written) {
            return written;
        }
        at = end;
        progress(last.value_or(at), done.bars);
    }
    done.isWhole = true;
    return {};
}

} // namespace

Outcome<BarDownload> downloadBars(const BarWish& wish, const BrokerSurroundings& around, const BarProgress& progress)
{
    if (auto sound = check(wish); !sound) {
        return tl::unexpected(sound.error());
    }
    auto opened = openAndList(wish.broker, {wish.symbol}, around);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    const auto found = std::find_if(opened->listed.begin(), opened->listed.end(),
                                    [&wish](const auto& one) { return one.instrument.symbol == wish.symbol; });
    if (found == opened->listed.end()) {
        return badWish("unknown_symbol", wish.broker + " lists no " + omni::quoted(wish.symbol),
                       "write symbols as the broker does");
    }
    market::Instrument instrument = found->instrument;
    instrument.id = InstrumentId{1};
    const std::string side = sideText(instrument, wish);
    PartFile file(wish.out);
    const auto last = file.open(side + "# " + isoText(wish.from) + '\n');
    if (!last) {
        return tl::unexpected(last.error());
    }
    BarDownload done;
    done.instrument = instrument.name();
    done.bars = done.before = file.rowsBefore();
    if (auto fetched = fetch(*opened->loop, instrument, wish, file, around, progress, done, *last); !fetched) {
        return tl::unexpected(fetched.error());
    }
    if (done.isWhole) {
        if (auto named = file.finish(wish.out, side); !named) {
            return tl::unexpected(named.error());
        }
    }
    return done;
}

} // namespace omni::runtime

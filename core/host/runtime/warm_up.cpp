#include "core/host/runtime/warm_up.h"

#include "core/desk/engine/bar_joiner.h"
#include "core/host/runtime/broker/broker_market.h"
#include "core/trade/strategy/strategy.h"

#include <algorithm>
#include <deque>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

/// The bars of one series that are wanted, and those found.
struct Need {
    InstrumentId instrument;
    Duration series; ///< Zero: the feed's own bars.
    std::size_t bars = 0; ///< The most that a strategy asks for.
    std::string strategy; ///< Which one that is.
    std::deque<market::Bar> found; ///< The newest `bars` of them.
    std::optional<engine::BarJoiner> joiner; ///< Of bars in a file that are shorter.
};

std::vector<Need> needsOf(const SessionMarket& market, std::span<const events::StrategySetting> strategies)
{
    std::vector<Need> needs;
    for (const auto& setting : strategies) {
        const auto spec = strategy::specFromText(setting.spec);
        if (!spec) {
            continue; // checked before
        }
        const Duration series = spec->interval.value_or(Duration{});
        const auto bars = static_cast<std::size_t>(std::max(0, spec->info->warmUp(spec->values)));
        for (const auto& instrument : market.instruments) {
            const auto known = std::find_if(needs.begin(), needs.end(), [&](const Need& need) {
                return need.instrument == instrument.id && need.series == series;
            });
            if (known == needs.end()) {
                needs.push_back({instrument.id, series, bars, std::string(spec->info->key), {}, {}});
            } else if (known->bars < bars) {
                known->bars = bars;
                known->strategy = spec->info->key;
            }
        }
    }
    return needs;
}

void keep(Need& need, const market::Bar& bar, Timestamp start)
{
    if (bar.closedAt > start) {
        return; // it belongs to the session
    }
    need.found.push_back(bar);
    if (need.found.size() > need.bars) {
        need.found.pop_front();
    }
}

/// A bar of a file, wherever it is wanted: as it is, or joined into longer ones.
void take(std::vector<Need>& needs, const market::Bar& bar, const SessionMarket& market)
{
    for (Need& need : needs) {
        const Duration series = need.series.ns == 0 ? market.feedBars.value_or(Duration{}) : need.series;
        if (need.instrument != bar.instrument || bar.interval > series) {
            continue;
        }
        if (bar.interval == series) {
            keep(need, bar, market.start);
            continue;
        }
        if (!need.joiner) {
            need.joiner.emplace(series);
        }
        need.joiner->add(bar, [&](const market::Bar& whole) { keep(need, whole, market.start); });
    }
}

tl::unexpected<RunFailure> notOfThisMarket(std::string message, std::string hint, const std::string& file = {})
{
    return tl::unexpected(RunFailure{FailureKind::BadInput, "history", std::move(message), std::move(hint), file, 0});
}

/// Which instrument of the session a file's is: the one of its name, or, where nobody said of what the file is, the
/// only one there is.
const market::Instrument* sessionOne(const SessionMarket& market, const market::Instrument& own, bool isNamed)
{
    const auto named = std::find_if(market.instruments.begin(), market.instruments.end(),
                                    [&](const market::Instrument& one) { return one.name() == own.name(); });
    if (named != market.instruments.end()) {
        return &*named;
    }
    return !isNamed && market.instruments.size() == 1 ? &market.instruments.front() : nullptr;
}

/// The same price in the session's ticks; false where there is no such tick.
bool countIn(const market::Instrument& session, const market::Instrument& own, Ticks& price)
{
    if (session.tickSize == own.tickSize) {
        return true;
    }
    std::int64_t mantissa = 0;
    if (__builtin_mul_overflow(price.count, own.tickSize.mantissa, &mantissa)) {
        return false;
    }
    const auto ticks = market::ticksFrom(session, Decimal{mantissa, own.tickSize.exponent});
    price = ticks.value_or(price);
    return ticks.has_value();
}

bool isInTicksOf(const market::Instrument& session, const market::Instrument& own, market::Bar& bar)
{
    bar.instrument = session.id;
    return countIn(session, own, bar.open) && countIn(session, own, bar.high) && countIn(session, own, bar.low)
        && countIn(session, own, bar.close);
}

Outcome<void> readFiles(const MarketWish& wish, const SessionMarket& market, std::vector<Need>& needs)
{
    feeds::FeedOptions options;
    options.instrument = wish.instrument;
    options.quoteCurrency = market.currency;
    auto opened = feeds::FileFeed::open(wish.history, options);
    if (!opened) {
        return tl::unexpected(failureOf(opened.error()));
    }
    auto& feed = **opened;
    for (const auto& file : feed.files()) {
        if (file.kind != feeds::FileKind::Bars) {
            return notOfThisMarket(file.path + " is no file of bars", "--history takes bars alone", file.path);
        }
    }
    std::vector<const market::Instrument*> ofSession;
    for (const auto& own : feed.instruments()) {
        const bool isNamed = std::any_of(feed.files().begin(), feed.files().end(), [&own](const auto& file) {
            return file.instrument == own.id && file.isNamed;
        });
        ofSession.push_back(sessionOne(market, own, isNamed));
        if (ofSession.back() == nullptr) {
            return notOfThisMarket(own.name() + " of --history is not traded in this session",
                                   "a history belongs to the instrument whose name it bears");
        }
    }
    for (;;) {
        const auto batch = feed.next();
        if (!batch) {
            return tl::unexpected(feed.fault()
                                      ? failureOf(*feed.fault())
                                      : RunFailure{FailureKind::BadInput, "history", batch.error().detail, {}, {}, 0});
        }
        if (batch->empty()) {
            return {};
        }
        for (const auto& timed : *batch) {
            market::Bar bar = std::get<market::Bar>(timed.tick);
            const std::size_t index = bar.instrument.value - 1;
            if (!isInTicksOf(*ofSession[index], feed.instruments()[index], bar)) {
                return notOfThisMarket(fmt::format("a price of {} at {} lies between two ticks of {}",
                                                   feed.instruments()[index].name(), isoText(timed.at),
                                                   ofSession[index]->name()),
                                       "take a history of the same instrument, or state its tick with --instrument");
            }
            take(needs, bar, market);
        }
    }
}

/// One sentence for each strategy and series that begins with less than it needs.
void tellWhatIsMissing(const std::vector<Need>& needs, const SessionMarket& market, const Reporter& reporter)
{
    for (auto need = needs.begin(); need != needs.end(); ++need) {
        const auto isSame = [&](const Need& other) { return other.series == need->series; };
        if (std::find_if(needs.begin(), need, isSame) != need) {
            continue; // told with the first instrument of the series
        }
        std::size_t fewest = need->bars, most = 0;
        for (const Need& other : needs) {
            if (isSame(other)) {
                fewest = std::min(fewest, other.found.size());
                most = std::max(most, other.bars);
            }
        }
        if (fewest >= most) {
            continue;
        }
        const Duration series = need->series.ns == 0 ? market.feedBars.value_or(Duration{}) : need->series;
        reporter.tell(fmt::format("{} {} from before the session {} known: {} proposes no entry before it has seen {}",
                                  fewest == 0 ? "no" : fmt::format("only {}", fewest),
                                  fmt::format("bar{} of {}", fewest == 1 ? "" : "s", durationText(series)),
                                  fewest == 1 ? "is" : "are", need->strategy, most));
    }
}

} // namespace

Outcome<std::vector<events::BarsGiven>> barsBefore(const MarketWish& wish, const SessionMarket& market,
                                                   std::span<const events::StrategySetting> strategies,
                                                   const Reporter& reporter)
{
    auto needs = needsOf(market, strategies);
    if (market.builtIn != nullptr) {
        for (Need& need : needs) {
            const auto bars = market.builtIn->pastBars(need.instrument, need.series, need.bars);
            need.found.assign(bars.begin(), bars.end());
        }
    } else if (market.broker != nullptr) {
        for (Need& need : needs) {
            const auto& all = market.instruments;
            const auto one = std::find_if(
                all.begin(), all.end(), [&need](const market::Instrument& each) { return each.id == need.instrument; });
            const auto bars = barsOfBroker(*market.broker, *one, need.series, need.bars, market.start, reporter);
            need.found.assign(bars.begin(), bars.end());
        }
    } else if (!wish.history.empty()) {
        if (auto done = readFiles(wish, market, needs); !done) {
            return tl::unexpected(done.error());
        }
    }
    tellWhatIsMissing(needs, market, reporter);
    std::vector<events::BarsGiven> out;
    for (const Need& need : needs) {
        for (std::size_t at = 0; at < need.found.size(); at += events::mostBarsGiven) {
            const auto begin = need.found.begin() + static_cast<std::ptrdiff_t>(at);
            const auto size = std::min(events::mostBarsGiven, need.found.size() - at);
            out.push_back({need.instrument, need.series, {begin, begin + static_cast<std::ptrdiff_t>(size)}});
        }
    }
    return out;
}

} // namespace omni::runtime

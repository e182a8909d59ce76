#include "core/host/runtime/session_market.h"

#include "core/desk/sim/feed_venue.h"

#include <algorithm>
#include <numeric>

namespace omni::runtime {

namespace {

constexpr Duration firstDay = minutes(390); // 09:30 to 16:00 in New York

/// Tells the venue what the profile knows already, and the ids that currencies will have once the session has defined
/// its own.
template<class Venue>
Result<void> introduce(Venue& venue, const engine::DeskState& state, const std::string& base,
                       const std::vector<market::Instrument>& instruments)
{
    auto currencies = state.portfolio.currencies();
    if (auto id = currencies.define(base); !id) {
        return tl::unexpected(id.error());
    }
    for (const auto& instrument : instruments) {
        if (auto id = currencies.define(instrument.quoteCurrency); !id) {
            return tl::unexpected(id.error());
        }
    }
    for (std::uint64_t number = 1; number <= currencies.size(); ++number) {
        venue.nameCurrency(CurrencyId{number}, currencies.codeOf(CurrencyId{number}));
    }
    for (const auto& position : state.portfolio.positions()) {
        venue.adoptPosition(houseAccount, position.instrument,
                            state.portfolio.positionAt(houseAccount, position.instrument));
    }
    return {};
}

/// Instruments are defined by rising id; a feed may name a known one behind a new one.
void sortById(SessionMarket& market)
{
    std::vector<std::size_t> order(market.instruments.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&market](std::size_t a, std::size_t b) { return market.instruments[a].id < market.instruments[b].id; });
    std::vector<market::Instrument> instruments;
    std::vector<bool> mids;
    for (const std::size_t i : order) {
        instruments.push_back(market.instruments[i]);
        mids.push_back(market.barsFromMids[i]);
    }
    market.instruments = std::move(instruments);
    market.barsFromMids = std::move(mids);
}

bool isBarsOnly(const feeds::FileFeed& feed)
{
    const auto files = feed.files();
    return std::all_of(files.begin(), files.end(),
                       [](const feeds::FeedFile& file) { return file.kind == feeds::FileKind::Bars; });
}

bool hasPrints(const feeds::FileFeed& feed, InstrumentId instrument)
{
    const auto files = feed.files();
    return std::any_of(files.begin(), files.end(), [instrument](const feeds::FeedFile& file) {
        return file.instrument == instrument
            && (file.kind == feeds::FileKind::Trades || file.kind == feeds::FileKind::Bars);
    });
}

Outcome<SessionMarket> openFiles(const MarketWish& wish, const engine::DeskState& state,
                                 const config::VenueSettings& settings, const Reporter& reporter)
{
    feeds::FeedOptions options;
    options.instrument = wish.instrument;
    options.quoteCurrency = wish.currency.empty() ? "USD" : wish.currency;
    auto opened = feeds::FileFeed::open(wish.files, options);
    if (!opened) {
        return tl::unexpected(failureOf(opened.error()));
    }
    auto& feed = **opened;
    for (const auto& note : feed.notes()) {
        reporter.tell(note);
    }
    auto mapped = withProfileIds(feed.instruments(), state);
    if (!mapped) {
        return tl::unexpected(mapped.error());
    }
    SessionMarket market;
    market.environment = orders::Environment::Replay;
    market.files = &feed;
    for (const auto& own : feed.instruments()) {
        market.barsFromMids.push_back(!hasPrints(feed, own.id));
    }
    for (const auto& file : feed.files()) {
        if (file.kind == feeds::FileKind::Bars) {
            market.feedBars = std::max(market.feedBars.value_or(Duration{}), file.interval);
        }
    }
    market.currency = wish.currency.empty() ? feed.instruments().front().quoteCurrency : wish.currency;
    market.instruments = *mapped;
    market.feed = std::make_unique<MappedSource>(std::move(*opened), std::move(*mapped));
    const auto start = market.feed->start();
    if (!start) {
        return tl::unexpected(market.files->fault()
                                  ? failureOf(*market.files->fault())
                                  : RunFailure{FailureKind::BadInput, "no_rows", start.error().detail, {}, {}, 0});
    }
    market.start = *start;
    sim::FeedVenueConfig config;
    config.fees = settings.fees;
    market.fees = settings.fees;
    config.slippage = settings.slippage;
    // A bar has no clock within: an order decided at its close is at the venue before the next one opens.
    config.latency = isBarsOnly(*market.files) ? sim::Latency{} : settings.latency;
    config.queue = settings.queue;
    auto venue = std::make_unique<sim::FeedVenue>(config);
    if (const auto done = introduce(*venue, state, market.currency, market.instruments); !done) {
        return failureOf(FailureKind::Failed, "preparing the venue", done.error());
    }
    market.venue = std::move(venue);
    sortById(market);
    return market;
}

/// The built-in market's instruments with their ids and versions in this profile. They are always defined together.
Outcome<std::vector<market::Instrument>> builtInOnes(std::span<const market::Instrument> own,
                                                     const engine::DeskState& state)
{
    auto mapped = withProfileIds(own, state);
    if (!mapped) {
        return tl::unexpected(mapped.error());
    }
    const InstrumentId first = mapped->front().id;
    for (std::size_t i = 0; i < mapped->size(); ++i) {
        if ((*mapped)[i].id.value != first.value + i) {
            return tl::unexpected(RunFailure{FailureKind::Refused,
                                             "instruments_mixed",
                                             "this profile knows the built-in market's instruments in another order",
                                             "use another profile for it",
                                             {},
                                             0});
        }
    }
    return mapped;
}

Outcome<SessionMarket> openBuiltIn(const MarketWish& wish, const engine::DeskState& state,
                                   const config::VenueSettings& settings)
{
    sim::SyntheticConfig config;
    config.seed = wish.seed;
    config.fees = settings.fees;
    config.latency = settings.latency;
    config.start = wish.start.value_or(sim::syntheticStart);
    config.alwaysOpen = wish.isEndless;
    const auto asKnown = [&wish](std::span<const market::Instrument> own) {
        std::vector<market::Instrument> instruments(own.begin(), own.end());
        if (!wish.currency.empty()) {
            for (auto& instrument : instruments) {
                instrument.quoteCurrency = wish.currency; // its prices are invented, in whatever currency
            }
        }
        return instruments;
    };
    auto mapped = builtInOnes(asKnown(sim::SyntheticMarket(config).instruments()), state);
    if (!mapped) {
        return tl::unexpected(mapped.error());
    }
    config.firstId = mapped->front().id;
    auto venue = std::make_unique<sim::SyntheticMarket>(config);
    SessionMarket market;
    market.environment = orders::Environment::Demo;
    market.fees = settings.fees;
    market.instruments = std::move(*mapped);
    market.currency = market.instruments.front().quoteCurrency;
    const std::string ownCurrency = venue->instruments().front().quoteCurrency;
    market.barsFromMids.assign(market.instruments.size(), false);
    market.start = venue->start();
    if (!wish.isEndless) {
        market.end = market.start + firstDay;
    }
    if (const auto done = introduce(*venue, state, market.currency, market.instruments); !done) {
        return failureOf(FailureKind::Failed, "preparing the market", done.error());
    }
    if (ownCurrency != market.currency) {
        auto currencies = state.portfolio.currencies();
        if (const auto id = currencies.define(market.currency)) {
            venue->nameCurrency(*id, ownCurrency);
        }
    }
    market.builtIn = venue.get();
    market.venue = std::move(venue);
    return market;
}

} // namespace

RunFailure failureOf(const feeds::DataFault& fault)
{
    RunFailure why;
    why.kind = FailureKind::BadInput;
    why.code = std::string(feeds::nameOf(fault.code));
    why.message = fault.text();
    why.hint = fault.hint;
    why.file = fault.file;
    why.line = fault.line;
    return why;
}

Outcome<SessionMarket> openMarket(const MarketWish& wish, const engine::DeskState& state,
                                  const config::VenueSettings& settings, const Reporter& reporter)
{
    return wish.files.empty() ? openBuiltIn(wish, state, settings) : openFiles(wish, state, settings, reporter);
}

RunFailure failureOfSession(const SessionMarket& market, const Error& error)
{
    if (market.files != nullptr && market.files->fault()) {
        return failureOf(*market.files->fault());
    }
    return {FailureKind::Failed,
            std::string(nameOf(error.code)),
            "the session ended with a failure: " + error.detail,
            {},
            {},
            0};
}

} // namespace omni::runtime

#include "app/sandbox_feed.h"

#include "app/command.h"
#include "core/edge/feeds/files/feed_files.h"
#include "core/host/runtime/session_market.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::FailureKind;
using runtime::Outcome;
using runtime::RunFailure;
using sandbox::RecordedMarket;

constexpr Duration past = days(7); ///< What a client is to find behind it.

tl::unexpected<RunFailure> badFeed(const char* code, std::string message, std::string hint, std::string file = {})
{
    return tl::unexpected(
        RunFailure{FailureKind::BadInput, code, std::move(message), std::move(hint), std::move(file), 0});
}

Outcome<void> check(const feeds::FeedFile& file)
{
    if (file.rows == 0) {
        return badFeed("pipe", file.path + " cannot be read twice, and the paper exchange looks it through first",
                       "give a file", file.path);
    }
    if (file.kind == feeds::FileKind::Bars
        && (file.interval > minutes(1) || minutes(1).ns % std::max<std::int64_t>(1, file.interval.ns) != 0)) {
        return badFeed("long_bars",
                       fmt::format("{} has bars of {}: a market that moves by them stands still for longer than a "
                                   "client waits",
                                   file.path, durationText(file.interval)),
                       "give bars of a minute or a whole part of it, or trades, quotes or depth", file.path);
    }
    return {};
}

struct Span {
    Timestamp first, last; ///< When the last file has begun, and the first one has ended.
    Timestamp end; ///< Of the last one.
    bool hasBars = false;
};

Span spanOf(std::span<const feeds::FeedFile> files)
{
    Span span;
    span.first = files.front().first;
    span.last = span.end = files.front().last + files.front().interval;
    for (const feeds::FeedFile& file : files) {
        span.first = std::max(span.first, file.first);
        span.last = std::min(span.last, file.last + file.interval);
        span.end = std::max(span.end, file.last + file.interval);
        span.hasBars = span.hasBars || file.kind == feeds::FileKind::Bars;
    }
    return span;
}

/// Of bars a whole minute: the minutes of the recording are then those of the clock.
Timestamp aligned(const Span& span, Timestamp time)
{
    return span.hasBars ? flooredTo(time, minutes(1)) : time;
}

Outcome<Timestamp> startOf(const SandboxFeed& feed, const Span& span)
{
    if (span.first >= span.last) {
        return badFeed("no_overlap", "the files of --feed have no time in common",
                       "give files of the same days; data info FILE tells their times");
    }
    if (feed.from && (*feed.from < span.first || *feed.from >= span.last)) {
        return badFeed("from",
                       fmt::format("--from {} lies outside the recording, which is of {} to {}", isoText(*feed.from),
                                   isoText(span.first), isoText(span.last)),
                       "a time within it, or without --from where it is long enough");
    }
    const Timestamp usual = span.last - span.first >= past + days(1) ? span.first + past : span.first;
    return aligned(span, feed.from.value_or(usual));
}

sandbox::RecordedInstrument heldOf(InstrumentId id, std::span<const feeds::FeedFile> files)
{
    sandbox::RecordedInstrument held;
    held.fed = id;
    for (const feeds::FeedFile& file : files) {
        if (file.instrument != id) {
            continue;
        }
        held.hasDepth = held.hasDepth || file.kind == feeds::FileKind::Depth;
        held.hasQuotes = held.hasQuotes || file.kind == feeds::FileKind::Quotes;
        held.hasTrades = held.hasTrades || file.kind == feeds::FileKind::Trades;
        if (file.kind == feeds::FileKind::Bars) {
            held.hasBars = true;
            held.interval = std::max(held.interval, file.interval);
        }
    }
    return held;
}

struct Listed {
    std::vector<sandbox::Listing> listings;
    std::vector<sandbox::RecordedInstrument> held;
    std::string names, others; ///< With spaces before each.
};

Outcome<Listed> listedOf(const feeds::FileFeed& feed, std::string_view face, sandbox::Spelling spelling)
{
    Listed listed;
    for (const market::Instrument& instrument : feed.instruments()) {
        auto listing = sandbox::recordedListing(instrument, spelling, listed.listings.size());
        if (!listing) {
            return badFeed("increments", listing.error().detail,
                           "coarser increments, as in --instrument VENUE:SYMBOL,tick=0.01,lot=0.00001");
        }
        if (!*listing) {
            listed.others += ' ' + instrument.name();
            continue;
        }
        listed.names += ' ' + (*listing)->symbol;
        listed.listings.push_back(std::move(**listing));
        listed.held.push_back(heldOf(instrument.id, feed.files()));
    }
    if (listed.listings.empty() || listed.listings.size() > RecordedMarket::mostListings) {
        return badFeed("nothing_listed",
                       listed.listings.empty()
                           ? fmt::format("{} lists nothing of this recording:{}", face, listed.others)
                           : fmt::format("{} instruments are more than the {} that can be listed",
                                         listed.listings.size(), RecordedMarket::mostListings),
                       "say what the files are of, as in --instrument binance:BTCUSDT,quote=USDT; pairs are told by "
                       "their currency or a slash, shares by up to five capitals against USD. Binance lists "
                       "no USD, Alpaca nothing else");
    }
    return listed;
}

std::function<void(const std::string&)> atTheEnd(std::string face)
{
    return [face = std::move(face)](const std::string& fault) {
        tell(fault.empty() ? "note: the recording has ended: the market of " + face + " is halted"
                           : "note: the market of " + face + " is halted, its recording cannot be read on: " + fault);
    };
}

} // namespace

Outcome<std::optional<SandboxFeed>> sandboxFeedOf(const Arguments& arguments)
{
    const bool isAsked = arguments.has("--feed");
    for (const char* option : {"--instrument", "--from"}) {
        if (!isAsked && arguments.has(option)) {
            return wrongUsage(std::string(option) + " is of recorded data", "give it with --feed FILE…");
        }
    }
    for (const char* option : {"--seed", "--hours"}) {
        if (isAsked && arguments.has(option)) {
            return wrongUsage(std::string(option) + " is of the built-in market, not of recorded data",
                              "leave it out with --feed");
        }
    }
    if (!isAsked) {
        return std::optional<SandboxFeed>();
    }
    SandboxFeed feed;
    feed.files = arguments.values("--feed");
    feed.instrument = arguments.value("--instrument").value_or("");
    if (const auto text = arguments.value("--from")) {
        const auto from = timestampFromIso(*text);
        if (!from) {
            return wrongUsage("--from " + *text + ": " + from.error().detail, "as in --from 2024-08-08T23:55:00Z");
        }
        feed.from = *from;
    }
    return std::optional(std::move(feed));
}

Outcome<std::unique_ptr<sandbox::Market>> recordedMarket(const SandboxFeed& feed, std::string_view face,
                                                         sandbox::Spelling spelling, void (*adapt)(sandbox::Listing&),
                                                         Timestamp now)
{
    auto files = feeds::FileFeed::open(feed.files, {.instrument = feed.instrument});
    if (!files) {
        return tl::unexpected(runtime::failureOf(files.error()));
    }
    for (const feeds::FeedFile& file : (*files)->files()) {
        if (auto good = check(file); !good) {
            return tl::unexpected(good.error());
        }
    }
    const Span span = spanOf((*files)->files());
    const auto from = startOf(feed, span);
    auto listed = listedOf(**files, face, spelling);
    if (!from || !listed) {
        return tl::unexpected(from ? listed.error() : from.error());
    }
    for (sandbox::Listing& listing : listed->listings) {
        if (adapt != nullptr) {
            adapt(listing);
        }
    }
    for (const std::string& note : (*files)->notes()) {
        tell("note: " + note);
    }
    tell(fmt::format("note: {} lists{}, played from {} to {}{}", face, listed->names, isoText(*from), isoText(span.end),
                     listed->others.empty() ? std::string() : "; it cannot list" + listed->others));
    auto market
        = RecordedMarket::open(std::move(*files), std::move(listed->listings), std::move(listed->held),
                               {.start = aligned(span, now), .from = *from, .ended = atTheEnd(std::string(face))});
    if (!market) {
        return badFeed("recording", market.error().detail, "data verify FILE tells more");
    }
    return std::unique_ptr<sandbox::Market>(std::move(*market));
}

} // namespace omni::app

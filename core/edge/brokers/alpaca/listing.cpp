#include "core/edge/brokers/alpaca/listing.h"

#include "core/edge/brokers/alpaca/wire_answer.h"
#include "core/edge/brokers/alpaca/wire_assets.h"
#include "core/edge/brokers/alpaca/wire_bars.h"
#include "core/edge/brokers/shared/trouble_words.h"

#include <QCoroTask>

#include <algorithm>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

constexpr std::size_t mostBars = 1'000'000;
constexpr std::size_t symbolsAtOnce = 100;

using ListDone = std::function<void(Result<std::vector<ports::ListedInstrument>>)>;
using BarsDone = std::function<void(Result<std::vector<market::Bar>>)>;

Error refusal(const AnswerVerdict& verdict)
{
    switch (verdict.verdict) {
    case Verdict::KeyRefused:
        return {Errc::Denied,
                "Alpaca does not take the key: make a new one of this environment and set it (" + verdict.words + ")"};
    case Verdict::NotFound:
        return {Errc::NotFound, verdict.words};
    case Verdict::TooMany:
        return {Errc::RateLimited, verdict.words};
    default:
        return {Errc::Unavailable, verdict.words};
    }
}

QCoro::Task<Result<std::string>> bodyOf(SharedState state, bool isData, std::string target)
{
    if (state->isStopped) {
        co_return failure(Errc::Unavailable, "the broker was stopped");
    }
    auto& face = isData ? *state->data : *state->trading;
    auto task = face.ask({.target = std::move(target), .within = seconds(60)});
    auto outcome = co_await task;
    if (state->isStopped) {
        co_return failure(Errc::Unavailable, "the broker was stopped");
    }
    if (!outcome) {
        co_return failure(Errc::Unavailable, troubleWords(outcome.error(), face.endpoint()));
    }
    const auto verdict = verdictOf(outcome->status, outcome->body);
    const bool isPage
        = !outcome->saysJson() && (verdict.verdict == Verdict::Done || verdict.verdict == Verdict::NoProof);
    if (isPage) {
        co_return failure(Errc::Unavailable, pageWords(outcome->status, face.endpoint()));
    }
    if (verdict.verdict != Verdict::Done) {
        co_return tl::unexpected(refusal(verdict));
    }
    co_return std::move(outcome->body);
}

/// Stocks among the named whose price is below 1.00. Where that cannot be had, none: the tick is then a cent.
QCoro::Task<std::vector<std::string>> belowOneOf(SharedState state, std::vector<std::string> symbols)
{
    std::string list;
    for (const auto& symbol : symbols) {
        if (!isCrypto(symbol)) {
            list += (list.empty() ? "" : ",") + symbol;
        }
    }
    if (list.empty() || symbols.size() > symbolsAtOnce) {
        co_return std::vector<std::string>{};
    }
    auto task
        = bodyOf(state, true, "/v2/stocks/trades/latest?symbols=" + inQuery(list) + "&feed=" + planOf(state->config));
    const auto body = co_await task;
    auto below = body ? belowOneFrom(*body) : tl::unexpected(body.error());
    co_return below ? std::move(*below) : std::vector<std::string>{};
}

QCoro::Task<void> listNamed(SharedState state, std::vector<std::string> symbols, ListDone done)
{
    auto belowTask = belowOneOf(state, symbols);
    const auto below = co_await belowTask;
    std::vector<ports::ListedInstrument> listed;
    for (const auto& symbol : symbols) {
        auto task = bodyOf(state, false, "/v2/assets/" + inQuery(symbol));
        const auto body = co_await task;
        auto asset = body ? assetFrom(*body) : tl::unexpected(body.error());
        const bool isBelow = std::find(below.begin(), below.end(), symbol) != below.end();
        auto instrument = asset ? instrumentFrom(*asset, isBelow) : tl::unexpected(asset.error());
        if (!instrument) {
            done(failure(instrument.error().code, symbol + ": " + instrument.error().detail));
            co_return;
        }
        listed.push_back(std::move(*instrument));
    }
    done(std::move(listed));
}

QCoro::Task<void> listAll(SharedState state, ListDone done)
{
    std::vector<ports::ListedInstrument> listed;
    for (const std::string kind : {"us_equity", "crypto"}) {
        auto task = bodyOf(state, false, "/v2/assets?status=active&asset_class=" + kind);
        const auto body = co_await task;
        const auto assets = body ? assetsFrom(*body) : tl::unexpected(body.error());
        if (!assets) {
            done(tl::unexpected(assets.error()));
            co_return;
        }
        for (const AssetImage& asset : *assets) {
            if (auto instrument = instrumentFrom(asset)) {
                listed.push_back(std::move(*instrument));
            }
        }
    }
    done(std::move(listed));
}

std::string barsTarget(const SessionState& state, const market::Instrument& instrument, const std::string& timeframe,
                       Timestamp from, Timestamp until)
{
    const auto query = "?symbols=" + inQuery(instrument.symbol) + "&timeframe=" + timeframe
        + "&start=" + inQuery(isoText(from)) + "&end=" + inQuery(isoText(until)) + "&limit=10000&sort=asc";
    return isCrypto(instrument.symbol) ? "/v1beta3/crypto/us/bars" + query
                                       : "/v2/stocks/bars" + query + "&adjustment=split&feed=" + planOf(state.config);
}

struct BarsWish {
    market::Instrument instrument;
    Duration interval;
    Timestamp from, until;
};

QCoro::Task<void> collectBars(SharedState state, BarsWish wish, std::string timeframe, BarsDone done)
{
    const auto target = barsTarget(*state, wish.instrument, timeframe, wish.from, wish.until);
    const auto finishedBy = std::min(wish.until, state->clock.wall());
    std::vector<market::Bar> bars;
    std::string token;
    for (;;) {
        auto task = bodyOf(state, true, token.empty() ? target : target + "&page_token=" + inQuery(token));
        const auto body = co_await task;
        auto page = body ? barsFrom(*body, wish.instrument, wish.interval) : tl::unexpected(body.error());
        if (!page) {
            done(tl::unexpected(page.error()));
            co_return;
        }
        state->malformedMessages += page->quarantined;
        for (const market::Bar& bar : page->bars) {
            // Rising and finished; a page told twice adds nothing.
            if (bar.opened >= wish.from && bar.closedAt <= finishedBy
                && (bars.empty() || bar.opened > bars.back().opened)) {
                bars.push_back(bar);
            }
        }
        if (page->nextToken.empty() || page->nextToken == token) {
            break;
        }
        if (bars.size() > mostBars) {
            done(
                failure(Errc::Full, "there are more than a million bars: ask for a shorter time or a longer interval"));
            co_return;
        }
        token = page->nextToken;
    }
    done(std::move(bars));
}

} // namespace

std::string planOf(const BrokerConfig& config)
{
    return config.plan.empty() ? "iex" : config.plan;
}

bool isDelayed(const BrokerConfig& config)
{
    return config.plan == "delayed_sip";
}

void listAssets(const SharedState& state, std::vector<std::string> symbols, ListDone done)
{
    if (symbols.empty()) {
        (void)listAll(state, std::move(done));
    } else {
        (void)listNamed(state, std::move(symbols), std::move(done));
    }
}

void askBars(const SharedState& state, const market::Instrument& instrument, Duration interval, Timestamp from,
             Timestamp until, BarsDone done)
{
    auto timeframe = timeframeOf(interval);
    if (!timeframe || from >= until) {
        auto why = timeframe ? Error{Errc::Invalid, "the bars asked for end before they begin"} : timeframe.error();
        later(state, {}, [done = std::move(done), why = std::move(why)] { done(tl::unexpected(why)); });
        return;
    }
    (void)collectBars(state, {instrument, interval, from, until}, std::move(*timeframe), std::move(done));
}

} // namespace omni::brokers::alpaca

#include "core/edge/sandbox/alpaca/data_calls.h"

#include "core/edge/sandbox/alpaca/data_pages.h"

#include <fmt/format.h>

namespace omni::sandbox::alpaca {

namespace {

template<class Write> std::string valueOf(Write write)
{
    JsonData json;
    json.object();
    write(json);
    json.end();
    return json.take();
}

/// The newest trade that the tape shows; null: there is none.
const PublicTrade* lastTrade(const Exchange& exchange, std::size_t index)
{
    const auto& trades = exchange.publicTrades(index);
    for (auto at = trades.rbegin(); at != trades.rend(); ++at) {
        if (isPrinted(exchange.listings()[index], at->size)) {
            return &*at;
        }
    }
    return nullptr;
}

/// The last bar of this many minutes, or the one before it. "null": there is none.
std::string lastBar(const Exchange& exchange, std::size_t index, std::int64_t length, std::size_t back = 0)
{
    const Timestamp now = exchange.now();
    const auto bars = exchange.bars(index).bars({BarSpan::Unit::Minute, length}, now - minutes(length * 4) - days(4),
                                                now, back + 1, true, false);
    if (bars.size() <= back) {
        return "null";
    }
    const Listing& listing = exchange.listings()[index];
    return valueOf([&](JsonData& json) { writeBar(json, listing, bars[bars.size() - 1 - back]); });
}

std::string latest(const FaceParts& parts, std::size_t index, std::string_view what)
{
    const Exchange& exchange = parts.exchange;
    const Listing& listing = exchange.listings()[index];
    if (what == "quotes") {
        return valueOf([&](JsonData& json) { writeQuote(json, listing, parts.quotes.of(index).back()); });
    }
    if (what == "trades") {
        const PublicTrade* trade = lastTrade(exchange, index);
        return trade == nullptr ? "null" : valueOf([&](JsonData& json) { writeTrade(json, listing, *trade); });
    }
    if (what == "bars") {
        return lastBar(exchange, index, 1);
    }
    return valueOf([&](JsonData& json) {
        json.key("t");
        json.time(parts.quotes.of(index).back().at);
        for (const Side side : {Side::Buy, Side::Sell}) {
            json.key(side == Side::Buy ? "b" : "a");
            json.array();
            for (const auto& [price, size] : exchange.levels(index, side, 1'000)) {
                writeLevel(json, listing, price, size);
            }
            json.end();
        }
    });
}

std::string snapshot(const FaceParts& parts, std::size_t index, std::string_view symbol)
{
    JsonText json;
    json.object();
    if (!symbol.empty()) {
        json.member("symbol", symbol);
    }
    json.key("latestTrade").raw(latest(parts, index, "trades")).key("latestQuote").raw(latest(parts, index, "quotes"));
    json.key("minuteBar").raw(lastBar(parts.exchange, index, 1));
    json.key("dailyBar").raw(lastBar(parts.exchange, index, 1'440));
    json.key("prevDailyBar").raw(lastBar(parts.exchange, index, 1'440, 1));
    return json.end().take();
}

using Named = std::pair<std::string, std::size_t>;

/// Symbols as they were asked for. Coins that do not exist are a fault, shares are left out.
Answer<std::vector<Named>> named(const FaceParts& parts, std::string_view symbols, bool isCrypto)
{
    if (symbols.empty()) {
        return badRequest("symbols is required");
    }
    std::vector<Named> found;
    std::string unknown;
    for (const std::string& symbol : splitAt(symbols, ',')) {
        const auto index = listingNamed(parts.exchange.listings(), symbol);
        if (index && parts.exchange.listings()[*index].isShare != isCrypto) {
            found.emplace_back(parts.exchange.listings()[*index].symbol, *index);
        } else {
            unknown += (unknown.empty() ? "" : ",") + symbol;
        }
    }
    if (isCrypto && !unknown.empty()) {
        return badRequest(fmt::format("Invalid symbol(s): {}", unknown));
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

WebAnswer latestOfMany(const FaceParts& parts, const std::vector<Named>& names, std::string_view what)
{
    JsonText json;
    json.object().key(what).object();
    for (const auto& [symbol, index] : names) {
        json.key(symbol).raw(latest(parts, index, what));
    }
    return answerOf(json.end().end().take());
}

WebAnswer latestOfOne(const FaceParts& parts, const Named& name, std::string_view what)
{
    JsonText json;
    json.object().member("symbol", name.first);
    json.key(what.substr(0, what.size() - 1)).raw(latest(parts, name.second, what));
    return answerOf(json.end().take());
}

WebAnswer snapshots(const FaceParts& parts, const std::vector<Named>& names, bool isCrypto)
{
    JsonText json;
    json.object();
    if (isCrypto) {
        json.key("snapshots").object();
    }
    for (const auto& [symbol, index] : names) {
        json.key(symbol).raw(snapshot(parts, index, {}));
    }
    if (isCrypto) {
        json.end();
    }
    return answerOf(json.end().take());
}

bool isPaged(std::string_view what) noexcept
{
    return what == "bars" || what == "trades" || what == "quotes";
}

/// {"bars"}, {"latest", "quotes"}, {"snapshots"}, all behind what names the market.
WebAnswer ofMany(const FaceParts& parts, const std::vector<std::string>& path, const Query& query, bool isCrypto)
{
    const auto names = named(parts, query.text("symbols"), isCrypto);
    if (!names) {
        return answerOf(names.error());
    }
    if (path.size() == 1 && path[0] == "snapshots") {
        return snapshots(parts, *names, isCrypto);
    }
    if (path.size() == 1 && isPaged(path[0])) {
        return pageOf(parts, *names, path[0], query, false);
    }
    const bool isBook = isCrypto && path.size() == 2 && path[1] == "orderbooks";
    if (path.size() == 2 && path[0] == "latest" && (isPaged(path[1]) || isBook)) {
        return latestOfMany(parts, *names, path[1]);
    }
    return unknownCall();
}

WebAnswer ofOneShare(const FaceParts& parts, const std::vector<std::string>& path, const Query& query)
{
    const auto names = named(parts, path[1], false);
    if (!names || names->empty()) {
        return answerOf(names ? notFound(fmt::format("asset not found for {}", path[1])).value() : names.error());
    }
    if (path.size() == 3 && path[2] == "snapshot") {
        return answerOf(snapshot(parts, names->front().second, names->front().first));
    }
    if (path.size() == 3 && isPaged(path[2])) {
        return pageOf(parts, *names, path[2], query, true);
    }
    if (path.size() == 4 && isPaged(path[2]) && path[3] == "latest") {
        return latestOfOne(parts, names->front(), path[2]);
    }
    return unknownCall();
}

} // namespace

WebAnswer dataCall(FaceParts& parts, const Call& call)
{
    const auto& path = call.path;
    if (call.method != "GET" || path.size() < 2) {
        return unknownCall();
    }
    if (path[0] == "crypto") {
        const bool hasRegion = path.size() > 2 && path[1] == "us";
        return ofMany(parts, {path.begin() + (hasRegion ? 2 : 1), path.end()}, call.query, true);
    }
    if (isPaged(path[1]) && path.size() == 3 && path[2] == "latest") {
        return ofMany(parts, {"latest", path[1]}, call.query, false);
    }
    if ((isPaged(path[1]) || path[1] == "snapshots") && path.size() == 2) {
        return ofMany(parts, {path[1]}, call.query, false);
    }
    return ofOneShare(parts, path, call.query);
}

} // namespace omni::sandbox::alpaca

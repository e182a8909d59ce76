// Calls that need no key: the market.

#include "core/edge/sandbox/binance/calls.h"
#include "core/edge/sandbox/binance/intervals.h"
#include "core/edge/sandbox/server/json_value.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace omni::sandbox::binance {

namespace {

Answer ping(Call&)
{
    return "{}";
}

Answer time(Call& call)
{
    JsonText json;
    return json.object().member("serverTime", call.unit.of(call.exchange.now())).end().take();
}

/// `symbol`, or `symbols=["A","B"]`; neither: all.
tl::expected<std::vector<std::size_t>, Fault> listingsFrom(const Call& call)
{
    std::vector<std::size_t> found;
    if (call.params.has("symbol") && call.params.has("symbols")) {
        return tl::unexpected(Fault{-1128, "Combination of optional parameters invalid.", 400, {}});
    }
    if (call.params.has("symbol")) {
        const auto listing = listingFrom(call);
        return listing ? tl::expected<std::vector<std::size_t>, Fault>(std::vector{*listing})
                       : tl::unexpected(listing.error());
    }
    if (!call.params.has("symbols")) {
        for (std::size_t i = 0; i < call.exchange.listings().size(); ++i) {
            found.push_back(i);
        }
        return found;
    }
    const auto list = jsonFrom(call.params.text("symbols"));
    if (!list || list->kind != JsonValue::Kind::Array || list->items.empty() || list->items.size() > 100) {
        return tl::unexpected(illegal("symbols", "^\\[(\"[A-Z0-9-_.]{1,20}\"(,\"[A-Z0-9-_.]{1,20}\"){0,}){0,1}\\]$"));
    }
    for (const JsonValue& item : list->items) {
        const auto listing = call.exchange.listingOf(item.text);
        if (!item.isText() || !listing) {
            return tl::unexpected(faultOf(Refusal::UnknownListing, Deed::Place));
        }
        found.push_back(*listing);
    }
    return found;
}

void addLimits(JsonText& json, const RateLimits& limits)
{
    const auto add = [&json](std::string_view type, std::string_view interval, int count, std::int64_t limit) {
        json.object().member("rateLimitType", type).member("interval", interval).member("intervalNum", count);
        json.member("limit", limit).end();
    };
    json.key("rateLimits").array();
    add("REQUEST_WEIGHT", "MINUTE", 1, limits.weight);
    add("ORDERS", "SECOND", 10, limits.ordersTenSeconds);
    add("ORDERS", "DAY", 1, limits.ordersDay);
    add("RAW_REQUESTS", "MINUTE", 5, limits.rawRequests);
    json.end();
}

Fault invalidValue(std::string_view parameter)
{
    return {-1130, fmt::format("Data sent for parameter '{}' is not valid.", parameter), 400, {}};
}

/// `permissions=SPOT` or `permissions=["SPOT","MARGIN"]`: whether what is listed here, all of it for SPOT, is meant.
tl::expected<bool, Fault> meansSpot(const Call& call)
{
    constexpr std::string_view groups = "TRD_GRP_";
    if (!call.params.has("permissions")) {
        return true;
    }
    if (call.params.has("symbol") || call.params.has("symbols")) {
        return tl::unexpected(Fault{-1128, "Combination of optional parameters invalid.", 400, {}});
    }
    const auto text = call.params.text("permissions");
    std::vector<std::string> names;
    if (text.starts_with('[')) {
        const auto list = jsonFrom(text);
        if (!list || list->kind != JsonValue::Kind::Array || list->items.empty()) {
            return tl::unexpected(invalidValue("permissions"));
        }
        for (const JsonValue& item : list->items) {
            names.push_back(item.isText() ? item.text : std::string());
        }
    } else {
        names.emplace_back(text);
    }
    const auto isKnown = [&](const std::string& name) {
        return name == "SPOT" || name == "MARGIN" || name == "LEVERAGED" || name.starts_with(groups);
    };
    if (!std::all_of(names.begin(), names.end(), isKnown)) {
        return tl::unexpected(invalidValue("permissions"));
    }
    return std::find(names.begin(), names.end(), "SPOT") != names.end();
}

Answer exchangeInfo(Call& call)
{
    const auto listings = listingsFrom(call);
    const auto isMeant = meansSpot(call);
    if (!listings || !isMeant) {
        return tl::unexpected(listings ? isMeant.error() : listings.error());
    }
    const auto shows = call.params.text("showPermissionSets");
    if (!shows.empty() && shows != "true" && shows != "false") {
        return tl::unexpected(invalidValue("showPermissionSets"));
    }
    const auto status = call.params.text("symbolStatus");
    JsonText json;
    json.object().member("timezone", "UTC").member("serverTime", call.unit.of(call.exchange.now()));
    addLimits(json, call.rates.limits());
    json.key("exchangeFilters").array().end().key("symbols").array();
    for (const std::size_t listing : *listings) {
        const bool isOpen = call.exchange.isOpen(listing);
        if (*isMeant && (status.empty() || status == (isOpen ? "TRADING" : "BREAK"))) {
            json.raw(listingJson(call.exchange.listings()[listing], isOpen, shows != "false"));
        }
    }
    return json.end().end().take();
}

void addLevels(JsonText& json, const Call& call, std::size_t listing, Side side, std::size_t most)
{
    const Listing& listed = call.exchange.listings()[listing];
    json.array();
    for (const auto& [price, size] : call.exchange.levels(listing, side, most)) {
        json.array().text(amountText(listed.priceOf(price))).text(amountText(listed.quantityOf(size))).end();
    }
    json.end();
}

std::int64_t depthWeight(const Call& call)
{
    const auto limit = numberFrom(call, "limit", 100, 1, 5'000).value_or(100);
    return limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1'000 ? 50 : 250;
}

Answer depth(Call& call)
{
    const auto listing = listingFrom(call);
    const auto limit = numberFrom(call, "limit", 100, 1, INT64_MAX);
    if (!listing || !limit) {
        return tl::unexpected(listing ? limit.error() : listing.error());
    }
    const auto most = static_cast<std::size_t>(std::min<std::int64_t>(*limit, 5'000));
    JsonText json;
    json.object().member("lastUpdateId", call.exchange.bookUpdate(*listing)).key("bids");
    addLevels(json, call, *listing, Side::Buy, most);
    json.key("asks");
    addLevels(json, call, *listing, Side::Sell, most);
    return json.end().take();
}

Answer trades(Call& call)
{
    const auto listing = listingFrom(call);
    const auto limit = numberFrom(call, "limit", 500, 1, INT64_MAX);
    const auto from = call.params.integer("fromId");
    if (!listing || !limit || !from) {
        return tl::unexpected(!listing ? listing.error() : !limit ? limit.error() : from.error());
    }
    const Listing& listed = call.exchange.listings()[*listing];
    const auto& all = call.exchange.publicTrades(*listing);
    const auto most = static_cast<std::size_t>(std::min<std::int64_t>(*limit, 1'000));
    std::size_t first = all.size() > most ? all.size() - most : 0;
    if (*from && !all.empty()) {
        const auto offset = **from - static_cast<std::int64_t>(all.front().id);
        first = static_cast<std::size_t>(std::clamp<std::int64_t>(offset, 0, static_cast<std::int64_t>(all.size())));
    }
    JsonText json;
    json.array();
    for (std::size_t i = first; i < std::min(all.size(), first + most); ++i) {
        const PublicTrade& trade = all[i];
        json.object().member("id", trade.id).member("price", amountText(listed.priceOf(trade.price)));
        json.member("qty", amountText(listed.quantityOf(trade.size)));
        json.member("quoteQty", amountText(listed.valueOf(trade.price, trade.size)));
        json.member("time", call.unit.of(trade.at)).member("isBuyerMaker", trade.buyerIsMaker);
        json.member("isBestMatch", true).end();
    }
    return json.end().take();
}

Answer aggTrades(Call& call)
{
    const auto listing = listingFrom(call);
    const auto limit = numberFrom(call, "limit", 500, 1, INT64_MAX);
    const auto from = call.params.integer("fromId");
    const auto start = timeFrom(call, "startTime"), end = timeFrom(call, "endTime");
    if (!listing || !limit || !from || !start || !end) {
        return tl::unexpected(!listing     ? listing.error()
                                  : !limit ? limit.error()
                                  : !from  ? from.error()
                                  : !start ? start.error()
                                           : end.error());
    }
    const Listing& listed = call.exchange.listings()[*listing];
    const auto most = static_cast<std::size_t>(std::min<std::int64_t>(*limit, 1'000));
    struct Group {
        PublicTrade first;
        std::uint64_t last;
        Lots size;
    };
    std::vector<Group> groups;
    for (const PublicTrade& trade : call.exchange.publicTrades(*listing)) {
        if ((*from && static_cast<std::int64_t>(trade.group) < **from) || (*start && trade.at < **start)
            || (*end && trade.at > **end)) {
            continue;
        }
        if (!groups.empty() && groups.back().first.group == trade.group) {
            groups.back().last = trade.id;
            groups.back().size.count += trade.size.count;
        } else {
            groups.push_back({trade, trade.id, trade.size});
        }
    }
    const bool isOldest = *from || *start;
    const std::size_t first = groups.size() > most && !isOldest ? groups.size() - most : 0;
    JsonText json;
    json.array();
    for (std::size_t i = first; i < std::min(groups.size(), first + most); ++i) {
        const Group& group = groups[i];
        json.object().member("a", group.first.group).member("p", amountText(listed.priceOf(group.first.price)));
        json.member("q", amountText(listed.quantityOf(group.size))).member("f", group.first.id).member("l", group.last);
        json.member("T", call.unit.of(group.first.at)).member("m", group.first.buyerIsMaker).member("M", true).end();
    }
    return json.end().take();
}

/// `timeZone=8`, `-1:00`, `05:45`, from -12:00 to +14:00: how far ahead of UTC the days of bars are.
tl::expected<Duration, Fault> zoneFrom(const Call& call)
{
    std::string_view text = call.params.text("timeZone");
    if (text.empty()) {
        return Duration{};
    }
    const bool isBehind = text.front() == '-';
    if (isBehind || text.front() == '+') {
        text.remove_prefix(1);
    }
    const auto colon = text.find(':');
    const auto part = [](std::string_view digits) -> std::int64_t { // below zero: it is none
        if (digits.empty() || digits.size() > 2 || digits.find_first_not_of("0123456789") != std::string_view::npos) {
            return -1;
        }
        return digits.size() == 1 ? digits[0] - '0' : (digits[0] - '0') * 10 + (digits[1] - '0');
    };
    const bool hasMinutes = colon != std::string_view::npos;
    const std::int64_t whole = part(text.substr(0, colon));
    const std::int64_t rest = !hasMinutes ? 0 : text.size() - colon == 3 ? part(text.substr(colon + 1)) : -1;
    if (whole < 0 || rest < 0 || rest > 59) {
        return tl::unexpected(invalidValue("timeZone"));
    }
    const Duration ahead = hours(whole) + minutes(rest);
    if (ahead > hours(isBehind ? 12 : 14)) {
        return tl::unexpected(invalidValue("timeZone"));
    }
    return isBehind ? Duration{-ahead.ns} : ahead;
}

Answer klines(Call& call)
{
    const auto zone = zoneFrom(call);
    if (!zone) {
        return tl::unexpected(zone.error());
    }
    const auto listing = listingFrom(call);
    const auto interval = call.params.needed("interval");
    const auto limit = numberFrom(call, "limit", 500, 1, INT64_MAX);
    const auto start = timeFrom(call, "startTime"), end = timeFrom(call, "endTime");
    if (!listing || !interval || !limit || !start || !end) {
        return tl::unexpected(!listing        ? listing.error()
                                  : !interval ? interval.error()
                                  : !limit    ? limit.error()
                                  : !start    ? start.error()
                                              : end.error());
    }
    auto span = spanOf(*interval);
    if (!span) {
        return tl::unexpected(Fault{-1120, "Invalid interval.", 400, {}});
    }
    span->ahead = *zone;
    const Listing& listed = call.exchange.listings()[*listing];
    const auto most = static_cast<std::size_t>(std::min<std::int64_t>(*limit, 1'000));
    const auto bars = call.exchange.bars(*listing).bars(*span, start->value_or(Timestamp{}),
                                                        end->value_or(call.exchange.now()), most, !*start, true);
    JsonText json;
    json.array();
    for (const VenueBar& bar : bars) {
        json.array().integer(call.unit.of(bar.opened));
        for (const Ticks price : {bar.open, bar.high, bar.low, bar.close}) {
            json.text(amountText(listed.priceOf(price)));
        }
        json.text(amountText(listed.quantityOf(bar.volume)));
        json.integer(call.unit.of(span->after(bar.opened)) - 1).text(amountText(bar.value)).integer(bar.trades);
        json.text(amountText(listed.quantityOf(bar.buyVolume))).text(amountText(bar.buyValue)).text("0").end();
    }
    return json.end().take();
}

Answer avgPrice(Call& call)
{
    const auto listing = listingFrom(call);
    if (!listing) {
        return tl::unexpected(listing.error());
    }
    const Listing& listed = call.exchange.listings()[*listing];
    JsonText json;
    json.object().member("mins", 5).member("price", amountText(listed.priceOf(call.exchange.averagePrice(*listing))));
    return json.member("closeTime", call.unit.of(call.exchange.now())).end().take();
}

using OneTicker = void (*)(JsonText&, const Call&, std::size_t);

/// One symbol: an object; several: a list.
Answer tickers(Call& call, OneTicker add)
{
    const auto listings = listingsFrom(call);
    if (!listings) {
        return tl::unexpected(listings.error());
    }
    JsonText json;
    if (call.params.has("symbol")) {
        add(json, call, listings->front());
        return json.take();
    }
    json.array();
    for (const std::size_t listing : *listings) {
        add(json, call, listing);
    }
    return json.end().take();
}

void addDay(JsonText& json, const Call& call, std::size_t listing)
{
    const Listing& listed = call.exchange.listings()[listing];
    const auto figures = call.exchange.dayFigures(listing);
    const auto touch = call.exchange.touch(listing);
    const VenueBar& day = figures.day;
    const Int128 worth = Int128{std::max<std::int64_t>(1, day.volume.count)} * listed.valueUnit;
    const Ticks average{static_cast<std::int64_t>(dividedHalfEven(day.value.e8, worth))};
    const std::int64_t change = day.close.count - day.open.count;
    const std::int64_t percent = day.open.count > 0 ? change * 100'000 / day.open.count : 0; // in thousandths
    const auto price = [&](std::string_view key, Ticks ticks) { json.member(key, amountText(listed.priceOf(ticks))); };
    const auto size = [&](std::string_view key, Lots lots) { json.member(key, amountText(listed.quantityOf(lots))); };
    json.object().member("symbol", listed.symbol);
    price("priceChange", {change});
    json.member("priceChangePercent", shortAmountText({percent * 100'000}, 3));
    price("weightedAvgPrice", average);
    price("prevClosePrice", figures.before);
    price("lastPrice", day.close);
    size("lastQty", figures.lastSize);
    price("bidPrice", touch.bid);
    size("bidQty", touch.bidSize);
    price("askPrice", touch.ask);
    size("askQty", touch.askSize);
    price("openPrice", day.open);
    price("highPrice", day.high);
    price("lowPrice", day.low);
    size("volume", day.volume);
    json.member("quoteVolume", amountText(day.value));
    json.member("openTime", call.unit.of(call.exchange.now() - days(1)));
    json.member("closeTime", call.unit.of(call.exchange.now())).member("firstId", day.firstTrade);
    json.member("lastId", day.lastTrade).member("count", day.trades).end();
}

void addPrice(JsonText& json, const Call& call, std::size_t listing)
{
    const Listing& listed = call.exchange.listings()[listing];
    json.object().member("symbol", listed.symbol);
    json.member("price", amountText(listed.priceOf(call.exchange.lastPrice(listing).value_or(Ticks{})))).end();
}

void addTouch(JsonText& json, const Call& call, std::size_t listing)
{
    const Listing& listed = call.exchange.listings()[listing];
    const Touch touch = call.exchange.touch(listing);
    json.object().member("symbol", listed.symbol).member("bidPrice", amountText(listed.priceOf(touch.bid)));
    json.member("bidQty", amountText(listed.quantityOf(touch.bidSize)));
    json.member("askPrice", amountText(listed.priceOf(touch.ask)));
    json.member("askQty", amountText(listed.quantityOf(touch.askSize))).end();
}

Answer dayTicker(Call& call)
{
    return tickers(call, addDay);
}
Answer priceTicker(Call& call)
{
    return tickers(call, addPrice);
}
Answer bookTicker(Call& call)
{
    return tickers(call, addTouch);
}

std::int64_t dayWeight(const Call& call)
{
    const auto named = std::count(call.params.text("symbols").begin(), call.params.text("symbols").end(), ',') + 1;
    return call.params.has("symbol") ? 2 : call.params.has("symbols") ? (named <= 20 ? 2 : named <= 100 ? 40 : 80) : 80;
}
std::int64_t priceWeight(const Call& call)
{
    return call.params.has("symbol") ? 2 : 4;
}

constexpr CallSpec calls[] = {
    {"GET", "ping", "ping", Security::Open, weighs<1>, ping, " "},
    {"GET", "time", "time", Security::Open, weighs<1>, time, " "},
    {"GET", "exchangeInfo", "exchangeInfo", Security::Open, weighs<20>, exchangeInfo,
     " symbol symbols permissions showPermissionSets symbolStatus "},
    {"GET", "depth", "depth", Security::Open, depthWeight, depth, " symbol limit "},
    {"GET", "trades", "trades.recent", Security::Open, weighs<25>, trades, " symbol limit "},
    {"GET", "historicalTrades", "trades.historical", Security::Open, weighs<25>, trades, " symbol limit fromId "},
    {"GET", "aggTrades", "trades.aggregate", Security::Open, weighs<4>, aggTrades,
     " symbol fromId startTime endTime limit "},
    {"GET", "klines", "klines", Security::Open, weighs<2>, klines,
     " symbol interval startTime endTime timeZone limit "},
    {"GET", "uiKlines", "uiKlines", Security::Open, weighs<2>, klines,
     " symbol interval startTime endTime timeZone limit "},
    {"GET", "avgPrice", "avgPrice", Security::Open, weighs<2>, avgPrice, " symbol "},
    {"GET", "ticker/24hr", "ticker.24hr", Security::Open, dayWeight, dayTicker, " symbol symbols type symbolStatus "},
    {"GET", "ticker/price", "ticker.price", Security::Open, priceWeight, priceTicker, " symbol symbols symbolStatus "},
    {"GET", "ticker/bookTicker", "ticker.book", Security::Open, priceWeight, bookTicker,
     " symbol symbols symbolStatus "},
};

} // namespace

std::span<const CallSpec> publicCalls() noexcept
{
    return calls;
}

} // namespace omni::sandbox::binance

// /v2/positions

#include "core/base/json_text.h"
#include "core/edge/sandbox/alpaca/calls.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace omni::sandbox::alpaca {

namespace {

Ticks closeBefore(const Exchange& exchange, std::size_t listing)
{
    const Timestamp today = flooredTo(exchange.now(), days(1));
    const auto bars
        = exchange.bars(listing).bars({BarSpan::Unit::Minute, 1'440}, today - days(7), today - days(1), 1, true, false);
    return bars.empty() ? exchange.lastPrice(listing).value_or(Ticks{}) : bars.back().close;
}

std::string positionJson(const FaceParts& parts, const ClientAccount& client, std::size_t index)
{
    const Exchange& exchange = parts.exchange;
    const Listing& listing = exchange.listings()[index];
    const Holding& held = client.holdings[index];
    const bool isLong = held.quantity.e8 > 0;
    const Money value = valueAtMarket(exchange, index, held.quantity);
    const Money taken
        = heldForOrders(exchange, parts.desk.open(client.account), index, isLong ? Side::Sell : Side::Buy);
    const std::int64_t left = std::max<std::int64_t>(0, std::abs(held.quantity.e8) - taken.e8);
    const std::int64_t gain = value.e8 - held.cost.e8;
    const std::int64_t dayGain = value.e8 - held.dayCost.e8;
    const Ticks last = exchange.lastPrice(index).value_or(Ticks{});
    const Ticks before = closeBefore(exchange, index);
    JsonText json;
    json.object().member("asset_id", parts.desk.assetId(index)).member("symbol", listing.symbol);
    json.member("exchange", exchangeNameOf(listing));
    json.member("asset_class", listing.isShare ? "us_equity" : "crypto");
    json.member("asset_marginable", listing.isShare);
    json.member("qty", exactText(held.quantity)).member("qty_available", exactText({isLong ? left : -left}));
    json.member("avg_entry_price", averageText(held.cost, held.quantity));
    json.member("side", isLong ? "long" : "short");
    json.member("market_value", exactText(value)).member("cost_basis", exactText(held.cost));
    json.member("unrealized_pl", exactText({gain}));
    json.member("unrealized_plpc", quotientText(gain, std::abs(held.cost.e8), 10));
    json.member("unrealized_intraday_pl", exactText({dayGain}));
    json.member("unrealized_intraday_plpc", quotientText(dayGain, std::abs(held.dayCost.e8), 10));
    json.member("current_price", priceText(listing, last)).member("lastday_price", priceText(listing, before));
    json.member("change_today", quotientText(last.count - before.count, before.count, 10));
    return json.end().take();
}

/// What of it is to be closed, in lots.
Answer<Lots> closingSize(const Listing& listing, const Holding& held, const Query& query)
{
    const std::int64_t all = std::abs(held.quantity.e8) / listing.lotUnit;
    if (query.has("qty") && query.has("percentage")) {
        return badField("only one of qty or percentage is accepted");
    }
    if (query.has("qty")) {
        return sizeFrom(query.text("qty"), listing);
    }
    if (!query.has("percentage")) {
        return Lots{all};
    }
    const auto percent = amountFrom(query.text("percentage"));
    if (!percent || percent->e8 <= 0 || percent->e8 > 10'000'000'000) {
        return badField("percentage must be above 0 and at most 100");
    }
    const Lots part{static_cast<std::int64_t>(Int128{all} * percent->e8 / 10'000'000'000)};
    return part.count > 0 ? Answer<Lots>(part) : unprocessable("the percentage is less than can be traded");
}

Answer<std::string> closePosition(FaceParts& parts, ClientAccount& client, std::size_t index, const Query& query)
{
    const Listing& listing = parts.exchange.listings()[index];
    const Holding& held = client.holdings[index];
    const auto size = closingSize(listing, held, query);
    if (!size) {
        return tl::unexpected(size.error());
    }
    OrderRequest request;
    request.listing = index;
    request.size = *size;
    request.side = held.quantity.e8 > 0 ? Side::Sell : Side::Buy;
    request.type = OrderType::Market;
    request.tif = listing.isShare ? TimeInForce::Day : TimeInForce::Gtc;
    const auto placed = parts.desk.place(client, std::move(request));
    return placed ? Answer<std::string>(placed->json) : tl::unexpected(placed.error());
}

WebAnswer closeAll(FaceParts& parts, ClientAccount& client, const Query& query)
{
    if (query.isTrue("cancel_orders")) {
        std::vector<const OrderRecord*> records;
        for (const auto& [number, record] : parts.desk.open(client.account)) {
            records.push_back(record);
        }
        for (const OrderRecord* record : records) {
            if (isOpen(record->phase)) {
                static_cast<void>(parts.desk.cancel(client, *record));
            }
        }
    }
    JsonText json;
    json.array();
    for (std::size_t i = 0; i < client.holdings.size(); ++i) {
        if (client.holdings[i].quantity.e8 == 0) {
            continue;
        }
        const auto closed = closePosition(parts, client, i, Query({}));
        json.object().member("symbol", parts.exchange.listings()[i].symbol);
        json.member("status", closed ? 200 : closed.error().status);
        json.key("body").raw(closed ? *closed : jsonOf(closed.error())).end();
    }
    return answerOf(json.end().take(), 207);
}

} // namespace

WebAnswer positionCall(FaceParts& parts, ClientAccount& client, const Call& call)
{
    if (call.path.size() > 2 || (call.method != "GET" && call.method != "DELETE")) {
        return unknownCall();
    }
    if (call.path.size() == 1) {
        if (call.method == "DELETE") {
            return closeAll(parts, client, call.query);
        }
        JsonText json;
        json.array();
        for (std::size_t i = 0; i < client.holdings.size(); ++i) {
            if (client.holdings[i].quantity.e8 != 0) {
                json.raw(positionJson(parts, client, i));
            }
        }
        return answerOf(json.end().take());
    }
    const auto index = assetNamed(parts, call.path[1]);
    if (!index) {
        return answerOf(notFound(fmt::format("symbol not found: {}", call.path[1])).value());
    }
    if (client.holdings[*index].quantity.e8 == 0) {
        return answerOf(notFound("position does not exist").value());
    }
    if (call.method == "GET") {
        return answerOf(positionJson(parts, client, *index));
    }
    const auto closed = closePosition(parts, client, *index, call.query);
    return closed ? answerOf(*closed) : answerOf(closed.error());
}

} // namespace omni::sandbox::alpaca

#include "core/edge/sandbox/binance/words.h"

#include <algorithm>

namespace omni::sandbox::binance {

namespace {

const Listing& listingOf(const Exchange& exchange, const VenueOrder& order)
{
    return exchange.listings()[order.wish.listing];
}

std::string_view preventionOf(const VenueOrder& order) noexcept
{
    return order.wish.preventsSelfTrade ? "EXPIRE_MAKER" : "NONE";
}

/// What is shown only where it says something.
void addRare(JsonText& json, const Exchange& exchange, const VenueOrder& order, bool isQuery, TimeUnit unit)
{
    const Listing& listing = listingOf(exchange, order);
    const auto& wish = order.wish;
    if (wish.stop || isQuery) {
        json.member("stopPrice", amountText(listing.priceOf(wish.stop.value_or(Ticks{}))));
    }
    if (wish.marks[IcebergMark] != 0 || isQuery) {
        json.member("icebergQty", amountText({wish.marks[IcebergMark]}));
    }
    if (wish.trail) {
        json.member("trailingDelta", wish.trail.bp);
        json.member("trailingTime", order.trails ? unit.of(order.trailing) : -1);
    }
    if ((wish.marks[FlagsMark] & hasStrategyId) != 0) {
        json.member("strategyId", wish.marks[StrategyIdMark]);
    }
    if ((wish.marks[FlagsMark] & hasStrategyType) != 0) {
        json.member("strategyType", wish.marks[StrategyTypeMark]);
    }
}

void addSizes(JsonText& json, const Exchange& exchange, const VenueOrder& order)
{
    const Listing& listing = listingOf(exchange, order);
    json.member("price", amountText(priceOf(exchange, order)));
    json.member("origQty", amountText(listing.quantityOf(order.wish.size)));
    json.member("executedQty", amountText(listing.quantityOf(order.filled)));
    json.member("origQuoteOrderQty", amountText(order.wish.budget.value_or(Money{})));
    json.member("cummulativeQuoteQty", amountText(order.spent));
    json.member("status", nameOf(order.status)).member("timeInForce", nameOf(order.wish.life));
    json.member("type", nameOf(order.wish.kind)).member("side", nameOf(order.wish.side));
}

std::int64_t listIdOf(const VenueOrder& order) noexcept
{
    return order.list == 0 ? -1 : static_cast<std::int64_t>(order.list);
}

void addFills(JsonText& json, const Exchange& exchange, const VenueOrder& order)
{
    const Listing& listing = listingOf(exchange, order);
    json.key("fills").array();
    for (const AccountTrade* trade : exchange.tradesOf(order.account, order.id)) {
        json.object().member("price", amountText(listing.priceOf(trade->price)));
        json.member("qty", amountText(listing.quantityOf(trade->size)));
        json.member("commission", amountText(trade->fee));
        json.member("commissionAsset", exchange.assets()[trade->feeAsset]).member("tradeId", trade->id).end();
    }
    json.end();
}

} // namespace

std::string_view nameOf(Side side) noexcept
{
    return side == Side::Buy ? "BUY" : "SELL";
}

std::string_view nameOf(OrderKind kind) noexcept
{
    switch (kind) {
    case OrderKind::Market:
        return "MARKET";
    case OrderKind::Limit:
        return "LIMIT";
    case OrderKind::LimitMaker:
        return "LIMIT_MAKER";
    case OrderKind::Stop:
        return "STOP_LOSS";
    case OrderKind::StopLimit:
        return "STOP_LOSS_LIMIT";
    case OrderKind::TakeProfit:
        return "TAKE_PROFIT";
    case OrderKind::TakeProfitLimit:
        return "TAKE_PROFIT_LIMIT";
    }
    return {};
}

std::string_view nameOf(OrderLife life) noexcept
{
    switch (life) {
    case OrderLife::ImmediateOrCancel:
        return "IOC";
    case OrderLife::FillOrKill:
        return "FOK";
    case OrderLife::GoodTillCancelled:
    case OrderLife::Day:
        break;
    }
    return "GTC";
}

std::string_view nameOf(OrderStatus status) noexcept
{
    switch (status) {
    case OrderStatus::Held:
        return "PENDING_NEW";
    case OrderStatus::New:
        return "NEW";
    case OrderStatus::PartiallyFilled:
        return "PARTIALLY_FILLED";
    case OrderStatus::Filled:
        return "FILLED";
    case OrderStatus::Cancelled:
        return "CANCELED";
    case OrderStatus::Expired:
        return "EXPIRED";
    case OrderStatus::ExpiredInMatch:
        return "EXPIRED_IN_MATCH";
    case OrderStatus::Rejected:
        return "REJECTED";
    }
    return {};
}

std::string_view nameOf(ListKind kind) noexcept
{
    return kind == ListKind::OneCancelsOther ? "OCO" : "OTO";
}

Money priceOf(const Exchange& exchange, const VenueOrder& order)
{
    return listingOf(exchange, order).priceOf(order.wish.limit.value_or(Ticks{}));
}

std::string placedJson(const Exchange& exchange, const VenueOrder& order, Detail detail, TimeUnit unit)
{
    JsonText json;
    json.object().member("symbol", listingOf(exchange, order).symbol).member("orderId", order.id);
    json.member("orderListId", listIdOf(order)).member("clientOrderId", order.wish.clientId);
    json.member("transactTime", unit.of(order.created));
    if (detail == Detail::Ack) {
        return json.end().take();
    }
    addSizes(json, exchange, order);
    addRare(json, exchange, order, false, unit);
    json.member("workingTime", order.working.ns != 0 ? unit.of(order.working) : -1);
    json.member("selfTradePreventionMode", preventionOf(order));
    if (detail == Detail::Full) {
        addFills(json, exchange, order);
    }
    return json.end().take();
}

std::string cancelledJson(const Exchange& exchange, const VenueOrder& order, std::string_view cancelId, TimeUnit unit)
{
    JsonText json;
    json.object().member("symbol", listingOf(exchange, order).symbol);
    json.member("origClientOrderId", order.wish.clientId).member("orderId", order.id);
    json.member("orderListId", listIdOf(order)).member("clientOrderId", cancelId);
    json.member("transactTime", unit.of(order.updated));
    addSizes(json, exchange, order);
    addRare(json, exchange, order, false, unit);
    return json.member("selfTradePreventionMode", preventionOf(order)).end().take();
}

std::string queriedJson(const Exchange& exchange, const VenueOrder& order, TimeUnit unit)
{
    JsonText json;
    json.object().member("symbol", listingOf(exchange, order).symbol).member("orderId", order.id);
    json.member("orderListId", listIdOf(order)).member("clientOrderId", order.wish.clientId);
    addSizes(json, exchange, order);
    addRare(json, exchange, order, true, unit);
    json.member("time", unit.of(order.created)).member("updateTime", unit.of(order.updated));
    json.member("isWorking", order.working.ns != 0);
    json.member("workingTime", order.working.ns != 0 ? unit.of(order.working) : -1);
    return json.member("selfTradePreventionMode", preventionOf(order)).end().take();
}

std::string amendedJson(const Exchange& exchange, const VenueOrder& order, std::string_view oldId,
                        std::uint64_t execution, TimeUnit unit)
{
    const Listing& listing = listingOf(exchange, order);
    JsonText json;
    json.object().member("transactTime", unit.of(order.updated)).member("executionId", execution);
    json.key("amendedOrder").object().member("symbol", listing.symbol).member("orderId", order.id);
    json.member("orderListId", listIdOf(order)).member("origClientOrderId", oldId);
    json.member("clientOrderId", order.wish.clientId).member("price", amountText(priceOf(exchange, order)));
    json.member("qty", amountText(listing.quantityOf(order.wish.size)));
    json.member("executedQty", amountText(listing.quantityOf(order.filled)));
    json.member("preventedQty", amountText({})).member("quoteOrderQty", amountText({}));
    json.member("cumulativeQuoteQty", amountText(order.spent)).member("status", nameOf(order.status));
    json.member("timeInForce", nameOf(order.wish.life)).member("type", nameOf(order.wish.kind));
    json.member("side", nameOf(order.wish.side));
    json.member("workingTime", order.working.ns != 0 ? unit.of(order.working) : -1);
    return json.member("selfTradePreventionMode", preventionOf(order)).end().end().take();
}

std::string listJson(const Exchange& exchange, const OrderList& list, const std::string& reports,
                     std::string_view statusType, TimeUnit unit)
{
    JsonText json;
    const std::string& symbol = exchange.listings()[list.listing].symbol;
    json.object().member("orderListId", list.id).member("contingencyType", nameOf(list.kind));
    json.member("listStatusType", statusType);
    json.member("listOrderStatus", list.isDone ? "ALL_DONE" : "EXECUTING");
    json.member("listClientOrderId", list.clientId).member("transactionTime", unit.of(list.updated));
    json.member("symbol", symbol).key("orders").array();
    for (const std::uint64_t id : list.orders) {
        if (const VenueOrder* order = exchange.order(list.account, id)) {
            json.object().member("symbol", symbol).member("orderId", id);
            json.member("clientOrderId", order->wish.clientId).end();
        }
    }
    json.end();
    if (!reports.empty()) {
        json.key("orderReports").raw(reports);
    }
    return json.end().take();
}

std::string tradeJson(const Exchange& exchange, const AccountTrade& trade, TimeUnit unit)
{
    const Listing& listing = exchange.listings()[trade.listing];
    JsonText json;
    json.object().member("symbol", listing.symbol).member("id", trade.id).member("orderId", trade.order);
    json.member("orderListId", trade.list == 0 ? -1 : static_cast<std::int64_t>(trade.list));
    json.member("price", amountText(listing.priceOf(trade.price)));
    json.member("qty", amountText(listing.quantityOf(trade.size))).member("quoteQty", amountText(trade.value));
    json.member("commission", amountText(trade.fee)).member("commissionAsset", exchange.assets()[trade.feeAsset]);
    json.member("time", unit.of(trade.at)).member("isBuyer", trade.side == Side::Buy);
    return json.member("isMaker", trade.isMaker).member("isBestMatch", true).end().take();
}

std::string accountJson(const Exchange& exchange, AccountId account, bool omitsZero, TimeUnit unit)
{
    const std::int64_t maker = exchange.feeRateE8(0, true), taker = exchange.feeRateE8(0, false);
    JsonText json;
    json.object().member("makerCommission", maker / 10'000).member("takerCommission", taker / 10'000);
    json.member("buyerCommission", 0).member("sellerCommission", 0);
    json.key("commissionRates").object().member("maker", amountText({maker})).member("taker", amountText({taker}));
    json.member("buyer", amountText({})).member("seller", amountText({})).end();
    json.member("canTrade", true).member("canWithdraw", false).member("canDeposit", false);
    json.member("brokered", false).member("requireSelfTradePrevention", false).member("preventSor", false);
    json.member("updateTime", unit.of(exchange.now())).member("accountType", "SPOT").key("balances").array();
    const auto& balances = exchange.balances(account);
    for (std::size_t i = 0; i < balances.size(); ++i) {
        if (!omitsZero || balances[i] != Balance{}) {
            json.object().member("asset", exchange.assets()[i]).member("free", amountText(balances[i].free));
            json.member("locked", amountText(balances[i].locked)).end();
        }
    }
    json.end().key("permissions").array().text("SPOT").end();
    return json.member("uid", account.value + 100'000).end().take();
}

std::string executionJson(const Exchange& exchange, const OrderUpdate& update, TimeUnit unit)
{
    constexpr std::string_view changes[]
        = {"NEW", "NEW", "NEW", "TRADE", "CANCELED", "REPLACED", "EXPIRED", "REJECTED", "TRADE_PREVENTION"};
    const VenueOrder& order = update.order;
    const Listing& listing = listingOf(exchange, order);
    const AccountTrade* trade = update.trade;
    const bool isCancel = update.change == OrderChange::Cancelled;
    const bool isNamed = isCancel && !update.requestId.empty();
    const bool isAmend = update.change == OrderChange::Replaced && !order.firstClientId.empty();
    const bool isResting = order.isOpen() && order.working.ns != 0 && order.wish.limit;
    JsonText json;
    json.object().member("e", "executionReport").member("E", unit.of(exchange.now())).member("s", listing.symbol);
    json.member("c", isNamed ? update.requestId : std::string_view(order.wish.clientId));
    json.member("S", nameOf(order.wish.side)).member("o", nameOf(order.wish.kind));
    json.member("f", nameOf(order.wish.life)).member("q", amountText(listing.quantityOf(order.wish.size)));
    json.member("p", amountText(priceOf(exchange, order)));
    json.member("P", amountText(listing.priceOf(order.wish.stop.value_or(Ticks{}))));
    if (order.wish.trail) {
        json.member("d", order.wish.trail.bp).member("D", order.trails ? unit.of(order.trailing) : -1);
    }
    json.member("F", amountText({order.wish.marks[IcebergMark]})).member("g", listIdOf(order));
    json.member("C",
                isNamed       ? std::string_view(order.wish.clientId)
                    : isAmend ? std::string_view(order.firstClientId)
                              : std::string_view());
    json.member("x", changes[static_cast<std::size_t>(update.change)]).member("X", nameOf(order.status));
    json.member("r", "NONE").member("i", order.id);
    json.member("l", amountText(trade != nullptr ? listing.quantityOf(trade->size) : Money{}));
    json.member("z", amountText(listing.quantityOf(order.filled)));
    json.member("L", amountText(trade != nullptr ? listing.priceOf(trade->price) : Money{}));
    json.member("n", amountText(trade != nullptr ? trade->fee : Money{})).key("N");
    trade != nullptr ? json.text(exchange.assets()[trade->feeAsset]) : json.null();
    json.member("T", unit.of(update.at)).member("t", trade != nullptr ? static_cast<std::int64_t>(trade->id) : -1);
    json.member("I", update.execution).member("w", isResting);
    json.member("m", trade != nullptr && trade->isMaker).member("M", trade != nullptr);
    json.member("O", unit.of(order.created)).member("Z", amountText(order.spent));
    json.member("Y", amountText(trade != nullptr ? trade->value : Money{}));
    json.member("Q", amountText(order.wish.budget.value_or(Money{})));
    if (order.working.ns != 0) {
        json.member("W", unit.of(order.working));
    }
    if ((order.wish.marks[FlagsMark] & hasStrategyId) != 0) {
        json.member("j", order.wish.marks[StrategyIdMark]);
    }
    if ((order.wish.marks[FlagsMark] & hasStrategyType) != 0) {
        json.member("J", order.wish.marks[StrategyTypeMark]);
    }
    return json.member("V", preventionOf(order)).end().take();
}

std::string positionJson(const Exchange& exchange, AccountId account, std::span<const std::size_t> assets, Timestamp at,
                         TimeUnit unit)
{
    JsonText json;
    json.object().member("e", "outboundAccountPosition").member("E", unit.of(exchange.now()));
    json.member("u", unit.of(at)).key("B").array();
    for (const std::size_t asset : assets) {
        const Balance& balance = exchange.balances(account)[asset];
        json.object().member("a", exchange.assets()[asset]).member("f", amountText(balance.free));
        json.member("l", amountText(balance.locked)).end();
    }
    return json.end().end().take();
}

std::string listEventJson(const Exchange& exchange, const OrderList& list, Timestamp at, TimeUnit unit)
{
    const std::string& symbol = exchange.listings()[list.listing].symbol;
    JsonText json;
    json.object().member("e", "listStatus").member("E", unit.of(exchange.now())).member("s", symbol);
    json.member("g", list.id).member("c", nameOf(list.kind)).member("l", list.isDone ? "ALL_DONE" : "EXEC_STARTED");
    json.member("L", list.isDone ? "ALL_DONE" : "EXECUTING").member("r", "NONE").member("C", list.clientId);
    json.member("T", unit.of(at)).key("O").array();
    for (const std::uint64_t id : list.orders) {
        if (const VenueOrder* order = exchange.order(list.account, id)) {
            json.object().member("s", symbol).member("i", id).member("c", order->wish.clientId).end();
        }
    }
    return json.end().end().take();
}

std::string listingJson(const Listing& listing, bool isOpen, bool showsPermissions)
{
    JsonText json;
    const auto strings = [&json](std::string_view key, std::initializer_list<std::string_view> values) {
        json.key(key).array();
        for (const auto value : values) {
            json.text(value);
        }
        json.end();
    };
    const auto filter
        = [&json](std::string_view type) -> JsonText& { return json.object().member("filterType", type); };
    const auto count = [&](std::string_view type, std::string_view key, std::size_t limit) {
        filter(type).member(key, limit).end();
    };
    json.object().member("symbol", listing.symbol).member("status", isOpen ? "TRADING" : "BREAK");
    json.member("baseAsset", listing.base).member("baseAssetPrecision", 8).member("quoteAsset", listing.quote);
    json.member("quotePrecision", 8).member("quoteAssetPrecision", 8).member("baseCommissionPrecision", 8);
    json.member("quoteCommissionPrecision", 8);
    strings("orderTypes",
            {"LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT", "TAKE_PROFIT_LIMIT"});
    json.member("icebergAllowed", true).member("ocoAllowed", true).member("otoAllowed", false);
    json.member("opoAllowed", false).member("quoteOrderQtyMarketAllowed", true).member("allowTrailingStop", true);
    json.member("cancelReplaceAllowed", true).member("amendAllowed", true).member("pegInstructionsAllowed", false);
    json.member("isSpotTradingAllowed", true).member("isMarginTradingAllowed", false).key("filters").array();
    filter("PRICE_FILTER").member("minPrice", amountText(listing.priceOf(listing.lowest)));
    json.member("maxPrice", amountText(listing.priceOf(listing.highest)));
    json.member("tickSize", amountText({listing.tickUnit})).end();
    const std::string step = amountText({listing.lotUnit}), least = amountText(listing.quantityOf(listing.smallest));
    filter("LOT_SIZE").member("minQty", least).member("maxQty", amountText(listing.quantityOf(listing.largest)));
    json.member("stepSize", step).end();
    filter("MARKET_LOT_SIZE").member("minQty", least);
    json.member("maxQty", amountText(listing.quantityOf(listing.largestAtMarket))).member("stepSize", step).end();
    count("ICEBERG_PARTS", "limit", 10);
    filter("TRAILING_DELTA").member("minTrailingAboveDelta", listing.leastTrailBp);
    json.member("maxTrailingAboveDelta", listing.mostTrailBp).member("minTrailingBelowDelta", listing.leastTrailBp);
    json.member("maxTrailingBelowDelta", listing.mostTrailBp).end();
    const std::string up = shortAmountText({listing.bandUpPercent * 1'000'000LL});
    const std::string down = shortAmountText({listing.bandDownPercent * 1'000'000LL});
    filter("PERCENT_PRICE_BY_SIDE").member("bidMultiplierUp", up).member("bidMultiplierDown", down);
    json.member("askMultiplierUp", up).member("askMultiplierDown", down).member("avgPriceMins", 5).end();
    filter("NOTIONAL").member("minNotional", amountText(listing.leastValue)).member("applyMinToMarket", true);
    json.member("maxNotional", amountText(listing.mostValue)).member("applyMaxToMarket", true);
    json.member("avgPriceMins", 5).end();
    count("MAX_NUM_ORDERS", "maxNumOrders", listing.mostOrders);
    count("MAX_NUM_ORDER_LISTS", "maxNumOrderLists", listing.mostLists);
    count("MAX_NUM_ALGO_ORDERS", "maxNumAlgoOrders", listing.mostTriggers);
    count("MAX_NUM_ORDER_AMENDS", "maxNumOrderAmends", listing.mostAmends);
    if (listing.mostHeld) {
        filter("MAX_POSITION").member("maxPosition", amountText(listing.quantityOf(*listing.mostHeld))).end();
    }
    json.end();
    strings("permissions", {});
    json.key("permissionSets").array();
    if (showsPermissions) {
        json.array().text("SPOT").end();
    }
    json.end();
    json.member("defaultSelfTradePreventionMode", "NONE");
    strings("allowedSelfTradePreventionModes", {"NONE", "EXPIRE_MAKER"});
    return json.end().take();
}

} // namespace omni::sandbox::binance

// Calls that place, change and end single orders.

#include "core/edge/sandbox/binance/calls.h"

#include <fmt/format.h>

namespace omni::sandbox::binance {

namespace {

using Kind = OrderKind;

constexpr std::string_view orderParams
    = " symbol side type timeInForce quantity quoteOrderQty price newClientOrderId strategyId strategyType stopPrice "
      "trailingDelta icebergQty newOrderRespType selfTradePreventionMode computeCommissionRates ";

bool hasLimit(Kind kind) noexcept
{
    return kind == Kind::Limit || kind == Kind::LimitMaker || kind == Kind::StopLimit || kind == Kind::TakeProfitLimit;
}

/// What a kind must have and must not have.
std::optional<Fault> shapeFault(const Params& params, Kind kind)
{
    const bool takesLife = hasLimit(kind) && kind != Kind::LimitMaker;
    if (takesLife && params.text("timeInForce").empty()) {
        return missing("timeInForce");
    }
    if (kind == Kind::Market ? !params.has("quantity") && !params.has("quoteOrderQty") : !params.has("quantity")) {
        return missing("quantity");
    }
    if (kind == Kind::Market && params.has("quantity") && params.has("quoteOrderQty")) {
        return Fault{-1128, "Combination of optional parameters invalid.", 400, {}};
    }
    if (hasLimit(kind) && params.text("price").empty()) {
        return missing("price");
    }
    if (waitsForTrigger(kind) && !params.has("stopPrice") && !params.has("trailingDelta")) {
        return Fault{-1102, "Param 'stopPrice' or 'trailingDelta' must be sent, but both were empty/null!", 400, {}};
    }
    const std::pair<std::string_view, bool> needless[] = {{"timeInForce", !takesLife},
                                                          {"price", !hasLimit(kind)},
                                                          {"quoteOrderQty", kind != Kind::Market},
                                                          {"stopPrice", !waitsForTrigger(kind)},
                                                          {"trailingDelta", !waitsForTrigger(kind)},
                                                          {"icebergQty", !hasLimit(kind)}};
    for (const auto& [name, isNeedless] : needless) {
        if (isNeedless && params.has(name)) {
            return notRequired(name);
        }
    }
    return std::nullopt;
}

std::optional<Fault> readMarks(const Call& call, std::size_t listing, OrderWish& wish)
{
    const auto iceberg = sizeFrom(call, listing, "icebergQty");
    const auto strategyId = call.params.integer("strategyId"), strategyType = call.params.integer("strategyType");
    if (!iceberg || !strategyId || !strategyType) {
        return !iceberg ? iceberg.error() : !strategyId ? strategyId.error() : strategyType.error();
    }
    if (*strategyType && **strategyType < 1'000'000) {
        return Fault{-1130, "Data sent for parameter 'strategyType' is not valid.", 400, {}};
    }
    if (*iceberg) {
        if (wish.life != OrderLife::GoodTillCancelled) {
            return Fault{-1128, "Combination of optional parameters invalid.", 400, {}};
        }
        if (**iceberg > wish.size) {
            return Fault{-2010, "IcebergQty exceeds QTY.", 400, {}};
        }
        if (wish.size.count > (*iceberg)->count * 10) {
            return filterFailure("ICEBERG_PARTS");
        }
        wish.marks[IcebergMark] = call.exchange.listings()[listing].quantityOf(**iceberg).e8;
    }
    wish.marks[StrategyIdMark] = strategyId->value_or(0);
    wish.marks[StrategyTypeMark] = strategyType->value_or(0);
    wish.marks[FlagsMark] = (*strategyId ? hasStrategyId : 0) | (*strategyType ? hasStrategyType : 0);
    const auto prevention = call.params.text("selfTradePreventionMode");
    if (!prevention.empty() && prevention != "NONE" && prevention != "EXPIRE_MAKER") {
        return Fault{-1130, "Data sent for parameter 'selfTradePreventionMode' is not valid.", 400, {}};
    }
    wish.preventsSelfTrade = prevention == "EXPIRE_MAKER";
    return std::nullopt;
}

tl::expected<OrderWish, Fault> wishFrom(const Call& call)
{
    const auto listing = listingFrom(call);
    if (!listing) {
        return tl::unexpected(listing.error());
    }
    const auto side = sideFrom(call);
    const auto type = call.params.needed("type");
    if (!side || !type) {
        return tl::unexpected(side ? type.error() : side.error());
    }
    const auto kind = kindFrom(*type);
    if (!kind) {
        return tl::unexpected(kind.error());
    }
    if (const auto fault = shapeFault(call.params, *kind)) {
        return tl::unexpected(*fault);
    }
    OrderWish wish;
    wish.listing = *listing;
    wish.side = *side;
    wish.kind = *kind;
    const auto life = lifeFrom(call.params.has("timeInForce") ? call.params.text("timeInForce") : "GTC");
    const auto clientId = clientIdFrom(call, "newClientOrderId");
    const auto size = sizeFrom(call, *listing, "quantity");
    const auto budget = call.params.amount("quoteOrderQty");
    const auto limit = priceFrom(call, *listing, "price"), stop = priceFrom(call, *listing, "stopPrice");
    const auto trail = call.params.integer("trailingDelta");
    if (!life || !clientId || !size || !budget || !limit || !stop || !trail) {
        return tl::unexpected(!life           ? life.error()
                                  : !clientId ? clientId.error()
                                  : !size     ? size.error()
                                  : !budget   ? budget.error()
                                  : !limit    ? limit.error()
                                  : !stop     ? stop.error()
                                              : trail.error());
    }
    if (*trail && (**trail < 1 || **trail > 100'000)) {
        return tl::unexpected(filterFailure("TRAILING_DELTA"));
    }
    wish.life = *life;
    wish.clientId = *clientId;
    wish.size = size->value_or(Lots{});
    wish.budget = *budget;
    wish.limit = *limit;
    wish.stop = *stop;
    wish.trail.bp = static_cast<std::int32_t>(trail->value_or(0));
    if (const auto fault = readMarks(call, *listing, wish)) {
        return tl::unexpected(*fault);
    }
    return wish;
}

tl::expected<Detail, Fault> detailFrom(const Call& call, Kind kind)
{
    const auto text = call.params.text("newOrderRespType");
    if (text.empty()) {
        return kind == Kind::Market || kind == Kind::Limit ? Detail::Full : Detail::Ack;
    }
    if (text != "ACK" && text != "RESULT" && text != "FULL") {
        return tl::unexpected(Fault{-1130, "Data sent for parameter 'newOrderRespType' is not valid.", 400, {}});
    }
    return text == "ACK" ? Detail::Ack : text == "RESULT" ? Detail::Result : Detail::Full;
}

Answer placeWished(Call& call, const OrderWish& wish, Detail detail)
{
    const auto id = call.exchange.place(call.account, wish);
    if (!id) {
        return tl::unexpected(faultOf(id.error(), Deed::Place));
    }
    ++call.orders;
    return placedJson(call.exchange, *call.exchange.order(call.account, *id), detail, call.unit);
}

Answer place(Call& call)
{
    const auto wish = wishFrom(call);
    if (!wish) {
        return tl::unexpected(wish.error());
    }
    const auto detail = detailFrom(call, wish->kind);
    return detail ? placeWished(call, *wish, *detail) : Answer(tl::unexpected(detail.error()));
}

Answer test(Call& call)
{
    const auto wish = wishFrom(call);
    const auto detail = wish ? detailFrom(call, wish->kind) : tl::expected<Detail, Fault>(Detail::Ack);
    if (!wish || !detail) {
        return tl::unexpected(wish ? detail.error() : wish.error());
    }
    if (const auto refusal = call.exchange.check(call.account, *wish)) {
        return tl::unexpected(faultOf(*refusal, Deed::Place));
    }
    if (call.params.text("computeCommissionRates") != "true") {
        return "{}";
    }
    JsonText json;
    json.object();
    for (const auto key : {"standardCommissionForOrder", "specialCommissionForOrder", "taxCommissionForOrder"}) {
        const bool isStandard = std::string_view(key).starts_with("standard");
        json.key(key).object();
        json.member("maker", amountText({isStandard ? call.exchange.feeRateE8(wish->listing, true) : 0}));
        json.member("taker", amountText({isStandard ? call.exchange.feeRateE8(wish->listing, false) : 0})).end();
    }
    json.key("discount").object().member("enabledForAccount", false).member("enabledForSymbol", false);
    return json.member("discountAsset", "BNB").member("discount", amountText({})).end().end().take();
}

Answer query(Call& call)
{
    const auto listing = listingFrom(call);
    if (!listing) {
        return tl::unexpected(listing.error());
    }
    const auto order = orderFrom(call, *listing, "orderId", "origClientOrderId");
    if (!order) {
        return tl::unexpected(order.error());
    }
    if (*order == nullptr) {
        return tl::unexpected(Fault{-2013, "Order does not exist.", 400, {}});
    }
    return queriedJson(call.exchange, **order, call.unit);
}

/// The name of a cancel that the client gave none.
std::string cancelName(const Call& call, const std::string& given, std::uint64_t order)
{
    return given.empty() ? fmt::format(
               "sbxc{:x}", (order << 20U ^ static_cast<std::uint64_t>(call.exchange.now().ns)) & 0xffff'ffff'ffff'ffffU)
                         : given;
}

Answer cancelNamed(Call& call, std::size_t listing, std::string_view idParameter, std::string_view nameParameter,
                   std::string_view newName)
{
    const auto name = clientIdFrom(call, newName);
    const auto order = orderFrom(call, listing, idParameter, nameParameter);
    if (!name || !order) {
        return tl::unexpected(name ? order.error() : name.error());
    }
    const auto only = call.params.text("cancelRestrictions");
    if (!only.empty() && only != "ONLY_NEW" && only != "ONLY_PARTIALLY_FILLED") {
        return tl::unexpected(Fault{-1145, "Invalid cancelRestrictions", 400, {}});
    }
    if (*order == nullptr || !(*order)->isOpen()) {
        return tl::unexpected(faultOf(Refusal::UnknownOrder, Deed::Cancel));
    }
    const bool isTouched = (*order)->status == OrderStatus::PartiallyFilled;
    if (!only.empty() && isTouched != (only == "ONLY_PARTIALLY_FILLED")) {
        return tl::unexpected(Fault{-2011, "Order was not canceled due to cancel restrictions.", 400, {}});
    }
    const auto cancelId = cancelName(call, *name, (*order)->id);
    const std::uint64_t list = (*order)->list;
    const auto ended = call.exchange.cancel(call.account, (*order)->id, cancelId);
    if (!ended) {
        return tl::unexpected(faultOf(ended.error(), Deed::Cancel));
    }
    if (list == 0) {
        return cancelledJson(call.exchange, *ended, cancelId, call.unit);
    }
    std::vector<std::string> reports;
    const OrderList& ofList = *call.exchange.list(call.account, list);
    for (const std::uint64_t leg : ofList.orders) {
        if (const VenueOrder* one = call.exchange.order(call.account, leg)) {
            reports.push_back(cancelledJson(call.exchange, *one, cancelId, call.unit));
        }
    }
    return listJson(call.exchange, ofList, joined(reports), "ALL_DONE", call.unit);
}

Answer cancel(Call& call)
{
    const auto listing = listingFrom(call);
    if (!listing) {
        return tl::unexpected(listing.error());
    }
    return cancelNamed(call, *listing, "orderId", "origClientOrderId", "newClientOrderId");
}

Answer cancelAll(Call& call)
{
    const auto listing = listingFrom(call);
    if (!listing) {
        return tl::unexpected(listing.error());
    }
    std::vector<std::uint64_t> open;
    for (const VenueOrder* order : call.exchange.openOrders(call.account, *listing)) {
        open.push_back(order->id);
    }
    if (open.empty()) {
        return tl::unexpected(faultOf(Refusal::UnknownOrder, Deed::Cancel));
    }
    std::vector<std::string> reports;
    for (const std::uint64_t id : open) {
        const auto name = cancelName(call, {}, id);
        const auto ended = call.exchange.cancel(call.account, id, name);
        if (!ended) {
            continue; // its list took it along
        }
        if (ended->list == 0) {
            reports.push_back(cancelledJson(call.exchange, *ended, name, call.unit));
            continue;
        }
        std::vector<std::string> legs;
        const OrderList& list = *call.exchange.list(call.account, ended->list);
        for (const std::uint64_t leg : list.orders) {
            if (const VenueOrder* one = call.exchange.order(call.account, leg)) {
                legs.push_back(cancelledJson(call.exchange, *one, name, call.unit));
            }
        }
        reports.push_back(listJson(call.exchange, list, joined(legs), "ALL_DONE", call.unit));
    }
    return joined(reports);
}

/// Both halves with their results; -2021 where one has failed, -2022 where nothing was done.
Answer cancelReplace(Call& call)
{
    const auto mode = call.params.needed("cancelReplaceMode");
    const auto wish = wishFrom(call);
    if (!wish || !mode) {
        return tl::unexpected(mode ? wish.error() : mode.error());
    }
    if (*mode != "STOP_ON_FAILURE" && *mode != "ALLOW_FAILURE") {
        return tl::unexpected(Fault{-1130, "Data sent for parameter 'cancelReplaceMode' is not valid.", 400, {}});
    }
    const auto detail = detailFrom(call, wish->kind);
    if (!detail) {
        return tl::unexpected(detail.error());
    }
    const auto named = orderFrom(call, wish->listing, "cancelOrderId", "cancelOrigClientOrderId");
    if (!named) {
        return tl::unexpected(named.error());
    }
    const auto cancelled
        = cancelNamed(call, wish->listing, "cancelOrderId", "cancelOrigClientOrderId", "cancelNewClientOrderId");
    const bool goesOn = cancelled || *mode == "ALLOW_FAILURE";
    const Answer placed = goesOn ? placeWished(call, *wish, *detail) : Answer(tl::unexpected(Fault{}));
    const auto result = [](bool isDone) { return isDone ? "SUCCESS" : "FAILURE"; };
    JsonText json;
    json.object().member("cancelResult", result(cancelled.has_value()));
    json.member("newOrderResult", goesOn ? result(placed.has_value()) : "NOT_ATTEMPTED");
    json.key("cancelResponse").raw(cancelled ? *cancelled : jsonOf(cancelled.error())).key("newOrderResponse");
    goesOn ? json.raw(placed ? *placed : jsonOf(placed.error())) : json.null();
    json.end();
    if (cancelled && placed) {
        return json.take();
    }
    if (!cancelled && !placed) {
        return tl::unexpected(Fault{-2022, "Order cancel-replace failed.", 400, json.take()});
    }
    return tl::unexpected(Fault{-2021, "Order cancel-replace partially failed.", 409, json.take()});
}

/// Watches for the number of the change while an order is amended.
class ExecutionNumber final : public Watcher
{
public:
    explicit ExecutionNumber(Exchange& exchange)
        : m_exchange(exchange)
    {
        m_exchange.watch(*this);
    }
    ~ExecutionNumber() override
    {
        m_exchange.unwatch(*this);
    }
    ExecutionNumber(const ExecutionNumber&) = delete;
    ExecutionNumber& operator=(const ExecutionNumber&) = delete;
    void onOrder(const OrderUpdate& update) override
    {
        value = update.change == OrderChange::Replaced ? update.execution : value;
    }
    std::uint64_t value = 0;

private:
    Exchange& m_exchange;
};

Answer amend(Call& call)
{
    const auto listing = listingFrom(call);
    if (!listing) {
        return tl::unexpected(listing.error());
    }
    const auto order = orderFrom(call, *listing, "orderId", "origClientOrderId");
    const auto name = clientIdFrom(call, "newClientOrderId");
    const auto size = sizeFrom(call, *listing, "newQty");
    if (!order || !name || !size) {
        return tl::unexpected(!order ? order.error() : !name ? name.error() : size.error());
    }
    if (!*size) {
        return tl::unexpected(missing("newQty"));
    }
    if (*order == nullptr) {
        return tl::unexpected(faultOf(Refusal::UnknownOrder, Deed::Amend));
    }
    const std::string oldName = (*order)->wish.clientId;
    OrderAmendment amendment;
    amendment.size = **size;
    amendment.clientId = *name;
    amendment.onlySmaller = true;
    const ExecutionNumber execution(call.exchange);
    const auto amended = call.exchange.amend(call.account, (*order)->id, amendment);
    if (!amended) {
        return tl::unexpected(faultOf(amended.error(), Deed::Amend));
    }
    return amendedJson(call.exchange, *amended, oldName, execution.value, call.unit);
}

constexpr std::string_view cancelReplaceParams
    = " symbol side type cancelReplaceMode timeInForce quantity quoteOrderQty price cancelNewClientOrderId "
      "cancelOrigClientOrderId cancelOrderId newClientOrderId strategyId strategyType stopPrice trailingDelta "
      "icebergQty newOrderRespType selfTradePreventionMode cancelRestrictions orderRateLimitExceededMode ";

constexpr CallSpec calls[] = {
    {"POST", "order", "order.place", Security::Signed, weighs<1>, place, orderParams, 1},
    {"POST", "order/test", "order.test", Security::Signed, weighs<1>, test, orderParams},
    {"GET", "order", "order.status", Security::Signed, weighs<4>, query, " symbol orderId origClientOrderId "},
    {"DELETE", "order", "order.cancel", Security::Signed, weighs<1>, cancel,
     " symbol orderId origClientOrderId newClientOrderId cancelRestrictions "},
    {"DELETE", "openOrders", "openOrders.cancelAll", Security::Signed, weighs<1>, cancelAll, " symbol "},
    {"POST", "order/cancelReplace", "order.cancelReplace", Security::Signed, weighs<1>, cancelReplace,
     cancelReplaceParams, 1},
    {"PUT", "order/amend/keepPriority", "order.amend.keepPriority", Security::Signed, weighs<4>, amend,
     " symbol orderId origClientOrderId newClientOrderId newQty "},
};

} // namespace

std::span<const CallSpec> orderCalls() noexcept
{
    return calls;
}

} // namespace omni::sandbox::binance

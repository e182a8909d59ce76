// Calls that place, end and show lists of orders.

#include "core/edge/sandbox/binance/calls.h"

#include <fmt/format.h>

namespace omni::sandbox::binance {

namespace {

using Kind = OrderKind;

bool isStop(Kind kind) noexcept
{
    return kind == Kind::Stop || kind == Kind::StopLimit;
}

/// Which leg may stand on which side of the market.
std::optional<Fault> sideFault(Side side, Kind above, Kind below)
{
    const auto fault = [](int code, const char* message) { return Fault{code, message, 400, {}}; };
    if (!waitsForTrigger(above) && !waitsForTrigger(below)) {
        return fault(-1168, "At least one OCO order must be contingent.");
    }
    if (side == Side::Buy && above == Kind::LimitMaker) {
        return fault(-1165, "A limit order in a buy OCO must be below.");
    }
    if (side == Side::Sell && below == Kind::LimitMaker) {
        return fault(-1166, "A limit order in a sell OCO must be above.");
    }
    if (side == Side::Buy && isStop(below)) {
        return fault(-1196, "A stop loss order in a buy OCO must be above.");
    }
    if (side == Side::Sell && isStop(above)) {
        return fault(-1197, "A stop loss order in a sell OCO must be below.");
    }
    if (side == Side::Buy && !isStop(above)) {
        return fault(-1198, "A take profit order in a buy OCO must be below.");
    }
    if (side == Side::Sell && !isStop(below)) {
        return fault(-1199, "A take profit order in a sell OCO must be above.");
    }
    return std::nullopt;
}

/// The parameters of one leg, by their names.
struct LegNames {
    std::string price, stop, life, trail, clientId, iceberg;
};

tl::expected<OrderWish, Fault> legFrom(const Call& call, std::size_t listing, Side side, Kind kind, Lots size,
                                       const LegNames& names)
{
    OrderWish wish;
    wish.listing = listing;
    wish.side = side;
    wish.kind = kind;
    wish.size = size;
    const bool hasLimit = kind == Kind::LimitMaker || kind == Kind::StopLimit || kind == Kind::TakeProfitLimit;
    const bool hasLife = kind == Kind::StopLimit || kind == Kind::TakeProfitLimit;
    const auto limit = priceFrom(call, listing, names.price), stop = priceFrom(call, listing, names.stop);
    const auto trail = call.params.integer(names.trail);
    const auto clientId = clientIdFrom(call, names.clientId);
    if (!limit || !stop || !trail || !clientId) {
        return tl::unexpected(!limit       ? limit.error()
                                  : !stop  ? stop.error()
                                  : !trail ? trail.error()
                                           : clientId.error());
    }
    if (hasLimit && !*limit) {
        return tl::unexpected(missing(names.price));
    }
    if (!hasLimit && *limit) {
        return tl::unexpected(notRequired(names.price));
    }
    if (waitsForTrigger(kind) && !*stop && !*trail) {
        return tl::unexpected(missing(names.stop));
    }
    if (!waitsForTrigger(kind) && *stop) {
        return tl::unexpected(notRequired(names.stop));
    }
    if (hasLife) {
        const auto life = lifeFrom(call.params.text(names.life));
        if (!life) {
            return tl::unexpected(call.params.has(names.life) ? life.error() : missing(names.life));
        }
        wish.life = *life;
    } else if (call.params.has(names.life)) {
        return tl::unexpected(notRequired(names.life));
    }
    if (*trail && (**trail < 1 || **trail > 100'000)) {
        return tl::unexpected(filterFailure("TRAILING_DELTA"));
    }
    wish.limit = *limit;
    wish.stop = *stop;
    wish.trail.bp = static_cast<std::int32_t>(trail->value_or(0));
    wish.clientId = *clientId;
    return wish;
}

Answer placeLegs(Call& call, const OrderWish& first, const OrderWish& second)
{
    const auto name = clientIdFrom(call, "listClientOrderId");
    if (!name) {
        return tl::unexpected(name.error());
    }
    if (!first.clientId.empty() && first.clientId == second.clientId) {
        return tl::unexpected(faultOf(Refusal::DuplicateClientId, Deed::Place));
    }
    const auto id = call.exchange.placeList(call.account, {ListKind::OneCancelsOther, *name, {first, second}});
    if (!id) {
        const bool isRelation = id.error() == Refusal::WouldTrigger || id.error() == Refusal::WouldTake;
        return tl::unexpected(faultOf(isRelation ? Refusal::ListPrices : id.error(), Deed::Place));
    }
    call.orders += 2;
    const auto detail = call.params.text("newOrderRespType");
    std::vector<std::string> reports;
    const OrderList& list = *call.exchange.list(call.account, *id);
    for (const std::uint64_t leg : list.orders) {
        reports.push_back(placedJson(call.exchange, *call.exchange.order(call.account, leg),
                                     detail == "ACK"        ? Detail::Ack
                                         : detail == "FULL" ? Detail::Full
                                                            : Detail::Result,
                                     call.unit));
    }
    return listJson(call.exchange, list, joined(reports), list.isDone ? "ALL_DONE" : "EXEC_STARTED", call.unit);
}

struct ListHead {
    std::size_t listing;
    Side side;
    Lots size;
};

tl::expected<ListHead, Fault> headFrom(const Call& call)
{
    const auto listing = listingFrom(call);
    if (!listing) {
        return tl::unexpected(listing.error());
    }
    const auto side = sideFrom(call);
    const auto size = sizeFrom(call, *listing, "quantity");
    if (!side || !size) {
        return tl::unexpected(side ? size.error() : side.error());
    }
    if (!*size) {
        return tl::unexpected(missing("quantity"));
    }
    return ListHead{*listing, *side, **size};
}

Answer placeOco(Call& call)
{
    const auto head = headFrom(call);
    if (!head) {
        return tl::unexpected(head.error());
    }
    const auto aboveType = call.params.needed("aboveType"), belowType = call.params.needed("belowType");
    if (!aboveType || !belowType) {
        return tl::unexpected(aboveType ? belowType.error() : aboveType.error());
    }
    const auto above = kindFrom(*aboveType), below = kindFrom(*belowType);
    if (!above || !below) {
        return tl::unexpected(above ? below.error() : above.error());
    }
    for (const Kind kind : {*above, *below}) {
        if (kind == Kind::Market || kind == Kind::Limit) {
            return tl::unexpected(Fault{-1116, "Invalid orderType.", 400, {}});
        }
    }
    if (const auto fault = sideFault(head->side, *above, *below)) {
        return tl::unexpected(*fault);
    }
    const LegNames aboveNames{"abovePrice",         "aboveStopPrice",     "aboveTimeInForce",
                              "aboveTrailingDelta", "aboveClientOrderId", "aboveIcebergQty"};
    const LegNames belowNames{"belowPrice",         "belowStopPrice",     "belowTimeInForce",
                              "belowTrailingDelta", "belowClientOrderId", "belowIcebergQty"};
    const auto upper = legFrom(call, head->listing, head->side, *above, head->size, aboveNames);
    const auto lower = legFrom(call, head->listing, head->side, *below, head->size, belowNames);
    if (!upper || !lower) {
        return tl::unexpected(upper ? lower.error() : upper.error());
    }
    return placeLegs(call, *lower, *upper);
}

/// The older form: a limit and a stop, whichever side each stands on.
Answer placeOldOco(Call& call)
{
    const auto head = headFrom(call);
    if (!head) {
        return tl::unexpected(head.error());
    }
    const LegNames limitNames{"price", "", "", "", "limitClientOrderId", "limitIcebergQty"};
    const LegNames stopNames{"stopLimitPrice", "stopPrice",         "stopLimitTimeInForce",
                             "trailingDelta",  "stopClientOrderId", "stopIcebergQty"};
    const Kind stopKind = call.params.has("stopLimitPrice") ? Kind::StopLimit : Kind::Stop;
    const auto limit = legFrom(call, head->listing, head->side, Kind::LimitMaker, head->size, limitNames);
    const auto stop = legFrom(call, head->listing, head->side, stopKind, head->size, stopNames);
    if (!limit || !stop) {
        return tl::unexpected(limit ? stop.error() : limit.error());
    }
    return placeLegs(call, *stop, *limit);
}

tl::expected<const OrderList*, Fault> listFrom(const Call& call, std::string_view nameParameter)
{
    const auto id = call.params.integer("orderListId");
    if (!id) {
        return tl::unexpected(id.error());
    }
    const auto name = call.params.text(nameParameter);
    if (!*id && name.empty()) {
        return tl::unexpected(
            Fault{-1102,
                  fmt::format("Param '{}' or 'orderListId' must be sent, but both were empty/null!", nameParameter),
                  400,
                  {}});
    }
    return *id ? call.exchange.list(call.account, static_cast<std::uint64_t>(**id))
               : call.exchange.listByClientId(call.account, name);
}

Answer cancelListed(Call& call)
{
    const auto listing = listingFrom(call);
    const auto name = clientIdFrom(call, "newClientOrderId");
    if (!listing || !name) {
        return tl::unexpected(listing ? name.error() : listing.error());
    }
    const auto list = listFrom(call, "listClientOrderId");
    if (!list) {
        return tl::unexpected(list.error());
    }
    if (*list == nullptr || (*list)->listing != *listing || (*list)->isDone) {
        return tl::unexpected(faultOf(Refusal::UnknownOrder, Deed::Cancel));
    }
    const std::string cancelId = name->empty() ? fmt::format("sbxc{:x}", (*list)->id) : *name;
    const std::uint64_t id = (*list)->id;
    const auto ended = call.exchange.cancelList(call.account, id, cancelId);
    if (!ended) {
        return tl::unexpected(faultOf(ended.error(), Deed::Cancel));
    }
    std::vector<std::string> reports;
    for (const VenueOrder& order : *ended) {
        reports.push_back(cancelledJson(call.exchange, order, cancelId, call.unit));
    }
    return listJson(call.exchange, *call.exchange.list(call.account, id), joined(reports), "ALL_DONE", call.unit);
}

std::string shown(const Call& call, const OrderList& list)
{
    return listJson(call.exchange, list, {}, list.isDone ? "ALL_DONE" : "EXEC_STARTED", call.unit);
}

Answer query(Call& call)
{
    const auto list = listFrom(call, "origClientOrderId");
    if (!list) {
        return tl::unexpected(list.error());
    }
    if (*list == nullptr) {
        return tl::unexpected(Fault{-2018, "Order list does not exist.", 400, {}});
    }
    return shown(call, **list);
}

Answer open(Call& call)
{
    std::vector<std::string> found;
    for (const OrderList* list : call.exchange.lists(call.account)) {
        if (!list->isDone) {
            found.push_back(shown(call, *list));
        }
    }
    return joined(found);
}

Answer all(Call& call)
{
    const auto from = numberFrom(call, "fromId", 0, 0, INT64_MAX), limit = numberFrom(call, "limit", 500, 1, INT64_MAX);
    const auto start = timeFrom(call, "startTime"), end = timeFrom(call, "endTime");
    if (!from || !limit || !start || !end) {
        return tl::unexpected(!from ? from.error() : !limit ? limit.error() : !start ? start.error() : end.error());
    }
    std::vector<std::string> found;
    for (const OrderList* list : call.exchange.lists(call.account)) {
        if (list->id >= static_cast<std::uint64_t>(*from) && (!*start || list->created >= **start)
            && (!*end || list->created <= **end)) {
            found.push_back(shown(call, *list));
        }
    }
    const auto most = static_cast<std::size_t>(std::min<std::int64_t>(*limit, 1'000));
    if (found.size() > most) {
        found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(most));
    }
    return joined(found);
}

constexpr std::string_view ocoParams
    = " symbol listClientOrderId side quantity aboveType aboveClientOrderId aboveIcebergQty abovePrice aboveStopPrice "
      "aboveTrailingDelta aboveTimeInForce aboveStrategyId aboveStrategyType belowType belowClientOrderId "
      "belowIcebergQty belowPrice belowStopPrice belowTrailingDelta belowTimeInForce belowStrategyId "
      "belowStrategyType newOrderRespType selfTradePreventionMode ";
constexpr std::string_view oldOcoParams
    = " symbol listClientOrderId side quantity limitClientOrderId limitStrategyId limitStrategyType price "
      "limitIcebergQty trailingDelta stopClientOrderId stopPrice stopStrategyId stopStrategyType stopLimitPrice "
      "stopIcebergQty stopLimitTimeInForce newOrderRespType selfTradePreventionMode ";

constexpr CallSpec calls[] = {
    {"POST", "orderList/oco", "orderList.place.oco", Security::Signed, weighs<1>, placeOco, ocoParams, 2},
    {"POST", "order/oco", "orderList.place", Security::Signed, weighs<1>, placeOldOco, oldOcoParams, 2},
    {"DELETE", "orderList", "orderList.cancel", Security::Signed, weighs<1>, cancelListed,
     " symbol orderListId listClientOrderId newClientOrderId "},
    {"GET", "orderList", "orderList.status", Security::Signed, weighs<4>, query, " orderListId origClientOrderId "},
    {"GET", "openOrderList", "openOrderLists.status", Security::Signed, weighs<6>, open, " "},
    {"GET", "allOrderList", "allOrderLists", Security::Signed, weighs<20>, all, " fromId startTime endTime limit "},
};

} // namespace

std::span<const CallSpec> listCalls() noexcept
{
    return calls;
}

} // namespace omni::sandbox::binance

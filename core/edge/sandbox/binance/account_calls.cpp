// Calls that show an account: its balances, orders, trades and limits.

#include "core/edge/sandbox/binance/calls.h"

#include <algorithm>

namespace omni::sandbox::binance {

namespace {

Answer account(Call& call)
{
    return accountJson(call.exchange, call.account, call.params.text("omitZeroBalances") == "true", call.unit);
}

Answer commission(Call& call)
{
    const auto listing = listingFrom(call);
    if (!listing) {
        return tl::unexpected(listing.error());
    }
    JsonText json;
    json.object().member("symbol", call.exchange.listings()[*listing].symbol);
    for (const std::string_view key : {"standardCommission", "specialCommission", "taxCommission"}) {
        const bool isStandard = key == "standardCommission";
        json.key(key).object();
        json.member("maker", amountText({isStandard ? call.exchange.feeRateE8(*listing, true) : 0}));
        json.member("taker", amountText({isStandard ? call.exchange.feeRateE8(*listing, false) : 0}));
        json.member("buyer", amountText({})).member("seller", amountText({})).end();
    }
    json.key("discount").object().member("enabledForAccount", false).member("enabledForSymbol", false);
    return json.member("discountAsset", "BNB").member("discount", amountText({})).end().end().take();
}

/// The first and the last moment asked for; -1127 for more than a day between.
tl::expected<std::pair<Timestamp, Timestamp>, Fault> timesFrom(const Call& call)
{
    const auto start = timeFrom(call, "startTime"), end = timeFrom(call, "endTime");
    if (!start || !end) {
        return tl::unexpected(start ? end.error() : start.error());
    }
    if (*start && *end && **end - **start > hours(24)) {
        return tl::unexpected(Fault{-1127, "More than 24 hours between startTime and endTime.", 400, {}});
    }
    return std::pair(start->value_or(Timestamp{}), end->value_or(Timestamp{INT64_MAX}));
}

std::string lastOf(std::vector<std::string> values, std::int64_t limit, bool isOldest)
{
    const auto most = static_cast<std::size_t>(std::min<std::int64_t>(limit, 1'000));
    if (values.size() > most) {
        isOldest ? values.resize(most)
                 : static_cast<void>(values.erase(values.begin(), values.end() - static_cast<std::ptrdiff_t>(most)));
    }
    return joined(values);
}

Answer openOrders(Call& call)
{
    std::optional<std::size_t> listing;
    if (call.params.has("symbol")) {
        const auto named = listingFrom(call);
        if (!named) {
            return tl::unexpected(named.error());
        }
        listing = *named;
    }
    std::vector<std::string> found;
    for (const VenueOrder* order : call.exchange.openOrders(call.account, listing)) {
        found.push_back(queriedJson(call.exchange, *order, call.unit));
    }
    return joined(found);
}

Answer allOrders(Call& call)
{
    const auto listing = listingFrom(call);
    const auto from = call.params.integer("orderId");
    const auto limit = numberFrom(call, "limit", 500, 1, INT64_MAX);
    const auto times = timesFrom(call);
    if (!listing || !from || !limit || !times) {
        return tl::unexpected(!listing     ? listing.error()
                                  : !from  ? from.error()
                                  : !limit ? limit.error()
                                           : times.error());
    }
    std::vector<std::string> found;
    const auto first = static_cast<std::uint64_t>(std::max<std::int64_t>(0, from->value_or(0)));
    for (const VenueOrder* order : call.exchange.orders(call.account, *listing, first)) {
        if (order->created >= times->first && order->created <= times->second) {
            found.push_back(queriedJson(call.exchange, *order, call.unit));
        }
    }
    return lastOf(std::move(found), *limit, from->has_value() || call.params.has("startTime"));
}

Answer myTrades(Call& call)
{
    const auto listing = listingFrom(call);
    const auto order = call.params.integer("orderId"), from = call.params.integer("fromId");
    const auto limit = numberFrom(call, "limit", 500, 1, INT64_MAX);
    const auto times = timesFrom(call);
    if (!listing || !order || !from || !limit || !times) {
        return tl::unexpected(!listing     ? listing.error()
                                  : !order ? order.error()
                                  : !from  ? from.error()
                                  : !limit ? limit.error()
                                           : times.error());
    }
    std::vector<std::string> found;
    for (const AccountTrade* trade : call.exchange.trades(call.account, *listing)) {
        if ((!*order || trade->order == static_cast<std::uint64_t>(**order))
            && (!*from || static_cast<std::int64_t>(trade->id) >= **from) && trade->at >= times->first
            && trade->at <= times->second) {
            found.push_back(tradeJson(call.exchange, *trade, call.unit));
        }
    }
    return lastOf(std::move(found), *limit, from->has_value() || call.params.has("startTime"));
}

Answer orderRates(Call& call)
{
    const auto& limits = call.rates.limits();
    const Timestamp now = call.exchange.now();
    JsonText json;
    json.array().object().member("rateLimitType", "ORDERS").member("interval", "SECOND").member("intervalNum", 10);
    json.member("limit", limits.ordersTenSeconds);
    json.member("count", call.rates.ordersTenSeconds(call.account.value, now)).end();
    json.object().member("rateLimitType", "ORDERS").member("interval", "DAY").member("intervalNum", 1);
    json.member("limit", limits.ordersDay).member("count", call.rates.ordersDay(call.account.value, now)).end();
    return json.end().take();
}

std::int64_t openWeight(const Call& call)
{
    return call.params.has("symbol") ? 6 : 80;
}
std::int64_t tradesWeight(const Call& call)
{
    return call.params.has("orderId") ? 5 : 20;
}

constexpr CallSpec calls[] = {
    {"GET", "account", "account.status", Security::Signed, weighs<20>, account, " omitZeroBalances "},
    {"GET", "account/commission", "account.commission", Security::Signed, weighs<20>, commission, " symbol "},
    {"GET", "openOrders", "openOrders.status", Security::Signed, openWeight, openOrders, " symbol "},
    {"GET", "allOrders", "allOrders", Security::Signed, weighs<20>, allOrders,
     " symbol orderId startTime endTime limit "},
    {"GET", "myTrades", "myTrades", Security::Signed, tradesWeight, myTrades,
     " symbol orderId startTime endTime fromId limit "},
    {"GET", "rateLimit/order", "account.rateLimits.orders", Security::Signed, weighs<40>, orderRates, " "},
};

} // namespace

std::span<const CallSpec> accountCalls() noexcept
{
    return calls;
}

} // namespace omni::sandbox::binance

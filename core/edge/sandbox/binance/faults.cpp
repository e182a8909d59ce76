#include "core/edge/sandbox/binance/faults.h"

#include "core/base/json_text.h"

#include <fmt/format.h>

namespace omni::sandbox::binance {

std::string jsonOf(const Fault& fault)
{
    JsonText json;
    json.object().member("code", fault.code).member("msg", fault.message);
    if (!fault.data.empty()) {
        json.key("data").raw(fault.data);
    }
    return json.end().take();
}

Fault missing(std::string_view parameter)
{
    return {
        -1102, fmt::format("Mandatory parameter '{}' was not sent, was empty/null, or malformed.", parameter), 400, {}};
}

Fault illegal(std::string_view parameter, std::string_view range)
{
    return {-1100,
            fmt::format("Illegal characters found in parameter '{}'; legal range is '{}'.", parameter, range),
            400,
            {}};
}

Fault notRequired(std::string_view parameter)
{
    return {-1106, fmt::format("Parameter '{}' sent when not required.", parameter), 400, {}};
}

Fault filterFailure(std::string_view filter)
{
    return {-1013, fmt::format("Filter failure: {}", filter), 400, {}};
}

Fault faultOf(Refusal refusal, Deed deed)
{
    const int code = deed == Deed::Place ? -2010 : deed == Deed::Cancel ? -2011 : -2038;
    const auto engine = [code](const char* message) { return Fault{code, message, 400, {}}; };
    switch (refusal) {
    case Refusal::UnknownListing:
        return {-1121, "Invalid symbol.", 400, {}};
    case Refusal::PriceRange:
        return filterFailure("PRICE_FILTER");
    case Refusal::PriceBand:
        return filterFailure("PERCENT_PRICE_BY_SIDE");
    case Refusal::Size:
        return filterFailure("LOT_SIZE");
    case Refusal::MarketSize:
        return filterFailure("MARKET_LOT_SIZE");
    case Refusal::Value:
        return filterFailure("NOTIONAL");
    case Refusal::OpenOrders:
        return filterFailure("MAX_NUM_ORDERS");
    case Refusal::TriggerOrders:
        return filterFailure("MAX_NUM_ALGO_ORDERS");
    case Refusal::OpenLists:
        return filterFailure("MAX_NUM_ORDER_LISTS");
    case Refusal::TrailRange:
        return filterFailure("TRAILING_DELTA");
    case Refusal::Position:
        return filterFailure("MAX_POSITION");
    case Refusal::Amends:
        return filterFailure("MAX_NUM_ORDER_AMENDS");
    case Refusal::MarketClosed:
    case Refusal::NoLast:
        return engine("Market is closed.");
    case Refusal::Funds:
        return engine("Account has insufficient balance for requested action.");
    case Refusal::DuplicateClientId:
        return engine("Duplicate order sent.");
    case Refusal::WouldTrigger:
        return engine("Order would trigger immediately.");
    case Refusal::WouldTake:
        return engine("Order would immediately match and take.");
    case Refusal::ListPrices:
        return engine("The relationship of the prices for the orders is not correct.");
    case Refusal::UnknownOrder:
        return engine("Unknown order sent.");
    case Refusal::ChangesNothing:
        return engine("The requested action would change no state; rejecting.");
    case Refusal::Grows:
        return engine("Order amend (quantity increase) is not supported.");
    case Refusal::Full:
        return {
            -1008, "Server is currently overloaded with other requests. Please try again in a few minutes.", 503, {}};
    }
    return {};
}

} // namespace omni::sandbox::binance

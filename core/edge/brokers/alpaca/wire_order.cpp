#include "core/edge/brokers/alpaca/wire_order.h"

#include "core/base/json_text.h"
#include "core/edge/brokers/alpaca/wire_order_tree.h"

#include <algorithm>
#include <array>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

constexpr std::size_t mostOrders = 500;
constexpr std::size_t mostLegs = 8;

constexpr std::array<std::pair<std::string_view, OrderStatus>, 17> words{{
    {"new", OrderStatus::New},
    {"pending_new", OrderStatus::PendingNew},
    {"accepted", OrderStatus::Accepted},
    {"accepted_for_bidding", OrderStatus::AcceptedForBidding},
    {"partially_filled", OrderStatus::PartiallyFilled},
    {"filled", OrderStatus::Filled},
    {"done_for_day", OrderStatus::DoneForDay},
    {"canceled", OrderStatus::Canceled},
    {"expired", OrderStatus::Expired},
    {"replaced", OrderStatus::Replaced},
    {"pending_cancel", OrderStatus::PendingCancel},
    {"pending_replace", OrderStatus::PendingReplace},
    {"rejected", OrderStatus::Rejected},
    {"suspended", OrderStatus::Suspended},
    {"held", OrderStatus::Held},
    {"stopped", OrderStatus::Stopped},
    {"calculated", OrderStatus::Calculated},
}};

void takeSide(JsonFields& fields, OrderImage& order)
{
    const auto side = fields.text("side");
    if (side == "sell" || side == "sell_short") {
        order.side = Side::Sell;
    } else if (side != "buy") {
        fields.fail("side");
    }
}

bool isNegative(const std::optional<Decimal>& value) noexcept
{
    return value && value->mantissa < 0;
}

/// Amounts below zero are none (F44).
void refuseNegative(JsonFields& fields, const OrderImage& order)
{
    const std::pair<std::string_view, const std::optional<Decimal>*> amounts[] = {{"qty", &order.size},
                                                                                  {"notional", &order.notional},
                                                                                  {"limit_price", &order.limit},
                                                                                  {"stop_price", &order.stop},
                                                                                  {"trail_price", &order.trail}};
    for (const auto& [key, amount] : amounts) {
        if (isNegative(*amount)) {
            fields.fail(key);
        }
    }
    if (order.filled.mantissa < 0) {
        fields.fail("filled_qty");
    }
}

Result<OrderImage> orderWithin(const simdjson::dom::element& element, bool mayHaveLegs)
{
    JsonFields fields(element);
    OrderImage order;
    order.id = fields.neededText("id");
    order.clientId = fields.text("client_order_id");
    order.symbol = fields.neededText("symbol");
    order.orderClass = fields.text("order_class");
    order.type = fields.text("type");
    if (order.type.empty()) {
        order.type = fields.text("order_type");
    }
    order.timeInForce = fields.text("time_in_force");
    order.isForExtendedHours = fields.flag("extended_hours");
    order.status = orderStatusFrom(fields.neededText("status"));
    takeSide(fields, order);
    order.size = fields.decimal("qty");
    order.notional = fields.decimal("notional");
    order.limit = fields.decimal("limit_price");
    order.stop = fields.decimal("stop_price");
    order.trail = fields.decimal("trail_price");
    order.filled = fields.decimal("filled_qty").value_or(Decimal{});
    order.created = fields.time("created_at");
    order.submitted = fields.time("submitted_at");
    order.updated = fields.time("updated_at");
    order.replaces = fields.text("replaces");
    order.replacedBy = fields.text("replaced_by");
    refuseNegative(fields, order);

    simdjson::dom::array legs;
    if (const auto found = fields.find("legs"); found && mayHaveLegs && found->get(legs) == simdjson::SUCCESS) {
        for (const auto leg : legs) {
            auto image = orderWithin(leg, false);
            if (!image || order.legs.size() == mostLegs) {
                return failure(Errc::Invalid, "legs: " + (image ? std::string("too many") : image.error().detail));
            }
            order.legs.push_back(std::move(*image));
        }
    }
    if (!fields.isSound()) {
        return tl::unexpected(fields.fault());
    }
    return order;
}

void put(JsonText& json, std::string_view key, std::string_view value)
{
    if (!value.empty()) {
        json.member(key, value);
    }
}

void put(JsonText& json, std::string_view key, const std::optional<ExitWish>& exit)
{
    if (exit) {
        json.key(key).object();
        put(json, "limit_price", exit->limit);
        put(json, "stop_price", exit->stop);
        json.end();
    }
}

} // namespace

OrderStatus orderStatusFrom(std::string_view word) noexcept
{
    const auto* const found
        = std::find_if(words.begin(), words.end(), [word](const auto& each) { return each.first == word; });
    return found == words.end() ? OrderStatus::Other : found->second;
}

bool isOpen(OrderStatus status) noexcept
{
    switch (status) {
    case OrderStatus::Filled:
    case OrderStatus::Canceled:
    case OrderStatus::Expired:
    case OrderStatus::Replaced:
    case OrderStatus::Rejected:
        return false;
    default:
        return true;
    }
}

Result<OrderImage> orderFrom(const simdjson::dom::element& element)
{
    return orderWithin(element, true);
}

Result<OrderImage> orderFrom(std::string_view json)
{
    JsonTree tree;
    const auto root = tree.parse(json);
    return root ? orderWithin(*root, true) : tl::unexpected(root.error());
}

Result<std::vector<OrderImage>> ordersFrom(std::string_view json)
{
    JsonTree tree;
    const auto root = tree.parse(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    simdjson::dom::array list;
    if (root->get(list) != simdjson::SUCCESS) {
        return failure(Errc::Invalid, "it is no list of orders");
    }
    std::vector<OrderImage> orders;
    for (const auto each : list) {
        auto order = orderWithin(each, true);
        if (!order) {
            return tl::unexpected(order.error());
        }
        if (orders.size() == mostOrders) {
            return failure(Errc::Invalid, "it holds more orders than a page may");
        }
        orders.push_back(std::move(*order));
    }
    return orders;
}

std::string orderText(const OrderWish& wish)
{
    JsonText json;
    json.object();
    json.member("symbol", std::string_view(wish.symbol));
    put(json, "qty", wish.size);
    put(json, "notional", wish.notional);
    json.member("side", wish.side == Side::Buy ? "buy" : "sell");
    json.member("type", wish.type);
    json.member("time_in_force", wish.timeInForce);
    put(json, "limit_price", wish.limit);
    put(json, "stop_price", wish.stop);
    put(json, "trail_price", wish.trailPrice);
    put(json, "trail_percent", wish.trailPercent);
    if (wish.extendedHours) {
        json.member("extended_hours", true);
    }
    put(json, "client_order_id", wish.clientId);
    put(json, "position_intent", wish.intent);
    put(json, "order_class", wish.orderClass);
    put(json, "take_profit", wish.takeProfit);
    put(json, "stop_loss", wish.stopLoss);
    json.end();
    return json.take();
}

} // namespace omni::brokers::alpaca

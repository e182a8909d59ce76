#include "core/edge/brokers/binance/order_wire.h"

#include "core/base/wide_int.h"
#include "core/edge/brokers/binance/json.h"
#include "core/edge/brokers/binance/order_filters.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace omni::brokers::binance {

namespace {

using orders::OrderKind;
using orders::OrderTicket;

constexpr int decimals = 8;
constexpr std::size_t rowsMost = 20'000;
constexpr std::int64_t latestMs = 7'258'118'400'000; // 2200

tl::unexpected<Error> invalid(std::string_view what, std::string_view field)
{
    return failure(Errc::Invalid, fmt::format("{} has no sound '{}'", what, field));
}

std::string_view wordOf(Side side) noexcept
{
    return side == Side::Buy ? "BUY" : "SELL";
}

std::string_view wordOf(orders::TimeInForce time) noexcept
{
    switch (time) {
    case orders::TimeInForce::ImmediateOrCancel:
        return "IOC";
    case orders::TimeInForce::FillOrKill:
        return "FOK";
    case orders::TimeInForce::Day:
    case orders::TimeInForce::ExtendedDay:
    case orders::TimeInForce::GoodTillCancelled:
        break;
    }
    return "GTC";
}

std::string_view typeOf(const OrderTicket& ticket) noexcept
{
    switch (ticket.kind) {
    case OrderKind::Market:
        return "MARKET";
    case OrderKind::Limit:
        return ticket.postOnly ? "LIMIT_MAKER" : "LIMIT";
    case OrderKind::Stop:
    case OrderKind::TrailingStop:
        return "STOP_LOSS";
    case OrderKind::StopLimit:
        return "STOP_LOSS_LIMIT";
    }
    return "MARKET";
}

bool isMs(std::int64_t ms) noexcept
{
    return ms >= 0 && ms < latestMs;
}

/// Some answers name it so, some so; -1 is "none".
std::int64_t timeIn(Fields& fields)
{
    for (const std::string_view name : {"transactTime", "updateTime", "time", "workingTime"}) {
        if (fields.has(name)) {
            return fields.number(name);
        }
    }
    return 0;
}

/// What a buyer or seller pays for it: exact, halves to even where the venue's quote has fewer digits.
std::int64_t valueOf(std::int64_t price, std::int64_t size) noexcept
{
    return narrowed(dividedHalfEven(Int128{price} * size, 100'000'000)).value_or(0);
}

/// The fills of a full answer. Their values add up to the order's own sum: the last one takes the rest.
bool readFills(Fields& fields, VenueOrder& order)
{
    std::int64_t rest = order.value;
    const auto rows = fields.array("fills");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Fields row(rows[i]);
        VenueTrade trade;
        trade.id = row.number("tradeId");
        trade.order = order.id;
        trade.price = row.scaled("price", decimals);
        trade.size = row.scaled("qty", decimals);
        trade.fee = row.signedScaled("commission", decimals);
        trade.feeAsset = row.text("commissionAsset");
        trade.side = order.side;
        trade.liquidity = orders::Liquidity::Taker; // what fills with the answer has taken
        trade.time = order.time;
        trade.value = i + 1 == rows.size() ? rest : valueOf(trade.price, trade.size);
        rest -= trade.value;
        if (!row.isSound() || trade.id < 0) {
            return false;
        }
        order.trades.push_back(std::move(trade));
    }
    return true;
}

Result<VenueOrder> orderFrom(Fields& fields)
{
    VenueOrder order;
    order.symbol = fields.text("symbol");
    const auto original = fields.textOr("origClientOrderId", "");
    order.name = original.empty() ? fields.text("clientOrderId") : original;
    order.id = fields.number("orderId");
    const auto status = statusFrom(fields.text("status"));
    const auto side = sideFrom(fields.text("side"));
    order.size = fields.scaled("origQty", decimals);
    order.filled = fields.scaled("executedQty", decimals);
    // "-1" stands there for orders of before the venue counted it.
    order.value = std::max<std::int64_t>(fields.signedScaled("cummulativeQuoteQty", decimals), 0);
    order.limit = fields.has("price") ? fields.scaled("price", decimals) : 0;
    order.stop = fields.has("stopPrice") ? fields.scaled("stopPrice", decimals) : 0;
    const auto type = fields.textOr("type", "");
    order.takesProfit = type.starts_with("TAKE_PROFIT");
    order.isStop = type.starts_with("STOP_LOSS") || order.takesProfit;
    order.list = std::max<std::int64_t>(fields.numberOr("orderListId", -1), 0);
    order.time = timeIn(fields);
    if (fields.has("fills") && side && fields.isSound()) {
        order.side = *side;
        if (!readFills(fields, order)) {
            return invalid("an order", "fills");
        }
    }
    if (!fields.isSound() || !status || !side || order.id < 0 || !isMs(order.time)) {
        return invalid("an order", fields.isSound() ? "status, side, orderId or time" : fields.fault());
    }
    order.status = *status;
    order.side = *side;
    return order;
}

Result<std::vector<VenueOrder>> ordersIn(const std::vector<simdjson::dom::element>& elements)
{
    std::vector<VenueOrder> orders;
    if (elements.size() > rowsMost) {
        return failure(Errc::Invalid, "more orders than a venue can have open");
    }
    for (const auto element : elements) {
        Fields fields(element);
        auto order = orderFrom(fields);
        if (!order) {
            return tl::unexpected(order.error());
        }
        orders.push_back(std::move(*order));
    }
    return orders;
}

bool isRestingLimit(const OrderTicket& ticket) noexcept
{
    return ticket.kind == OrderKind::Limit && ticket.limit
        && ticket.timeInForce == orders::TimeInForce::GoodTillCancelled;
}

/// The parameters of a leg, each with `prefix`.
void addLeg(Params& params, const std::string& prefix, const OrderTicket& leg, std::string_view name,
            const SymbolUnits& units)
{
    const auto add = [&](const char* what, std::string value) { params.emplace_back(prefix + what, std::move(value)); };
    if (leg.kind == OrderKind::Limit) {
        add("Type", "LIMIT_MAKER");
        add("Price", e8Text(units.price(*leg.limit).value_or(0)));
    } else {
        add("Type", std::string(typeOf(leg)));
        add("StopPrice", e8Text(units.price(*leg.stop).value_or(0)));
        if (leg.kind == OrderKind::StopLimit) {
            add("Price", e8Text(units.price(*leg.limit).value_or(0)));
            add("TimeInForce", std::string(wordOf(leg.timeInForce)));
        }
    }
    add("ClientOrderId", std::string(name));
}

} // namespace

Result<Params> orderParams(const OrderTicket& ticket, std::string_view name, const SymbolRules& rules,
                           const SymbolUnits& units)
{
    Params params{
        {"symbol", rules.symbol}, {"side", std::string(wordOf(ticket.side))}, {"type", std::string(typeOf(ticket))}};
    const auto add = [&params](const char* what, std::string value) { params.emplace_back(what, std::move(value)); };
    if (ticket.notional) {
        add("quoteOrderQty", e8Text(ticket.notional->e8));
    } else {
        const auto size = units.size(ticket.size);
        if (!size || *size <= 0) {
            return failure(Errc::Invalid, "the size does not fit on the wire");
        }
        add("quantity", e8Text(*size));
    }
    if (ticket.kind == OrderKind::Limit || ticket.kind == OrderKind::StopLimit) {
        const auto price = ticket.limit ? units.price(*ticket.limit) : std::nullopt;
        if (!price) {
            return failure(Errc::Invalid, "the limit does not fit on the wire");
        }
        add("price", e8Text(*price));
        if (!ticket.postOnly || ticket.kind == OrderKind::StopLimit) {
            add("timeInForce", std::string(wordOf(ticket.timeInForce)));
        }
    }
    if (ticket.kind == OrderKind::Stop || ticket.kind == OrderKind::StopLimit) {
        const auto stop = ticket.stop ? units.price(*ticket.stop) : std::nullopt;
        if (!stop) {
            return failure(Errc::Invalid, "the trigger does not fit on the wire");
        }
        add("stopPrice", e8Text(*stop));
    }
    if (ticket.kind == OrderKind::TrailingStop) {
        const auto distance = trailInBasisPoints(ticket);
        if (!distance) {
            return failure(Errc::Invalid, "the distance does not fit on the wire");
        }
        add("trailingDelta", std::to_string(*distance));
    }
    add("newClientOrderId", std::string(name));
    add("newOrderRespType", "FULL");
    return params;
}

std::optional<Params> pairParams(const OrderTicket& first, std::string_view firstName, const OrderTicket& second,
                                 std::string_view secondName, const SymbolRules& rules, const SymbolUnits& units)
{
    const bool firstIsLimit = isRestingLimit(first);
    const OrderTicket& limit = firstIsLimit ? first : second;
    const OrderTicket& stop = firstIsLimit ? second : first;
    const bool isStop = (stop.kind == OrderKind::Stop || stop.kind == OrderKind::StopLimit) && stop.stop
        && stop.limit.has_value() == (stop.kind == OrderKind::StopLimit);
    const auto size = units.size(limit.size);
    if (!rules.takesPairs || !isRestingLimit(limit) || !isStop || limit.side != stop.side || limit.size != stop.size
        || limit.instrument != stop.instrument || limit.notional || stop.notional || !size || *size <= 0) {
        return std::nullopt;
    }
    const bool isSell = limit.side == Side::Sell;
    if (isSell ? *limit.limit <= *stop.stop : *limit.limit >= *stop.stop) {
        return std::nullopt;
    }
    Params params{{"symbol", rules.symbol}, {"side", std::string(wordOf(limit.side))}, {"quantity", e8Text(*size)}};
    const auto limitName = firstIsLimit ? firstName : secondName;
    const auto stopName = firstIsLimit ? secondName : firstName;
    addLeg(params, "above", isSell ? limit : stop, isSell ? limitName : stopName, units);
    addLeg(params, "below", isSell ? stop : limit, isSell ? stopName : limitName, units);
    params.emplace_back("newOrderRespType", "FULL");
    return params;
}

std::optional<VenueStatus> statusFrom(std::string_view text) noexcept
{
    constexpr std::pair<std::string_view, VenueStatus> words[] = {
        {"NEW", VenueStatus::New},
        {"PARTIALLY_FILLED", VenueStatus::PartlyFilled},
        {"FILLED", VenueStatus::Filled},
        {"CANCELED", VenueStatus::Cancelled},
        {"PENDING_CANCEL", VenueStatus::New},
        {"EXPIRED", VenueStatus::Expired},
        {"EXPIRED_IN_MATCH", VenueStatus::Expired},
        {"REJECTED", VenueStatus::Rejected},
        {"PENDING_NEW", VenueStatus::Pending},
    };
    for (const auto& [word, status] : words) {
        if (word == text) {
            return status;
        }
    }
    return std::nullopt;
}

std::optional<Side> sideFrom(std::string_view text) noexcept
{
    return text == "BUY" ? std::optional(Side::Buy) : text == "SELL" ? std::optional(Side::Sell) : std::nullopt;
}

Result<VenueOrder> orderFrom(std::string_view json)
{
    JsonReader reader;
    const auto root = reader.read(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Fields fields(*root);
    return orderFrom(fields);
}

Result<std::vector<VenueOrder>> ordersFrom(std::string_view json)
{
    JsonReader reader;
    const auto root = reader.read(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    const auto elements = elementsOf(*root);
    return elements ? ordersIn(*elements) : failure(Errc::Invalid, "no list of orders");
}

Result<std::vector<VenueOrder>> listOrdersFrom(std::string_view json)
{
    JsonReader reader;
    const auto root = reader.read(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Fields fields(*root);
    const auto elements = fields.array("orderReports");
    return fields.isSound() ? ordersIn(elements) : invalid("an order list", fields.fault());
}

std::vector<VenueOrder> cancelledFrom(std::string_view json)
{
    if (auto order = orderFrom(json)) {
        return {std::move(*order)};
    }
    return listOrdersFrom(json).value_or(std::vector<VenueOrder>());
}

Result<VenueOrder> amendedFrom(std::string_view json)
{
    JsonReader reader;
    const auto root = reader.read(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Fields fields(*root);
    const auto time = fields.number("transactTime");
    Fields amended = fields.object("amendedOrder");
    VenueOrder order;
    order.symbol = amended.text("symbol");
    order.name = amended.text("clientOrderId");
    order.id = amended.number("orderId");
    const auto status = statusFrom(amended.text("status"));
    const auto side = sideFrom(amended.text("side"));
    order.size = amended.scaled("qty", decimals);
    order.filled = amended.scaled("executedQty", decimals);
    order.limit = amended.has("price") ? amended.scaled("price", decimals) : 0;
    order.time = time;
    if (!fields.isSound() || !amended.isSound() || !status || !side || !isMs(time)) {
        return invalid("an amend", fields.isSound() ? amended.fault() : fields.fault());
    }
    order.status = *status;
    order.side = *side;
    return order;
}

Result<std::vector<VenueTrade>> tradesFrom(std::string_view json)
{
    JsonReader reader;
    const auto root = reader.read(json);
    const auto elements = root ? elementsOf(*root) : std::nullopt;
    if (!elements || elements->size() > rowsMost) {
        return failure(Errc::Invalid, "no list of trades");
    }
    std::vector<VenueTrade> trades;
    for (const auto element : *elements) {
        Fields row(element);
        VenueTrade trade;
        trade.id = row.number("id");
        trade.order = row.number("orderId");
        trade.price = row.scaled("price", decimals);
        trade.size = row.scaled("qty", decimals);
        trade.value = row.scaled("quoteQty", decimals);
        trade.fee = row.signedScaled("commission", decimals);
        trade.feeAsset = row.text("commissionAsset");
        trade.side = row.flag("isBuyer") ? Side::Buy : Side::Sell;
        trade.liquidity = row.flag("isMaker") ? orders::Liquidity::Maker : orders::Liquidity::Taker;
        trade.time = row.number("time");
        if (!row.isSound() || trade.id < 0 || !isMs(trade.time)) {
            return invalid("a trade", row.isSound() ? "id or time" : row.fault());
        }
        trades.push_back(std::move(trade));
    }
    return trades;
}

Result<orders::Fill> fillFrom(const VenueTrade& trade, const SymbolUnits& units, AccountId account, OrderId order,
                              CurrencyId feeCurrency)
{
    const auto size = units.lots(trade.size);
    if (!size || size->count <= 0 || trade.price <= 0 || trade.value <= 0 || trade.id < 0 || !isMs(trade.time)) {
        return failure(Errc::Invalid, fmt::format("trade {} has a size, price or time that cannot be", trade.id));
    }
    orders::Fill fill;
    fill.order = order;
    fill.instrument = units.id();
    fill.account = account;
    fill.side = trade.side;
    fill.price = units.nearestTick(trade.price);
    fill.size = *size;
    fill.value = Money{trade.value};
    fill.fee = Money{trade.fee};
    fill.feeCurrency = feeCurrency;
    fill.liquidity = trade.liquidity;
    fill.time = Timestamp{trade.time * 1'000'000};
    std::array<char, 24> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), trade.id).ptr;
    fill.venueFillId = orders::VenueFillId(std::string_view(text.data(), static_cast<std::size_t>(end - text.data())));
    return fill;
}

} // namespace omni::brokers::binance

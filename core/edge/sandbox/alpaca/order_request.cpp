#include "core/edge/sandbox/alpaca/order_request.h"

#include "core/edge/sandbox/alpaca/wire_text.h"

#include <array>

#include <fmt/format.h>

namespace omni::sandbox::alpaca {

namespace {

constexpr std::array<std::string_view, 5> typeNames{"market", "limit", "stop", "stop_limit", "trailing_stop"};
constexpr std::array<std::string_view, 6> tifNames{"day", "gtc", "opg", "cls", "ioc", "fok"};
constexpr std::array<std::string_view, 4> classNames{"", "bracket", "oco", "oto"};
constexpr std::array<std::string_view, 4> intents{"buy_to_open", "buy_to_close", "sell_to_open", "sell_to_close"};
constexpr std::int64_t one = 100'000'000;

/// Of a text or a number; empty: it is absent, null or "".
std::string textOf(const JsonValue& body, std::string_view name)
{
    const JsonValue* value = body.member(name);
    if (value == nullptr || value->kind == JsonValue::Kind::Null) {
        return {};
    }
    return value->kind == JsonValue::Kind::Text || value->kind == JsonValue::Kind::Number ? value->text : value->raw;
}

template<class Enum, std::size_t count>
std::optional<Enum> oneOf(const std::array<std::string_view, count>& names, std::string_view text)
{
    for (std::size_t i = 0; i < count; ++i) {
        if (names[i] == text) {
            return static_cast<Enum>(i);
        }
    }
    return std::nullopt;
}

std::size_t decimalsOf(std::string_view text) noexcept
{
    const auto point = text.find('.');
    if (point == std::string_view::npos) {
        return 0;
    }
    while (text.back() == '0') {
        text.remove_suffix(1);
    }
    return text.size() - point - 1;
}

/// Of a share: whole cents from one dollar on, hundredths of a cent below.
Answer<Ticks> priceFrom(std::string_view text, std::string_view name, const Listing& listing, Side side)
{
    const auto amount = amountFrom(text);
    const bool isFine = !amount && amount.error().code == Errc::Overflow && decimalsOf(text) > 8;
    if (!isFine && (!amount || amount->e8 <= 0)) {
        return badField(fmt::format("{} must be greater than 0", name));
    }
    if (listing.isShare && (isFine || decimalsOf(text) > (amount->e8 >= one ? 2U : 4U))) {
        return unprocessable(
            fmt::format("invalid {} {}. sub-penny increment does not fulfill minimum pricing criteria", name, text));
    }
    if (isFine || (!listing.isShare && amount->e8 % listing.tickUnit != 0)) {
        return unprocessable(
            fmt::format("invalid {} {}. it must be a multiple of {}", name, text, exactText({listing.tickUnit})));
    }
    // Only below one dollar can it stand between two ticks: then on the side that costs its owner nothing.
    const std::int64_t up = side == Side::Sell ? listing.tickUnit - 1 : 0;
    const Ticks price{(amount->e8 + up) / listing.tickUnit};
    if (price < listing.lowest || price > listing.highest) {
        return unprocessable(fmt::format("invalid {} {}", name, text));
    }
    return price;
}

Answer<std::optional<Ticks>> optionalPrice(const JsonValue& body, std::string_view name, const Listing& listing,
                                           Side side)
{
    const std::string text = textOf(body, name);
    if (text.empty()) {
        return std::optional<Ticks>();
    }
    const auto price = priceFrom(text, name, listing, side);
    return price ? Answer<std::optional<Ticks>>(*price) : tl::unexpected(price.error());
}

std::optional<Fault> readSize(const JsonValue& body, const Listing& listing, OrderRequest& out)
{
    const std::string qty = textOf(body, "qty");
    const std::string notional = textOf(body, "notional");
    if (qty.empty() == notional.empty()) {
        return badField(qty.empty() ? "qty or notional is required" : "only one of qty or notional is accepted")
            .value();
    }
    if (!qty.empty()) {
        const auto size = sizeFrom(qty, listing);
        if (!size) {
            return size.error();
        }
        out.size = *size;
        return std::nullopt;
    }
    const auto amount = amountFrom(notional);
    if (!amount || amount->e8 <= 0) {
        return badField("notional must be greater than 0").value();
    }
    if (decimalsOf(notional) > 2) {
        return badField("notional value must be limited to 2 decimal places").value();
    }
    if (listing.isShare && amount->e8 < one) {
        return unprocessable("notional amount must be >= 1.00").value();
    }
    out.notional = *amount;
    return std::nullopt;
}

std::optional<Fault> readKind(const JsonValue& body, OrderRequest& out)
{
    const std::string sideText = textOf(body, "side");
    if (sideText != "buy" && sideText != "sell") {
        return badField(fmt::format("invalid side \"{}\": it must be buy or sell", sideText)).value();
    }
    out.side = sideText == "buy" ? Side::Buy : Side::Sell;
    const auto type = oneOf<OrderType>(typeNames, textOf(body, "type"));
    if (!type) {
        return badField(fmt::format("invalid order type \"{}\"", textOf(body, "type"))).value();
    }
    out.type = *type;
    const auto tif = oneOf<TimeInForce>(tifNames, textOf(body, "time_in_force"));
    if (!tif) {
        return badField(fmt::format("invalid time_in_force \"{}\"", textOf(body, "time_in_force"))).value();
    }
    out.tif = *tif;
    std::string kind = textOf(body, "order_class");
    kind = kind == "simple" ? "" : kind;
    const auto orderClass = oneOf<OrderClass>(classNames, kind);
    if (!orderClass) {
        return badField(fmt::format("invalid order_class \"{}\"", kind)).value();
    }
    out.kind = *orderClass;
    out.intent = textOf(body, "position_intent");
    if (!out.intent.empty() && !oneOf<std::uint8_t>(intents, out.intent)) {
        return badField(fmt::format("invalid position_intent \"{}\"", out.intent)).value();
    }
    out.clientId = textOf(body, "client_order_id");
    if (out.clientId.size() > 128) {
        return badField("client_order_id must be no more than 128 characters").value();
    }
    const JsonValue* extended = body.member("extended_hours");
    out.extendedHours = extended != nullptr && extended->kind == JsonValue::Kind::True;
    return std::nullopt;
}

std::optional<Fault> readTrail(const JsonValue& body, const Listing& listing, OrderRequest& out)
{
    const std::string price = textOf(body, "trail_price");
    const std::string percent = textOf(body, "trail_percent");
    if (out.type != OrderType::TrailingStop) {
        return price.empty() && percent.empty()
            ? std::nullopt
            : std::optional(badField("trail_price and trail_percent are of trailing_stop orders only").value());
    }
    if (price.empty() == percent.empty()) {
        return badField("trailing stop orders must specify one of trail_price or trail_percent").value();
    }
    const auto amount = amountFrom(price.empty() ? percent : price);
    if (!amount) {
        return badField("invalid trail").value();
    }
    const auto trail = trailFrom(*amount, price.empty(), listing);
    if (!trail) {
        return trail.error();
    }
    out.trail = *trail;
    return std::nullopt;
}

std::optional<Fault> readPrices(const JsonValue& body, const Listing& listing, OrderRequest& out)
{
    const auto limit = optionalPrice(body, "limit_price", listing, out.side);
    const auto stop = optionalPrice(body, "stop_price", listing, out.side);
    if (!limit || !stop) {
        return limit ? stop.error() : limit.error();
    }
    const bool needsLimit = out.type == OrderType::Limit || out.type == OrderType::StopLimit;
    const bool needsStop = out.type == OrderType::Stop || out.type == OrderType::StopLimit;
    if (out.kind != OrderClass::Oco && needsLimit != limit->has_value()) {
        return badField(fmt::format("{} orders {} limit price", nameOf(out.type),
                                    needsLimit ? "require a" : "must not have a"))
            .value();
    }
    if (needsStop != stop->has_value()) {
        return badField(fmt::format("{} orders {} stop price", nameOf(out.type),
                                    needsStop ? "require a" : "must not have a"))
            .value();
    }
    out.limit = *limit;
    out.stop = *stop;
    return readTrail(body, listing, out);
}

std::optional<Fault> readExits(const JsonValue& body, const Listing& listing, OrderRequest& out)
{
    const Side exit = out.kind == OrderClass::Oco ? out.side : opposite(out.side);
    const JsonValue* profit = body.member("take_profit");
    const JsonValue* loss = body.member("stop_loss");
    if (profit != nullptr && profit->kind == JsonValue::Kind::Object) {
        const auto price = optionalPrice(*profit, "limit_price", listing, exit);
        if (!price) {
            return price.error();
        }
        if (!*price) {
            return badField("take_profit.limit_price is required").value();
        }
        out.takeProfit = *price;
    }
    if (loss != nullptr && loss->kind == JsonValue::Kind::Object) {
        const auto stop = optionalPrice(*loss, "stop_price", listing, exit);
        const auto limit = optionalPrice(*loss, "limit_price", listing, exit);
        if (!stop || !limit) {
            return stop ? limit.error() : stop.error();
        }
        if (!*stop) {
            return badField("stop_loss.stop_price is required").value();
        }
        out.stopLoss = StopLoss{**stop, *limit};
    }
    if (out.kind == OrderClass::Oco) {
        // The take-profit is the parent, and may be written as such.
        out.takeProfit = out.takeProfit ? out.takeProfit : out.limit;
        out.limit = out.takeProfit;
    }
    return std::nullopt;
}

std::optional<Fault> shareFault(const Listing& listing, const OrderRequest& request)
{
    const bool isPart = request.notional || isFraction(listing, *request.size);
    const bool isPlain = request.type == OrderType::Market || request.type == OrderType::Limit;
    if (isPart && request.kind != OrderClass::Simple) {
        return unprocessable("fractional orders must be simple orders").value();
    }
    if (isPart && !isPlain) {
        return unprocessable("fractional orders must be market or limit orders").value();
    }
    if (isPart && request.tif != TimeInForce::Day) {
        return unprocessable("fractional orders must be DAY orders").value();
    }
    const bool isForAuction = request.tif == TimeInForce::Opg || request.tif == TimeInForce::Cls;
    if (isForAuction && !isPlain) {
        return unprocessable("opg and cls orders must be market or limit orders").value();
    }
    if (request.extendedHours
        && (request.type != OrderType::Limit || (request.tif != TimeInForce::Day && request.tif != TimeInForce::Gtc))) {
        return unprocessable("extended hours order must be DAY or GTC limit orders").value();
    }
    return std::nullopt;
}

std::optional<Fault> coinFault(const OrderRequest& request)
{
    if (request.type == OrderType::Stop || request.type == OrderType::TrailingStop) {
        return badField("invalid order type for crypto order").value();
    }
    if (request.tif != TimeInForce::Gtc && request.tif != TimeInForce::Ioc && request.tif != TimeInForce::Fok) {
        return unprocessable("invalid crypto time_in_force").value();
    }
    if (request.kind != OrderClass::Simple) {
        return unprocessable("crypto orders not allowed for advanced order_class").value();
    }
    return std::nullopt;
}

std::optional<Fault> classFault(const OrderRequest& request)
{
    const bool hasBoth = request.takeProfit && request.stopLoss;
    const bool hasAny = request.takeProfit || request.stopLoss;
    if (request.kind == OrderClass::Simple) {
        return hasAny ? std::optional(unprocessable("take_profit and stop_loss need an order_class").value())
                      : std::nullopt;
    }
    if (request.tif != TimeInForce::Day && request.tif != TimeInForce::Gtc) {
        return unprocessable("complex orders must be DAY or GTC").value();
    }
    if (request.kind == OrderClass::Bracket && !hasBoth) {
        return unprocessable("bracket orders require take_profit and stop_loss").value();
    }
    if (request.kind == OrderClass::Oto && (hasBoth || !hasAny)) {
        return unprocessable("oto orders require either take_profit or stop_loss").value();
    }
    if (request.kind == OrderClass::Oco) {
        if (request.type != OrderType::Limit) {
            return unprocessable("oco orders must be limit orders").value();
        }
        if (!hasBoth) {
            return unprocessable("oco orders require take_profit and stop_loss").value();
        }
    }
    if (hasBoth) {
        const bool isLong = (request.kind == OrderClass::Oco) == (request.side == Side::Sell);
        if (isLong ? *request.takeProfit <= request.stopLoss->stop : *request.takeProfit >= request.stopLoss->stop) {
            return unprocessable(
                       fmt::format("take_profit.limit_price must be {} stop_loss.stop_price", isLong ? '>' : '<'))
                .value();
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view nameOf(OrderType type) noexcept
{
    return typeNames[static_cast<std::size_t>(type)];
}

std::string_view nameOf(TimeInForce tif) noexcept
{
    return tifNames[static_cast<std::size_t>(tif)];
}

std::string_view nameOf(OrderClass kind) noexcept
{
    return classNames[static_cast<std::size_t>(kind)];
}

bool isFraction(const Listing& listing, Lots size) noexcept
{
    return listing.isShare && listing.quantityOf(size).e8 % one != 0;
}

Answer<Lots> sizeFrom(std::string_view text, const Listing& listing)
{
    const auto amount = amountFrom(text);
    if (!amount && amount.error().code == Errc::Overflow && decimalsOf(text) > 9) {
        return badField("qty must be limited to 9 decimal places");
    }
    if (amount && amount->e8 <= 0) {
        return badField("qty must be greater than 0");
    }
    if (!amount || amount->e8 % listing.lotUnit != 0) {
        return amount || decimalsOf(text) > 8
            ? unprocessable(fmt::format("qty {} is no multiple of {}", text, exactText({listing.lotUnit})))
            : badField(fmt::format("invalid qty \"{}\"", text));
    }
    const Lots size{amount->e8 / listing.lotUnit};
    return size <= listing.largest ? Answer<Lots>(size) : unprocessable("qty is too large");
}

Answer<Trail> trailFrom(Money amount, bool isPercent, const Listing& listing)
{
    if (amount.e8 <= 0) {
        return badField("trail must be greater than 0");
    }
    Trail trail;
    const std::int64_t unit = isPercent ? one / 100 : listing.tickUnit;
    if (amount.e8 % unit != 0 || amount.e8 / unit > (isPercent ? listing.mostTrailBp : listing.highest.count)) {
        return unprocessable(fmt::format("invalid trail {}", exactText(amount)));
    }
    if (isPercent) {
        trail.bp = static_cast<std::int32_t>(amount.e8 / unit);
    } else {
        trail.ticks = {amount.e8 / unit};
    }
    return trail;
}

Answer<OrderRequest> orderRequestFrom(const JsonValue& body, std::span<const Listing> listings)
{
    if (body.kind != JsonValue::Kind::Object) {
        return malformed("request body format is invalid");
    }
    OrderRequest request;
    const std::string symbol = textOf(body, "symbol");
    if (symbol.empty()) {
        return badField("symbol is required");
    }
    const auto listing = listingNamed(listings, symbol);
    if (!listing) {
        return unprocessable(fmt::format("asset \"{}\" not found", symbol));
    }
    request.listing = *listing;
    const Listing& listed = listings[*listing];
    if (const auto fault = readKind(body, request)) {
        return tl::unexpected(*fault);
    }
    for (const auto read : {readSize, readPrices, readExits}) {
        if (const auto fault = read(body, listed, request)) {
            return tl::unexpected(*fault);
        }
    }
    const auto fault = listed.isShare ? shareFault(listed, request) : coinFault(request);
    if (fault) {
        return tl::unexpected(*fault);
    }
    if (const auto wrong = classFault(request)) {
        return tl::unexpected(*wrong);
    }
    return request;
}

Answer<OrderChangeRequest> orderChangeFrom(const JsonValue& body, const Listing& listing, Side side)
{
    if (body.kind != JsonValue::Kind::Object) {
        return malformed("request body format is invalid");
    }
    OrderChangeRequest change;
    if (const std::string qty = textOf(body, "qty"); !qty.empty()) {
        const auto size = sizeFrom(qty, listing);
        if (!size) {
            return tl::unexpected(size.error());
        }
        change.size = *size;
    }
    if (const std::string tif = textOf(body, "time_in_force"); !tif.empty()) {
        change.tif = oneOf<TimeInForce>(tifNames, tif);
        if (!change.tif) {
            return badField(fmt::format("invalid time_in_force \"{}\"", tif));
        }
    }
    const auto limit = optionalPrice(body, "limit_price", listing, side);
    const auto stop = optionalPrice(body, "stop_price", listing, side);
    if (!limit || !stop) {
        return tl::unexpected(limit ? stop.error() : limit.error());
    }
    change.limit = *limit;
    change.stop = *stop;
    if (const std::string trail = textOf(body, "trail"); !trail.empty()) {
        const auto amount = amountFrom(trail);
        if (!amount || amount->e8 <= 0) {
            return badField("trail must be greater than 0");
        }
        change.trail = *amount;
    }
    change.clientId = textOf(body, "client_order_id");
    if (change.clientId.size() > 128) {
        return badField("client_order_id must be no more than 128 characters");
    }
    return change;
}

} // namespace omni::sandbox::alpaca

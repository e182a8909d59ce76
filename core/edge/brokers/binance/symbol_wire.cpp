#include "core/edge/brokers/binance/symbol_wire.h"

#include "core/edge/brokers/binance/json.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace omni::brokers::binance {

namespace {

constexpr std::size_t symbolsMost = 20'000;
constexpr int decimals = 8;

std::int32_t small(std::int64_t value) noexcept
{
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, 0, std::numeric_limits<std::int32_t>::max()));
}

/// Finer bounds than the venue writes, and larger ones than fit, are cut to the largest: they bind nobody.
std::int64_t bound(Fields& filter, std::string_view name)
{
    const auto value = scaledFromText(filter.text(name), decimals);
    return value ? std::max<std::int64_t>(*value, 0) : std::numeric_limits<std::int64_t>::max();
}

void readSizes(Fields& filter, std::int64_t& least, std::int64_t& most, std::int64_t& step)
{
    least = filter.scaled("minQty", decimals);
    most = bound(filter, "maxQty");
    step = filter.scaled("stepSize", decimals);
}

void readValues(Fields& filter, bool isOld, SymbolRules& rules)
{
    rules.valueLeast = filter.scaled("minNotional", decimals);
    rules.valueLeastAtMarket = filter.flagOr(isOld ? "applyToMarket" : "applyMinToMarket", true);
    if (!isOld) {
        rules.valueMost = filter.has("maxNotional") ? bound(filter, "maxNotional") : 0;
        rules.valueMostAtMarket = filter.flagOr("applyMaxToMarket", false);
    }
}

void readTrails(Fields& filter, SymbolRules& rules)
{
    rules.trailAboveLeast = small(filter.number("minTrailingAboveDelta"));
    rules.trailAboveMost = small(filter.number("maxTrailingAboveDelta"));
    rules.trailBelowLeast = small(filter.number("minTrailingBelowDelta"));
    rules.trailBelowMost = small(filter.number("maxTrailingBelowDelta"));
}

/// False: a filter that we know cannot be read.
bool readFilter(simdjson::dom::element element, SymbolRules& rules)
{
    Fields filter(element);
    const auto type = filter.text("filterType");
    if (type == "PRICE_FILTER") {
        rules.priceLeast = filter.scaled("minPrice", decimals);
        rules.priceMost = bound(filter, "maxPrice");
        rules.tick = filter.scaled("tickSize", decimals);
    } else if (type == "LOT_SIZE") {
        readSizes(filter, rules.sizeLeast, rules.sizeMost, rules.sizeStep);
    } else if (type == "MARKET_LOT_SIZE") {
        readSizes(filter, rules.marketLeast, rules.marketMost, rules.marketStep);
    } else if (type == "NOTIONAL" || type == "MIN_NOTIONAL") {
        readValues(filter, type == "MIN_NOTIONAL", rules);
    } else if (type == "PERCENT_PRICE_BY_SIDE") {
        rules.bidUp = filter.scaled("bidMultiplierUp", decimals);
        rules.bidDown = filter.scaled("bidMultiplierDown", decimals);
        rules.askUp = filter.scaled("askMultiplierUp", decimals);
        rules.askDown = filter.scaled("askMultiplierDown", decimals);
    } else if (type == "MAX_NUM_ORDERS") {
        rules.ordersMost
            = small(filter.has("maxNumOrders") ? filter.number("maxNumOrders") : filter.numberOr("limit", 0));
    } else if (type == "MAX_NUM_ALGO_ORDERS") {
        rules.stopOrdersMost = small(filter.number("maxNumAlgoOrders"));
    } else if (type == "MAX_NUM_ORDER_LISTS") {
        rules.listsMost = small(filter.number("maxNumOrderLists"));
    } else if (type == "MAX_NUM_ORDER_AMENDS") {
        rules.amendsMost = small(filter.number("maxNumOrderAmends"));
    } else if (type == "MAX_POSITION") {
        rules.heldMost = bound(filter, "maxPosition");
    } else if (type == "TRAILING_DELTA") {
        readTrails(filter, rules);
    }
    return filter.isSound();
}

void readTypes(Fields& symbol, SymbolRules& rules)
{
    for (const auto element : symbol.array("orderTypes")) {
        std::string_view type;
        if (element.get(type) != simdjson::SUCCESS) {
            continue;
        }
        rules.takesLimit |= type == "LIMIT";
        rules.takesMarket |= type == "MARKET";
        rules.takesMaker |= type == "LIMIT_MAKER";
        rules.takesStop |= type == "STOP_LOSS";
        rules.takesStopLimit |= type == "STOP_LOSS_LIMIT";
    }
}

SymbolStatus statusFrom(std::string_view text) noexcept
{
    if (text == "TRADING") {
        return SymbolStatus::Trading;
    }
    return text == "HALT" || text == "CANCEL_ONLY" ? SymbolStatus::Halted : SymbolStatus::Closed;
}

std::optional<SymbolRules> symbolFrom(simdjson::dom::element element)
{
    Fields fields(element);
    SymbolRules rules;
    rules.symbol = fields.text("symbol");
    rules.status = statusFrom(fields.text("status"));
    rules.base = fields.text("baseAsset");
    rules.quote = fields.text("quoteAsset");
    rules.baseDecimals = static_cast<int>(std::clamp<std::int64_t>(fields.numberOr("baseAssetPrecision", 8), 0, 8));
    rules.takesValue = fields.flagOr("quoteOrderQtyMarketAllowed", false);
    rules.takesPairs = fields.flagOr("ocoAllowed", false);
    rules.takesTrailing = fields.flagOr("allowTrailingStop", false);
    rules.takesAmends = fields.flagOr("amendAllowed", false);
    rules.isSpot = fields.flagOr("isSpotTradingAllowed", true);
    readTypes(fields, rules);
    bool isSound = true;
    for (const auto filter : fields.array("filters")) {
        isSound = readFilter(filter, rules) && isSound;
    }
    isSound = isSound && fields.isSound() && rules.tick > 0 && rules.sizeStep > 0;
    return isSound ? std::optional(std::move(rules)) : std::nullopt;
}

std::optional<Duration> intervalFrom(std::string_view name, std::int64_t count) noexcept
{
    if (count < 1 || count > 10'000) {
        return std::nullopt;
    }
    if (name == "SECOND") {
        return seconds(count);
    }
    if (name == "MINUTE") {
        return minutes(count);
    }
    return name == "HOUR" ? std::optional(hours(count)) : name == "DAY" ? std::optional(days(count)) : std::nullopt;
}

std::optional<net::RateWindow> limitFrom(simdjson::dom::element element)
{
    Fields fields(element);
    const auto type = fields.text("rateLimitType");
    const auto length = intervalFrom(fields.text("interval"), fields.number("intervalNum"));
    const auto limit = fields.number("limit");
    if (!fields.isSound() || !length || *length > days(31) || limit < 1 || limit > 1'000'000'000) {
        return std::nullopt;
    }
    if (type == "REQUEST_WEIGHT") {
        return net::RateWindow{net::Meter::Weight, *length, limit};
    }
    if (type == "ORDERS") {
        return net::RateWindow{net::Meter::Orders, *length, limit};
    }
    return type == "RAW_REQUESTS" ? std::optional(net::RateWindow{net::Meter::Requests, *length, limit}) : std::nullopt;
}

} // namespace

Result<ExchangeAnswer> exchangeFrom(std::string_view json)
{
    JsonReader reader(longestListing);
    const auto root = reader.read(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Fields fields(*root);
    ExchangeAnswer answer;
    for (const auto element : fields.array("symbols")) {
        auto rules = symbolFrom(element);
        if (rules && answer.symbols.size() < symbolsMost) {
            answer.symbols.push_back(std::move(*rules));
        } else {
            ++answer.unreadable;
        }
    }
    if (fields.has("rateLimits")) {
        for (const auto element : fields.array("rateLimits")) {
            if (const auto limit = limitFrom(element); limit && answer.limits.size() < 8) {
                answer.limits.push_back(*limit);
            }
        }
    }
    if (!fields.isSound()) {
        return failure(Errc::Invalid, fmt::format("the list of symbols has no sound '{}'", fields.fault()));
    }
    return answer;
}

Result<market::Instrument> instrumentOf(const SymbolRules& rules)
{
    std::int64_t unit = 1; // of 10^-8, in one lot
    for (int i = rules.baseDecimals; i < decimals; ++i) {
        unit *= 10;
    }
    if (rules.sizeStep % unit != 0) {
        return failure(Errc::Invalid, fmt::format("{}: a size step finer than its balances", rules.symbol));
    }
    market::Instrument instrument;
    instrument.venue = "binance";
    instrument.symbol = rules.symbol;
    instrument.quoteCurrency = rules.quote;
    instrument.baseCurrency = rules.base;
    instrument.tickSize = normalised(Decimal{rules.tick, -decimals});
    instrument.lotSize = Decimal{1, static_cast<std::int8_t>(-rules.baseDecimals)};
    instrument.step = Lots{rules.sizeStep / unit};
    const std::int64_t least = std::max(rules.sizeLeast, rules.sizeStep);
    instrument.smallest = Lots{(least + unit - 1) / unit};
    const std::int64_t most = rules.sizeMost > 0 ? rules.sizeMost : std::numeric_limits<std::int64_t>::max();
    instrument.largest = Lots{std::max(most / unit, instrument.smallest.count)};
    instrument.smallestValue = Money{rules.valueLeast};
    return market::completed(std::move(instrument));
}

} // namespace omni::brokers::binance

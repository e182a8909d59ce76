#include "core/edge/sandbox/alpaca/account_checks.h"

#include "core/base/decimal.h"
#include "core/base/json_text.h"
#include "core/edge/sandbox/alpaca/wire_text.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace omni::sandbox::alpaca {

namespace {

constexpr Money leastCoinCost{10LL * 100'000'000};

/// One of two legs that serve the same lots counts for both.
bool isSecondLeg(const OpenRecords& open, const OrderRecord& record)
{
    if (record.parent == 0) {
        return false;
    }
    if (record.asked.kind == OrderClass::Oco) {
        return open.contains(record.parent);
    }
    return std::any_of(open.begin(), open.end(), [&record](const auto& one) {
        return one.second->parent == record.parent && one.first < record.number;
    });
}

Lots leftOf(const OrderRecord& record)
{
    return record.asked.size ? Lots{record.asked.size->count - record.filled.count} : Lots{};
}

Ticks marketPrice(const Exchange& exchange, std::size_t listing, Side side)
{
    const Touch touch = exchange.touch(listing);
    if (side == Side::Buy ? touch.hasAsk : touch.hasBid) {
        return side == Side::Buy ? touch.ask : touch.bid;
    }
    return exchange.lastPrice(listing).value_or(Ticks{});
}

Money costOf(const Exchange& exchange, const OrderRequest& request, Lots size)
{
    if (request.notional) {
        return *request.notional;
    }
    const Ticks price = request.limit ? *request.limit
        : request.stop                ? *request.stop
                                      : marketPrice(exchange, request.listing, request.side);
    return exchange.listings()[request.listing].valueOf(price, size);
}

tl::unexpected<Fault> noPower(Money power, Money cost)
{
    return forbidden(
        "insufficient buying power",
        {{"buying_power", jsonQuoted(scaledText(power.e8, 8, 2))}, {"cost_basis", jsonQuoted(exactText(cost))}});
}

bool wouldMeet(const OrderRequest& mine, const OrderRequest& other)
{
    if (!mine.limit || !other.limit || mine.stop || other.stop) {
        return true; // a market or a stop order meets anything
    }
    return mine.side == Side::Buy ? *mine.limit >= *other.limit : *mine.limit <= *other.limit;
}

std::optional<Fault> washFault(const OpenRecords& open, const OrderRequest& request)
{
    if (request.kind != OrderClass::Simple) {
        return std::nullopt;
    }
    for (const auto& [number, record] : open) {
        const OrderRequest& other = record->asked;
        const bool isSingle = other.kind == OrderClass::Simple && record->parent == 0;
        if (isSingle && other.listing == request.listing && other.side != request.side && wouldMeet(request, other)) {
            const bool isLimit = other.limit && !other.stop;
            return forbidden("potential wash trade detected. use complex orders",
                             {{"existing_order_id", jsonQuoted(record->id)},
                              {"reject_reason",
                               isLimit ? "\"opposite side limit order exists\""
                                       : "\"opposite side market/stop order exists\""}})
                .value();
        }
    }
    return std::nullopt;
}

std::string relatedOrders(const OpenRecords& open, std::size_t listing, Side side)
{
    JsonText json;
    json.array();
    for (const auto& [number, record] : open) {
        if (record->asked.listing == listing && record->asked.side == side && record->phase != Phase::Held) {
            json.text(record->id);
        }
    }
    return json.end().take();
}

/// Of an order that closes what is held.
std::optional<Fault> availableFault(const Exchange& exchange, const ClientAccount& client, const OpenRecords& open,
                                    const OrderRequest& request, Money wanted)
{
    const Listing& listing = exchange.listings()[request.listing];
    const Money existing{std::abs(client.holdings[request.listing].quantity.e8)};
    const Money held = heldForOrders(exchange, open, request.listing, request.side);
    const Money available{std::max<std::int64_t>(0, existing.e8 - held.e8)};
    if (wanted <= available) {
        return std::nullopt;
    }
    if (!listing.isShare) {
        return forbidden(fmt::format("insufficient balance for {} (requested: {}, available: {})", listing.base,
                                     exactText(wanted), exactText(available)),
                         {{"available", jsonQuoted(exactText(available))},
                          {"balance", jsonQuoted(exactText(existing))},
                          {"symbol", jsonQuoted(listing.base)}})
            .value();
    }
    return forbidden(fmt::format("insufficient qty available for order (requested: {}, available: {})",
                                 exactText(wanted), exactText(available)),
                     {{"available", jsonQuoted(exactText(available))},
                      {"existing_qty", jsonQuoted(exactText(existing))},
                      {"held_for_orders", jsonQuoted(exactText(held))},
                      {"related_orders", relatedOrders(open, request.listing, request.side)},
                      {"symbol", jsonQuoted(listing.symbol)}})
        .value();
}

std::optional<Fault> powerFault(const Exchange& exchange, const ClientAccount& client, const OpenRecords& open,
                                Money cost)
{
    const Money power = figuresOf(exchange, client, open).buyingPower;
    return cost > power ? std::optional(noPower(power, cost).value()) : std::nullopt;
}

std::optional<Fault> exitFault(const Exchange& exchange, const OrderRequest& request)
{
    if (request.kind != OrderClass::Bracket && request.kind != OrderClass::Oto) {
        return std::nullopt;
    }
    const Listing& listing = exchange.listings()[request.listing];
    const Ticks base = request.limit ? *request.limit
        : request.stop               ? *request.stop
                                     : exchange.lastPrice(request.listing).value_or(Ticks{});
    const std::int64_t sign = signOf(request.side);
    const std::vector<std::pair<std::string, std::string>> details{
        {"base_price", jsonQuoted(priceText(listing, base))}};
    const auto wrong = [&details](std::string message) { return Fault{422, 42210000, std::move(message), details}; };
    if (request.takeProfit && (request.takeProfit->count - base.count) * sign < 1) {
        return wrong(fmt::format("take_profit.limit_price must be {} base_price {} 0.01",
                                 sign > 0 ? ">=" : "<=", sign > 0 ? '+' : '-'));
    }
    if (request.stopLoss && (base.count - request.stopLoss->stop.count) * sign < 1) {
        return wrong(fmt::format("stop_loss.stop_price must be {} base_price {} 0.01",
                                 sign > 0 ? "<=" : ">=", sign > 0 ? '-' : '+'));
    }
    return std::nullopt;
}

std::string_view intentOf(Side side, Money held) noexcept
{
    if (side == Side::Buy) {
        return held.e8 < 0 ? "buy_to_close" : "buy_to_open";
    }
    return held.e8 > 0 ? "sell_to_close" : "sell_to_open";
}

} // namespace

Money valueAtMarket(const Exchange& exchange, std::size_t listing, Money quantity)
{
    const Listing& listed = exchange.listings()[listing];
    const Ticks last = exchange.lastPrice(listing).value_or(Ticks{});
    return {static_cast<std::int64_t>(dividedHalfEven(Int128{quantity.e8} * listed.priceOf(last).e8, 100'000'000))};
}

Money heldForOrders(const Exchange& exchange, const OpenRecords& open, std::size_t listing, Side side)
{
    Money held{};
    for (const auto& [number, record] : open) {
        const OrderRequest& asked = record->asked;
        if (asked.listing == listing && asked.side == side && record->phase != Phase::Held
            && !isSecondLeg(open, *record)) {
            held.e8 += exchange.listings()[listing].quantityOf(leftOf(*record)).e8;
        }
    }
    return held;
}

AccountFigures figuresOf(const Exchange& exchange, const ClientAccount& client, const OpenRecords& open)
{
    AccountFigures figures;
    const Balance& money = exchange.balances(client.account)[exchange.assetOf("USD")];
    figures.cash = {money.free.e8 + money.locked.e8};
    std::int64_t kept = 0;
    for (std::size_t i = 0; i < client.holdings.size(); ++i) {
        const Money quantity = client.holdings[i].quantity;
        const Money value = quantity.e8 != 0 ? valueAtMarket(exchange, i, quantity) : Money{};
        (value.e8 < 0 ? figures.shortValue : figures.longValue).e8 += value.e8;
    }
    for (const auto& [number, record] : open) {
        const OrderRequest& asked = record->asked;
        const bool opensShort = asked.side == Side::Sell && client.holdings[asked.listing].quantity.e8 <= 0
            && record->phase != Phase::Held && !isSecondLeg(open, *record);
        const bool waits = asked.side == Side::Buy && record->phase == Phase::Accepted;
        if (opensShort || waits) {
            kept += costOf(exchange, asked, leftOf(*record)).e8;
        }
    }
    figures.buyingPower.e8 = std::max<std::int64_t>(0, money.free.e8 + 2 * figures.shortValue.e8 - kept);
    return figures;
}

std::optional<Fault> accountFault(const Exchange& exchange, const ClientAccount& client, const OpenRecords& open,
                                  OrderRequest& request)
{
    const Listing& listing = exchange.listings()[request.listing];
    const Money held = client.holdings[request.listing].quantity;
    const auto inferred = intentOf(request.side, held);
    if (!request.intent.empty() && request.intent != inferred) {
        return unprocessable(
                   fmt::format("position intent mismatch, inferred: {}, specified: {}", inferred, request.intent))
            .value();
    }
    request.intent = inferred;
    if (client.configuration.suspendTrade) {
        return forbidden("new orders are rejected by user request").value();
    }
    const bool isPart = request.notional || isFraction(listing, *request.size);
    if (isPart && listing.isShare && !client.configuration.fractionalTrading) {
        return forbidden("fractional trading is not enabled for this account").value();
    }
    if (const auto fault = washFault(open, request)) {
        return fault;
    }
    if (const auto fault = exitFault(exchange, request)) {
        return fault;
    }
    const bool closes = request.side == Side::Sell ? held.e8 > 0 || !listing.isShare : held.e8 < 0;
    const Ticks price = request.limit ? *request.limit : marketPrice(exchange, request.listing, request.side);
    const std::int64_t each = std::max<std::int64_t>(1, listing.valueOf(price, Lots{1}).e8);
    const Lots size = request.size ? *request.size : Lots{request.notional->e8 / each};
    if (closes) {
        return availableFault(exchange, client, open, request, listing.quantityOf(size));
    }
    const Money cost = costOf(exchange, request, size);
    if (request.side == Side::Buy) {
        if (!listing.isShare && cost < leastCoinCost) {
            return forbidden("cost basis must be >= minimal amount of order 10",
                             {{"cost_basis", jsonQuoted(exactText(cost))}})
                .value();
        }
        return powerFault(exchange, client, open, cost);
    }
    if (request.kind == OrderClass::Oco) {
        return availableFault(exchange, client, open, request, listing.quantityOf(size));
    }
    if (client.configuration.noShorting) {
        return forbidden("account is not allowed to short").value();
    }
    if (isPart) {
        return unprocessable("fractional orders cannot be sold short").value();
    }
    return powerFault(exchange, client, open, cost);
}

std::optional<Fault> growthFault(const Exchange& exchange, const ClientAccount& client, const OpenRecords& open,
                                 const OrderRecord& record, Lots more)
{
    const Listing& listing = exchange.listings()[record.asked.listing];
    if (more.count <= 0 || record.phase == Phase::Held) {
        return std::nullopt;
    }
    const Money held = client.holdings[record.asked.listing].quantity;
    if (record.asked.side == Side::Sell ? held.e8 > 0 || !listing.isShare : held.e8 < 0) {
        return availableFault(exchange, client, open, record.asked, listing.quantityOf(more));
    }
    return powerFault(exchange, client, open, costOf(exchange, record.asked, more));
}

} // namespace omni::sandbox::alpaca

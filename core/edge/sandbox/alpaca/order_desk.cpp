#include "core/edge/sandbox/alpaca/order_desk.h"

#include "core/edge/sandbox/alpaca/auctions.h"
#include "core/edge/sandbox/alpaca/wire_text.h"
#include "core/trade/market/calendar.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::sandbox::alpaca {

namespace {

constexpr std::size_t mostRecords = 100'000;

OrderKind kindOf(OrderType type) noexcept
{
    switch (type) {
    case OrderType::Market:
        return OrderKind::Market;
    case OrderType::Limit:
        return OrderKind::Limit;
    case OrderType::Stop:
    case OrderType::TrailingStop:
        return OrderKind::Stop;
    case OrderType::StopLimit:
        return OrderKind::StopLimit;
    }
    return OrderKind::Market;
}

/// What asks for an auction meets the book at its time (auctions.h), and what is left then ends.
OrderLife lifeOf(TimeInForce tif) noexcept
{
    switch (tif) {
    case TimeInForce::Day:
        return OrderLife::Day;
    case TimeInForce::Gtc:
        return OrderLife::GoodTillCancelled;
    case TimeInForce::Fok:
        return OrderLife::FillOrKill;
    case TimeInForce::Opg:
    case TimeInForce::Cls:
    case TimeInForce::Ioc:
        break;
    }
    return OrderLife::ImmediateOrCancel;
}

Fault faultOf(Refusal refusal)
{
    switch (refusal) {
    case Refusal::Funds:
        return forbidden("insufficient buying power").value();
    case Refusal::OpenOrders:
    case Refusal::TriggerOrders:
    case Refusal::OpenLists:
    case Refusal::Full:
        return forbidden("too many open orders").value();
    case Refusal::WouldTrigger:
        return unprocessable("stop price is on the wrong side of the current price").value();
    case Refusal::ListPrices:
        return unprocessable("take profit and stop loss are on the wrong sides of the current price").value();
    case Refusal::ChangesNothing:
        return unprocessable("qty must be greater than the filled qty").value();
    case Refusal::UnknownOrder:
        return unprocessable("order cannot be replaced in its state").value();
    case Refusal::Value:
    case Refusal::Size:
    case Refusal::MarketSize:
        return unprocessable("qty is outside of what is traded").value();
    case Refusal::UnknownListing:
    case Refusal::PriceRange:
    case Refusal::PriceBand:
    case Refusal::TrailRange:
    case Refusal::Position:
    case Refusal::Amends:
    case Refusal::MarketClosed:
    case Refusal::DuplicateClientId:
    case Refusal::WouldTake:
    case Refusal::NoLast:
    case Refusal::Grows:
        break;
    }
    return unprocessable("the order cannot be traded now").value();
}

} // namespace

OrderDesk::OrderDesk(Exchange& exchange, std::vector<ClientAccount>& clients, std::uint64_t seed)
    : m_exchange(exchange)
    , m_clients(clients)
    , m_seed(seed)
    , m_open(clients.size())
{
    exchange.watch(*this);
}

OrderDesk::~OrderDesk()
{
    m_exchange.unwatch(*this);
}

// --- what is kept ---

const OrderRecord* OrderDesk::byId(AccountId account, std::string_view id) const
{
    const auto found = m_byId.find(id);
    if (found == m_byId.end()) {
        return nullptr;
    }
    const OrderRecord& record = m_records.at(found->second);
    return record.account == account ? &record : nullptr;
}

const OrderRecord* OrderDesk::byClientId(AccountId account, std::string_view clientId) const
{
    const auto found = m_byClientId.find({account.value, std::string(clientId)});
    return found != m_byClientId.end() ? &m_records.at(found->second) : nullptr;
}

std::vector<const OrderRecord*> OrderDesk::all(AccountId account) const
{
    std::vector<const OrderRecord*> found;
    for (const auto& [number, record] : m_records) {
        if (record.account == account) {
            found.push_back(&record);
        }
    }
    return found;
}

std::string OrderDesk::assetId(std::size_t listing) const
{
    return uuidOf("asset", 0, listing + 1);
}

std::optional<TrailMark> OrderDesk::trailMark(const OrderRecord& record) const
{
    if (record.asked.type != OrderType::TrailingStop || record.venue == 0) {
        return std::nullopt;
    }
    const VenueOrder* order = m_exchange.order(record.account, record.venue);
    if (order == nullptr || !order->trails) {
        return std::nullopt;
    }
    const std::int64_t best = order->extreme.count;
    const Trail& trail = record.asked.trail;
    const std::int64_t way = trail.bp > 0 ? (best * trail.bp + 9'999) / 10'000 : trail.ticks.count;
    return TrailMark{{best}, {best + signOf(record.asked.side) * way}};
}

std::string OrderDesk::json(const OrderRecord& record, bool nested) const
{
    std::vector<std::string> legs;
    if (nested) {
        for (const std::uint64_t leg : record.legs) {
            if (const auto found = m_records.find(leg); found != m_records.end()) {
                legs.push_back(json(found->second, false));
            }
        }
    }
    return jsonOf(record, m_exchange.listings()[record.asked.listing], assetId(record.asked.listing), trailMark(record),
                  legs);
}

OrderRecord& OrderDesk::make(const ClientAccount& client, const OrderRequest& asked, std::uint64_t parent)
{
    const std::uint64_t number = ++m_last;
    OrderRecord& record = m_records[number];
    record.number = number;
    record.id = uuidOf("order", m_seed, number);
    record.account = client.account;
    record.asked = asked;
    if (record.asked.clientId.empty()) {
        record.asked.clientId = uuidOf("client order", m_seed, number);
    }
    record.created = record.updated = m_exchange.now();
    record.expiresAt = expiryOf(asked);
    record.parent = parent;
    m_byId[record.id] = number;
    m_byClientId[{client.account.value, record.asked.clientId}] = number;
    m_open[client.account.value - 1][number] = &record;
    return record;
}

void OrderDesk::makeLegs(const ClientAccount& client, OrderRecord& parent)
{
    OrderRequest exit = parent.asked;
    exit.clientId.clear();
    exit.takeProfit.reset();
    exit.stopLoss.reset();
    exit.extendedHours = false;
    const bool isOco = parent.asked.kind == OrderClass::Oco;
    if (!isOco) {
        exit.side = opposite(parent.asked.side);
        exit.intent = exit.side == Side::Sell ? "sell_to_close" : "buy_to_close";
    }
    if (parent.asked.takeProfit && !isOco) {
        exit.type = OrderType::Limit;
        exit.limit = parent.asked.takeProfit;
        exit.stop.reset();
        parent.legs.push_back(make(client, exit, parent.number).number);
    }
    if (const auto& loss = parent.asked.stopLoss) {
        exit.type = loss->limit ? OrderType::StopLimit : OrderType::Stop;
        exit.limit = loss->limit;
        exit.stop = loss->stop;
        parent.legs.push_back(make(client, exit, parent.number).number);
    }
    for (const std::uint64_t leg : parent.legs) {
        m_records.at(leg).phase = Phase::Held;
    }
}

void OrderDesk::drop(std::uint64_t number)
{
    const auto found = m_records.find(number);
    const OrderRecord& record = found->second;
    m_byId.erase(record.id);
    const std::pair name(record.account.value, record.asked.clientId);
    if (const auto named = m_byClientId.find(name); named != m_byClientId.end() && named->second == number) {
        m_byClientId.erase(named);
    }
    if (const auto standing = m_byVenue.find(record.venue); standing != m_byVenue.end() && standing->second == number) {
        m_byVenue.erase(standing);
    }
    m_open[record.account.value - 1].erase(number);
    m_waiting.erase(number);
    m_records.erase(found);
}

/// The oldest that have ended go first.
void OrderDesk::forget()
{
    for (auto at = m_records.begin(); m_records.size() > mostRecords && at != m_records.end();) {
        const std::uint64_t number = at->first;
        const bool hasEnded = !isOpen(at->second.phase);
        ++at;
        if (hasEnded) {
            drop(number);
        }
    }
}

std::optional<Timestamp> OrderDesk::expiryOf(const OrderRequest& asked) const
{
    const Listing& listing = m_exchange.listings()[asked.listing];
    if (asked.tif == TimeInForce::Gtc) {
        return flooredTo(m_exchange.now(), days(1)) + days(90) + hours(20);
    }
    // The extended day ends four hours behind the close, at eight in New York, also for what comes in between.
    const Duration after = asked.extendedHours ? hours(4) : Duration{};
    const auto close = market::TradingCalendar(listing.instrument.sessions).nextClose(m_exchange.now() - after);
    return close ? std::optional(*close + after) : std::nullopt;
}

// --- orders come ---

OrderWish OrderDesk::wishOf(const OrderRecord& record) const
{
    const OrderRequest& asked = record.asked;
    const Listing& listing = m_exchange.listings()[asked.listing];
    OrderWish wish;
    wish.listing = asked.listing;
    wish.side = asked.side;
    wish.kind = kindOf(asked.type);
    wish.life = lifeOf(asked.tif);
    wish.expires = asked.extendedHours ? record.expiresAt : std::nullopt;
    wish.limit = asked.limit;
    wish.stop = asked.stop;
    wish.trail = asked.trail;
    if (asked.size) {
        wish.size = *asked.size;
    } else if (asked.limit) {
        wish.size = {asked.notional->e8 / listing.valueOf(*asked.limit, Lots{1}).e8};
    } else {
        wish.budget = asked.notional;
    }
    wish.marks[0] = static_cast<std::int64_t>(record.number);
    return wish;
}

std::optional<Fault> OrderDesk::enter(OrderRecord& record)
{
    if (record.legs.empty()) {
        const auto placed = m_exchange.place(record.account, wishOf(record));
        return placed ? std::nullopt : std::optional(faultOf(placed.error()));
    }
    ListWish list;
    list.kind = record.asked.kind == OrderClass::Oco ? ListKind::OneCancelsOther
        : record.asked.kind == OrderClass::Oto       ? ListKind::OneTriggersOther
                                                     : ListKind::Bracket;
    list.legs.push_back(wishOf(record));
    for (const std::uint64_t leg : record.legs) {
        list.legs.push_back(wishOf(m_records.at(leg)));
    }
    const auto placed = m_exchange.placeList(record.account, list);
    return placed ? std::nullopt : std::optional(faultOf(placed.error()));
}

Answer<OrderDesk::Placed> OrderDesk::place(ClientAccount& client, OrderRequest request)
{
    m_exchange.advance();
    if (!request.clientId.empty() && byClientId(client.account, request.clientId) != nullptr) {
        return badField("client_order_id must be unique");
    }
    if (auto fault = accountFault(m_exchange, client, open(client.account), request)) {
        return tl::unexpected(std::move(*fault));
    }
    const auto auction = auctionOf(request.tif, m_exchange.now());
    if (!auction) {
        return tl::unexpected(auction.error());
    }
    const bool waits = *auction || !m_exchange.isOpen(request.listing);
    OrderRecord& record = make(client, request, 0);
    if (*auction) {
        record.auction = record.expiresAt = *auction;
    }
    if (request.kind != OrderClass::Simple) {
        makeLegs(client, record);
    }
    record.phase = waits ? Phase::Accepted : Phase::PendingNew;
    Placed placed{record.number, json(record, true)};
    if (waits) {
        m_waiting.insert(record.number);
        say(record, "accepted", 0, m_exchange.now());
    } else if (auto fault = enter(record)) {
        for (const std::uint64_t leg : std::vector<std::uint64_t>(record.legs)) {
            drop(leg);
        }
        drop(placed.number);
        return tl::unexpected(std::move(*fault));
    }
    forget();
    return placed;
}

// --- orders change ---

std::optional<Fault> OrderDesk::cancel(ClientAccount& client, const OrderRecord& given)
{
    m_exchange.advance();
    OrderRecord& record = m_records.at(given.number);
    if (!isOpen(record.phase)) {
        return unprocessable(fmt::format("order is already in \"{}\" state", nameOf(record.phase))).value();
    }
    if (record.venue == 0) {
        OrderRecord& first = record.parent != 0 ? m_records.at(record.parent) : record;
        m_waiting.erase(first.number);
        for (const std::uint64_t leg : first.legs) {
            setPhase(m_records.at(leg), Phase::Canceled, m_exchange.now());
        }
        setPhase(first, Phase::Canceled, m_exchange.now());
        say(first, "canceled", 0, m_exchange.now());
        return std::nullopt;
    }
    if (!m_exchange.cancel(client.account, record.venue)) {
        return unprocessable(fmt::format("order is already in \"{}\" state", nameOf(record.phase))).value();
    }
    return std::nullopt;
}

std::optional<Fault> OrderDesk::changeFault(const ClientAccount& client, const OrderRecord& record,
                                            const OrderChangeRequest& change) const
{
    const OrderRequest& asked = record.asked;
    if (!isOpen(record.phase)) {
        return unprocessable(fmt::format("order is already in \"{}\" state", nameOf(record.phase))).value();
    }
    if (record.phase == Phase::Accepted) {
        return unprocessable("order cannot be replaced in its state: it has not reached its market").value();
    }
    if (change.tif == TimeInForce::Opg || change.tif == TimeInForce::Cls) {
        return unprocessable("order cannot be replaced by one for an auction").value();
    }
    if (asked.notional) {
        return unprocessable("order cannot be replaced in its state: it has a notional").value();
    }
    if ((change.limit && !asked.limit) || (change.stop && !asked.stop) || (change.trail && !asked.trail)) {
        return unprocessable("the order has no such price to replace").value();
    }
    if (!change.size && !change.tif && !change.limit && !change.stop && !change.trail && change.clientId.empty()) {
        return badField("at least one field must be replaced").value();
    }
    if (!change.clientId.empty() && byClientId(client.account, change.clientId) != nullptr) {
        return badField("client_order_id must be unique").value();
    }
    if (change.size && *change.size <= record.filled) {
        return unprocessable("qty must be greater than the filled qty").value();
    }
    const Lots more{change.size ? change.size->count - asked.size->count : 0};
    return growthFault(m_exchange, client, open(client.account), record, more);
}

/// The record that stands for the order from now on.
OrderRecord& OrderDesk::takeOver(OrderRecord& old, OrderRequest asked)
{
    OrderRecord& taken = make(clientOf(old.account), asked, old.parent);
    taken.venue = old.venue;
    taken.filled = old.filled;
    taken.spent = old.spent;
    taken.replaces = old.number;
    taken.replacesId = old.id;
    taken.legs = old.legs;
    taken.phase = Phase::PendingNew;
    return taken;
}

void OrderDesk::showReplaced(OrderRecord& old, OrderRecord& taken)
{
    const Timestamp now = m_exchange.now();
    taken.phase = old.phase;
    old.replacedBy = taken.number;
    old.replacedById = taken.id;
    old.replacedAt = now;
    setPhase(old, Phase::Replaced, now);
    if (taken.venue != 0) {
        m_byVenue[taken.venue] = taken.number;
    }
    for (const std::uint64_t leg : taken.legs) {
        m_records.at(leg).parent = taken.number;
    }
    if (taken.parent != 0) {
        auto& legs = m_records.at(taken.parent).legs;
        std::replace(legs.begin(), legs.end(), old.number, taken.number);
    }
    say(old, "replaced", 0, now);
    say(taken, taken.phase == Phase::Held ? "held" : "new", 0, now);
}

Answer<OrderDesk::Placed> OrderDesk::replace(ClientAccount& client, const OrderRecord& given,
                                             const OrderChangeRequest& change)
{
    m_exchange.advance();
    OrderRecord& old = m_records.at(given.number);
    if (auto fault = changeFault(client, old, change)) {
        return tl::unexpected(std::move(*fault));
    }
    OrderRequest asked = old.asked;
    asked.clientId = change.clientId;
    asked.size = change.size ? change.size : asked.size;
    asked.limit = change.limit ? change.limit : asked.limit;
    asked.stop = change.stop ? change.stop : asked.stop;
    asked.tif = change.tif.value_or(asked.tif);
    if (change.trail) {
        const auto trail = trailFrom(*change.trail, asked.trail.bp > 0, m_exchange.listings()[asked.listing]);
        if (!trail) {
            return tl::unexpected(trail.error());
        }
        asked.trail = *trail;
    }
    OrderRecord& taken = takeOver(old, asked);
    Placed placed{taken.number, json(taken, true)};
    OrderAmendment amendment;
    amendment.size = change.size;
    amendment.limit = change.limit;
    amendment.stop = change.stop;
    amendment.trail = change.trail ? std::optional(asked.trail) : std::nullopt;
    amendment.life = change.tif ? std::optional(lifeOf(*change.tif)) : std::nullopt;
    m_replacement = taken.number;
    const auto amended = m_exchange.amend(client.account, old.venue, amendment);
    m_replacement = 0;
    if (!amended) {
        drop(placed.number);
        return tl::unexpected(faultOf(amended.error()));
    }
    forget();
    return placed;
}

} // namespace omni::sandbox::alpaca

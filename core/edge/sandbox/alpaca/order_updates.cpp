// Time goes on: what waits comes to its market, and what the exchange tells of an order is shown in this face's records
// and on its stream.

#include "core/base/json_text.h"
#include "core/edge/sandbox/alpaca/auctions.h"
#include "core/edge/sandbox/alpaca/order_desk.h"
#include "core/edge/sandbox/alpaca/wire_text.h"

#include <fmt/format.h>

namespace omni::sandbox::alpaca {

namespace {

constexpr std::size_t mostUntold = 100'000;

/// "20260714133103010::uuid"
std::string activityId(Timestamp at, std::string_view uuid)
{
    std::string digits = isoText(at);
    std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
    return fmt::format("{}::{}", digits.substr(0, 17), uuid);
}

} // namespace

void OrderDesk::advance(const Tell& tell)
{
    for (auto at = m_waiting.begin(); at != m_waiting.end();) {
        OrderRecord& record = m_records.at(*at);
        ++at;
        if (record.asked.tif == TimeInForce::Day && record.expiresAt && *record.expiresAt <= m_exchange.now()) {
            m_waiting.erase(record.number);
            setPhase(record, Phase::Expired, m_exchange.now());
            say(record, "expired", 0, m_exchange.now());
            continue;
        }
        const bool isOpen = m_exchange.isOpen(record.asked.listing);
        const bool isForClose = record.asked.tif == TimeInForce::Cls;
        if (record.auction && m_exchange.now() < *record.auction - (isForClose ? closingAuction : Duration{})) {
            continue;
        }
        if (!isOpen && isForClose && m_exchange.now() >= *record.auction) {
            m_waiting.erase(record.number);
            setPhase(record, Phase::Canceled, m_exchange.now()); // nobody met it in the auction
            say(record, "canceled", 0, m_exchange.now());
            continue;
        }
        if (!isOpen) {
            continue;
        }
        m_waiting.erase(record.number);
        if (enter(record)) {
            for (const std::uint64_t leg : record.legs) {
                setPhase(m_records.at(leg), Phase::Canceled, m_exchange.now());
            }
            setPhase(record, Phase::Rejected, m_exchange.now());
            say(record, "rejected", 0, m_exchange.now());
        }
    }
    while (!m_untold.empty()) {
        const auto [account, frame] = std::move(m_untold.front());
        m_untold.pop_front();
        tell(account, frame);
    }
}

void OrderDesk::setPhase(OrderRecord& record, Phase phase, Timestamp at)
{
    record.phase = phase;
    record.updated = at;
    if (phase == Phase::Filled) {
        record.filledAt = at;
    } else if (phase == Phase::Canceled) {
        record.canceledAt = at;
    } else if (phase == Phase::Expired) {
        record.expiredAt = at;
    } else if (phase == Phase::Rejected) {
        record.failedAt = at;
    }
    if (!isOpen(phase)) {
        m_open[record.account.value - 1].erase(record.number);
    }
}

void OrderDesk::onOrder(const OrderUpdate& update)
{
    const std::uint64_t venue = update.order.id;
    const auto standing = m_byVenue.try_emplace(venue, static_cast<std::uint64_t>(update.order.wish.marks[0])).first;
    const auto found = m_records.find(standing->second);
    if (found == m_records.end()) {
        return;
    }
    OrderRecord& record = found->second;
    record.venue = venue;
    switch (update.change) {
    case OrderChange::New:
        setPhase(record, Phase::New, update.at);
        say(record, "new", update.execution, update.at);
        return;
    case OrderChange::Held:
        setPhase(record, Phase::Held, update.at);
        say(record, "held", update.execution, update.at);
        return;
    case OrderChange::Fired:
        record.updated = update.at;
        return;
    case OrderChange::Trade:
        onFill(record, update);
        return;
    case OrderChange::Replaced:
        if (m_replacement != 0) {
            showReplaced(record, m_records.at(m_replacement));
        }
        return;
    case OrderChange::Cancelled:
    case OrderChange::Expired:
    case OrderChange::Rejected:
    case OrderChange::TradePrevented:
        onEnd(record, update);
        return;
    }
}

/// What may not rest, and a leg whose sibling has traded, end as cancelled; only the end of its time expires an order.
void OrderDesk::onEnd(OrderRecord& record, const OrderUpdate& update)
{
    const bool isLate = record.asked.tif == TimeInForce::Day && record.expiresAt && update.at >= *record.expiresAt;
    const Phase phase = update.change == OrderChange::Rejected ? Phase::Rejected
        : update.change == OrderChange::Expired && isLate      ? Phase::Expired
                                                               : Phase::Canceled;
    setPhase(record, phase, update.at);
    say(record, nameOf(phase), update.execution, update.at);
}

void OrderDesk::onFill(OrderRecord& record, const OrderUpdate& update)
{
    const AccountTrade& trade = *update.trade;
    const Listing& listing = m_exchange.listings()[trade.listing];
    ClientAccount& client = clientOf(record.account);
    client.holdings[trade.listing].apply(trade.side, listing.quantityOf(trade.size), trade.value,
                                         trade.side == Side::Buy ? trade.fee : Money{});
    record.filled = update.order.filled;
    record.spent = update.order.spent;
    const bool isWhole = update.order.status == OrderStatus::Filled;
    setPhase(record, isWhole ? Phase::Filled : Phase::PartiallyFilled, update.at);

    Fill fill;
    fill.id = activityId(update.at, uuidOf("execution", m_seed, update.execution));
    fill.at = update.at;
    fill.listing = trade.listing;
    fill.side = trade.side;
    fill.price = trade.price;
    fill.size = trade.size;
    fill.left = update.order.left();
    fill.total = update.order.filled;
    fill.orderId = record.id;
    fill.isWhole = isWhole;
    client.fills.push_back(std::move(fill));
    if (client.fills.size() > mostFills) {
        client.fills.pop_front();
    }
    say(record, isWhole ? "fill" : "partial_fill", update.execution, update.at, &trade);
}

void OrderDesk::say(const OrderRecord& record, std::string_view event, std::uint64_t execution, Timestamp at,
                    const AccountTrade* trade)
{
    if (m_untold.size() >= mostUntold) {
        m_untold.pop_front();
    }
    const Listing& listing = m_exchange.listings()[record.asked.listing];
    JsonText json;
    json.object().member("stream", "trade_updates").key("data").object();
    json.member("event", event);
    json.member("execution_id",
                execution != 0 ? uuidOf("execution", m_seed, execution) : uuidOf("own", m_seed, ++m_ownExecutions));
    json.member("timestamp", nanoTimeText(at));
    if (trade != nullptr) {
        json.member("price", priceText(listing, trade->price));
        json.member("qty", sizeText(listing, trade->size));
        json.member("position_qty", exactText(clientOf(record.account).holdings[record.asked.listing].quantity));
    }
    json.key("order").raw(this->json(record, true));
    m_untold.emplace_back(record.account, json.end().end().take());
}

} // namespace omni::sandbox::alpaca

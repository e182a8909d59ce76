#include "core/edge/brokers/binance/order_teller.h"

#include "core/base/wide_int.h"
#include "core/edge/brokers/binance/venue_error.h"

#include <algorithm>
#include <limits>

namespace omni::brokers::binance {

using events::OrderReport;
using orders::OrderEventKind;

namespace {

bool isOpen(VenueStatus status) noexcept
{
    return status == VenueStatus::New || status == VenueStatus::PartlyFilled || status == VenueStatus::Pending;
}

OrderEventKind wordFor(VenueStatus status, OrderEventKind ifOpen) noexcept
{
    switch (status) {
    case VenueStatus::Filled:
        return OrderEventKind::Filled;
    case VenueStatus::Cancelled:
        return OrderEventKind::Cancelled;
    case VenueStatus::Expired:
        return OrderEventKind::Expired;
    case VenueStatus::Rejected:
        return OrderEventKind::Rejected;
    case VenueStatus::New:
    case VenueStatus::PartlyFilled:
    case VenueStatus::Pending:
        break;
    }
    return ifOpen;
}

/// What it may still add to what is held of the base, e8.
std::int64_t buysOf(const VenueOrder& order) noexcept
{
    return order.side == Side::Buy && isOpen(order.status) ? std::max<std::int64_t>(order.size - order.filled, 0) : 0;
}

bool hasFigures(OrderEventKind kind) noexcept
{
    return kind == OrderEventKind::Found || kind == OrderEventKind::Replaced || kind == OrderEventKind::Filled;
}

} // namespace

OrderTeller::OrderTeller(const ports::BrokerSession& session, Outlet& outlet, TradedSymbols& symbols)
    : m_session(session)
    , m_outlet(outlet)
    , m_symbols(symbols)
{
}

void OrderTeller::say(const orders::OrderTicket& ticket, OrderEventKind kind, std::string_view text)
{
    OrderReport report;
    report.order = ticket.id;
    report.account = m_session.account;
    report.kind = kind;
    report.text = ShortText<95>(reportText(text));
    if (kind == OrderEventKind::Rejected) {
        if (const auto it = m_known.find(ticket.id); it != m_known.end()) {
            it->second.isOpen = false;
        }
    }
    m_outlet.put(report);
}

void OrderTeller::sending(const orders::OrderTicket& ticket)
{
    forgetOldest();
    auto& known = m_known[ticket.id];
    known.instrument = ticket.instrument;
    known.ticket = ticket;
    known.isOpen = true;
    known.isStop = ticket.kind != orders::OrderKind::Market && ticket.kind != orders::OrderKind::Limit;
    const auto* symbol = m_symbols.find(ticket.instrument);
    const bool isCounted = ticket.side == Side::Buy && symbol != nullptr && !ticket.notional; // by value it is over
    known.buys = isCounted ? symbol->units.size(ticket.size).value_or(0) : 0;
}

void OrderTeller::sendingPair(const orders::OrderTicket& first, const orders::OrderTicket& second)
{
    sending(first);
    sending(second);
    const auto name = static_cast<std::int64_t>(first.id.value & 0x7fff'ffff'ffff'ffffU);
    m_known[first.id].list = m_known[second.id].list = -std::max<std::int64_t>(name, 1);
}

void OrderTeller::amended(OrderId order)
{
    if (const auto it = m_known.find(order); it != m_known.end()) {
        ++it->second.amends;
    }
}

void OrderTeller::sentAt(OrderId order, Monotonic at)
{
    if (const auto it = m_known.find(order); it != m_known.end()) {
        it->second.sent = at;
    }
}

void OrderTeller::forgetOldest()
{
    for (auto it = m_known.begin(); m_known.size() >= knownMost && it != m_known.end();) {
        it = it->second.isOpen ? std::next(it) : m_known.erase(it);
    }
    while (m_owners.size() >= knownMost) {
        m_owners.erase(m_owners.begin());
    }
}

std::optional<OrderId> OrderTeller::ownerOf(std::int64_t venueId) const noexcept
{
    const auto it = m_owners.find(venueId);
    return it != m_owners.end() && it->second ? std::optional(it->second) : std::nullopt;
}

void OrderTeller::remember(const VenueOrder& order)
{
    if (isOld(order)) {
        return;
    }
    forgetOldest();
    const auto own = m_session.names.orderOf(order.name);
    if (const auto trouble = m_lostNames.troubleOf(order.name, m_session.names)) {
        m_outlet.put(*trouble);
    }
    m_owners[order.id] = own.value_or(OrderId{});
    auto* symbol = m_symbols.find(order.symbol);
    if (own && symbol != nullptr) {
        auto& known = m_known[*own];
        known.instrument = symbol->instrument.id;
        known.isOpen = isOpen(order.status);
        known.ended = known.isOpen ? 0 : order.time;
        known.isStop = known.isStop || order.isStop;
        known.list = order.list > 0 ? order.list : known.list;
        known.buys = buysOf(order);
    }
}

/// It was told as ended, and this is of before: answers and the stream come by different lines, and one that was given
/// before the end may be read behind it. An ended order does not open again, so that a later word is no such answer.
bool OrderTeller::isOld(const VenueOrder& order) const
{
    const auto own = ownerOf(order.id);
    const auto known = own ? m_known.find(*own) : m_known.end();
    return known != m_known.end() && known->second.ended != 0 && isOpen(order.status)
        && order.time <= known->second.ended;
}

template<class Visit> void OrderTeller::forEachOpen(InstrumentId instrument, Visit visit) const
{
    for (const auto& [id, known] : m_known) {
        if (known.isOpen && known.instrument == instrument) {
            visit(known.isStop, known.list, known.buys);
        }
    }
    for (const auto& [number, other] : m_others) {
        if (other.instrument == instrument) {
            visit(other.isStop, other.list, other.buys);
        }
    }
}

std::int32_t OrderTeller::openOf(InstrumentId instrument, bool stopsAlone) const noexcept
{
    std::int32_t count = 0;
    forEachOpen(instrument, [&](bool isStop, std::int64_t, std::int64_t) { count += isStop || !stopsAlone ? 1 : 0; });
    return count;
}

std::int32_t OrderTeller::openListsOf(InstrumentId instrument) const
{
    std::set<std::int64_t> lists;
    forEachOpen(instrument, [&](bool, std::int64_t list, std::int64_t) {
        if (list != 0) {
            lists.insert(list);
        }
    });
    return static_cast<std::int32_t>(lists.size());
}

std::int64_t OrderTeller::openBuysOf(InstrumentId instrument) const
{
    std::map<std::int64_t, std::int64_t> ofLists;
    std::int64_t sum = 0;
    const auto add
        = [&sum](std::int64_t buys) { sum = checkedSum(sum, buys).value_or(std::numeric_limits<std::int64_t>::max()); };
    forEachOpen(instrument, [&](bool, std::int64_t list, std::int64_t buys) {
        if (list == 0) {
            add(buys);
        } else {
            auto& most = ofLists[list];
            most = std::max(most, buys);
        }
    });
    for (const auto& [list, buys] : ofLists) {
        add(buys);
    }
    return sum;
}

void OrderTeller::keepOthersOf(const std::vector<VenueOrder>& open)
{
    std::set<std::int64_t> named;
    for (const auto& order : open) {
        named.insert(order.id);
    }
    std::erase_if(m_others, [&named](const auto& other) { return !named.contains(other.first); });
}

bool OrderTeller::tellTrade(const VenueTrade& trade, TradedSymbol& symbol, OrderId order)
{
    if (!symbol.units.id()) {
        onDoubt(symbol.instrument.symbol + " has increments finer than the venue writes");
        return false;
    }
    CurrencyId paidIn;
    if (!trade.feeAsset.empty()) {
        const auto number = m_session.currencies.numberOf(trade.feeAsset);
        if (!number && trade.fee != 0) {
            onDoubt(number.error().detail);
            return false;
        }
        paidIn = number.value_or(CurrencyId{});
    }
    const auto fill = fillFrom(trade, symbol.units, m_session.account, order, paidIn);
    if (!fill) {
        onDoubt(fill.error().detail);
        return false;
    }
    if (isNews(symbol.instrument.id, trade.id)) {
        m_outlet.put(*fill);
    }
    return true;
}

/// An execution comes in the answer to its order, in the stream and in each comparison. The desk books it once in any
/// case (S7); here it is told once, too, so that a fill which the desk calls repeated is one that the venue repeats.
bool OrderTeller::isNews(InstrumentId instrument, std::int64_t trade)
{
    if (!m_told.emplace(instrument, trade).second) {
        return false;
    }
    m_toldInOrder.emplace_back(instrument, trade);
    if (m_toldInOrder.size() > toldMost) {
        m_told.erase(m_toldInOrder.front());
        m_toldInOrder.pop_front();
    }
    return true;
}

void OrderTeller::tellExternal(const VenueOrder& order, TradedSymbol& symbol)
{
    const auto left = symbol.units.lots(std::max<std::int64_t>(order.size - order.filled, 0));
    events::ExternalOrderReported report;
    report.account = m_session.account;
    report.instrument = symbol.instrument.id;
    report.venueOrderId = orders::VenueOrderId(std::to_string(order.id));
    report.side = order.side;
    report.left = left.value_or(Lots{});
    report.limit = symbol.units.ticks(order.limit);
    report.stop = symbol.units.ticks(order.stop);
    report.isOpen = isOpen(order.status) && report.left.count > 0;
    if (!report.isOpen) {
        m_others.erase(order.id);
    } else if (m_others.size() < othersMost) {
        m_others[order.id] = {symbol.instrument.id, order.isStop, order.list, buysOf(order)};
    }
    m_outlet.put(report);
}

void OrderTeller::tell(const VenueOrder& order, OrderEventKind ifOpen, std::string_view reason)
{
    auto* symbol = m_symbols.find(order.symbol);
    if (symbol == nullptr) {
        return; // of an instrument that nobody here trades
    }
    remember(order);
    const auto own = ownerOf(order.id);
    OrderReport report;
    report.order = own.value_or(OrderId{});
    report.account = m_session.account;
    report.venueOrderId = orders::VenueOrderId(std::to_string(order.id));
    report.venueTime = Timestamp{order.time * 1'000'000};
    report.text = ShortText<95>(reportText(reason));
    if (own && ifOpen == OrderEventKind::Accepted && !isOld(order) && order.status != VenueStatus::Rejected) {
        report.kind = OrderEventKind::Accepted;
        m_outlet.put(report);
    }
    for (const auto& trade : order.trades) {
        static_cast<void>(tellTrade(trade, *symbol, report.order));
    }
    if (!own) {
        tellExternal(order, *symbol);
        return;
    }
    if (isOld(order)) {
        return; // its fills are told all the same
    }
    report.kind = wordFor(order.status, ifOpen);
    if (report.kind == OrderEventKind::Accepted) {
        return; // told before the fills
    }
    if (hasFigures(report.kind)) {
        report.size = symbol->units.lots(report.kind == OrderEventKind::Filled ? order.filled : order.size);
        report.limit = symbol->units.ticks(order.limit);
        report.stop = symbol->units.ticks(order.stop);
    }
    m_outlet.put(report);
}

} // namespace omni::brokers::binance

#include "core/desk/sim/own_orders.h"

#include "core/trade/market/venue_filters.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace omni::sim {

namespace {

using orders::OrderEventKind;
using orders::OrderKind;

/// Ends of orders kept for queries and resends; the oldest half goes when there are more.
constexpr std::size_t mostRemembered = 65'536;

template<class Text> Text numbered(char letter, std::uint64_t number) noexcept
{
    std::array<char, 21> text{letter};
    const auto end = std::to_chars(text.data() + 1, text.data() + text.size(), number).ptr;
    return Text(std::string_view(text.data(), static_cast<std::size_t>(end - text.data())));
}

bool isWithLimit(const orders::OrderTicket& ticket) noexcept
{
    return ticket.kind == OrderKind::Limit || ticket.kind == OrderKind::StopLimit;
}

bool isWithStop(const orders::OrderTicket& ticket) noexcept
{
    return ticket.kind == OrderKind::Stop || ticket.kind == OrderKind::StopLimit;
}

/// What is wrong with the form of a ticket; empty when nothing is.
std::string_view faultOf(const orders::OrderTicket& ticket) noexcept
{
    if (isWithLimit(ticket) != ticket.limit.has_value()) {
        return "limit price missing or not wanted";
    }
    if (isWithStop(ticket) && !ticket.stop) {
        return "stop price missing";
    }
    if ((ticket.kind == OrderKind::TrailingStop) != (ticket.trail && ticket.trail->count > 0)) {
        return "trail missing or not wanted";
    }
    const bool isImmediate = ticket.timeInForce == orders::TimeInForce::ImmediateOrCancel
        || ticket.timeInForce == orders::TimeInForce::FillOrKill;
    if (ticket.postOnly && (ticket.kind != OrderKind::Limit || isImmediate)) {
        return "only a limit order that rests can be post-only";
    }
    if (ticket.notional && (ticket.kind != OrderKind::Market || ticket.notional->e8 <= 0)) {
        return "only a market order can be for an amount";
    }
    if (ticket.held) {
        return "a held order is not for the venue";
    }
    return {};
}

std::string_view filterFaultOf(const orders::OrderTicket& ticket, const market::Instrument& instrument) noexcept
{
    if (ticket.notional) {
        return {};
    }
    const auto refusal = ticket.limit ? market::refusalOf(instrument, *ticket.limit, ticket.size)
                                      : market::refusalOf(instrument, ticket.size);
    return refusal ? market::nameOf(*refusal) : std::string_view{};
}

events::OrderReport reportOn(OrderId order, OrderEventKind kind, Timestamp time)
{
    events::OrderReport report;
    report.order = order;
    report.kind = kind;
    report.venueTime = time;
    return report;
}

} // namespace

OwnOrders::OwnOrders(const FeeSchedule& fees, const Latency& latency, std::uint64_t seed, std::size_t mostOrders)
    : m_fees(fees)
    , m_mostOrders(mostOrders)
    , m_toVenue(latency.toVenue, latency.jitter, seed)
    , m_toUs(latency.toUs, latency.jitter, ~seed)
{
}

void OwnOrders::send(Timestamp now, const Request& request)
{
    if (const auto* ticket = std::get_if<orders::OrderTicket>(&request)) {
        if (m_requests.size() >= m_mostOrders) {
            reportUnknown(now, ticket->id, OrderEventKind::Rejected, "too many requests under way");
            return;
        }
    }
    m_requests.push({m_toVenue.arrival(now), request});
}

TimedRequest OwnOrders::takeRequest()
{
    TimedRequest request = m_requests.front();
    m_requests.pop();
    return request;
}

void OwnOrders::takeReport(ports::VenueEvent& out)
{
    out = m_reports.front();
    m_reports.pop();
}

void OwnOrders::nameCurrency(CurrencyId id, std::string_view code)
{
    m_currencies.emplace_back(code, id);
}

void OwnOrders::adoptPosition(AccountId account, InstrumentId instrument, Lots position)
{
    m_positions.insertOrAssign({account, instrument}, position);
}

Lots OwnOrders::position(AccountId account, InstrumentId instrument) const
{
    const Lots* held = m_positions.find({account, instrument});
    return held != nullptr ? *held : Lots{};
}

WorkingOrder* OwnOrders::accept(Timestamp now, const orders::OrderTicket& ticket, const market::Instrument* instrument)
{
    if (m_open.contains(ticket.id) || m_finished.contains(ticket.id)) {
        answerQuery(now, ticket.id);
        return nullptr;
    }
    std::string_view fault = instrument == nullptr ? "unknown instrument" : faultOf(ticket);
    if (fault.empty()) {
        fault = filterFaultOf(ticket, *instrument);
    }
    if (fault.empty() && m_open.size() >= m_mostOrders) {
        fault = "too many open orders";
    }
    if (fault.empty() && ticket.reduceOnly && allowed(WorkingOrder{.ticket = ticket}, Lots{1}).count == 0) {
        fault = "reduce only: there is no position to reduce";
    }
    if (!fault.empty()) {
        remember(ticket.id, OrderEventKind::Rejected);
        events::OrderReport report = reportOn(ticket.id, OrderEventKind::Rejected, now);
        report.account = ticket.account;
        report.text = ShortText<95>(fault);
        put(now, report);
        return nullptr;
    }

    if (m_free.empty()) {
        m_free.push_back(&m_pool.emplace_back());
    }
    WorkingOrder* order = m_free.back();
    m_free.pop_back();
    *order = WorkingOrder{.ticket = ticket, .arrival = ++m_arrivals, .arrived = now};
    m_open.insertOrAssign(ticket.id, order);
    report(now, *order, OrderEventKind::Accepted);
    return order;
}

WorkingOrder* OwnOrders::find(OrderId order)
{
    WorkingOrder* const* found = m_open.find(order);
    return found != nullptr ? *found : nullptr;
}

events::OrderReport OwnOrders::reportOf(Timestamp now, const WorkingOrder& order, OrderEventKind kind) const
{
    events::OrderReport report = reportOn(order.ticket.id, kind, now);
    report.account = order.ticket.account;
    report.venueOrderId = numbered<orders::VenueOrderId>('o', order.arrival);
    return report;
}

void OwnOrders::put(Timestamp now, const events::OrderReport& report)
{
    m_reports.push({m_toUs.arrival(now), report});
}

void OwnOrders::report(Timestamp now, const WorkingOrder& order, OrderEventKind kind, std::string_view text)
{
    events::OrderReport report = reportOf(now, order, kind);
    report.text = ShortText<95>(text);
    put(now, report);
}

void OwnOrders::reportUnknown(Timestamp now, OrderId order, OrderEventKind kind, std::string_view text)
{
    events::OrderReport report = reportOn(order, kind, now);
    report.text = ShortText<95>(text);
    put(now, report);
}

void OwnOrders::answerQuery(Timestamp now, OrderId order)
{
    if (const WorkingOrder* open = find(order)) {
        events::OrderReport found = reportOf(now, *open, OrderEventKind::Found);
        if (!open->ticket.notional) {
            found.size = open->ticket.size;
            found.limit = open->ticket.limit;
            found.stop = open->ticket.stop;
        }
        put(now, found);
    } else if (const OrderEventKind* state = m_finished.find(order)) {
        reportUnknown(now, order, *state, "finished");
    } else {
        reportUnknown(now, order, OrderEventKind::Rejected, "never seen");
    }
}

WorkingOrder* OwnOrders::replaced(Timestamp now, const ports::ReplaceRequest& request,
                                  const market::Instrument* instrument)
{
    WorkingOrder* order = find(request.order);
    if (order == nullptr || instrument == nullptr) {
        reportUnknown(now, request.order, OrderEventKind::ReplaceRejected, "no such open order");
        return nullptr;
    }
    orders::OrderTicket wanted = order->ticket;
    wanted.size = request.size.value_or(wanted.size);
    wanted.limit = request.limit ? request.limit : wanted.limit;
    wanted.stop = request.stop ? request.stop : wanted.stop;
    std::string_view fault = faultOf(wanted);
    if (fault.empty()) {
        fault = filterFaultOf(wanted, *instrument);
    }
    if (fault.empty() && request.size && (wanted.notional || wanted.size <= order->filled)) {
        fault = "the new size has been filled already";
    }
    if (fault.empty() && request.stop && (!wanted.stop || order->stage != Stage::Trigger)) {
        fault = "the stop has fired already";
    }
    if (!fault.empty()) {
        report(now, *order, OrderEventKind::ReplaceRejected, fault);
        return nullptr;
    }
    order->ticket = wanted;
    events::OrderReport report = reportOf(now, *order, OrderEventKind::Replaced);
    report.size = wanted.size;
    report.limit = wanted.limit;
    report.stop = wanted.stop;
    put(now, report);
    return order;
}

Lots OwnOrders::allowed(const WorkingOrder& order, Lots wanted) const
{
    if (!order.ticket.reduceOnly) {
        return wanted;
    }
    const std::int64_t closable
        = -signOf(order.ticket.side) * position(order.ticket.account, order.ticket.instrument).count;
    return {std::clamp(closable, std::int64_t{0}, wanted.count)};
}

CurrencyId OwnOrders::currencyOf(const market::Instrument& instrument) const noexcept
{
    for (const auto& [code, id] : m_currencies) {
        if (code == instrument.quoteCurrency) {
            return id;
        }
    }
    return {};
}

Money OwnOrders::pay(WorkingOrder& order, const market::Instrument& instrument, Money value, Lots size,
                     orders::Liquidity liquidity) const
{
    const Money fee = feeOf(m_fees, instrument, value, size, liquidity, order.fees);
    const Int128 spent = Int128{order.spent.e8} + value.e8 + fee.e8;
    order.spent.e8 = narrowed(spent).value_or(order.spent.e8);
    order.filled.count += size.count;
    return fee;
}

void OwnOrders::fill(Timestamp now, WorkingOrder& order, const market::Instrument& instrument,
                     const Execution& execution)
{
    const orders::OrderTicket& ticket = order.ticket;
    orders::Fill fill;
    fill.order = ticket.id;
    fill.instrument = ticket.instrument;
    fill.account = ticket.account;
    fill.side = ticket.side;
    fill.price = execution.price;
    fill.size = execution.size;
    fill.value = execution.value;
    fill.fee = pay(order, instrument, execution.value, execution.size, execution.liquidity);
    fill.feeCurrency = currencyOf(instrument);
    fill.liquidity = execution.liquidity;
    fill.time = execution.time;
    fill.venueFillId = numbered<orders::VenueFillId>('f', ++m_fills);

    m_positions.findOrInsert({ticket.account, ticket.instrument}).count += signOf(ticket.side) * execution.size.count;
    m_reports.push({m_toUs.arrival(now), fill});
}

void OwnOrders::finish(Timestamp now, WorkingOrder& order, OrderEventKind kind, std::string_view text)
{
    if (kind != OrderEventKind::Filled) {
        report(now, order, kind, text);
    } else if (order.ticket.notional) {
        // Nobody else can know how many lots the amount has bought.
        events::OrderReport report = reportOf(now, order, kind);
        report.size = order.filled;
        put(now, report);
    }
    if (order.expires.ns != 0) {
        m_expiries.erase({order.expires, order.arrival});
    }
    remember(order.ticket.id, kind);
    m_open.erase(order.ticket.id);
    m_free.push_back(&order);
}

void OwnOrders::remember(OrderId order, OrderEventKind state)
{
    if (m_finished.size() >= mostRemembered) {
        std::size_t seen = 0;
        m_finished.eraseIf([&seen](OrderId, OrderEventKind) { return ++seen <= mostRemembered / 2; });
    }
    m_finished.insertOrAssign(order, state);
}

std::optional<std::pair<Timestamp, OrderId>> OwnOrders::nextExpiry() const
{
    if (m_expiries.isEmpty()) {
        return std::nullopt;
    }
    const auto first = m_expiries.begin();
    return std::pair{first->key.first, first->value};
}

void OwnOrders::setExpiry(WorkingOrder& order, Timestamp at)
{
    order.expires = at;
    m_expiries.insertOrAssign({at, order.arrival}, order.ticket.id);
}

} // namespace omni::sim

#include "core/desk/sim/feed_venue.h"

#include "core/desk/sim/feed_venue_impl.h"
#include "core/desk/sim/triggers.h"

#include <algorithm>

namespace omni::sim {

namespace {

constexpr Timestamp never{INT64_MAX};
/// Instruments are numbered densely; an id beyond is a mistake and not worth the memory.
constexpr std::uint64_t mostInstruments = 1'000'000;

} // namespace

FeedVenue::FeedVenue(const FeedVenueConfig& config)
    : m_impl(std::make_unique<Impl>(config))
{
}
FeedVenue::~FeedVenue() = default;

void FeedVenue::define(const market::Instrument& instrument)
{
    m_impl->define(instrument);
}
void FeedVenue::onTick(Timestamp now, const market::Tick& tick)
{
    m_impl->onTick(now, tick);
}
void FeedVenue::submit(Timestamp now, const risk::ClearedOrder& order)
{
    m_impl->send(now, order.ticket());
}
void FeedVenue::place(Timestamp now, const orders::OrderTicket& ticket)
{
    m_impl->send(now, ticket);
}
void FeedVenue::cancel(Timestamp now, OrderId order)
{
    m_impl->send(now, CancelRequest{order});
}
void FeedVenue::replace(Timestamp now, const ports::ReplaceRequest& request)
{
    m_impl->send(now, request);
}
void FeedVenue::query(Timestamp now, OrderId order)
{
    m_impl->send(now, QueryRequest{order});
}
std::optional<Timestamp> FeedVenue::nextDue() const
{
    return m_impl->nextDue();
}
bool FeedVenue::take(Timestamp until, ports::VenueEvent& out)
{
    return m_impl->take(until, out);
}
void FeedVenue::nameCurrency(CurrencyId id, std::string_view code)
{
    m_impl->own().nameCurrency(id, code);
}
void FeedVenue::adoptPosition(AccountId account, InstrumentId instrument, Lots position)
{
    m_impl->own().adoptPosition(account, instrument, position);
}
Lots FeedVenue::position(AccountId account, InstrumentId instrument) const
{
    return m_impl->own().position(account, instrument);
}
std::size_t FeedVenue::openOrders() const
{
    return m_impl->own().openCount();
}

FeedVenue::Impl::Impl(const FeedVenueConfig& config)
    : m_config(config)
    , m_own(config.fees, config.latency, config.seed, config.mostOrders)
{
}

void FeedVenue::Impl::define(const market::Instrument& instrument)
{
    const std::uint64_t id = instrument.id.value;
    if (id == 0 || id > mostInstruments) {
        return;
    }
    if (m_rooms.size() <= id) {
        m_rooms.resize(id + 1);
    }
    if (m_rooms[id]) {
        m_rooms[id]->instrument = instrument;
    } else {
        m_rooms[id] = std::make_unique<FeedRoom>(instrument, m_config.bookWindow);
    }
}

FeedRoom* FeedVenue::Impl::roomOf(InstrumentId instrument) noexcept
{
    return instrument.value < m_rooms.size() ? m_rooms[instrument.value].get() : nullptr;
}

// --- time ---

/// Does everything that falls due up to `until`, in order.
void FeedVenue::Impl::advance(Timestamp until)
{
    while (m_nextDeed <= until) {
        doNextDeed();
    }
}

void FeedVenue::Impl::refresh()
{
    Timestamp next = m_own.nextRequest().value_or(never);
    for (const FeedRoom* room : m_inBar) {
        next = std::min(next, room->barDue);
    }
    if (const auto expiry = m_own.nextExpiry()) {
        next = std::min(next, expiryOf(*expiry));
    }
    m_nextDeed = next;
}

/// A bar in which the day ends is played first.
Timestamp FeedVenue::Impl::expiryOf(const std::pair<Timestamp, OrderId>& expiry) noexcept
{
    const FeedRoom* room = roomOf(m_own.find(expiry.second)->ticket.instrument);
    return room->barStage == BarStage::Done ? expiry.first : std::max(expiry.first, room->barDue);
}

// Of deeds at one time requests come first, so that what the desk does about one stage of a bar is in force in the
// next; bars come before the end of the day.
void FeedVenue::Impl::doNextDeed()
{
    m_now = std::max(m_now, m_nextDeed);
    const auto room
        = std::find_if(m_inBar.begin(), m_inBar.end(), [this](const auto* r) { return r->barDue == m_nextDeed; });
    if (m_own.nextRequest() == m_nextDeed) {
        const TimedRequest request = m_own.takeRequest();
        handle(request.request);
    } else if (room != m_inBar.end()) {
        playBar(**room);
    } else if (const auto expiry = m_own.nextExpiry(); expiry && expiryOf(*expiry) == m_nextDeed) {
        expire(expiry->second);
    }
    refresh(); // also when the deed's order has ended meanwhile, and there was nothing to do
}

void FeedVenue::Impl::expire(OrderId id)
{
    WorkingOrder* order = m_own.find(id);
    end(*roomOf(order->ticket.instrument), *order, OrderEventKind::Expired, "end of day");
}

std::optional<Timestamp> FeedVenue::Impl::nextDue() const
{
    const Timestamp next = std::min(m_nextDeed, m_own.nextReport().value_or(never));
    return next == never ? std::nullopt : std::optional(next);
}

bool FeedVenue::Impl::take(Timestamp until, ports::VenueEvent& out)
{
    for (;;) {
        const Timestamp report = m_own.nextReport().value_or(never);
        if (report <= until && report <= m_nextDeed) {
            m_own.takeReport(out);
            return true;
        }
        if (m_nextDeed > until || m_nextDeed == never) {
            return false;
        }
        doNextDeed();
    }
}

// --- requests ---

void FeedVenue::Impl::send(Timestamp now, const Request& request)
{
    m_own.send(now, request);
    refresh();
}

void FeedVenue::Impl::handle(const Request& request)
{
    std::visit([this](const auto& what) { handle(what); }, request);
}

void FeedVenue::Impl::handle(const orders::OrderTicket& ticket)
{
    FeedRoom* room = roomOf(ticket.instrument);
    WorkingOrder* order = m_own.accept(m_now, ticket, room != nullptr ? &room->instrument : nullptr);
    if (order == nullptr) {
        return;
    }
    room->orders.push_back(order);
    if (orders::isOfTheDay(ticket.timeInForce)) {
        if (const auto close = room->calendar.nextClose(m_now)) {
            m_own.setExpiry(*order, *close);
        }
    }
    route(*room, *order);
}

void FeedVenue::Impl::handle(const CancelRequest& request)
{
    WorkingOrder* order = m_own.find(request.order);
    if (order == nullptr) {
        m_own.reportUnknown(m_now, request.order, OrderEventKind::CancelRejected, "no such open order");
        return;
    }
    end(*roomOf(order->ticket.instrument), *order, OrderEventKind::Cancelled);
}

void FeedVenue::Impl::handle(const ports::ReplaceRequest& request)
{
    const WorkingOrder* standing = m_own.find(request.order);
    FeedRoom* room = standing != nullptr ? roomOf(standing->ticket.instrument) : nullptr;
    const orders::OrderTicket before = standing != nullptr ? standing->ticket : orders::OrderTicket{};
    WorkingOrder* order = m_own.replaced(m_now, request, room != nullptr ? &room->instrument : nullptr);
    if (order == nullptr || order->stage != Stage::Resting) {
        return;
    }
    // Less size at the same price keeps the place in the queue; anything else goes to its end.
    if (before.limit != order->ticket.limit || before.size < order->ticket.size) {
        std::erase(room->orders, order);
        room->orders.push_back(order);
        routeLimit(*room, *order);
    }
}

void FeedVenue::Impl::handle(const QueryRequest& request)
{
    m_own.answerQuery(m_now, request.order);
}

void FeedVenue::Impl::route(FeedRoom& room, WorkingOrder& order)
{
    switch (order.ticket.kind) {
    case orders::OrderKind::Market:
        if (!room.market.isOpen()) {
            end(room, order, OrderEventKind::Rejected, "the market is closed");
            return;
        }
        order.stage = Stage::Waiting;
        takeMarket(room, order);
        return;
    case orders::OrderKind::Limit:
        routeLimit(room, order);
        return;
    case orders::OrderKind::Stop:
    case orders::OrderKind::StopLimit:
    case orders::OrderKind::TrailingStop: {
        order.stage = Stage::Trigger;
        const auto price = triggerPrice(room, order.ticket.side);
        if (price && room.market.isOpen() && !room.market.isBarsOnly() && firesAt(order, *price)) {
            fire(room, order);
        }
        return;
    }
    }
}

void FeedVenue::Impl::routeLimit(FeedRoom& room, WorkingOrder& order)
{
    const bool isPatient = orders::mayRest(order.ticket.timeInForce);
    if (room.market.isBarsOnly() && isPatient) {
        order.stage = Stage::Resting;
        return;
    }
    if (!room.market.isOpen()) {
        if (isPatient) {
            rest(room, order);
        } else {
            end(room, order, OrderEventKind::Cancelled, "the market is closed");
        }
        return;
    }
    order.stage = Stage::Waiting;
    takeLimit(room, order);
}

void FeedVenue::Impl::end(FeedRoom& room, WorkingOrder& order, OrderEventKind kind, std::string_view text)
{
    order.stage = Stage::Finished;
    std::erase(room.orders, &order);
    m_own.finish(m_now, order, kind, text);
}

const std::vector<WorkingOrder*>& FeedVenue::Impl::copyOf(const std::vector<WorkingOrder*>& orders)
{
    m_copy.assign(orders.begin(), orders.end());
    return m_copy;
}

} // namespace omni::sim

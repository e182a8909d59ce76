#include "core/host/simulate/checks/limits_check.h"

#include "core/host/simulate/checks/exact.h"

#include <fmt/format.h>

#include <algorithm>

namespace omni::simulate {

using namespace events;

namespace {

constexpr int limits = 3, pace = 16;

bool mayRaise(const orders::OrderTicket& ticket) noexcept
{
    return !ticket.reduceOnly;
}

/// Never held back for the pace.
bool isExempt(const orders::OrderTicket& ticket) noexcept
{
    using orders::OrderKind;
    const bool rests = ticket.kind == OrderKind::Stop || ticket.kind == OrderKind::StopLimit
        || ticket.kind == OrderKind::TrailingStop;
    const bool protects = ticket.role == orders::OrderRole::Stop && (rests || ticket.origin == orders::Origin::Risk);
    return ticket.reduceOnly && (protects || ticket.role == orders::OrderRole::Exit);
}

std::string above(const char* what, Int128 value, Int128 limit)
{
    return fmt::format("{} is {}, at most {} is allowed", what, static_cast<std::int64_t>(value),
                       static_cast<std::int64_t>(limit));
}

/// `part` is more than `share` of `whole`.
bool isAbove(Int128 part, Int128 whole, BasisPoints share) noexcept
{
    return part * 10'000 > whole * share.count;
}

Int128 partOf(Int128 whole, BasisPoints share) noexcept
{
    return quotientDown(whole * share.count, 10'000);
}

} // namespace

void LimitsCheck::onInput(const Scene&, const Stamp&, const Event& event, Findings&)
{
    m_moved.reset();
    const auto* command = std::get_if<Command>(&event);
    const auto* move = command != nullptr ? std::get_if<MoveStop>(&command->what) : nullptr;
    const auto* change = command != nullptr ? std::get_if<ReplaceOrder>(&command->what) : nullptr;
    const OrderId id = move != nullptr ? move->order : change != nullptr ? change->order : OrderId{};
    const auto* order = m_told.state().orders.find(id);
    if (order != nullptr && order->ticket.stop) {
        m_moved = {id, *order->ticket.stop};
    }
}

void LimitsCheck::onFact(const Scene& scene, const Stamp&, const Fact& fact, Findings& findings)
{
    if (!m_told.state().limits.enforced) {
        return;
    }
    if (const auto* released = std::get_if<OrderReleased>(&fact)) {
        onRelease(scene, released->order, findings);
    } else if (const auto* asked = std::get_if<ReplaceAsked>(&fact)) {
        onReplace(scene, *asked, findings);
    }
}

void LimitsCheck::onReplace(const Scene& scene, const ReplaceAsked& asked, Findings& findings) const
{
    const auto* order = m_told.state().orders.find(asked.order);
    if (order == nullptr) {
        return;
    }
    std::string fault;
    if (!mayRaise(order->ticket)) {
        const bool isPersons = asked.cause == Cause::Person && m_moved && m_moved->order == asked.order && asked.stop;
        const bool isLooser
            = isPersons && (Int128{asked.stop->count} - m_moved->from.count) * signOf(order->ticket.side) > 0;
        fault = isLooser ? faultOfStop(*order, asked.stop->count, false) : std::string();
        fault = fault.empty() || faultOfStop(*order, asked.stop->count, true).empty() ? std::string() : fault;
    } else if (order->asked && !order->ticket.notional
               && (order->asked->size > order->ticket.size || order->asked->limit != order->ticket.limit
                   || order->asked->stop != order->ticket.stop)) {
        fault = faultOf(*order, false);
        fault = fault.empty() || faultOf(*order, true).empty() ? std::string() : fault;
    }
    if (!fault.empty()) {
        findings.broken(limits, scene.step, fmt::format("a replace of order {}: {}", asked.order.value, fault));
    }
}

void LimitsCheck::onRelease(const Scene& scene, OrderId id, Findings& findings) const
{
    const auto* order = m_told.state().orders.find(id);
    if (order == nullptr) {
        return findings.broken(limits, scene.step,
                               fmt::format("order {} was released without a reservation", id.value));
    }
    checkPace(scene, *order, findings);
    if (!mayRaise(order->ticket)) {
        return;
    }
    const std::string fault = faultOf(*order, false);
    if (!fault.empty() && !faultOf(*order, true).empty()) {
        findings.broken(limits, scene.step, fmt::format("order {}: {}", id.value, fault));
    }
}

// --- pace ------------------------------------------------------------------------------------------------------------

void LimitsCheck::checkPace(const Scene& scene, const NaiveOrder& order, Findings& findings) const
{
    if (isExempt(order.ticket)) {
        return;
    }
    std::int32_t count = 0;
    for (const NaiveRelease& release : m_told.state().releases) {
        count += release.account == order.ticket.account && scene.mono - release.at < minutes(1) ? 1 : 0;
    }
    const std::int32_t perMinute = m_told.state().limits.ordersPerMinute;
    const std::int32_t keptBack = order.ticket.reduceOnly ? 0 : (perMinute + 4) / 5;
    const std::int32_t most = std::max(1, perMinute - keptBack);
    if (count > most) {
        findings.broken(
            pace, scene.step,
            fmt::format("order {}: {}", order.ticket.id.value, above("the orders of a minute", count, most)));
    }
}

// --- values ----------------------------------------------------------------------------------------------------------

LimitsCheck::Open LimitsCheck::openOf(InstrumentId instrument) const
{
    Open open;
    m_told.state().orders.eachOpen([&](const NaiveOrder& order) {
        if (order.ticket.instrument != instrument || !mayRaise(order.ticket)) {
            return;
        }
        const bool buys = order.ticket.side == Side::Buy;
        (buys ? open.buys : open.sells) += order.remaining();
        (buys ? open.buyValue : open.sellValue) += order.remainingValue();
    });
    return open;
}

Int128 LimitsCheck::inBase(InstrumentId instrument, Int128 price, Int128 lots, Int128 amount) const
{
    const auto& books = m_told.state().books;
    const auto [above, below] = books.value(instrument, price, std::max<Int128>(lots, 0));
    const Int128 value = quotientDown(above, below) + amount;
    const auto worth = books.worthOf(books.quoteOf(instrument), m_told.stamp().wall);
    return worth.rate ? quotientDown(value * worth.rate->numerator, worth.rate->denominator) : Int128{0};
}

/// If every buy fills and no sell does; and the other way round.
LimitsCheck::Worst LimitsCheck::worstOf(InstrumentId instrument, Int128 price) const
{
    const Int128 position = m_told.state().books.holding(instrument).position;
    const Open open = openOf(instrument);
    return {inBase(instrument, price, position + open.buys, open.buyValue),
            inBase(instrument, price, open.sells - position, open.sellValue)};
}

/// All of the instrument is valued at the worst price that the order may meet.
std::optional<Int128> LimitsCheck::worstPrice(const NaiveOrder& order, bool isBefore) const
{
    const auto& ticket = order.ticket;
    const auto& quotes = isBefore ? m_told.market().before(ticket.instrument) : m_told.market().now(ticket.instrument);
    std::optional<Int128> worst;
    const auto consider = [&worst](std::int64_t price) { worst = std::max(worst.value_or(0), sizeOf(price)); };
    if (const auto reference = quotes.reference()) {
        consider(*reference);
    }
    if (quotes.hasQuote && quotes.quote.hasBid) {
        consider(quotes.quote.bid.count);
    }
    if (quotes.hasQuote && quotes.quote.hasAsk) {
        consider(quotes.quote.ask.count);
    }
    const auto limit = order.asked ? order.asked->limit : ticket.limit;
    const auto stop = order.asked ? order.asked->stop : ticket.stop;
    if (limit) {
        consider(limit->count);
    }
    if (stop) {
        consider(stop->count);
    }
    return worst;
}

// --- limits ----------------------------------------------------------------------------------------------------------

std::string LimitsCheck::faultOf(const NaiveOrder& order, bool isBefore) const
{
    const auto& state = m_told.state();
    const auto& ticket = order.ticket;
    const auto& market = m_told.market();
    if (!(isBefore ? market.before(ticket.instrument) : market.now(ticket.instrument)).isSure()) {
        return {};
    }
    const auto equity = state.books.equity(market, m_told.stamp().wall, isBefore);
    if (!equity.isSure) {
        return {};
    }
    if (!equity.value) {
        return "it was sent while equity is not known";
    }
    const auto price = worstPrice(order, isBefore);
    if (!price) {
        return "it was sent without any price";
    }
    const risk::Limits sizes = state.sizeLimits();
    std::int32_t count = 0;
    state.orders.eachOpen([&](const NaiveOrder& one) {
        count += one.ticket.account == ticket.account && !one.ticket.held && one.isOpen() ? 1 : 0;
    });
    if (count > sizes.openOrders) {
        return above("the number of open orders", count, sizes.openOrders);
    }
    if (sizes.orderSize && order.remaining() > sizes.orderSize->count) {
        return above("its size", order.remaining(), sizes.orderSize->count);
    }
    const Int128 value = inBase(ticket.instrument, *price, order.remaining(), order.remainingValue());
    if (sizes.orderValue && value > sizes.orderValue->e8) {
        return above("its value", value, sizes.orderValue->e8);
    }
    if (std::string fault = faultOfLoss(order, *equity.value, isBefore); !fault.empty()) {
        return fault;
    }
    return faultOfSums(order, *equity.value, *price, isBefore);
}

/// What is lost if it fills at its worst and its stop is met.
std::string LimitsCheck::faultOfLoss(const NaiveOrder& order, Int128 equity, bool isBefore) const
{
    const auto& ticket = order.ticket;
    if (ticket.notional) {
        return {}; // it depends on the fill
    }
    std::optional<Ticks> stop;
    m_told.state().orders.eachLeg(ticket.id, [&](const NaiveOrder& leg) {
        stop = !stop && leg.ticket.role == orders::OrderRole::Stop ? leg.ticket.stop : stop; // the newest is the first
    });
    const auto& quotes = isBefore ? m_told.market().before(ticket.instrument) : m_told.market().now(ticket.instrument);
    const auto reference = quotes.reference();
    const auto limit = order.asked ? order.asked->limit : ticket.limit;
    const auto trigger = order.asked ? order.asked->stop : ticket.stop;
    const auto entry = limit ? limit : trigger;
    if (!stop) {
        return "an entry without a stop was sent";
    }
    if (!entry && !reference) {
        return {};
    }
    const Int128 distance = (Int128{entry ? entry->count : *reference} - stop->count) * signOf(ticket.side);
    const Int128 loss = inBase(ticket.instrument, distance, order.remaining(), 0);
    const BasisPoints share = m_told.state().sizeLimits().lossAtStop;
    return distance > 0 && isAbove(loss, equity, share) ? above("the loss at its stop", loss, partOf(equity, share))
                                                        : std::string();
}

/// What the position that it closes would lose at `stop`, or its entry, which has not filled yet, at the price of now.
/// All in the quote currency.
std::string LimitsCheck::faultOfStop(const NaiveOrder& order, Int128 stop, bool isBefore) const
{
    constexpr Int128 slack = 4; // units of rounding, of the desk and of this
    const auto& state = m_told.state();
    const auto& ticket = order.ticket;
    const auto& quotes = isBefore ? m_told.market().before(ticket.instrument) : m_told.market().now(ticket.instrument);
    const auto equity = state.books.equity(m_told.market(), m_told.stamp().wall, isBefore);
    const auto worth = state.books.worthOf(state.books.quoteOf(ticket.instrument), m_told.stamp().wall);
    if (!quotes.isSure() || !equity.isSure || !worth.isSure || !worth.rate) {
        return {};
    }
    if (!equity.value) {
        return "a stop was drawn away while equity is not known";
    }
    const auto valueAt = [&](Int128 price, Int128 lots) {
        const auto [above, below] = state.books.value(ticket.instrument, price, lots);
        return quotientDown(above, below);
    };
    const auto& holding = state.books.holding(ticket.instrument);
    const Int128 held = sizeOf(holding.position);
    Int128 lots = std::max<std::int64_t>(ticket.size.count - order.told, 0);
    Int128 cost = 0;
    if (held > 0) {
        lots = std::min(lots, held);
        cost = quotientUp(sizeOf(holding.cost) * lots, held);
    } else if (const auto reference = quotes.reference()) {
        cost = valueAt(*reference, lots);
    } else {
        return {};
    }
    const Int128 loss = (valueAt(stop, lots) - cost) * signOf(ticket.side);
    const Int128 all = std::max<Int128>(0, *equity.value) * worth.rate->denominator / worth.rate->numerator;
    const Int128 most = std::min(partOf(all, state.limits.lossAtStop), partOf(cost, state.limits.hardStopDistance));
    return loss > most + slack ? above("the loss at a stop that was drawn away", loss, most) : std::string();
}

std::string LimitsCheck::faultOfSums(const NaiveOrder& order, Int128 equity, Int128 price, bool isBefore) const
{
    const auto& state = m_told.state();
    const auto& ticket = order.ticket;
    const risk::Limits sizes = state.sizeLimits();
    const Worst here = worstOf(ticket.instrument, price);
    const Int128 held = ticket.side == Side::Buy ? here.longValue : here.shortValue;
    if (equity <= 0 || isAbove(held, equity, sizes.positionPerTrade)) {
        return above("the position in the worst case", held, partOf(equity, sizes.positionPerTrade));
    }
    Int128 gross = std::max(here.longValue, here.shortValue);
    Int128 longs = here.longValue, shorts = here.shortValue;
    for (std::uint64_t id = 1; id <= state.books.instruments(); ++id) {
        if (InstrumentId{id} == ticket.instrument) {
            continue;
        }
        const auto& quotes = isBefore ? m_told.market().before({id}) : m_told.market().now({id});
        const Worst there = worstOf({id}, sizeOf(quotes.mark.value_or(0)));
        gross += std::max(there.longValue, there.shortValue);
        longs += there.longValue;
        shorts += there.shortValue;
    }
    if (isAbove(gross, equity, sizes.grossExposure)) {
        return above("the gross exposure in the worst case", gross, partOf(equity, sizes.grossExposure));
    }
    if (isAbove(std::max(longs, shorts), equity, sizes.netExposure)) {
        return above("the net exposure in the worst case", std::max(longs, shorts), partOf(equity, sizes.netExposure));
    }
    if (gross * 1'000 > equity * sizes.leverage.count) {
        return above("the leverage in the worst case, in thousandths", quotientUp(gross * 1'000, equity),
                     sizes.leverage.count);
    }
    return {};
}

// --- the wire --------------------------------------------------------------------------------------------------------

void LimitsCheck::onWire(const Scene& scene, const WireMessage& message, Findings& findings)
{
    if (message.kind != WireMessage::Kind::New && message.kind != WireMessage::Kind::Replace) {
        return;
    }
    const auto* order = m_told.state().orders.find(message.order);
    if (order == nullptr || !order->isReleased) {
        return findings.broken(limits, scene.step,
                               fmt::format("order {} reached the venue without a reservation", message.order.value));
    }
    if (!mayRaise(order->ticket)) {
        return;
    }
    if (message.kind == WireMessage::Kind::New) {
        if (order->isOver) {
            findings.broken(
                limits, scene.step,
                fmt::format("order {} reached the venue when its reservation had been given up", message.order.value));
        } else if (message.ticket.size.count > order->largestSize()) {
            findings.broken(limits, scene.step,
                            fmt::format("order {}: {}", message.order.value,
                                        above("what was sent", message.ticket.size.count, order->largestSize())));
        }
    } else if (!order->isOver && message.size && message.size->count > order->largestSize()) {
        findings.broken(limits, scene.step,
                        fmt::format("order {}: {}", message.order.value,
                                    above("the size that was asked for", message.size->count, order->largestSize())));
    }
}

} // namespace omni::simulate

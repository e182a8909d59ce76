// The sums over open orders, the list of open orders, and what changes many orders at once.

#include "core/trade/orders/ledger.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace omni::orders {

namespace {

bool isByValue(const OrderRecord& record) noexcept
{
    return record.ticket.notional.has_value();
}

/// At the venue, on its way to it, or about to be.
bool isLive(const OrderRecord& record) noexcept
{
    return isOpen(record.state) && !(record.ticket.held && record.state == OrderState::Created);
}

std::size_t placeOf(Side side) noexcept
{
    return side == Side::Buy ? 0 : 1;
}

Lots saturatedLots(Int128 count) noexcept
{
    return Lots{narrowed(count).value_or(std::numeric_limits<std::int64_t>::max())};
}

Money saturatedMoney(Int128 e8) noexcept
{
    return Money{narrowed(e8).value_or(std::numeric_limits<std::int64_t>::max())};
}

/// The higher of the two limits while a replace is on its way; nothing if either is a market order.
std::optional<Ticks> limitOf(const OrderRecord& record) noexcept
{
    if (!record.replacing) {
        return record.ticket.limit;
    }
    if (!record.ticket.limit || !record.replacing->limit) {
        return std::nullopt;
    }
    return std::max(*record.ticket.limit, *record.replacing->limit);
}

bool rescale(std::optional<Ticks>& price, const Rescale& by, Rounding rounding) noexcept
{
    if (!price) {
        return true;
    }
    price = rescaled(*price, by, rounding);
    return price.has_value() && price->count <= largestCount && price->count >= -largestCount;
}

bool rescale(Lots& lots, const Rescale& by, Rounding rounding) noexcept
{
    const auto after = rescaled(lots, by, rounding);
    if (!after || after->count > largestCount) {
        return false;
    }
    lots = *after;
    return true;
}

bool comesOutEven(const OrderRecord& record, const Rescale& by) noexcept
{
    return rescaled(record.ticket.size, by) && rescaled(record.filled, by) && rescaled(record.excess, by)
        && rescaled(record.owed, by) && (!record.replacing || rescaled(record.replacing->size, by));
}

bool rescalePrices(std::optional<Ticks>& limit, std::optional<Ticks>& stop, const OrderTicket& ticket,
                   const Rescale& by) noexcept
{
    const Rounding patient = ticket.side == Side::Buy ? Rounding::Down : Rounding::Up;
    const Rounding eager = ticket.side == Side::Buy ? Rounding::Up : Rounding::Down;
    // A stop to buy triggers from below: lower is earlier. A later one is higher.
    return rescale(limit, by, patient) && rescale(stop, by, ticket.reduceOnly ? patient : eager);
}

/// False: it does not fit.
bool rescale(OrderRecord& record, const Rescale& by) noexcept
{
    const bool isEven = comesOutEven(record, by);
    if (!isEven && !isOpen(record.state) && record.owed.count == 0) {
        return false;
    }
    auto& ticket = record.ticket;
    bool fits = rescale(ticket.size, by, Rounding::Up) && rescale(record.filled, by, Rounding::Down)
        && rescale(record.excess, by, Rounding::Up) && rescale(record.owed, by, Rounding::Up)
        && rescalePrices(ticket.limit, ticket.stop, ticket, by) && rescale(ticket.trail, by, Rounding::Down);
    if (record.replacing) {
        fits = fits && rescale(record.replacing->size, by, Rounding::Up)
            && rescalePrices(record.replacing->limit, record.replacing->stop, ticket, by);
    }
    record.needsReconcile = record.needsReconcile || (!isEven && record.state != OrderState::Created);
    return fits;
}

} // namespace

Lots reservedLots(const OrderRecord& record) noexcept
{
    if (isTerminal(record.state)) {
        return record.owed;
    }
    if (!isLive(record) || isByValue(record)) {
        return Lots{0};
    }
    return Lots{std::max<std::int64_t>(0, largestSizeOf(record).count - record.filled.count)};
}

const OrderRecord* Ledger::find(OrderId id) const noexcept
{
    const std::uint32_t index = indexOf(id);
    return index == noIndex ? nullptr : &m_records[index];
}

InstrumentOrders Ledger::of(InstrumentId instrument) const noexcept
{
    InstrumentOrders orders;
    if (instrument.value - 1 >= m_totals.size()) { // none wraps around
        return orders;
    }
    const Totals& totals = m_totals[instrument.value - 1];
    const Sums& buys = totals.sides[0];
    const Sums& sells = totals.sides[1];
    orders.openBuys = saturatedLots(buys.lots);
    orders.openSells = saturatedLots(sells.lots);
    orders.closingBuys = saturatedLots(buys.closing);
    orders.closingSells = saturatedLots(sells.closing);
    orders.unpricedBuys = saturatedLots(buys.unpriced);
    orders.unpricedSells = saturatedLots(sells.unpriced);
    orders.buyTickLots = buys.tickLots;
    orders.sellTickLots = sells.tickLots;
    orders.notionalBuys = saturatedMoney(buys.value);
    orders.notionalSells = saturatedMoney(sells.value);
    orders.open = totals.open;
    orders.unknown = totals.unknown;
    return orders;
}

std::int32_t Ledger::openCount(AccountId account) const noexcept
{
    const auto found = m_openOfAccount.find(account);
    return found == m_openOfAccount.end() ? 0 : found->second;
}

std::vector<OrderId> Ledger::openIds() const
{
    std::vector<OrderId> ids;
    ids.reserve(m_linked);
    forEachOpen([&ids](const OrderRecord& record) { ids.push_back(record.ticket.id); });
    return ids;
}

/// Ids rise, so the id at a place is at least the first id plus the place: where ids are dense the first look finds it.
std::uint32_t Ledger::indexOf(OrderId id) const noexcept
{
    if (m_ids.empty() || id.value < m_ids.front() || id.value > m_ids.back()) {
        return noIndex;
    }
    const auto most = std::min<std::uint64_t>(id.value - m_ids.front(), m_ids.size() - 1);
    if (m_ids[most] == id.value) {
        return static_cast<std::uint32_t>(most);
    }
    const auto end = m_ids.begin() + static_cast<std::ptrdiff_t>(most);
    const auto found = std::lower_bound(m_ids.begin(), end, id.value);
    return found != end && *found == id.value ? static_cast<std::uint32_t>(found - m_ids.begin()) : noIndex;
}

Ledger::Sums Ledger::claimOf(const OrderRecord& record) noexcept
{
    Sums claim;
    if (isByValue(record)) {
        if (isLive(record)) {
            claim.value = std::max<Int128>(0, Int128{record.ticket.notional->e8} - record.filledValue.e8);
        }
        return claim;
    }
    const Lots lots = reservedLots(record);
    if (record.ticket.reduceOnly) {
        claim.closing = lots.count;
        return claim;
    }
    claim.lots = lots.count;
    if (const auto limit = limitOf(record)) {
        claim.tickLots = Int128{limit->count} * lots.count;
    } else {
        claim.unpriced = lots.count;
    }
    return claim;
}

bool Ledger::sharesClaim(const OrderRecord& a, const OrderRecord& b) noexcept
{
    return a.ticket.instrument == b.ticket.instrument && a.ticket.side == b.ticket.side
        && a.ticket.reduceOnly == b.ticket.reduceOnly && !isByValue(a) && !isByValue(b);
}

void Ledger::count(std::uint32_t at, std::int32_t sign) noexcept
{
    const OrderRecord& record = m_records[at];
    const auto add = [sign](Sums& sums, const Sums& claim) {
        sums.lots += sign * claim.lots;
        sums.unpriced += sign * claim.unpriced;
        sums.tickLots += sign * claim.tickLots;
        sums.closing += sign * claim.closing;
        sums.value += sign * claim.value;
    };
    const auto sumsOf = [this](const OrderRecord& of) -> Sums& {
        return m_totals[of.ticket.instrument.value - 1].sides[placeOf(of.ticket.side)];
    };
    countOne(record, sign);
    Sums claim = claimOf(record);
    const std::uint32_t other = record.partner ? indexOf(record.partner) : noIndex;
    if (other != noIndex) {
        const OrderRecord& partner = m_records[other];
        countOne(partner, sign);
        const Sums second = claimOf(partner);
        if (!sharesClaim(record, partner)) {
            add(sumsOf(partner), second);
        } else if (second.lots > claim.lots || second.closing > claim.closing
                   || (second.lots == claim.lots && second.tickLots > claim.tickLots)) {
            claim = second;
        }
    }
    add(sumsOf(record), claim);
}

void Ledger::countOne(const OrderRecord& record, std::int32_t sign) noexcept
{
    if (!isLive(record)) {
        return;
    }
    Totals& totals = m_totals[record.ticket.instrument.value - 1];
    totals.open += sign;
    m_openCount += sign;
    m_openOfAccount[record.ticket.account] += sign;
    if (record.state == OrderState::Unknown) {
        totals.unknown += sign;
        m_unknownCount += sign;
    }
}

/// New orders have the highest id, so the end of the list is their place.
void Ledger::linkOpen(std::uint32_t at)
{
    m_links[at] = {m_lastOpen, noIndex};
    (m_lastOpen == noIndex ? m_firstOpen : m_links[m_lastOpen].next) = at;
    m_lastOpen = at;
    ++m_linked;
}

void Ledger::unlinkOpen(std::uint32_t at) noexcept
{
    const Link link = m_links[at];
    (link.previous == noIndex ? m_firstOpen : m_links[link.previous].next) = link.next;
    (link.next == noIndex ? m_lastOpen : m_links[link.next].previous) = link.previous;
    m_links[at] = {};
    --m_linked;
}

void Ledger::pair(OrderRecord& record) noexcept
{
    const std::uint32_t other = indexOf(record.ticket.oco);
    OrderRecord& partner = m_records[other];
    if (!partner.partner && (!partner.ticket.oco || partner.ticket.oco == record.ticket.id)) {
        partner.partner = record.ticket.id;
        record.partner = partner.ticket.id;
    }
}

Result<void> Ledger::rescale(InstrumentId instrument, const Rescale& by)
{
    std::deque<OrderRecord> records;
    for (const OrderRecord& record : m_records) {
        OrderRecord after = record;
        if (record.ticket.instrument != instrument || orders::rescale(after, by)) {
            records.push_back(after);
        } else if (isOpen(record.state) || record.owed.count > 0) {
            return failure(Errc::Overflow,
                           "order " + std::to_string(record.ticket.id.value) + " does not fit the new increments");
        }
    }
    keep(std::move(records));
    return {};
}

std::size_t Ledger::forgetTerminal(Timestamp before)
{
    std::deque<OrderRecord> records;
    for (const OrderRecord& record : m_records) {
        const bool isDone = isTerminal(record.state) && record.owed.count == 0 && !record.needsReconcile;
        if (!isDone || record.lastChange >= before) {
            records.push_back(record);
        }
    }
    const std::size_t forgotten = m_records.size() - records.size();
    if (forgotten > 0) {
        keep(std::move(records));
    }
    return forgotten;
}

void Ledger::keep(std::deque<OrderRecord>&& records)
{
    m_records = std::move(records);
    m_ids.clear();
    m_links.assign(m_records.size(), {});
    m_firstOpen = noIndex;
    m_lastOpen = noIndex;
    m_linked = 0;
    m_openCount = 0;
    m_unknownCount = 0;
    m_openOfAccount.clear();
    std::uint64_t highest = m_totals.size();
    for (const OrderRecord& record : m_records) {
        m_ids.push_back(record.ticket.id.value);
        highest = std::max(highest, record.ticket.instrument.value);
    }
    m_totals.assign(highest, {});
    for (std::uint32_t at = 0; at < m_records.size(); ++at) {
        const OrderRecord& record = m_records[at];
        if (isOpen(record.state)) {
            linkOpen(at);
        }
        // A pair is counted once, with its first order.
        const std::uint32_t other = record.partner ? indexOf(record.partner) : noIndex;
        if (other == noIndex || at < other) {
            count(at, +1);
        }
    }
}

} // namespace omni::orders

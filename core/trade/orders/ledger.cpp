#include "core/trade/orders/ledger.h"

#include <algorithm>
#include <limits>
#include <string>

namespace omni::orders {

namespace {

tl::unexpected<Error> noSuchOrder(OrderId id)
{
    return failure(Errc::NotFound, "no order " + std::to_string(id.value));
}

bool isCountable(std::int64_t count) noexcept
{
    return count <= largestCount && count >= -largestCount;
}

bool isCountable(const std::optional<Ticks>& price) noexcept
{
    return !price || isCountable(price->count);
}

Result<void> faultOf(const Replacement& with, Lots filled)
{
    if (with.size.count <= 0 || with.size <= filled) {
        return failure(Errc::Invalid, "a replace to no more than has filled");
    }
    if (!isCountable(with.size.count) || !isCountable(with.limit) || !isCountable(with.stop)) {
        return failure(Errc::Overflow, "a replace beyond the largest size or price");
    }
    return {};
}

Result<void> faultOf(const OrderTicket& ticket)
{
    const bool byValue
        = ticket.notional && ticket.size.count == 0 && ticket.notional->e8 > 0 && ticket.kind == OrderKind::Market;
    if (!ticket.id || !ticket.instrument || (!byValue && ticket.size.count <= 0)) {
        return failure(Errc::Invalid, "an order without id, instrument or size");
    }
    if (!isCountable(ticket.size.count) || !isCountable(ticket.limit) || !isCountable(ticket.stop)
        || !isCountable(ticket.trail)) {
        return failure(Errc::Overflow, "an order beyond the largest size or price");
    }
    return {};
}

} // namespace

/// Takes the claim of an order, and of its partner, out of the sums while the order changes.
class Ledger::Recount
{
public:
    Recount(Ledger& ledger, std::uint32_t index) noexcept
        : m_ledger(ledger)
        , m_index(index)
        , m_wasOpen(isOpen(ledger.m_records[index].state))
    {
        m_ledger.count(m_index, -1);
    }
    Recount(const Recount&) = delete;
    Recount& operator=(const Recount&) = delete;
    ~Recount()
    {
        m_ledger.count(m_index, +1);
        if (m_wasOpen && isTerminal(m_ledger.m_records[m_index].state)) {
            m_ledger.unlinkOpen(m_index);
        }
    }

private:
    Ledger& m_ledger;
    std::uint32_t m_index;
    bool m_wasOpen;
};

Result<void> Ledger::add(const OrderTicket& ticket, Timestamp at)
{
    if (auto fault = faultOf(ticket); !fault) {
        return fault;
    }
    if (ticket.id <= m_lastId) {
        return failure(Errc::Conflict, "order id " + std::to_string(ticket.id.value) + " is not above the last one");
    }
    if (m_linked >= mostOpenOrders || m_records.size() >= noIndex || ticket.instrument.value > mostInstruments) {
        return failure(Errc::Full, "no room for order " + std::to_string(ticket.id.value));
    }
    if (ticket.instrument.value > m_totals.size()) {
        m_totals.resize(ticket.instrument.value);
    }
    const auto index = static_cast<std::uint32_t>(m_records.size());
    OrderRecord& record = m_records.emplace_back();
    record.ticket = ticket;
    record.created = at;
    record.lastChange = at;
    m_ids.push_back(ticket.id.value);
    m_links.emplace_back();
    m_lastId = ticket.id;
    linkOpen(index);

    // The partner is counted anew as one of a pair; alone it may have counted differently.
    const std::uint32_t other = ticket.oco ? indexOf(ticket.oco) : noIndex;
    if (other != noIndex && other != index) {
        count(other, -1);
        pair(record);
        if (record.partner) {
            count(index, +1);
            return {};
        }
        count(other, +1);
    }
    count(index, +1);
    return {};
}

Result<Outcome> Ledger::apply(OrderId id, OrderEventKind event, Timestamp at, const VenueOrderId& venueOrderId)
{
    const std::uint32_t index = indexOf(id);
    if (index == noIndex) {
        return noSuchOrder(id);
    }
    OrderRecord& record = m_records[index];
    Outcome outcome;
    {
        const Recount recount(*this, index);
        transit(record, event, outcome);
        if (!venueOrderId.empty()) {
            record.venueOrderId = venueOrderId;
        }
        record.lastChange = at;
    }
    return outcome;
}

Result<Outcome> Ledger::addFill(OrderId id, Lots size, Money value, Timestamp at)
{
    const std::uint32_t index = indexOf(id);
    if (index == noIndex) {
        return noSuchOrder(id);
    }
    if (size.count <= 0) {
        return failure(Errc::Invalid, "a fill without a size");
    }
    OrderRecord& record = m_records[index];
    const auto valueAfter = checkedSum(record.filledValue.e8, value.e8);
    if (!isCountable(size.count) || !valueAfter || record.excess.count > mostExcess) {
        return failure(Errc::Overflow, "a fill that does not fit order " + std::to_string(id.value));
    }
    Outcome outcome;
    {
        const Recount recount(*this, index);
        const bool byValue = record.ticket.notional.has_value();
        const Lots room{byValue ? largestCount - record.filled.count
                                : largestSizeOf(record).count - record.filled.count};
        const Lots taken = std::clamp(room, Lots{0}, size);
        record.filled.count += taken.count;
        record.filledValue.e8 = *valueAfter;
        record.owed.count -= std::min(record.owed.count, size.count);
        const bool whole = !byValue && record.filled >= largestSizeOf(record);
        const bool hadEnded = isTerminal(record.state) && record.state != OrderState::Filled;
        outcome.excess = Lots{size.count - taken.count};
        record.excess.count += outcome.excess.count;
        transit(record, whole ? OrderEventKind::Filled : OrderEventKind::PartFilled, outcome);
        if (hadEnded) {
            record.lateFill = true;
            outcome.lateFill = true;
        }
        const bool overspent = byValue && record.filledValue > *record.ticket.notional;
        if (outcome.excess.count > 0 || overspent) {
            record.needsReconcile = true;
        }
        record.lastChange = at;
    }
    return outcome;
}

Result<Outcome> Ledger::bustFill(OrderId id, Lots size, Money value, Timestamp at)
{
    if (size.count <= 0 || !isCountable(size.count) || value.e8 == std::numeric_limits<std::int64_t>::min()) {
        return failure(Errc::Invalid, "a bust without a size");
    }
    return correctFill(id, Lots{-size.count}, Money{-value.e8}, at);
}

Result<Outcome> Ledger::correctFill(OrderId id, Lots sizeChange, Money valueChange, Timestamp at)
{
    const std::uint32_t index = indexOf(id);
    if (index == noIndex) {
        return noSuchOrder(id);
    }
    OrderRecord& record = m_records[index];
    const auto value = checkedSum(record.filledValue.e8, valueChange.e8);
    const Int128 total = Int128{record.filled.count} + record.excess.count + sizeChange.count;
    if (!isCountable(sizeChange.count) || !value || total > Int128{mostExcess} + largestCount) {
        return failure(Errc::Overflow, "a correction that does not fit order " + std::to_string(id.value));
    }
    if (total < 0) {
        return failure(Errc::Conflict, "more is taken back than order " + std::to_string(id.value) + " has filled");
    }
    Outcome outcome;
    {
        const Recount recount(*this, index);
        outcome.before = record.state;
        const Int128 most = record.ticket.notional ? Int128{largestCount} : Int128{largestSizeOf(record).count};
        const Lots excessBefore = record.excess;
        record.filled = Lots{static_cast<std::int64_t>(std::min(total, most))};
        record.excess = Lots{static_cast<std::int64_t>(total - record.filled.count)};
        record.filledValue = Money{*value};
        outcome.after = record.state;
        if (record.excess > excessBefore) {
            outcome.excess = Lots{record.excess.count - excessBefore.count};
            record.needsReconcile = true;
        }
        completeIfFilled(record, outcome);
        record.lastChange = at;
    }
    return outcome;
}

Result<Outcome> Ledger::replaceAsked(OrderId id, const Replacement& with, Timestamp at)
{
    const std::uint32_t index = indexOf(id);
    if (index == noIndex) {
        return noSuchOrder(id);
    }
    OrderRecord& record = m_records[index];
    if (record.replacing || record.ticket.notional || isTerminal(record.state)
        || !next(record.state, OrderEventKind::ReplaceSent)) {
        return failure(Errc::Denied, "order " + std::to_string(id.value) + " may not be replaced now");
    }
    if (auto fault = faultOf(with, record.filled); !fault) {
        return tl::unexpected(fault.error());
    }
    Outcome outcome;
    {
        const Recount recount(*this, index);
        transit(record, OrderEventKind::ReplaceSent, outcome);
        record.replacing = with;
        record.lastChange = at;
    }
    return outcome;
}

Result<Outcome> Ledger::replaced(OrderId id, Timestamp at, const std::optional<Replacement>& with,
                                 const VenueOrderId& venueOrderId)
{
    const std::uint32_t index = indexOf(id);
    if (index == noIndex) {
        return noSuchOrder(id);
    }
    if (with) {
        if (auto fault = faultOf(*with, Lots{0}); !fault) {
            return tl::unexpected(fault.error());
        }
    }
    OrderRecord& record = m_records[index];
    if (record.ticket.notional) {
        return failure(Errc::Denied, "order " + std::to_string(id.value) + " has no size to replace");
    }
    Outcome outcome;
    {
        const Recount recount(*this, index);
        if (with) {
            record.replacing = with;
        }
        transit(record, OrderEventKind::Replaced, outcome);
        if (!venueOrderId.empty()) {
            record.venueOrderId = venueOrderId;
        }
        record.lastChange = at;
    }
    return outcome;
}

Result<Outcome> Ledger::standsWith(OrderId id, OrderEventKind event, const Replacement& with, Timestamp at,
                                   const VenueOrderId& venueOrderId)
{
    const std::uint32_t index = indexOf(id);
    if (index == noIndex) {
        return noSuchOrder(id);
    }
    if (auto fault = faultOf(with, Lots{0}); !fault) {
        return tl::unexpected(fault.error());
    }
    OrderRecord& record = m_records[index];
    const bool mayBeAnswered = record.replacing && record.state != OrderState::Unknown;
    const bool isSettled = event == OrderEventKind::Filled || !mayBeAnswered;
    const Replacement standing{record.ticket.size, record.ticket.limit, record.ticket.stop};
    const bool isExpected = with == standing || (record.replacing && with == *record.replacing);
    Outcome outcome;
    {
        const Recount recount(*this, index);
        Outcome ignored; // less than has filled is not taken
        const bool isNews = isSettled && !record.ticket.notional && isOpen(record.state)
            && record.state != OrderState::Created && with.size >= record.filled;
        if (isNews) {
            take(record, with, ignored);
        }
        transit(record, event, outcome);
        const bool couldBeTold = isOpen(outcome.before) && !record.ticket.notional;
        outcome.otherFigures = isSettled && couldBeTold && !isExpected;
        outcome.leftOut = !isSettled && couldBeTold && with != standing;
        if (!venueOrderId.empty()) {
            record.venueOrderId = venueOrderId;
        }
        record.lastChange = at;
    }
    return outcome;
}

Result<void> Ledger::amend(OrderId id, const Replacement& with, Timestamp at)
{
    const std::uint32_t index = indexOf(id);
    if (index == noIndex) {
        return noSuchOrder(id);
    }
    OrderRecord& record = m_records[index];
    if (record.state != OrderState::Created || record.ticket.notional) {
        return failure(Errc::Denied, "order " + std::to_string(id.value) + " has been sent");
    }
    if (auto fault = faultOf(with, record.filled); !fault) {
        return fault;
    }
    const Recount recount(*this, index);
    Outcome outcome;
    take(record, with, outcome);
    record.lastChange = at;
    return {};
}

Result<void> Ledger::release(OrderId id, Lots size, Timestamp at)
{
    const std::uint32_t index = indexOf(id);
    if (index == noIndex) {
        return noSuchOrder(id);
    }
    OrderRecord& record = m_records[index];
    if (!record.ticket.held || record.state != OrderState::Created) {
        return failure(Errc::Denied, "order " + std::to_string(id.value) + " is not held");
    }
    if (size.count <= 0 || size > record.ticket.size) {
        return failure(Errc::Invalid, "a leg is released with no more than its size");
    }
    const Recount recount(*this, index);
    record.ticket.held = false;
    record.ticket.size = size;
    record.lastChange = at;
    return {};
}

Result<void> Ledger::reconciled(OrderId id, Timestamp at)
{
    const std::uint32_t index = indexOf(id);
    if (index == noIndex) {
        return noSuchOrder(id);
    }
    const Recount recount(*this, index);
    OrderRecord& record = m_records[index];
    record.needsReconcile = false;
    record.owed = Lots{0};
    record.lastChange = at;
    return {};
}

// --- the changes themselves ------------------------------------------------------------------------------------------

void Ledger::transit(OrderRecord& record, OrderEventKind event, Outcome& outcome) noexcept
{
    const OrderState before = record.state;
    const auto after = next(before, event);
    // What has filled was not refused.
    const bool isFill = event == OrderEventKind::PartFilled || event == OrderEventKind::Filled;
    const bool refusedAfterFills = event == OrderEventKind::Rejected && !isTerminal(before) && record.filled.count > 0;
    const bool filledAfterRefusal = isFill && before == OrderState::Rejected;
    outcome.before = before;
    outcome.impossible = !after || refusedAfterFills || filledAfterRefusal;
    if (outcome.impossible) {
        record.needsReconcile = true;
        record.state = isTerminal(before) ? before : OrderState::Unknown;
    } else {
        // They prove the order, not the change of it whose answer is lost: that is asked for until the venue has said
        // its figures.
        const bool provesOrderAlone = event == OrderEventKind::Accepted || event == OrderEventKind::PartFilled;
        const bool staysInDoubt = before == OrderState::Unknown && record.replacing && provesOrderAlone;
        record.state = staysInDoubt ? before : *after;
    }
    if (before == OrderState::Unknown && record.ticket.held && record.state != OrderState::Unknown) {
        settleDoubt(record, event);
    }
    if (event == OrderEventKind::CancelSent) {
        ++record.cancelsAsked;
    }
    if (record.state == OrderState::Filled && before != OrderState::Filled && !record.ticket.notional) {
        record.owed = Lots{std::max<std::int64_t>(0, record.ticket.size.count - record.filled.count)};
    }
    const Replacement standing{record.ticket.size, record.ticket.limit, record.ticket.stop};
    if (event == OrderEventKind::ReplaceRejected && record.replacing) {
        take(record, standing, outcome);
    } else if (event == OrderEventKind::Replaced && record.replacing && !outcome.impossible) {
        take(record, *record.replacing, outcome);
    }
    if (isTerminal(record.state) && record.replacing) {
        // Fills beyond the old size prove that the replace was done, though nobody said so.
        const bool wasDone = record.filled > record.ticket.size;
        take(record, wasDone ? *record.replacing : standing, outcome);
    }
    outcome.after = record.state;
    completeIfFilled(record, outcome);
    outcome.unknownNow = outcome.after == OrderState::Unknown && before != OrderState::Unknown;
}

/// A held leg of which nobody knew whether it had left: whatever the venue says of it but that it never came proves
/// that it was let go.
void Ledger::settleDoubt(OrderRecord& record, OrderEventKind event) noexcept
{
    record.ticket.held = event == OrderEventKind::Rejected;
}

/// The order stands with these figures and nothing is on its way. What has filled beyond them is an excess (F30).
void Ledger::take(OrderRecord& record, Replacement with, Outcome& outcome) noexcept
{
    record.ticket.size = with.size;
    record.ticket.limit = with.limit;
    record.ticket.stop = with.stop;
    record.replacing.reset();
    if (!record.ticket.notional && record.filled > with.size) {
        outcome.excess.count += record.filled.count - with.size.count;
        record.excess.count += record.filled.count - with.size.count;
        record.filled = with.size;
        record.needsReconcile = true;
    }
}

/// A smaller size, a refused larger one or a correction may find that all has filled already. A Created order is left
/// alone: fills of it are impossible, and asked about.
void Ledger::completeIfFilled(OrderRecord& record, Outcome& outcome) noexcept
{
    if (!record.ticket.notional && record.filled.count > 0 && !isTerminal(record.state)
        && record.state != OrderState::Unknown && record.state != OrderState::Created
        && record.filled >= largestSizeOf(record)) {
        record.state = OrderState::Filled;
    }
    outcome.after = record.state;
    outcome.terminalNow = isTerminal(outcome.after) && !isTerminal(outcome.before);
}

} // namespace omni::orders

#include "core/trade/orders/ledger.h"
#include "core/trade/orders/order_bytes.h"

#include <limits>
#include <utility>

namespace omni::orders {

namespace {

void writeRecord(ByteWriter& out, const OrderRecord& record)
{
    write(out, record.ticket);
    out.u8(static_cast<std::uint8_t>(record.state));
    out.signedVarint(record.filled.count);
    out.signedVarint(record.excess.count);
    out.signedVarint(record.owed.count);
    out.signedVarint(record.filledValue.e8);
    out.text(record.venueOrderId.view());
    out.i64(record.created.ns);
    out.i64(record.lastChange.ns);
    out.boolean(record.replacing.has_value());
    if (record.replacing) {
        out.signedVarint(record.replacing->size.count);
        write(out, record.replacing->limit);
        write(out, record.replacing->stop);
    }
    out.varint(record.partner.value);
    out.u32(record.cancelsAsked);
    out.boolean(record.lateFill);
    out.boolean(record.needsReconcile);
}

OrderRecord readRecord(ByteReader& in)
{
    OrderRecord record;
    record.ticket = readTicket(in);
    record.state = readEnum<OrderState>(in, orderStates);
    record.filled = {in.signedVarint()};
    record.excess = {in.signedVarint()};
    record.owed = {in.signedVarint()};
    record.filledValue = {in.signedVarint()};
    record.venueOrderId = readShortText<47>(in);
    record.created = {in.i64()};
    record.lastChange = {in.i64()};
    if (in.boolean()) {
        Replacement with;
        with.size = {in.signedVarint()};
        with.limit = readTicks(in);
        with.stop = readTicks(in);
        record.replacing = with;
    }
    record.partner = {in.varint()};
    record.cancelsAsked = in.u32();
    record.lateFill = in.boolean();
    record.needsReconcile = in.boolean();
    return record;
}

bool isCountable(const std::optional<Ticks>& price) noexcept
{
    return !price || (price->count <= largestCount && price->count >= -largestCount);
}

bool isCountable(Lots lots) noexcept
{
    return lots.count >= 0 && lots.count <= largestCount;
}

/// What the arithmetic of the ledger relies on.
bool isSound(const OrderRecord& record) noexcept
{
    const OrderTicket& ticket = record.ticket;
    if (!ticket.instrument || ticket.instrument.value > mostInstruments || !isCountable(ticket.size)
        || !isCountable(ticket.limit) || !isCountable(ticket.stop) || !isCountable(ticket.trail)) {
        return false;
    }
    if (ticket.notional ? ticket.size.count != 0 || record.replacing : ticket.size.count == 0) {
        return false;
    }
    if (record.replacing
        && (!isCountable(record.replacing->size) || !isCountable(record.replacing->limit)
            || !isCountable(record.replacing->stop))) {
        return false;
    }
    return isCountable(record.filled) && record.excess.count >= 0
        && record.excess.count <= mostExcess + 2 * largestCount && isCountable(record.owed)
        && (ticket.notional || record.filled <= largestSizeOf(record));
}

} // namespace

void Ledger::save(ByteWriter& out) const
{
    out.varint(m_lastId.value);
    out.varint(m_records.size());
    for (const OrderRecord& record : m_records) {
        writeRecord(out, record);
    }
}

Result<void> Ledger::load(ByteReader& in)
{
    const OrderId lastId{in.varint()};
    const std::size_t count = in.count(noIndex - 1);
    std::deque<OrderRecord> records;
    std::size_t open = 0;
    OrderId previous;
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        records.push_back(readRecord(in));
        const OrderRecord& record = records.back();
        open += isOpen(record.state) ? 1U : 0U;
        if (!isSound(record) || record.ticket.id <= previous || record.ticket.id > lastId || open > mostOpenOrders) {
            in.fail();
        }
        previous = record.ticket.id;
    }
    Ledger loaded;
    loaded.m_lastId = lastId;
    if (in.ok()) {
        loaded.keep(std::move(records));
        for (const OrderRecord& record : loaded.m_records) {
            const OrderRecord* partner = loaded.find(record.partner);
            if (partner != nullptr && (partner == &record || partner->partner != record.ticket.id)) {
                in.fail();
            }
        }
    }
    if (!in.ok()) {
        return failure(Errc::Corrupt, "the bytes are not those of an order ledger");
    }
    *this = std::move(loaded);
    return {};
}

} // namespace omni::orders

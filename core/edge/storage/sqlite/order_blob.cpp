#include "core/edge/storage/sqlite/order_blob.h"

#include "core/trade/orders/order_bytes.h"

namespace omni::storage {

namespace {

constexpr std::uint8_t blobVersion = 1;
constexpr std::uint8_t stateCount = static_cast<std::uint8_t>(orders::OrderState::Unknown) + 1;

} // namespace

Bytes orderBlob(const orders::OrderRecord& record)
{
    Bytes bytes;
    ByteWriter out(bytes);
    out.u8(blobVersion);
    orders::write(out, record.ticket);
    out.u8(static_cast<std::uint8_t>(record.state));
    for (const Lots lots : {record.filled, record.excess, record.owed}) {
        out.signedVarint(lots.count);
    }
    out.signedVarint(record.filledValue.e8);
    out.text(record.venueOrderId.view());
    out.i64(record.created.ns);
    out.i64(record.lastChange.ns);
    out.boolean(record.replacing.has_value());
    if (record.replacing) {
        out.signedVarint(record.replacing->size.count);
        orders::write(out, record.replacing->limit);
        orders::write(out, record.replacing->stop);
    }
    out.varint(record.partner.value);
    out.varint(record.cancelsAsked);
    out.boolean(record.lateFill);
    out.boolean(record.needsReconcile);
    return bytes;
}

std::optional<orders::OrderRecord> orderFromBlob(std::span<const std::byte> bytes)
{
    ByteReader in(bytes);
    orders::OrderRecord record;
    if (in.u8() != blobVersion) {
        return std::nullopt;
    }
    record.ticket = orders::readTicket(in);
    record.state = orders::readEnum<orders::OrderState>(in, stateCount);
    for (Lots* lots : {&record.filled, &record.excess, &record.owed}) {
        lots->count = in.signedVarint();
    }
    record.filledValue = {in.signedVarint()};
    record.venueOrderId = orders::readShortText<47>(in);
    record.created = {in.i64()};
    record.lastChange = {in.i64()};
    if (in.boolean()) {
        orders::Replacement with;
        with.size = {in.signedVarint()};
        with.limit = orders::readTicks(in);
        with.stop = orders::readTicks(in);
        record.replacing = with;
    }
    record.partner = {in.varint()};
    const std::uint64_t asked = in.varint();
    record.lateFill = in.boolean();
    record.needsReconcile = in.boolean();
    if (!in.finished() || asked > 0xffff'ffff) {
        return std::nullopt;
    }
    record.cancelsAsked = static_cast<std::uint32_t>(asked);
    return record;
}

} // namespace omni::storage

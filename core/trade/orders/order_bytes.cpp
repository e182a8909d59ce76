#include "core/trade/orders/order_bytes.h"

namespace omni::orders {

void write(ByteWriter& out, const std::optional<Ticks>& price)
{
    out.boolean(price.has_value());
    if (price) {
        out.signedVarint(price->count);
    }
}

std::optional<Ticks> readTicks(ByteReader& in)
{
    if (!in.boolean()) {
        return std::nullopt;
    }
    return Ticks{in.signedVarint()};
}

void write(ByteWriter& out, const OrderTicket& ticket)
{
    out.varint(ticket.id.value);
    out.varint(ticket.instrument.value);
    out.varint(ticket.account.value);
    out.u8(static_cast<std::uint8_t>(ticket.environment));
    out.u8(static_cast<std::uint8_t>(ticket.side));
    out.u8(static_cast<std::uint8_t>(ticket.kind));
    out.u8(static_cast<std::uint8_t>(ticket.timeInForce));
    out.u8(static_cast<std::uint8_t>(ticket.role));
    out.u8(static_cast<std::uint8_t>(ticket.origin));
    out.signedVarint(ticket.size.count);
    out.boolean(ticket.notional.has_value());
    if (ticket.notional) {
        out.signedVarint(ticket.notional->e8);
    }
    write(out, ticket.limit);
    write(out, ticket.stop);
    write(out, ticket.trail);
    out.boolean(ticket.postOnly);
    out.boolean(ticket.reduceOnly);
    out.boolean(ticket.held);
    out.varint(ticket.parent.value);
    out.varint(ticket.oco.value);
    out.varint(ticket.strategy.value);
    out.varint(ticket.proposal.value);
    out.varint(ticket.by.value);
}

OrderTicket readTicket(ByteReader& in)
{
    OrderTicket ticket;
    ticket.id = {in.varint()};
    ticket.instrument = {in.varint()};
    ticket.account = {in.varint()};
    ticket.environment = readEnum<Environment>(in, 4);
    ticket.side = readEnum<Side>(in, 2);
    ticket.kind = readEnum<OrderKind>(in, 5);
    ticket.timeInForce = readEnum<TimeInForce>(in, 5);
    ticket.role = readEnum<OrderRole>(in, 4);
    ticket.origin = readEnum<Origin>(in, 4);
    ticket.size = {in.signedVarint()};
    if (in.boolean()) {
        ticket.notional = Money{in.signedVarint()};
    }
    ticket.limit = readTicks(in);
    ticket.stop = readTicks(in);
    ticket.trail = readTicks(in);
    ticket.postOnly = in.boolean();
    ticket.reduceOnly = in.boolean();
    ticket.held = in.boolean();
    ticket.parent = {in.varint()};
    ticket.oco = {in.varint()};
    ticket.strategy = {in.varint()};
    ticket.proposal = {in.varint()};
    ticket.by = {in.varint()};
    return ticket;
}

void write(ByteWriter& out, const Fill& fill)
{
    out.varint(fill.id.value);
    out.varint(fill.order.value);
    out.varint(fill.instrument.value);
    out.varint(fill.account.value);
    out.u8(static_cast<std::uint8_t>(fill.side));
    out.signedVarint(fill.price.count);
    out.signedVarint(fill.size.count);
    out.signedVarint(fill.value.e8);
    out.signedVarint(fill.fee.e8);
    out.varint(fill.feeCurrency.value);
    out.u8(static_cast<std::uint8_t>(fill.liquidity));
    out.i64(fill.time.ns);
    out.text(fill.venueFillId.view());
}

Fill readFill(ByteReader& in)
{
    Fill fill;
    fill.id = {in.varint()};
    fill.order = {in.varint()};
    fill.instrument = {in.varint()};
    fill.account = {in.varint()};
    fill.side = readEnum<Side>(in, 2);
    fill.price = {in.signedVarint()};
    fill.size = {in.signedVarint()};
    fill.value = {in.signedVarint()};
    fill.fee = {in.signedVarint()};
    fill.feeCurrency = {in.varint()};
    fill.liquidity = readEnum<Liquidity>(in, 3);
    fill.time = {in.i64()};
    fill.venueFillId = readShortText<47>(in);
    return fill;
}

} // namespace omni::orders

#include "core/desk/views/standing.h"

#include "core/base/bytes.h"

namespace omni::views {

Digest standingDigest(Lots position, const orders::InstrumentOrders& open, const orders::InstrumentOrders& external)
{
    Bytes bytes;
    ByteWriter out(bytes);
    out.i64(position.count);
    for (const orders::InstrumentOrders* orders : {&open, &external}) {
        out.i64(orders->openBuys.count);
        out.i64(orders->openSells.count);
        out.i64(orders->notionalBuys.e8);
        out.i64(orders->notionalSells.e8);
    }
    return digestOf("omni.standing.1", bytes);
}

Digest standingIn(const RiskPicture& picture, InstrumentId instrument)
{
    const std::size_t at = instrument.value - 1; // of none it is beyond them all
    const InstrumentRisk risk = at < picture.instruments.size() ? picture.instruments[at] : InstrumentRisk{};
    return standingDigest(risk.position, risk.open, risk.external);
}

Digest signedDigest(const Digest& order, const Digest& standing)
{
    Bytes bytes;
    ByteWriter out(bytes);
    out.raw(order);
    out.raw(standing);
    return digestOf("omni.signed.1", bytes);
}

} // namespace omni::views

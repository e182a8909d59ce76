#include "core/trade/orders/external_orders.h"

#include "core/trade/orders/order_bytes.h"

#include <algorithm>
#include <limits>

namespace omni::orders {

namespace {

bool isPrice(const std::optional<Ticks>& price) noexcept
{
    return !price || (price->count <= largestCount && price->count >= -largestCount);
}

bool isSound(const ExternalOrderKey& key, const ExternalOrder& order) noexcept
{
    return key.instrument && !key.venueOrderId.empty() && order.left.count > 0 && order.left.count <= largestCount
        && isPrice(order.limit) && isPrice(order.stop);
}

void addLots(Lots& sum, Lots lots) noexcept
{
    sum.count = checkedSum(sum.count, lots.count).value_or(std::numeric_limits<std::int64_t>::max());
}

void rescalePrice(std::optional<Ticks>& price, const Rescale& by, Rounding rounding) noexcept
{
    if (price) {
        const auto after = rescaled(*price, by, rounding);
        price = Ticks{std::clamp(after ? after->count : largestCount, -largestCount, largestCount)};
    }
}

} // namespace

Result<void> ExternalOrders::report(const ExternalOrderKey& key, const ExternalOrder& order)
{
    if (!isSound(key, order)) {
        return failure(Errc::Invalid, "an order of somebody else's whose figures cannot be");
    }
    if (auto* known = m_orders.find(key)) {
        const Timestamp since = known->since;
        *known = order;
        known->since = since;
        return {};
    }
    if (m_orders.size() >= mostExternalOrders) {
        // Between a new link and the end of its comparison nothing is trusted: what was not named yet may make room.
        const auto stale
            = std::find_if(m_orders.begin(), m_orders.end(), [](const auto& entry) { return !entry.value.isNamed; });
        if (stale == m_orders.end()) {
            ++m_leftOut;
            return failure(Errc::Full, "too many orders on the account that are not ours");
        }
        m_orders.erase(ExternalOrderKey(stale->key));
    }
    m_orders.insertOrAssign(key, order);
    return {};
}

void ExternalOrders::end(const ExternalOrderKey& key)
{
    m_orders.erase(key);
}

void ExternalOrders::beginComparison() noexcept
{
    m_orders.forEach([](const ExternalOrderKey&, ExternalOrder& order) { order.isNamed = false; });
    m_leftOut = 0;
}

void ExternalOrders::endComparison()
{
    m_orders.eraseIf([](const ExternalOrderKey&, const ExternalOrder& order) { return !order.isNamed; });
}

void ExternalOrders::clear() noexcept
{
    m_orders.clear();
    m_leftOut = 0;
}

void ExternalOrders::rescale(InstrumentId instrument, const Rescale& by)
{
    m_orders.forEach([&](const ExternalOrderKey& key, ExternalOrder& order) {
        if (key.instrument == instrument) {
            const auto lots = rescaled(order.left, by, Rounding::Up);
            order.left = Lots{std::min(lots ? lots->count : largestCount, largestCount)};
            const Rounding dear = order.side == Side::Buy ? Rounding::Up : Rounding::Down;
            rescalePrice(order.limit, by, dear);
            rescalePrice(order.stop, by, dear);
        }
    });
}

bool ExternalOrders::hasOf(InstrumentId instrument) const
{
    const auto first = m_orders.lowerBound({instrument, {}});
    return first != m_orders.end() && first->key.instrument == instrument;
}

void ExternalOrders::addTo(InstrumentOrders& open, InstrumentId instrument) const
{
    const auto end = m_orders.end();
    for (auto at = m_orders.lowerBound({instrument, {}}); at != end && at->key.instrument == instrument; ++at) {
        const ExternalOrder& order = at->value;
        const bool buys = order.side == Side::Buy;
        addLots(buys ? open.openBuys : open.openSells, order.left);
        if (order.limit) {
            (buys ? open.buyTickLots : open.sellTickLots) += Int128{order.limit->count} * order.left.count;
        } else {
            addLots(buys ? open.unpricedBuys : open.unpricedSells, order.left);
        }
        ++open.open;
    }
}

void ExternalOrders::save(ByteWriter& out) const
{
    out.varint(m_leftOut);
    out.varint(m_orders.size());
    for (const auto& entry : m_orders) {
        out.varint(entry.key.instrument.value);
        out.text(entry.key.venueOrderId.view());
        out.u8(static_cast<std::uint8_t>(entry.value.side));
        out.signedVarint(entry.value.left.count);
        write(out, entry.value.limit);
        write(out, entry.value.stop);
        out.signedVarint(entry.value.since.ns);
        out.boolean(entry.value.isNamed);
    }
}

Result<void> ExternalOrders::load(ByteReader& in)
{
    ExternalOrders loaded;
    loaded.m_leftOut = in.varint();
    const std::size_t count = in.count(mostExternalOrders);
    bool sound = true;
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        ExternalOrderKey key;
        key.instrument = {in.varint()};
        key.venueOrderId = readShortText<47>(in);
        ExternalOrder order;
        order.side = readEnum<Side>(in, 2);
        order.left = {in.signedVarint()};
        order.limit = readTicks(in);
        order.stop = readTicks(in);
        order.since = {in.signedVarint()};
        order.isNamed = in.boolean();
        sound = sound && isSound(key, order) && !loaded.m_orders.contains(key);
        loaded.m_orders.insertOrAssign(key, order);
    }
    if (!in.ok() || !sound) {
        return failure(Errc::Corrupt, "the bytes are not those of orders that are not ours");
    }
    *this = std::move(loaded);
    return {};
}

} // namespace omni::orders

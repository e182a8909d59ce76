#include "core/trade/portfolio/lots.h"

#include "core/base/wide_int.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace omni::portfolio {

namespace {

constexpr std::size_t leastCompaction = 64;

/// The value, or nothing if it or its negative does not fit: cost and position are negated freely.
std::optional<std::int64_t> mirrored(Int128 value) noexcept
{
    const auto fitting = narrowed(value);
    return fitting && *fitting != std::numeric_limits<std::int64_t>::min() ? fitting : std::nullopt;
}

tl::unexpected<Error> doesNotFit()
{
    return failure(Errc::Overflow, "the position, its cost or its result does not fit");
}

/// `part` of `whole`, rounded once; the caller keeps the remainder.
Money shareOf(Money amount, Lots part, Lots whole) noexcept
{
    return Money{static_cast<std::int64_t>(dividedHalfEven(Int128{amount.e8} * part.count, whole.count))};
}

} // namespace

Result<LotPlan> LotBook::plan(Side side, Lots size, Money value) const
{
    if (size.count <= 0) {
        return failure(Errc::Invalid, "a fill without a size");
    }
    const std::int64_t sign = signOf(side);
    const bool isLong = m_position.count > 0;
    const bool closes = m_position.count != 0 && isLong == (side == Side::Sell);
    const std::int64_t held = isLong ? m_position.count : -m_position.count;
    const auto after = mirrored(Int128{m_position.count} + Int128{sign} * size.count);
    if (!after) {
        return doesNotFit();
    }

    LotPlan plan;
    plan.before = m_position;
    plan.after = Lots{*after};
    plan.closed = Lots{closes ? std::min(held, size.count) : 0};
    plan.opened = Lots{size.count - plan.closed.count};
    plan.closedValue = plan.opened.count == 0 ? value : shareOf(value, plan.closed, size);
    plan.openedCost = Money{value.e8 - plan.closedValue.e8};

    // Of each lot that closes wholly its whole cost; of the last one a share.
    Int128 closedCost = 0;
    Lots left = plan.closed;
    for (std::size_t at = m_first; left.count > 0; ++at) {
        const OpenLot& lot = m_lots[at];
        if (left >= lot.size) {
            closedCost += lot.cost.e8;
            left.count -= lot.size.count;
            ++plan.wholeLots;
            continue;
        }
        plan.partLots = left;
        plan.partCost = shareOf(lot.cost, left, lot.size);
        closedCost += plan.partCost.e8;
        break;
    }

    const Int128 gain = isLong ? plan.closedValue.e8 - closedCost : closedCost - plan.closedValue.e8;
    const auto cost = mirrored(closedCost);
    const auto realised = mirrored(closes ? gain : 0);
    const auto realisedAfter = mirrored(Int128{m_realised.e8} + (closes ? gain : 0));
    const auto costAfter = mirrored(Int128{m_cost.e8} - closedCost + plan.openedCost.e8);
    if (!cost || !realised || !realisedAfter || !costAfter) {
        return doesNotFit();
    }
    plan.closedCost = Money{*cost};
    plan.realised = Money{*realised};
    plan.realisedAfter = Money{*realisedAfter};
    plan.costAfter = Money{*costAfter};
    return plan;
}

void LotBook::commit(const LotPlan& plan, FillId fill, Timestamp at)
{
    m_first += plan.wholeLots;
    if (plan.partLots.count > 0) {
        OpenLot& lot = m_lots[m_first];
        lot.size.count -= plan.partLots.count;
        lot.cost.e8 -= plan.partCost.e8;
    }
    if (m_first == m_lots.size()) {
        m_lots.clear();
        m_first = 0;
    } else if (m_first >= leastCompaction && m_first * 2 > m_lots.size()) {
        m_lots.erase(m_lots.begin(), m_lots.begin() + static_cast<std::ptrdiff_t>(m_first));
        m_first = 0;
    }
    if (plan.opened.count > 0) {
        const std::size_t most = m_method == CostMethod::Average ? 1 : mostOpenLots;
        if (m_lots.size() - m_first >= most) {
            m_lots.back().size.count += plan.opened.count;
            m_lots.back().cost.e8 += plan.openedCost.e8;
        } else {
            m_lots.push_back({plan.opened, plan.openedCost, at, fill});
        }
    }
    m_position = plan.after;
    m_cost = plan.costAfter;
    m_realised = plan.realisedAfter;
}

Result<void> LotBook::rescale(const orders::Rescale& by)
{
    const auto position = orders::rescaled(m_position, by);
    if (!position || position->count == std::numeric_limits<std::int64_t>::min()) {
        return failure(Errc::Conflict, "the position does not fit the new units exactly");
    }
    // Each lot gets what the running sum rounded down gains by it. A lot that gets nothing gives its cost to the next;
    // the last one always gets something, because the whole is exact.
    std::vector<OpenLot> lots;
    Int128 held = 0;
    Int128 given = 0;
    Money carried;
    for (std::size_t at = m_first; at < m_lots.size(); ++at) {
        OpenLot lot = m_lots[at];
        held += lot.size.count;
        const Int128 upTo = held * by.lotsTimes / by.lotsOver;
        lot.size = Lots{static_cast<std::int64_t>(upTo - given)};
        lot.cost.e8 += carried.e8;
        given = upTo;
        carried = lot.size.count == 0 ? lot.cost : Money{0};
        if (lot.size.count > 0) {
            lots.push_back(lot);
        }
    }
    m_position = *position;
    m_lots = std::move(lots);
    m_first = 0;
    return {};
}

bool operator==(const LotBook& a, const LotBook& b)
{
    return a.m_method == b.m_method && a.m_position == b.m_position && a.m_cost == b.m_cost
        && a.m_realised == b.m_realised && a.openLots() == b.openLots();
}

void LotBook::save(ByteWriter& out) const
{
    out.u8(static_cast<std::uint8_t>(m_method));
    out.signedVarint(m_position.count);
    out.signedVarint(m_cost.e8);
    out.signedVarint(m_realised.e8);
    out.varint(m_lots.size() - m_first);
    for (std::size_t at = m_first; at < m_lots.size(); ++at) {
        out.signedVarint(m_lots[at].size.count);
        out.signedVarint(m_lots[at].cost.e8);
        out.i64(m_lots[at].opened.ns);
        out.varint(m_lots[at].fill.value);
    }
}

Result<void> LotBook::load(ByteReader& in)
{
    const std::uint8_t method = in.u8();
    if (method > static_cast<std::uint8_t>(CostMethod::Average)) {
        in.fail();
    }
    LotBook loaded(method == 0 ? CostMethod::Fifo : CostMethod::Average);
    loaded.m_position = {in.signedVarint()};
    loaded.m_cost = {in.signedVarint()};
    loaded.m_realised = {in.signedVarint()};
    const std::size_t count = in.count(mostOpenLots);
    Int128 size = 0;
    Int128 cost = 0;
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        OpenLot lot;
        lot.size = {in.signedVarint()};
        lot.cost = {in.signedVarint()};
        lot.opened = {in.i64()};
        lot.fill = {in.varint()};
        if (lot.size.count <= 0) {
            in.fail();
        }
        size += lot.size.count;
        cost += lot.cost.e8;
        loaded.m_lots.push_back(lot);
    }
    const Int128 position = loaded.m_position.count;
    const bool isMirrored = mirrored(position) && mirrored(loaded.m_cost.e8) && mirrored(loaded.m_realised.e8);
    if (!isMirrored || (position < 0 ? -position : position) != size || cost != loaded.m_cost.e8) {
        in.fail();
    }
    if (!in.ok()) {
        return failure(Errc::Corrupt, "the bytes are not those of a position");
    }
    *this = std::move(loaded);
    return {};
}

} // namespace omni::portfolio

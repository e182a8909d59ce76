// The position of one instrument: open lots, their cost, and what closing them realised.
//
// Cost and proceeds are the booked values themselves, never a product of a rounded average: what is split is rounded
// once, half to even, and the rest is the remainder. So cost and realised result add up to the values, to the last
// unit.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"
#include "core/trade/orders/rescale.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace omni::portfolio {

/// Which lots a closing fill closes.
enum class CostMethod : std::uint8_t {
    Fifo, ///< The oldest first.
    Average, ///< A share of all; one lot with the sum of the costs.
};

/// Beyond it the newest lots of a position are merged; sums stay exact.
inline constexpr std::size_t mostOpenLots = 100'000;

struct OpenLot {
    Lots size; ///< Above zero, whatever the direction.
    Money cost; ///< What it was bought for, or sold for when short.
    Timestamp opened;
    FillId fill; ///< The fill that opened it.
    friend bool operator==(const OpenLot&, const OpenLot&) = default;
};

/// What a fill would do. Made by `LotBook::plan`, good until the book changes.
struct LotPlan {
    Lots before; ///< Signed.
    Lots after;
    Lots closed; ///< Unsigned. closed + opened is the size of the fill.
    Lots opened;
    Money closedCost; ///< Cost of what it closes.
    Money closedValue; ///< Part of the fill's value that closes.
    Money openedCost; ///< The rest.
    Money realised; ///< Of this fill, gross of fees.
    Money costAfter; ///< Unsigned cost of the whole position afterwards.
    Money realisedAfter;
    std::size_t wholeLots = 0; ///< FIFO: lots that close wholly, from the oldest.
    Lots partLots; ///< And so many of the next one,
    Money partCost; ///< with this cost.
};

class LotBook
{
public:
    explicit LotBook(CostMethod method = CostMethod::Fifo) noexcept
        : m_method(method)
    {
    }
    /// `size` above zero; `value` unsigned by side (negative only where prices are). Overflow when a sum does not fit.
    [[nodiscard]] Result<LotPlan> plan(Side side, Lots size, Money value) const;
    /// Does what was planned.
    void commit(const LotPlan& plan, FillId fill, Timestamp at);
    /// Lots x lotsTimes / lotsOver; cost and realised result stay. Conflict: the position does not fit exactly; then
    /// nothing has changed. Single lots are apportioned so that their sum is exact.
    [[nodiscard]] Result<void> rescale(const orders::Rescale& by);

    [[nodiscard]] Lots position() const noexcept
    {
        return m_position;
    }
    /// What the open lots were bought for (long) or sold for (short). Not signed by direction.
    [[nodiscard]] Money cost() const noexcept
    {
        return m_cost;
    }
    /// Cost as the inventory account holds it: negative when short.
    [[nodiscard]] Money signedCost() const noexcept
    {
        return m_position.count < 0 ? Money{-m_cost.e8} : m_cost;
    }
    [[nodiscard]] Money realised() const noexcept
    {
        return m_realised;
    }
    [[nodiscard]] CostMethod method() const noexcept
    {
        return m_method;
    }
    /// The oldest first.
    [[nodiscard]] std::vector<OpenLot> openLots() const
    {
        return {m_lots.begin() + static_cast<std::ptrdiff_t>(m_first), m_lots.end()};
    }
    friend bool operator==(const LotBook& a, const LotBook& b);

    void save(ByteWriter& out) const;
    /// Replaces everything, the method too. Corrupt: then nothing has changed.
    [[nodiscard]] Result<void> load(ByteReader& in);

private:
    CostMethod m_method;
    Lots m_position;
    Money m_cost;
    Money m_realised;
    std::vector<OpenLot> m_lots; ///< From m_first on.
    std::size_t m_first = 0;
};

} // namespace omni::portfolio

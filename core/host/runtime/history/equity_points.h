// Equity as far as the journal tells it: at the start of a day, at peaks, at the deepest falls, and at each fill.
//
// The first three were measured by the desk at the prices of that moment. At a fill the journal knows no prices but
// those of fills: each position is taken at its instrument's last fill, and the point says so. A rise that sets a peak
// with every tick is one point for each ten seconds, at its highest; falls likewise.

#pragma once

#include "core/base/bytes.h"
#include "core/desk/engine/desk_state.h"
#include "core/desk/ports/history_store.h"
#include "core/trade/portfolio/pnl.h"

#include <cstdint>
#include <optional>

namespace omni::runtime {

inline constexpr Duration equitySpacing = seconds(10);

/// Deterministic; one thread. What it gives replaces what it gave for the same sequence and index.
class EquityPoints
{
public:
    /// A peak, a trough or a day, as a fact told it; `state` is that behind it.
    [[nodiscard]] ports::EquityChange measured(ports::EquityKind kind, const Stamp& stamp, std::uint32_t index,
                                               Money equity, const engine::DeskState& state);
    /// None: a position has never been traded in sight, a rate is missing, or a sum does not fit.
    [[nodiscard]] std::optional<ports::EquityChange> atFill(const Stamp& stamp, std::uint32_t index,
                                                            const orders::Fill& fill, const engine::DeskState& state);
    /// Prices of that instrument are counted anew.
    void forgetMark(InstrumentId instrument);

    void save(ByteWriter& out, const engine::DeskState& state) const;
    void load(ByteReader& in);

private:
    struct Run {
        ports::EquityKind kind = ports::EquityKind::Day;
        Sequence seq; ///< Of its first point; zero: none.
        std::uint32_t index = 0;
        Timestamp began;
    };
    portfolio::Marks m_marks;
    Run m_run; ///< Of the newest point.
};

} // namespace omni::runtime

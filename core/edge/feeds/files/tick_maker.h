// Rows as ticks of one instrument.

#pragma once

#include "core/base/time.h"
#include "core/desk/ports/tick_source.h"
#include "core/edge/feeds/files/row_parser.h"
#include "core/edge/feeds/files/scale.h"

#include <optional>

namespace omni::feeds {

/// What is wrong with `row` when its prices and sizes are held against the increments that are known.
[[nodiscard]] std::optional<LineFault> offIncrement(const Row& row, FileKind kind, const std::optional<Scale>& price,
                                                    const std::optional<Scale>& size);

class TickMaker
{
public:
    /// `interval` is that of bars, above zero; other kinds ignore it.
    TickMaker(FileKind kind, InstrumentId instrument, Decimal tickSize, Decimal lotSize, Duration interval) noexcept;

    /// False: `fault` tells why. A depth change is not yet the end of its batch: that shows with the row after it.
    [[nodiscard]] bool make(const Row& row, ports::TimedTick& out) noexcept;
    [[nodiscard]] LineFault fault(const Row& row) const;

private:
    [[nodiscard]] bool makeBar(const Row& row, ports::TimedTick& out) noexcept;
    FileKind m_kind;
    InstrumentId m_instrument;
    Scale m_price, m_size;
    Duration m_interval;
    bool m_hasRow = false;
    Row m_last; ///< Time and snapshot flag of the row before.
};

} // namespace omni::feeds

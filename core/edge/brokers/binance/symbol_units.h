// The venue's decimal amounts as ticks and lots of an instrument, and back. Exact; pure, no Qt.
//
// All amounts of the venue are counts of 10^-8 here ("e8").

#pragma once

#include "core/edge/brokers/binance/symbol_wire.h"
#include "core/trade/market/instrument.h"

#include <cstdint>
#include <optional>
#include <string>

namespace omni::brokers::binance {

class SymbolUnits
{
public:
    SymbolUnits() = default;
    /// Conflict: the increments are not those of the instrument; it must be defined anew before it is traded (F46).
    [[nodiscard]] static Result<SymbolUnits> make(const market::Instrument& instrument, const SymbolRules& rules);

    /// As the instrument itself says. Invalid: increments finer than the venue writes.
    [[nodiscard]] static Result<SymbolUnits> of(const market::Instrument& instrument);

    [[nodiscard]] InstrumentId id() const noexcept
    {
        return m_id;
    }
    /// Nothing: no multiple of the tick, not above zero, or too large.
    [[nodiscard]] std::optional<Ticks> ticks(std::int64_t e8) const noexcept;
    /// The nearest tick, halves up; for averages and for what is only shown.
    [[nodiscard]] Ticks nearestTick(std::int64_t e8) const noexcept;
    /// Nothing: no multiple of the lot, below zero.
    [[nodiscard]] std::optional<Lots> lots(std::int64_t e8) const noexcept;
    /// Nothing: it does not fit.
    [[nodiscard]] std::optional<std::int64_t> price(Ticks ticks) const noexcept;
    [[nodiscard]] std::optional<std::int64_t> size(Lots lots) const noexcept;
    [[nodiscard]] std::int64_t tick() const noexcept
    {
        return m_tick;
    }
    [[nodiscard]] std::int64_t lot() const noexcept
    {
        return m_lot;
    }

private:
    InstrumentId m_id;
    std::int64_t m_tick = 1, m_lot = 1; ///< e8
};

/// "0.00200000" is written "0.002".
[[nodiscard]] std::string e8Text(std::int64_t e8);

} // namespace omni::brokers::binance

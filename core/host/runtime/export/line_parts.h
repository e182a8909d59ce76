// Pieces that lines of events and of facts share. Not part of the module's face.

#pragma once

#include "core/base/decimal.h"
#include "core/desk/engine/desk_state.h"
#include "core/host/runtime/export/record_line.h"

#include <optional>
#include <string>
#include <string_view>

namespace omni::runtime {

[[nodiscard]] inline std::string moneyText(Money money)
{
    return scaledText(money.e8, 8, 2);
}

[[nodiscard]] constexpr std::string_view sideName(Side side) noexcept
{
    return side == Side::Buy ? "buy" : "sell";
}

/// Empty for one that is not defined.
[[nodiscard]] inline std::string instrumentName(const engine::DeskState& state, InstrumentId id)
{
    const auto* instrument = state.instrument(id);
    return instrument != nullptr ? instrument->name() : std::string();
}

/// "sma_cross:interval=1m,fast=20,…"; empty for none.
[[nodiscard]] inline std::string_view strategySpec(const engine::DeskState& state, StrategyId id)
{
    for (const auto& setting : state.session.strategies) {
        if (setting.id == id) {
            return setting.spec;
        }
    }
    return {};
}

inline void addPrice(RecordLine& line, std::string_view name, const market::Instrument* instrument,
                     std::optional<Ticks> price)
{
    if (instrument != nullptr && price) {
        line.text(name, market::priceText(*instrument, *price));
    }
}

inline void addQuantity(RecordLine& line, std::string_view name, const market::Instrument* instrument,
                        std::optional<Lots> size)
{
    if (instrument != nullptr && size) {
        line.text(name, market::quantityText(*instrument, *size));
    }
}

/// The instrument of an order; null when the order or the instrument is not known.
[[nodiscard]] inline const market::Instrument* instrumentOf(const engine::DeskState& state, OrderId order)
{
    const auto* record = state.ledger.find(order);
    return record != nullptr ? state.instrument(record->ticket.instrument) : nullptr;
}

} // namespace omni::runtime

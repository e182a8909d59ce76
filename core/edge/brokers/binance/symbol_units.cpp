#include "core/edge/brokers/binance/symbol_units.h"

#include "core/base/decimal.h"
#include "core/base/wide_int.h"

#include <fmt/format.h>

namespace omni::brokers::binance {

namespace {

constexpr int decimals = 8;

std::optional<std::int64_t> e8Of(Decimal value)
{
    const auto text = decimalText(value);
    const auto e8 = scaledFromText(text, decimals);
    return e8 && *e8 > 0 ? std::optional(*e8) : std::nullopt;
}

} // namespace

Result<SymbolUnits> SymbolUnits::make(const market::Instrument& instrument, const SymbolRules& rules)
{
    const auto tick = e8Of(instrument.tickSize);
    const auto lot = e8Of(instrument.lotSize);
    if (!tick || !lot || instrument.symbol != rules.symbol || rules.quote != instrument.quoteCurrency) {
        return failure(Errc::Conflict,
                       fmt::format("{} is not what the venue lists under that name", instrument.name()));
    }
    // A coarser tick of the venue still fits ours; a finer one would give prices that we cannot say.
    const bool priceFits = rules.tick > 0 && rules.tick % *tick == 0;
    const bool sizeFits = rules.sizeStep > 0 && rules.sizeStep % *lot == 0;
    if (!priceFits || !sizeFits) {
        return failure(Errc::Conflict,
                       fmt::format("the venue has changed the increments of {}: tick {}, step {}; it must be defined "
                                   "anew before it is traded",
                                   instrument.symbol, e8Text(rules.tick), e8Text(rules.sizeStep)));
    }
    return of(instrument);
}

Result<SymbolUnits> SymbolUnits::of(const market::Instrument& instrument)
{
    const auto tick = e8Of(instrument.tickSize);
    const auto lot = e8Of(instrument.lotSize);
    if (!tick || !lot) {
        return failure(Errc::Invalid, instrument.name() + " has increments finer than the venue writes");
    }
    SymbolUnits units;
    units.m_id = instrument.id;
    units.m_tick = *tick;
    units.m_lot = *lot;
    return units;
}

std::optional<Ticks> SymbolUnits::ticks(std::int64_t e8) const noexcept
{
    return e8 > 0 && e8 % m_tick == 0 ? std::optional(Ticks{e8 / m_tick}) : std::nullopt;
}

Ticks SymbolUnits::nearestTick(std::int64_t e8) const noexcept
{
    const std::int64_t rest = e8 % m_tick;
    return Ticks{e8 / m_tick + (rest >= m_tick - rest ? 1 : 0)};
}

std::optional<Lots> SymbolUnits::lots(std::int64_t e8) const noexcept
{
    return e8 >= 0 && e8 % m_lot == 0 ? std::optional(Lots{e8 / m_lot}) : std::nullopt;
}

std::optional<std::int64_t> SymbolUnits::price(Ticks ticks) const noexcept
{
    return narrowed(Int128{ticks.count} * m_tick);
}

std::optional<std::int64_t> SymbolUnits::size(Lots lots) const noexcept
{
    return narrowed(Int128{lots.count} * m_lot);
}

std::string e8Text(std::int64_t e8)
{
    return scaledText(e8, decimals);
}

} // namespace omni::brokers::binance

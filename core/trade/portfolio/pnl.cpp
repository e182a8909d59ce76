#include "core/trade/portfolio/pnl.h"

#include "core/base/wide_int.h"
#include "core/trade/market/notional.h"
#include "core/trade/orders/ledger.h"

namespace omni::portfolio {

void Marks::set(InstrumentId instrument, Ticks price, Timestamp at)
{
    if (!instrument || instrument.value > orders::mostInstruments) {
        return;
    }
    if (instrument.value > m_marks.size()) {
        m_marks.resize(instrument.value);
    }
    m_marks[instrument.value - 1] = Mark{price, at};
}

void Marks::clear(InstrumentId instrument) noexcept
{
    if (instrument.value - 1 < m_marks.size()) { // none wraps around
        m_marks[instrument.value - 1].reset();
    }
}

Result<Money> marketValue(const market::Instrument& instrument, Lots position, Ticks mark)
{
    return market::notional(instrument, mark, position);
}

Result<Money> unrealised(const market::Instrument& instrument, const Position& position, Ticks mark)
{
    const auto value = marketValue(instrument, position.lots, mark);
    if (!value) {
        return value;
    }
    const Int128 cost = position.lots.count < 0 ? -Int128{position.cost.e8} : Int128{position.cost.e8};
    const auto gain = narrowed(value->e8 - cost);
    if (!gain) {
        return failure(Errc::Overflow, "an unrealised result of " + instrument.name() + " does not fit");
    }
    return Money{*gain};
}

} // namespace omni::portfolio

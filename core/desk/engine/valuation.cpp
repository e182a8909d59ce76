#include "core/desk/engine/valuation.h"

#include "core/trade/market/notional.h"

#include <algorithm>

namespace omni::engine {

bool Valuation::mark(InstrumentId instrument, Ticks price, Timestamp at)
{
    m_marks.set(instrument, price, at);
    if (m_stale) {
        return true;
    }
    const auto held = std::find_if(m_held.begin(), m_held.end(),
                                   [instrument](const Held& one) { return one.instrument == instrument; });
    if (held == m_held.end()) {
        return false;
    }
    held->value = valueOf(*held, at);
    return true;
}

std::optional<Money> Valuation::valueOf(const Held& held, Timestamp now) const
{
    const auto price = m_marks.find(held.instrument, now);
    if (!price) {
        return std::nullopt;
    }
    const auto value = market::notional(*held.definition, *price, held.lots);
    if (!value) {
        return std::nullopt;
    }
    return held.isBase ? std::optional(*value) : portfolio::converted(*value, held.rate);
}

std::optional<Money> Valuation::equity(const DeskState& state, Timestamp now)
{
    if (m_stale) {
        rebuild(state);
    }
    if (m_isAgeing) {
        revalue(state, now);
    }
    if (!m_cash) {
        return std::nullopt;
    }
    std::int64_t sum = m_cash->e8;
    for (const Held& held : m_held) {
        if (!held.value) {
            return std::nullopt;
        }
        const auto next = checkedSum(sum, held.value->e8);
        if (!next) {
            return std::nullopt;
        }
        sum = *next;
    }
    return Money{sum};
}

void Valuation::rebuild(const DeskState& state)
{
    m_held.clear();
    for (const auto& position : state.portfolio.positions()) {
        Held held;
        held.instrument = position.instrument;
        held.definition = state.portfolio.instrument(position.instrument);
        held.quote = position.quote;
        held.lots = position.lots;
        held.isBase = position.quote == state.base;
        m_held.push_back(held);
    }
    m_tills.clear();
    for (std::uint64_t id = 1; id <= state.portfolio.currencies().size(); ++id) {
        const Money cash = state.portfolio.cash(CurrencyId{id});
        if (cash.e8 != 0) {
            m_tills.push_back({CurrencyId{id}, cash});
        }
    }
    m_stale = false;
    m_isAgeing = true;
}

void Valuation::revalue(const DeskState& state, Timestamp now)
{
    m_isAgeing = false;
    for (Held& held : m_held) {
        const auto rate = state.rates.find(held.quote, state.base, now);
        held.rate = rate ? rate->rate : portfolio::Rate{};
        held.value = rate ? valueOf(held, now) : std::nullopt;
        m_isAgeing = m_isAgeing || !held.isBase || !held.value;
    }
    m_cash = Money{};
    for (const Till& till : m_tills) {
        const auto inBase = state.rates.convert(till.cash, till.currency, state.base, now);
        const auto sum = inBase && m_cash ? checkedSum(m_cash->e8, inBase->e8) : std::nullopt;
        m_cash = sum ? std::optional(Money{*sum}) : std::nullopt;
        m_isAgeing = m_isAgeing || till.currency != state.base || !m_cash;
    }
}

void Valuation::forget()
{
    m_marks = portfolio::Marks();
    m_held.clear();
    m_tills.clear();
    m_stale = true;
}

} // namespace omni::engine

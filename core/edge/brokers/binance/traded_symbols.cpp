#include "core/edge/brokers/binance/traded_symbols.h"

#include <algorithm>
#include <set>

namespace omni::brokers::binance {

void TradedSymbols::define(const std::vector<market::Instrument>& instruments)
{
    for (const auto& instrument : instruments) {
        auto& symbol = m_symbols[instrument.id];
        symbol = {instrument, {}, {}, "the venue has not been asked yet what it takes", {}};
        // What the venue says of orders that stand can come before its list has.
        symbol.units = SymbolUnits::of(instrument).value_or(SymbolUnits{});
        m_names[instrument.symbol] = instrument.id;
    }
}

std::vector<InstrumentId> TradedSymbols::learn(const std::vector<SymbolRules>& listed)
{
    std::vector<InstrumentId> changed;
    std::set<InstrumentId> named;
    for (const auto& rules : listed) {
        auto* symbol = find(rules.symbol);
        if (symbol == nullptr) {
            continue;
        }
        named.insert(symbol->instrument.id);
        auto units = SymbolUnits::make(symbol->instrument, rules);
        if (symbol->rules.status != rules.status || symbol->rules.symbol.empty() || !symbol->isListed
            || symbol->whyNot.empty() != units.has_value()) {
            changed.push_back(symbol->instrument.id);
        }
        symbol->whyNot = units ? "" : units.error().detail;
        if (units) {
            symbol->units = *units;
            symbol->hasUnits = true;
        }
        symbol->rules = rules;
        symbol->isListed = true;
    }
    for (auto& [id, symbol] : m_symbols) {
        if (!named.contains(id) && symbol.isListed) {
            symbol.isListed = false;
            symbol.whyNot = symbol.instrument.symbol
                + " is not on the venue's list any more: it was delisted, or has another name. Nothing is sent for it; "
                  "see at the venue what became of it, then start again without it";
            changed.push_back(id);
        }
    }
    return changed;
}

void TradedSymbols::hold(const std::vector<Balance>& balances, bool isAll)
{
    for (auto& [id, symbol] : m_symbols) {
        const auto& base = symbol.instrument.baseCurrency;
        const auto it = std::find_if(balances.begin(), balances.end(),
                                     [&base](const Balance& balance) { return balance.asset == base; });
        if (it != balances.end()) {
            symbol.held = it->free + it->locked;
        } else if (isAll) {
            symbol.held = 0;
        }
    }
}

TradedSymbol* TradedSymbols::find(InstrumentId id) noexcept
{
    const auto it = m_symbols.find(id);
    return it == m_symbols.end() ? nullptr : &it->second;
}

TradedSymbol* TradedSymbols::find(std::string_view symbol) noexcept
{
    const auto it = m_names.find(symbol);
    return it == m_names.end() ? nullptr : find(it->second);
}

} // namespace omni::brokers::binance

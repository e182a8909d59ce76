// The instruments of a session beside what the venue lists of them now.

#pragma once

#include "core/edge/brokers/binance/account_wire.h"
#include "core/edge/brokers/binance/symbol_units.h"
#include "core/edge/brokers/binance/symbol_wire.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::binance {

struct TradedSymbol {
    market::Instrument instrument;
    SymbolRules rules;
    SymbolUnits units; ///< The instrument's from the beginning; without an id: it is finer than the venue writes.
    /// Why no order of it is sent: not listed yet, or its increments have changed (F46); see `takesClosing`.
    std::string whyNot;
    std::optional<std::int64_t> average; ///< e8
    std::optional<std::int64_t> held = {}; ///< e8 of the base on the account, locked or not, as the venue said last.
    bool hasUnits = false; ///< The venue's list has fitted `units`; stays so when it changes its increments.
    bool isListed = true; ///< Not any more: the venue's last list was without it.

    /// What reduces a position may go all the same: written in decimals it is what it was, and the venue's new filters
    /// judge it before it is sent.
    [[nodiscard]] bool takesClosing() const noexcept
    {
        return isListed && hasUnits && rules.quote == instrument.quoteCurrency;
    }
};

/// One thread. As many as the session names.
class TradedSymbols
{
public:
    void define(const std::vector<market::Instrument>& instruments);
    /// Which have changed their trading status, or whether orders of them are sent; `listed` names all that the venue
    /// has, and what is missing is not traded. Where the increments have changed, what stands from before can still be
    /// read, compared and closed; nothing else is sent.
    std::vector<InstrumentId> learn(const std::vector<SymbolRules>& listed);
    /// What the account has; `isAll`: of what is not named it has nothing.
    void hold(const std::vector<Balance>& balances, bool isAll);
    [[nodiscard]] TradedSymbol* find(InstrumentId id) noexcept;
    [[nodiscard]] TradedSymbol* find(std::string_view symbol) noexcept;
    [[nodiscard]] std::map<InstrumentId, TradedSymbol>& all() noexcept
    {
        return m_symbols;
    }

private:
    std::map<InstrumentId, TradedSymbol> m_symbols;
    std::map<std::string, InstrumentId, std::less<>> m_names;
};

} // namespace omni::brokers::binance

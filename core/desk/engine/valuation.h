// Equity at the market, kept up to date tick by tick.
//
// Not durable: it follows from the portfolio and the newest prices. Exact when everything is in the base currency; with
// several currencies each position's value is converted and rounded by itself.

#pragma once

#include "core/base/ids.h"
#include "core/desk/engine/desk_state.h"
#include "core/trade/portfolio/pnl.h"

#include <optional>
#include <vector>

namespace omni::engine {

class Valuation
{
public:
    /// What is held or owed has changed: counted anew at the next question. Allocates then.
    void bookingsChanged() noexcept
    {
        m_stale = true;
    }
    /// The market has a new price. True when a position is held in it, so that equity has moved.
    bool mark(InstrumentId instrument, Ticks price, Timestamp at);

    /// Nothing: a mark or a conversion rate is missing or stale.
    [[nodiscard]] std::optional<Money> equity(const DeskState& state, Timestamp now);
    [[nodiscard]] const portfolio::Marks& marks() const noexcept
    {
        return m_marks;
    }
    /// Forgets all prices.
    void forget();

private:
    struct Held {
        InstrumentId instrument;
        const market::Instrument* definition = nullptr;
        CurrencyId quote;
        Lots lots;
        portfolio::Rate rate;
        bool isBase = true;
        std::optional<Money> value; ///< In the base currency.
    };
    struct Till {
        CurrencyId currency;
        Money cash;
    };
    void rebuild(const DeskState& state);
    /// Values at the rates of now: in place, without a new allocation.
    void revalue(const DeskState& state, Timestamp now);
    [[nodiscard]] std::optional<Money> valueOf(const Held& held, Timestamp now) const;

    portfolio::Marks m_marks;
    std::vector<Held> m_held; ///< Few; by instrument.
    std::optional<Money> m_cash; ///< All cash in the base currency.
    std::vector<Till> m_tills; ///< Those that are not empty.
    bool m_stale = true; ///< Positions and cash are to be read anew.
    bool m_isAgeing = true; ///< A rate or a mark that is missing may come, one that is there may become stale.
};

} // namespace omni::engine

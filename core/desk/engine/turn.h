// One event being answered: the state it changes, the market it sees, what is decided and wanted because of it.
//
// Every decision goes through `decide`, which folds it at once: what follows sees it done, and the journal gets it in
// the same order.

#pragma once

#include "core/base/stamp.h"
#include "core/desk/engine/desk_state.h"
#include "core/desk/engine/fold.h"
#include "core/desk/engine/market_memory.h"
#include "core/desk/engine/output.h"
#include "core/desk/engine/standing_alerts.h"
#include "core/trade/portfolio/valuation.h"
#include "core/trade/risk/gate.h"

#include <string_view>
#include <utility>
#include <vector>

namespace omni::engine {

/// A strategy's entry that waits until its opposite position is closed. Not durable: after a restart it is gone.
struct DeferredEntry {
    HoldingKey key;
    strategy::Proposal wish;
};

struct Turn {
    DeskState& state;
    MarketMemory& market;
    portfolio::Valuation& valuation;
    std::vector<DeferredEntry>& deferred;
    StandingAlerts& standing;
    bool& naked; ///< A strategy holds something without a stop: nothing new is opened. Counted anew after a restart.
    const Stamp& stamp;
    Output& out;

    void decide(events::Fact fact)
    {
        fold(state, stamp, fact);
        out.facts.push_back(std::move(fact));
    }
    void want(events::Effect effect)
    {
        out.effects.push_back(std::move(effect));
    }
    void alert(events::AlertLevel level, std::string_view key, InstrumentId instrument, OrderId order = {},
               std::int64_t limit = 0, std::int64_t actual = 0)
    {
        decide(events::AlertRaised{level, ShortText<31>(key), instrument, order, limit, actual});
    }
    /// The same of a cause that lasts and is met again and again. `extent`: see `StandingAlerts::isDue`.
    void keepTelling(events::AlertLevel level, const AlertCause& cause, std::int64_t extent = 0)
    {
        if (standing.isDue(level, cause, extent, stamp.mono)) {
            alert(level, cause.key.view(), cause.instrument, cause.order);
        }
    }
    [[nodiscard]] const risk::Limits& limits() const noexcept
    {
        return state.session.limits;
    }
    [[nodiscard]] std::optional<Money> equity()
    {
        return valuation.equity(state.portfolio, state.base, state.rates, stamp.wall);
    }
    [[nodiscard]] bool isSimulated() const noexcept
    {
        return orders::isSimulated(state.session.environment);
    }
};

} // namespace omni::engine

// What the account on the paper exchange holds when a session begins: what the books of the profile say.
//
// The exchange lives no longer than the session. The profile is what remembers: money and positions come back with it,
// and nothing of them differs at the next start. Orders do not: what was open ended with the exchange.

#pragma once

#include "core/base/error.h"
#include "core/desk/engine/desk_state.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace omni::runtime {

struct PaperBooks {
    struct Holding {
        std::string symbol; ///< "BTCUSDT", "AAPL"
        std::string base; ///< What is held: "BTC", "AAPL".
        Money quantity; ///< In 10^-8 of it; below zero: sold short.
        Money cost; ///< What was paid for it; has the sign of `quantity`.
        friend bool operator==(const Holding&, const Holding&) = default;
    };
    std::vector<std::pair<std::string, Money>> cash; ///< By currency, none that is zero.
    std::vector<Holding> holdings; ///< None that is zero.
};

/// Nothing: nothing was ever booked. Overflow: a quantity does not fit.
[[nodiscard]] Result<std::optional<PaperBooks>> paperBooksOf(const engine::DeskState& state);

} // namespace omni::runtime

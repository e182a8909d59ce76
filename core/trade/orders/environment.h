// Where an order may go. The tag stands on every key, account, endpoint, order and record; a mix sends no byte (S35).

#pragma once

#include <cstdint>
#include <string_view>

namespace omni::orders {

enum class Environment : std::uint8_t {
    Demo, ///< The built-in market, in this process.
    Paper, ///< A real adapter over a socket, to the paper exchange or to a broker's paper account.
    Live, ///< Real money.
    Replay, ///< Recorded market data against a simulated venue.
};

/// "demo", "paper", "live", "replay".
[[nodiscard]] std::string_view nameOf(Environment environment) noexcept;

/// Orders never leave the house, so durability may be relaxed and the desk may arm itself in Manual.
[[nodiscard]] constexpr bool isSimulated(Environment environment) noexcept
{
    return environment == Environment::Demo || environment == Environment::Replay;
}

} // namespace omni::orders

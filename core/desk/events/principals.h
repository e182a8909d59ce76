// Who acts, by number. Names of people come with the accounts.

#pragma once

#include "core/base/ids.h"

#include <cstdint>

namespace omni::events {

inline constexpr PrincipalId owner{1};
inline constexpr PrincipalId script{2}; ///< `script:<os user>`: a headless run.
inline constexpr PrincipalId desk{3}; ///< The desk itself: breakers, brackets, expiries.
inline constexpr std::uint64_t firstStrategyPrincipal = 1'000;

[[nodiscard]] constexpr PrincipalId principalOf(StrategyId strategy) noexcept
{
    return {firstStrategyPrincipal + strategy.value};
}

} // namespace omni::events

// The principals of a profile with one owner. Users with names of their own come with the accounts.

#pragma once

#include "core/base/ids.h"
#include "core/trade/risk/authority.h"

namespace omni::engine {

inline constexpr PrincipalId owner{1};
inline constexpr PrincipalId script{2}; ///< `script:<os user>`: a headless run.
inline constexpr PrincipalId desk{3}; ///< The desk itself: breakers, brackets, expiries.
inline constexpr std::uint64_t firstStrategyPrincipal = 1'000;

[[nodiscard]] constexpr PrincipalId principalOf(StrategyId strategy) noexcept
{
    return {firstStrategyPrincipal + strategy.value};
}

[[nodiscard]] constexpr risk::PrincipalKind kindOf(PrincipalId principal) noexcept
{
    if (principal == owner) {
        return risk::PrincipalKind::Owner;
    }
    if (principal == script) {
        return risk::PrincipalKind::Script;
    }
    return principal.value > firstStrategyPrincipal ? risk::PrincipalKind::Strategy : risk::PrincipalKind::Breaker;
}

} // namespace omni::engine

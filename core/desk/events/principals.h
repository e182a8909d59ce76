// Who acts, by number. Names of people stand with the accounts, never in the record.

#pragma once

#include "core/base/ids.h"

#include <cstdint>

namespace omni::events {

inline constexpr PrincipalId owner{1};
inline constexpr PrincipalId script{2}; ///< `script:<os user>`: a headless run.
inline constexpr PrincipalId desk{3}; ///< The desk itself: breakers, brackets, expiries.
/// People with an account of their own, beside the owner. A number is never given to somebody else.
inline constexpr std::uint64_t firstPersonPrincipal = 100;
inline constexpr std::uint64_t lastPersonPrincipal = 999;
inline constexpr std::uint64_t firstStrategyPrincipal = 1'000;

[[nodiscard]] constexpr bool isPerson(PrincipalId principal) noexcept
{
    return principal == owner || (principal.value >= firstPersonPrincipal && principal.value <= lastPersonPrincipal);
}

[[nodiscard]] constexpr PrincipalId principalOf(StrategyId strategy) noexcept
{
    return {firstStrategyPrincipal + strategy.value};
}

} // namespace omni::events

// What kind of principal a number names.

#pragma once

#include "core/base/ids.h"
#include "core/desk/events/principals.h"
#include "core/trade/risk/authority.h"

namespace omni::engine {

using events::desk;
using events::firstStrategyPrincipal;
using events::isPerson;
using events::owner;
using events::principalOf;
using events::script;

[[nodiscard]] constexpr risk::PrincipalKind kindOf(PrincipalId principal) noexcept
{
    if (principal == owner) {
        return risk::PrincipalKind::Owner;
    }
    if (principal == script) {
        return risk::PrincipalKind::Script;
    }
    if (isPerson(principal)) {
        return risk::PrincipalKind::Person;
    }
    return principal.value > firstStrategyPrincipal ? risk::PrincipalKind::Strategy : risk::PrincipalKind::Breaker;
}

} // namespace omni::engine

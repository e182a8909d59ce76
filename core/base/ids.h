// Numbers that name things, each of its own type so that they cannot be mixed up.

#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace omni {

/// Place of an event in the one order of events. Starts at 1, has no gaps; 0 means "none yet".
struct Sequence {
    std::uint64_t value = 0;
    friend auto operator<=>(const Sequence&, const Sequence&) = default;
};

/// Zero means "none".
template<class Tag> struct Id {
    std::uint64_t value = 0;
    friend auto operator<=>(const Id&, const Id&) = default;
    [[nodiscard]] constexpr explicit operator bool() const noexcept
    {
        return value != 0;
    }
};

using InstrumentId = Id<struct InstrumentTag>; ///< Dense from 1 in the order of definition; never reused.
using ProposalId = Id<struct ProposalTag>;
using OrderId = Id<struct OrderTag>; ///< Ours. Never reused within a profile.
using FillId = Id<struct FillTag>; ///< Ours: order of booking, from 1.
using StrategyId = Id<struct StrategyTag>; ///< Dense from 1 in the order of configuration.
using PrincipalId = Id<struct PrincipalTag>; ///< A person, a script, a strategy or a part of the program.
using AccountId = Id<struct AccountTag>; ///< One broker login.
using CurrencyId = Id<struct CurrencyTag>; ///< Dense from 1 in the order of definition.

} // namespace omni

template<class Tag> struct std::hash<omni::Id<Tag>> {
    std::size_t operator()(omni::Id<Tag> id) const noexcept
    {
        return static_cast<std::size_t>(id.value * 0x9E3779B97F4A7C15ULL);
    }
};

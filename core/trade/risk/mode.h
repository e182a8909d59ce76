// What the desk may do, and what has been stopped: modes, kill levels, scopes.

#pragma once

#include "core/base/ids.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace omni::risk {

/// Down: anyone, any breaker, at once. Up: a right, a reason, a healthy desk.
enum class Mode : std::uint8_t {
    Halted, ///< No new exposure, no strategy exits; cancels and reduce-only by a person remain.
    ReduceOnly, ///< Only orders that reduce a position.
    Manual, ///< A person approves each proposal.
    Automatic, ///< Strategies with a granted budget trade within it; all others as in Manual.
};

/// Ordered: each level does what the one before does, and more.
enum class KillLevel : std::uint8_t {
    None,
    Pause, ///< No new entries.
    CancelEntries, ///< And working entry orders are cancelled; protective stops stay. The default of the switch.
    CancelAll, ///< And every working order is cancelled.
    Flatten, ///< And positions are closed, reduce-only.
};

enum class ScopeKind : std::uint8_t { Global, Account, Strategy, Symbol };

/// What a mode, a latch or a cancel reaches. `id` is the account's, strategy's or instrument's; 0 for Global.
struct Scope {
    ScopeKind kind = ScopeKind::Global;
    std::uint64_t id = 0;
    friend auto operator<=>(const Scope&, const Scope&) = default;
};

[[nodiscard]] std::string_view nameOf(Mode) noexcept; ///< "reduce_only"
[[nodiscard]] std::string_view nameOf(KillLevel) noexcept; ///< "cancel_entries"
[[nodiscard]] std::string_view nameOf(ScopeKind) noexcept; ///< "global"

/// The mode with that name; nothing for any other text.
[[nodiscard]] std::optional<Mode> modeFromName(std::string_view name) noexcept;
[[nodiscard]] std::optional<KillLevel> killLevelFromName(std::string_view name) noexcept;
[[nodiscard]] std::optional<ScopeKind> scopeKindFromName(std::string_view name) noexcept;

/// True when something in the scope of `account`, `strategy`, `instrument` is reached by `scope`.
[[nodiscard]] constexpr bool reaches(Scope scope, AccountId account, StrategyId strategy,
                                     InstrumentId instrument) noexcept
{
    switch (scope.kind) {
    case ScopeKind::Global:
        return true;
    case ScopeKind::Account:
        return scope.id == account.value;
    case ScopeKind::Strategy:
        return scope.id == strategy.value && strategy.value != 0;
    case ScopeKind::Symbol:
        return scope.id == instrument.value;
    }
    return false;
}

} // namespace omni::risk

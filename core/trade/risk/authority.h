// Who may do what: one table, asked on every path (S29). Deny by default.
//
// The table is that of the safety requirements, part 4.4, as data. A role's right may depend on whose the thing is, on
// the scope of a token and on the environment; `Circumstances` tells those. Of several roles the best right counts,
// except that nobody ever approves what he proposed.

#pragma once

#include "core/base/ids.h"
#include "core/trade/orders/environment.h"
#include "core/trade/risk/mode.h"

#include <cstdint>
#include <string_view>

namespace omni::risk {

enum class Role : std::uint8_t { Viewer, Auditor, Trader, Strategist, Risk, Admin, Service, Ai };
inline constexpr int roleCount = 8;

/// A set of roles.
struct Roles {
    std::uint8_t bits = 0;
    [[nodiscard]] static constexpr Roles of(Role role) noexcept
    {
        return {static_cast<std::uint8_t>(1U << static_cast<unsigned>(role))};
    }
    [[nodiscard]] constexpr bool has(Role role) const noexcept
    {
        return (bits & of(role).bits) != 0;
    }
    [[nodiscard]] constexpr bool isEmpty() const noexcept
    {
        return bits == 0;
    }
    friend constexpr Roles operator|(Roles a, Roles b) noexcept
    {
        return {static_cast<std::uint8_t>(a.bits | b.bits)};
    }
    friend bool operator==(const Roles&, const Roles&) = default;
};

/// Viewer, Auditor, Trader, Strategist, Risk and Admin: what the owner of a profile has. `Service` and `Ai` are no
/// human's.
inline constexpr Roles humanRoles{0b0011'1111};

enum class Action : std::uint8_t {
    SeePositions,
    PlaceOrder,
    CancelOrder,
    Propose,
    DecideProposal, ///< Approve or reject.
    ApproveOwnProposal,
    Kill, ///< See also `authorityToKill`.
    RearmAfterKill,
    RearmAfterLatch, ///< Of a loss, a mismatch or the journal.
    TightenLimit,
    LoosenLimit,
    TurnApprovalOff,
    EnableLive,
    StartStrategy,
    StopStrategy,
    EditParameters,
    AddVenueKey, ///< Or rotate it.
    RevealVenueKey, ///< Or export it.
    ManageUsers,
    ReadAudit, ///< Verify and export, too.
    ChangeAudit, ///< Edit or delete.
    ExportPersonalData,
    ErasePersonalData,
    ListenBeyondLoopback, ///< And the allow list.
    InstallPlugin, ///< Or update.
};
inline constexpr int actionCount = 25;

/// Where the wish came in. The table is the same for all; only the kill switch knows a local seat. `Cli` is the local
/// socket of the profile, through which the system lets nobody but its user.
enum class EntryPath : std::uint8_t { Gui, Api, Cli, Hotkey, Chat };
inline constexpr int entryPathCount = 5;

/// A cell of the table, as it is written there.
enum class Right : std::uint8_t {
    Deny, ///< "-"
    Allow, ///< "A"
    StepUp, ///< "S"
    SecondPerson, ///< "2"
    Own, ///< "own": what is one's own
    Scoped, ///< "scoped": what the token was made for
    CancelOnly, ///< "cancel"
    StopOnly, ///< "stop"
    ScopedStop, ///< "scoped stop"
    StepUpInLive, ///< "A (sandbox) / S (live)"
    StepUpOwnRoleSecond, ///< "S (own role: 2)"
    StepUpEraseSecond, ///< "S / 2"
};

/// Ordered: each asks for less than the one before.
enum class Answer : std::uint8_t {
    Deny, ///< Recorded in the audit.
    SecondPerson, ///< A second person; on an installation with one user: step-up, 60 s of cooling off, an alert.
    StepUp, ///< A fresh second factor, at most 5 minutes old; see `stepUpForm`.
    Allow,
};

struct Circumstances {
    orders::Environment environment = orders::Environment::Demo;
    bool own = false; ///< The order, limit, record or role in question is the principal's own.
    bool inScope = false; ///< The token in question was made for this.
};

/// The cell as the table has it, before circumstances.
[[nodiscard]] Right rightOf(Role role, Action action) noexcept;

/// What the cell means here.
[[nodiscard]] Answer resolved(Right right, Action action, Circumstances circumstances) noexcept;

/// The one check. The best answer among `roles`; an empty set is denied.
[[nodiscard]] Answer authority(Roles roles, Action action, EntryPath path, Circumstances circumstances) noexcept;

/// A token is a strict subset of its owner: the lesser of the two answers.
[[nodiscard]] Answer authorityOfToken(Roles owner, Action action, EntryPath path, Circumstances circumstances) noexcept;

/// Stopping is everybody's: Pause and CancelEntries work from the local seat (window, hotkey and shell) for whoever
/// sits there, on the lock screen, too, in every environment, whatever `roles` are. The rest is the row `Kill`:
/// CancelAll takes protective stops away, and Flatten trades. None is no kill and is denied.
[[nodiscard]] Answer authorityToKill(Roles roles, KillLevel level, EntryPath path,
                                     Circumstances circumstances) noexcept;

enum class PrincipalKind : std::uint8_t {
    Owner, ///< The person whose profile it is.
    Person, ///< Somebody else with an account on it.
    Script, ///< `script:<os user>`: a headless run.
    Strategy, ///< Internal: proposes, and may stop.
    Breaker, ///< Internal: stops.
};

/// Where the profile has no accounts: the owner has all human roles; a script has them, too, except in LIVE, where it
/// has none; strategies and breakers are `Ai`; another person has none.
[[nodiscard]] Roles rolesOf(PrincipalKind kind, orders::Environment environment) noexcept;

enum class StepUpForm : std::uint8_t { TypedSentence, Code };

/// A code in LIVE, a typed sentence elsewhere.
[[nodiscard]] StepUpForm stepUpForm(orders::Environment environment) noexcept;

/// `DecideProposal` for `approver`, denied for his own proposal and for anybody who has no name (id zero).
[[nodiscard]] Answer mayApprove(PrincipalId proposer, PrincipalId approver, Roles approverRoles, EntryPath path,
                                Circumstances circumstances) noexcept;

/// Rejecting a proposal, or putting it off: the right to decide, but never a second factor. Who says no stops, and
/// stopping is one action.
[[nodiscard]] Answer mayDecline(Roles roles, EntryPath path, Circumstances circumstances) noexcept;

/// "trader", "cancel_order", "gui", "step_up": stable, for the audit.
[[nodiscard]] std::string_view nameOf(Role) noexcept;
[[nodiscard]] std::string_view nameOf(Action) noexcept;
[[nodiscard]] std::string_view nameOf(EntryPath) noexcept;
[[nodiscard]] std::string_view nameOf(Answer) noexcept;

} // namespace omni::risk

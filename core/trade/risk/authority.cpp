#include "core/trade/risk/authority.h"

#include <algorithm>
#include <array>

namespace omni::risk {

namespace {

/// In the order of `Role`: Viewer, Auditor, Trader, Strategist, Risk, Admin, Service, Ai.
using Row = std::array<Right, roleCount>;

constexpr Right no = Right::Deny;
constexpr Right yes = Right::Allow;
constexpr Right step = Right::StepUp;
constexpr Right two = Right::SecondPerson;
constexpr Right own = Right::Own;
constexpr Right scoped = Right::Scoped;

constexpr Row nobody{no, no, no, no, no, no, no, no};
constexpr Row seeing{yes, yes, yes, yes, yes, yes, scoped, yes};
constexpr Row ordering{no, no, yes, no, Right::CancelOnly, no, scoped, no};
constexpr Row proposing{no, no, no, yes, no, no, no, yes};
constexpr Row deciding{no, no, step, no, step, no, no, no};
constexpr Row killing{no, no, yes, yes, yes, yes, yes, yes};
constexpr Row rearming{no, no, no, no, step, no, no, no};
constexpr Row riskWithSecond{no, no, no, no, two, no, no, no};
constexpr Row tightening{no, no, own, own, yes, no, no, no};
constexpr Row strategies{no, no, Right::StopOnly, Right::StepUpInLive, Right::StopOnly, no, Right::ScopedStop, no};
constexpr Row adminWithStepUp{no, no, no, no, no, step, no, no};
constexpr Row users{no, no, no, no, no, Right::StepUpOwnRoleSecond, no, no};
constexpr Row readingAudit{no, yes, own, own, yes, yes, no, no};
constexpr Row personalData{own, yes, own, own, own, Right::StepUpEraseSecond, no, no};
constexpr Row listening{no, no, no, no, no, two, no, no};

const Row& rowOf(Action action) noexcept
{
    switch (action) {
    case Action::SeePositions:
        return seeing;
    case Action::PlaceOrder:
    case Action::CancelOrder:
        return ordering;
    case Action::Propose:
        return proposing;
    case Action::DecideProposal:
        return deciding;
    case Action::Kill:
        return killing;
    case Action::RearmAfterKill:
        return rearming;
    case Action::RearmAfterLatch:
    case Action::LoosenLimit:
    case Action::TurnApprovalOff:
    case Action::EnableLive:
        return riskWithSecond;
    case Action::TightenLimit:
        return tightening;
    case Action::StartStrategy:
    case Action::StopStrategy:
    case Action::EditParameters:
        return strategies;
    case Action::AddVenueKey:
    case Action::InstallPlugin:
        return adminWithStepUp;
    case Action::ManageUsers:
        return users;
    case Action::ReadAudit:
        return readingAudit;
    case Action::ExportPersonalData:
    case Action::ErasePersonalData:
        return personalData;
    case Action::ListenBeyondLoopback:
        return listening;
    case Action::ApproveOwnProposal:
    case Action::RevealVenueKey:
    case Action::ChangeAudit:
        return nobody;
    }
    return nobody;
}

constexpr Answer allowedIf(bool condition) noexcept
{
    return condition ? Answer::Allow : Answer::Deny;
}

} // namespace

Right rightOf(Role role, Action action) noexcept
{
    const auto column = static_cast<std::size_t>(role);
    return column < roleCount ? rowOf(action)[column] : Right::Deny;
}

Answer resolved(Right right, Action action, Circumstances circumstances) noexcept
{
    const bool stops = action == Action::StopStrategy;
    switch (right) {
    case Right::Deny:
        return Answer::Deny;
    case Right::Allow:
        return Answer::Allow;
    case Right::StepUp:
        return Answer::StepUp;
    case Right::SecondPerson:
        return Answer::SecondPerson;
    case Right::Own:
        return allowedIf(circumstances.own);
    case Right::Scoped:
        return allowedIf(circumstances.inScope);
    case Right::CancelOnly:
        return allowedIf(action == Action::CancelOrder);
    case Right::StopOnly:
        return allowedIf(stops);
    case Right::ScopedStop:
        return allowedIf(stops && circumstances.inScope);
    case Right::StepUpInLive:
        // Every acting role may stop at once; nobody searches for his second factor first.
        return stops || circumstances.environment != orders::Environment::Live ? Answer::Allow : Answer::StepUp;
    case Right::StepUpOwnRoleSecond:
        return circumstances.own ? Answer::SecondPerson : Answer::StepUp;
    case Right::StepUpEraseSecond:
        return action == Action::ErasePersonalData ? Answer::SecondPerson : Answer::StepUp;
    }
    return Answer::Deny;
}

Answer authority(Roles roles, Action action, EntryPath, Circumstances circumstances) noexcept
{
    Answer best = Answer::Deny;
    for (int i = 0; i < roleCount; ++i) {
        const auto role = static_cast<Role>(i);
        if (roles.has(role)) {
            best = std::max(best, resolved(rightOf(role, action), action, circumstances));
        }
    }
    return best;
}

Answer authorityOfToken(Roles owner, Action action, EntryPath path, Circumstances circumstances) noexcept
{
    return std::min(authority(owner, action, path, circumstances),
                    authority(Roles::of(Role::Service), action, path, circumstances));
}

Answer authorityToKill(Roles roles, KillLevel level, EntryPath path, Circumstances circumstances) noexcept
{
    const bool isLocalSeat = path == EntryPath::Gui || path == EntryPath::Hotkey || path == EntryPath::Cli;
    switch (level) {
    case KillLevel::None:
        return Answer::Deny;
    case KillLevel::Pause:
    case KillLevel::CancelEntries:
        return isLocalSeat ? Answer::Allow : authority(roles, Action::Kill, path, circumstances);
    case KillLevel::CancelAll:
    case KillLevel::Flatten:
        return authority(roles, Action::Kill, path, circumstances);
    }
    return Answer::Deny;
}

Roles rolesOf(PrincipalKind kind, orders::Environment environment) noexcept
{
    switch (kind) {
    case PrincipalKind::Owner:
        return humanRoles;
    case PrincipalKind::Person:
        return {};
    case PrincipalKind::Script:
        return environment == orders::Environment::Live ? Roles{} : humanRoles;
    case PrincipalKind::Strategy:
    case PrincipalKind::Breaker:
        return Roles::of(Role::Ai);
    }
    return {};
}

StepUpForm stepUpForm(orders::Environment environment) noexcept
{
    return environment == orders::Environment::Live ? StepUpForm::Code : StepUpForm::TypedSentence;
}

Answer mayApprove(PrincipalId proposer, PrincipalId approver, Roles approverRoles, EntryPath path,
                  Circumstances circumstances) noexcept
{
    if (!proposer || !approver || proposer == approver) {
        return Answer::Deny;
    }
    return authority(approverRoles, Action::DecideProposal, path, circumstances);
}

Answer mayDecline(Roles roles, EntryPath path, Circumstances circumstances) noexcept
{
    return allowedIf(authority(roles, Action::DecideProposal, path, circumstances) != Answer::Deny);
}

std::string_view nameOf(Role role) noexcept
{
    constexpr std::array<std::string_view, roleCount> names{"viewer", "auditor", "trader",  "strategist",
                                                            "risk",   "admin",   "service", "ai"};
    const auto i = static_cast<std::size_t>(role);
    return i < names.size() ? names[i] : "unknown";
}

std::string_view nameOf(Action action) noexcept
{
    constexpr std::array<std::string_view, actionCount> names{
        "see_positions",
        "place_order",
        "cancel_order",
        "propose",
        "decide_proposal",
        "approve_own_proposal",
        "kill",
        "rearm_after_kill",
        "rearm_after_latch",
        "tighten_limit",
        "loosen_limit",
        "turn_approval_off",
        "enable_live",
        "start_strategy",
        "stop_strategy",
        "edit_parameters",
        "add_venue_key",
        "reveal_venue_key",
        "manage_users",
        "read_audit",
        "change_audit",
        "export_personal_data",
        "erase_personal_data",
        "listen_beyond_loopback",
        "install_plugin",
    };
    const auto i = static_cast<std::size_t>(action);
    return i < names.size() ? names[i] : "unknown";
}

std::string_view nameOf(EntryPath path) noexcept
{
    constexpr std::array<std::string_view, entryPathCount> names{"gui", "api", "cli", "hotkey", "chat"};
    const auto i = static_cast<std::size_t>(path);
    return i < names.size() ? names[i] : "unknown";
}

std::string_view nameOf(Answer answer) noexcept
{
    switch (answer) {
    case Answer::Deny:
        return "deny";
    case Answer::SecondPerson:
        return "second_person";
    case Answer::StepUp:
        return "step_up";
    case Answer::Allow:
        return "allow";
    }
    return "unknown";
}

} // namespace omni::risk

// Who sits at a way into the program - its window, its control socket - and what he may say from there: signed in,
// signed out, locked because nobody has touched anything for a while. Every command passes `signedBy`, which puts the
// person's number on it; what it may do is the desk's to judge, by the roles that were vouched for.
//
// The kill switch works whoever sits there and whatever is locked: Pause and CancelEntries always pass (rulings 1).

#pragma once

#include "core/desk/events/command.h"
#include "core/edge/security/accounts/accounts.h"
#include "core/host/access/machine_moment.h"
#include "core/host/control/run_failure.h"
#include "core/trade/orders/environment.h"

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace omni::runtime {

inline constexpr Duration usualIdleLock = minutes(15);
inline constexpr Duration leastIdleLock = minutes(1);
inline constexpr Duration longestIdleLock = minutes(30);

enum class SeatState : std::uint8_t {
    NoAccounts, ///< The profile has one person, who never signs in.
    SignedOut,
    MustEnrol, ///< In by a recovery code: a new second factor comes before anything else.
    SignedIn,
    Locked, ///< Signed in, and away. Orders and stops go on.
};
/// "signed_out": stable.
[[nodiscard]] std::string_view nameOf(SeatState state) noexcept;

/// What a lock screen or a status line shows.
struct SeatView {
    SeatState state = SeatState::SignedOut;
    std::string person; ///< Empty: nobody.
    PrincipalId number;
    risk::Roles roles; ///< As the accounts have them now.
    std::uint32_t failuresBefore = 0; ///< Of sign-ins in a row before this one: from three on it is told.
    bool wasResetAskedFor = false; ///< Of the second factor: it is told.
    bool hasFreshCode = false;
    bool hasSecondFactor = false;
    std::size_t recoveryCodesLeft = 0;
    Duration untilLock; ///< While signed in.
};

/// Any thread. What takes a password or a code costs a tenth of a second: not the window's, not the engine's.
class Seat
{
public:
    /// `accounts` outlives the seat. Null, or without any account: NoAccounts. A vault that is closed is no profile
    /// without accounts: there is no seat until it has been opened, and the kill switch needs none. `idleLock` is
    /// brought into its bounds.
    Seat(accounts::Accounts* accounts, MachineTime time, Duration idleLock = usualIdleLock);
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;
    ~Seat() = default;

    /// Errors as of `Accounts::signIn`. Whoever sat here is signed out first, also when it fails.
    [[nodiscard]] Result<void> signIn(std::string_view person, const accounts::Proof& proof);
    /// By the same person. Errors as above; Denied: nobody is signed in. What fails leaves it locked.
    [[nodiscard]] Result<void> unlock(const accounts::Proof& proof);
    void signOut();
    void lock();
    /// A key, the mouse: somebody is there. Opens no lock.
    void touch();

    /// Errors as of `Accounts::stepUp`; Denied: nobody is signed in, or it is locked.
    [[nodiscard]] Result<void> showCode(std::span<const std::byte> code);
    /// In MustEnrol: a new seed, by the password and the permit that the recovery code gave. Errors as of `Accounts`.
    [[nodiscard]] Result<platform::SecretBytes> beginEnrolment(std::span<const std::byte> password);
    /// The new recovery codes; the person is signed out, and signs in with the new factor.
    [[nodiscard]] Result<std::vector<platform::SecretBytes>> confirmEnrolment(std::span<const std::byte> code);

    [[nodiscard]] SeatView view();

    /// `command` in the name of who sits here. What was typed stands in for a code except in LIVE; there only a fresh
    /// code does. DEMO and REPLAY never ask who it is: whoever is not signed in is the owner there. Refused (exit 4),
    /// in words for people: signed out, locked, an account that must enrol, or sessions that have ended since, as they
    /// do when somebody's roles change (V16).
    [[nodiscard]] Outcome<events::Command> signedBy(events::Command command, orders::Environment environment);

private:
    struct Sitting {
        accounts::SignedIn in;
        PrincipalId number;
        vault::MachineMoment touched;
        bool isLocked = false;
    };

    /// Looks at the clock and at the accounts first: who is gone is signed out, who is away locked.
    void refresh();
    [[nodiscard]] SeatState state() const;
    [[nodiscard]] Result<void> seat(std::string_view person, const accounts::Proof& proof);

    accounts::Accounts* m_accounts;
    MachineTime m_time;
    Duration m_idleLock;
    std::mutex m_mutex; ///< Over what follows.
    std::optional<Sitting> m_sitting;
    bool m_wasEnded = false; ///< Somebody sat here whose sessions have ended.
};

} // namespace omni::runtime

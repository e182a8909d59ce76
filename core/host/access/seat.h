// Who sits at a way into the program - its window, its control socket - and what he may say from there: signed in,
// signed out, locked because nobody has touched anything for a while. Every command passes `signedBy`, which puts the
// person's number on it; what it may do is the desk's to judge, by the roles that were vouched for.
//
// The kill switch works whoever sits there and whatever is locked: Pause and CancelEntries always pass (rulings 1).

#pragma once

#include "core/desk/events/command.h"
#include "core/desk/views/seat_view.h"
#include "core/edge/security/accounts/accounts.h"
#include "core/host/access/machine_moment.h"
#include "core/host/control/run_failure.h"
#include "core/trade/orders/environment.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace omni::runtime {

inline constexpr Duration usualIdleLock = minutes(15);
inline constexpr Duration leastIdleLock = minutes(1);
inline constexpr Duration longestIdleLock = minutes(30);

using views::SeatState;
using views::SeatView;
/// "signed_out": stable.
[[nodiscard]] std::string_view nameOf(SeatState state) noexcept;

/// The accounts of the profile as they are at hand; null as long as they are not known, because the vault that holds
/// them has not been open. Any thread, never waits. Another object: another vault has been put in the place of the
/// first.
using AccountsSource = std::function<std::shared_ptr<accounts::Accounts>()>;

/// Any thread. What takes a password or a code costs a tenth of a second: not the window's, not the engine's. Nothing
/// else waits for it: a command is signed, and the seat locked, while a password is looked at.
class Seat
{
public:
    /// `hasAccounts` while they are not known: a profile that has people lets nobody act before it is known who they
    /// are; one without is its owner's. `idleLock` is brought into its bounds.
    Seat(AccountsSource accounts, MachineTime time, Duration idleLock = usualIdleLock, bool hasAccounts = false);
    /// The same over accounts that outlive the seat. Null: a profile that never had any.
    Seat(accounts::Accounts* accounts, MachineTime time, Duration idleLock = usualIdleLock);
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;
    ~Seat() = default;

    /// Errors as of `Accounts::signIn`; Conflict: somebody has signed in or out here meanwhile. Whoever sat here is
    /// signed out first, also when it fails.
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

    /// What `Seat` does not know of it - the vault, wishes under way - is left as it is.
    [[nodiscard]] SeatView view();
    /// While the accounts are not known: the record of the desk, or the profile, says whether there are any.
    void expectAccounts(bool hasAccounts);

    /// `command` in the name of who sits here. What was typed stands in for a code except in LIVE; there only a fresh
    /// code does. DEMO and REPLAY never ask who it is: whoever is not signed in is the owner there. Refused (exit 4),
    /// in words for people: signed out, locked, an account that must enrol, or sessions that have ended since, as they
    /// do when somebody's roles change (V16).
    [[nodiscard]] Outcome<events::Command> signedBy(events::Command command, orders::Environment environment);

private:
    struct Sitting {
        std::shared_ptr<accounts::Accounts> of; ///< Never null.
        accounts::SignedIn in;
        PrincipalId number;
        vault::MachineMoment touched;
        bool isLocked = false;
    };

    /// Whom a password or a code is looked at for, without the lock: `turn` tells whether he still sits there behind
    /// it.
    struct Asked {
        std::shared_ptr<accounts::Accounts> of;
        std::string person;
        std::uint64_t turn = 0;
    };

    /// Looks at the clock and at the accounts first: who is gone is signed out, who is away locked.
    void refresh();
    [[nodiscard]] SeatState state() const;
    [[nodiscard]] Asked asked() const;
    [[nodiscard]] bool isStill(const Asked& asked) const noexcept;
    [[nodiscard]] Result<void> seat(const Asked& asked, const accounts::Proof& proof);

    const AccountsSource m_accounts;
    const MachineTime m_time;
    const Duration m_idleLock;
    std::mutex m_mutex; ///< Over what follows, for a moment only.
    std::optional<Sitting> m_sitting;
    std::uint64_t m_turn = 0; ///< Rises whenever somebody sits down or leaves.
    bool m_hasAccounts = false; ///< While they are not known.
    bool m_wasEnded = false; ///< Somebody sat here whose sessions have ended.
};

} // namespace omni::runtime

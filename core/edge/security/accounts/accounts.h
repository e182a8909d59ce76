// The people of a profile: who they are, that they prove it, and how often somebody may try (safety 4.3).
//
// Every way in (window, command line, later the control API) asks the one object of the profile, so that failures are
// counted together. Any thread: one call is answered after the other, a guess costs a tenth of a second. Who somebody
// is now and whether a code of his is fresh is answered at once, beside a guess under way, so that a command waits for
// nobody's password. Who may add people or change roles is decided by whoever calls; here is only what holds for
// everybody.

#pragma once

#include "core/base/latest.h"
#include "core/edge/security/accounts/account_state.h"
#include "core/edge/security/accounts/password_rules.h"
#include "core/edge/security/totp/code_check.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::accounts {

/// A step-up counts for so long, and a way into enrolling that a recovery code opened.
inline constexpr Duration stepUpLife = minutes(5);
inline constexpr Duration enrolmentLife = minutes(15);
/// So long after it was asked for somebody's second factor is taken away by one person alone (safety 4.3).
inline constexpr Duration factorResetDelay = hours(24);

/// Holds the bytes of `keptBytes`, sealed: whoever can set them back gives an attacker his tries back (V14).
class AccountStore
{
public:
    virtual ~AccountStore() = default;
    /// NotFound: this profile has never had accounts. That they are gone is another answer (Corrupt, Denied).
    [[nodiscard]] virtual Result<platform::SecretBytes> read() = 0;
    /// Durable before it returns, as a whole or not at all.
    [[nodiscard]] virtual Result<void> replace(std::span<const std::byte> kept) = 0;
};

/// Both clocks: codes go by the wall's, waits by the machine's.
struct Moment {
    Timestamp wall;
    MachineMoment machine;
};

/// What a person types. `second`: the six digits of the authenticator or a recovery code; empty where there is none.
struct Proof {
    std::span<const std::byte> password;
    std::span<const std::byte> second;
};

/// That a person has shown a fresh code.
struct StepUp {
    std::string person;
    std::uint32_t sessionVersion = 0;
    MachineMoment at;
};

struct SignedIn {
    std::string person;
    risk::Roles roles;
    std::uint32_t sessionVersion = 0;
    std::uint32_t failuresBefore = 0; ///< From three on the person is told.
    bool wasResetAskedFor = false; ///< Somebody wanted the second factor gone; the person is told.
    std::optional<StepUp> stepUp; ///< When it was with a code.
    /// Not empty when it was with a recovery code: the person is told, has to enrol anew before anything else, and may
    /// with this, once and within `enrolmentLife`.
    platform::SecretBytes enrolmentPermit;
};

struct Standing {
    PrincipalId number;
    risk::Roles roles;
    std::uint32_t sessionVersion = 0;
    bool hasSecondFactor = false;
    std::size_t recoveryCodesLeft = 0;
    bool isResetAskedFor = false; ///< Of the second factor.
    std::uint32_t failures = 0; ///< Tries in a row that failed, since the last good one.
    std::optional<Duration> sinceFailure; ///< That surely have passed since the last of them. None: there was none.
    friend bool operator==(const Standing&, const Standing&) = default;
};

/// Somebody as the desk knows him: no name.
struct Numbered {
    PrincipalId number;
    risk::Roles roles;
    friend bool operator==(const Numbered&, const Numbered&) = default;
};

enum class ResetStep {
    Asked, ///< Another Admin may do it at once; one alone has to wait for `factorResetDelay`.
    Done, ///< There is no second factor any more.
};

class Accounts
{
public:
    /// Reads `store`, which outlives the accounts, as the clocks do. The errors of `store` and `stateOf`: then nobody
    /// signs in.
    [[nodiscard]] static Result<std::unique_ptr<Accounts>> open(AccountStore& store, std::function<Moment()> now);

    /// Nobody has an account: `add` the owner, with all human roles. Waits for nobody.
    [[nodiscard]] bool isFirstRun() const;
    [[nodiscard]] std::vector<std::string> names() const;
    /// NotFound. As the last change that is through left it; waits for none under way.
    [[nodiscard]] Result<Standing> standing(std::string_view person) const;

    /// Invalid: the name, the password (`passwordFault` says why) or the roles, which are human ones; the first account
    /// has them all. Conflict: the name is taken. Full: `mostAccounts`.
    [[nodiscard]] Result<void> add(std::string_view person, std::span<const std::byte> password, risk::Roles roles);
    /// Ends the person's sessions. Invalid: no human roles. Conflict: nobody would be left who is Admin.
    [[nodiscard]] Result<void> setRoles(std::string_view person, risk::Roles roles);
    /// Destroys the account; the name is free again, the number is not. Conflict: the owner's stays, and so does the
    /// last Admin's.
    [[nodiscard]] Result<void> remove(std::string_view person);
    /// All by rising number, what the desk is told of them.
    [[nodiscard]] std::vector<Numbered> people() const;
    /// Takes the second factor of somebody who has lost it, recovery codes and all, and ends his sessions: by the word
    /// of two Admins, or by one `factorResetDelay` after he asked first. A sign-in with the factor voids it, and tells
    /// whoever signs in. NotFound; Conflict: there is no factor; Denied: `by` is no Admin, or the person himself.
    [[nodiscard]] Result<ResetStep> resetSecondFactor(std::string_view person, std::string_view by);
    /// The same by the person himself, who has the password alone: never before `factorResetDelay`. Errors as of
    /// `signIn`.
    [[nodiscard]] Result<ResetStep> resetOwnSecondFactor(std::string_view person, std::span<const std::byte> password);
    /// Until one person alone can do it; zero: now, or nothing was asked for.
    [[nodiscard]] Duration resetWait(std::string_view person) const;
    /// Signing out everywhere.
    [[nodiscard]] Result<void> endSessions(std::string_view person);

    /// Denied: the name, the password or the code is wrong, which of them is not told, and the work is the same.
    /// RateLimited: too many failures, of this name or of one that nobody has; nothing was looked at. Other errors are
    /// those of the store: a try that could not be counted is not made.
    [[nodiscard]] Result<SignedIn> signIn(std::string_view person, const Proof& proof);
    /// How long until `signIn` looks at what is typed for this name.
    [[nodiscard]] Duration wait(std::string_view person) const;

    /// A fresh code of somebody who is signed in. Errors as of `signIn`.
    [[nodiscard]] Result<StepUp> stepUp(std::string_view person, std::span<const std::byte> code);
    /// Within `stepUpLife` and the same start of the machine, and the person's sessions have not ended since. Waits for
    /// nobody.
    [[nodiscard]] bool isFresh(const StepUp& stepUp) const;

    /// Ends the person's sessions. Errors as of `signIn`; Invalid for the new password, see `passwordFault`.
    [[nodiscard]] Result<void> changePassword(std::string_view person, const Proof& proof,
                                              std::span<const std::byte> next);

    /// A new seed, which counts once `confirmEnrolment` has seen a code of it; kept in memory until then. With a
    /// `permit` the password alone is asked for. Errors as of `signIn`; Denied for a permit that does not count.
    [[nodiscard]] Result<platform::SecretBytes> beginEnrolment(std::string_view person, const Proof& proof,
                                                               std::span<const std::byte> permit = {});
    /// From now on codes are of the new seed. Ends the person's sessions and gives new recovery codes; earlier ones are
    /// void. NotFound: none was begun within `enrolmentLife`. Denied: no code of the new seed.
    [[nodiscard]] Result<std::vector<platform::SecretBytes>> confirmEnrolment(std::string_view person,
                                                                              std::span<const std::byte> code);
    /// Earlier ones are void. Errors as of `signIn`; Conflict: there is no second factor.
    [[nodiscard]] Result<std::vector<platform::SecretBytes>> renewRecoveryCodes(std::string_view person,
                                                                                const Proof& proof);

private:
    class StepOf;
    class Change;
    struct Proven;
    struct Known {
        std::string name;
        Standing standing; ///< As far as no time has passed.
        SignInPace pace;
        friend bool operator==(const Known&, const Known&) = default;
    };
    using Roster = std::vector<Known>;
    struct Pending {
        platform::SecretBytes seed; ///< Of the enrolment, or the permit.
        MachineMoment at;
    };
    using PendingOf = std::map<std::string, Pending, std::less<>>;

    Accounts(AccountStore& store, std::function<Moment()> now, AccountState state);
    [[nodiscard]] Result<void> save();
    /// Under the lock.
    void publish();
    [[nodiscard]] Account* accountOf(std::string_view person) noexcept;
    [[nodiscard]] const Account* accountOf(std::string_view person) const noexcept;
    [[nodiscard]] SignInPace& paceOf(std::string_view person);
    [[nodiscard]] std::size_t strangerPaceOf(std::string_view person) const;
    /// Counts a failure before anything is looked at.
    [[nodiscard]] Result<std::uint32_t> countTry(SignInPace& pace, const MachineMoment& now);
    [[nodiscard]] Result<Proven> prove(std::string_view person, const Proof& proof, const Moment& now,
                                       bool needsSecond = true);
    [[nodiscard]] Result<void> proveSecond(Account& account, std::span<const std::byte> second, const Moment& now,
                                           Proven& proven);
    [[nodiscard]] Result<void> takePermit(std::string_view person, std::span<const std::byte> permit,
                                          const Moment& now);
    [[nodiscard]] bool isLastAdmin(const Account& account) const noexcept;
    /// Does it when `mayBeNow` or when the delay behind `by`'s own asking is over, and else notes that it is asked for.
    [[nodiscard]] Result<ResetStep> resetStep(Account& account, PrincipalId by, bool mayBeNow,
                                              const MachineMoment& now);
    [[nodiscard]] static bool isWithin(const Pending& pending, const MachineMoment& now) noexcept;

    AccountStore& m_store;
    std::function<Moment()> m_now; ///< Read under the lock, so that moments come in their order; by any thread.
    Latest<Roster> m_roster; ///< Never null. Written under the lock, read without.
    mutable std::mutex m_mutex; ///< Over all below.
    AccountState m_state;
    PendingOf m_enrolments;
    PendingOf m_permits;
};

} // namespace omni::accounts

// The people of the profile as a window shows them: who they are, what each may do, and why the last wish was not
// fulfilled. No secret is part of it.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/risk/authority.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omni::views {

enum class PeopleState : std::uint8_t {
    VaultClosed, ///< They lie in the vault, which is locked or not there: nothing is known, or nothing can be changed.
    Unreadable, ///< The vault is open, and what it holds of them is damaged or of a newer version: nobody signs in.
    Open,
};

struct PersonView {
    std::string name;
    PrincipalId number; ///< As the record of the desk knows him; the owner's is 1.
    risk::Roles roles;
    bool hasSecondFactor = false;
    std::size_t recoveryCodesLeft = 0;
    std::uint32_t failures = 0; ///< Failed tries in a row since the last good one.
    std::optional<Duration> sinceFailure; ///< Since the last of them, at least. None: there was none.
    std::optional<Monotonic> mayTryAt; ///< Before that no further try is looked at. None: now.
    bool isResetAskedFor = false; ///< Somebody wants the second factor taken away.
    std::optional<Monotonic> mayResetAt; ///< From then on who asked for it can do it alone. None: nobody has asked.
    friend bool operator==(const PersonView&, const PersonView&) = default;
};

struct PeopleFailure {
    std::string code; ///< Stable: "not_signed_in".
    std::string message, hint; ///< English; the hint may be empty.
    std::int64_t seconds = 0; ///< To be waited, where the code is about a wait.
    friend bool operator==(const PeopleFailure&, const PeopleFailure&) = default;
};

/// What somebody does to his own rights where nobody else could: it is done at `at`, unless it is left.
struct OwnRightsChange {
    std::string person;
    risk::Roles roles; ///< None: his account ends.
    Monotonic at;
    friend bool operator==(const OwnRightsChange&, const OwnRightsChange&) = default;
};

struct PeopleView {
    PeopleState state = PeopleState::VaultClosed;
    std::vector<PersonView> people; ///< The owner first, then by rising number. None, and Open: the profile has no
                                    ///< accounts, and whoever sits at it is its owner.
    bool isBusy = false; ///< A wish is being carried out, or waits for it.
    std::uint64_t settled = 0; ///< Number of the last wish that was carried out or refused. 0: none yet.
    std::optional<PeopleFailure> failure; ///< Of that wish. None: it was carried out.
    std::string manager; ///< Who has shown that he may manage people, by a fresh code. Empty: nobody.
    std::optional<Monotonic> managerUntil; ///< That counts until then.
    std::uint32_t failuresBefore = 0; ///< Of tries in the manager's name before he came in; told from three on.
    bool wasResetAskedFor = false; ///< Somebody had wanted the manager's second factor away. It stays.
    std::optional<OwnRightsChange> pending;
    bool isResetDone = false; ///< By the last wish, when it was to take a second factor away; else it is noted.
    friend bool operator==(const PeopleView&, const PeopleView&) = default;
};

/// What is wrong with a new password while it is typed.
enum class PasswordVerdict : std::uint8_t { Good, Empty, NotText, TooShort, TooLong, Common };

} // namespace omni::views

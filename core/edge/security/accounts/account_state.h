// What is kept of all accounts, as one value with one form in bytes: whoever has it sealed has everything sealed.

#pragma once

#include "core/base/ids.h"
#include "core/edge/platform/secret_memory.h"
#include "core/edge/security/accounts/password_verifier.h"
#include "core/edge/security/accounts/recovery_codes.h"
#include "core/edge/security/accounts/sign_in_pace.h"
#include "core/trade/risk/authority.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omni::accounts {

inline constexpr std::size_t mostAccounts = 64;
inline constexpr std::size_t mostNameBytes = 32;
inline constexpr std::size_t strangerPaces = 256;

/// Numbers under which the record of the desk knows people. The owner's, and of others never twice the same.
inline constexpr PrincipalId ownersNumber{1};
inline constexpr PrincipalId firstNumber{100};
inline constexpr PrincipalId lastNumber{999};

/// That somebody's second factor is to be taken away. `by` none: it is not.
struct FactorReset {
    PrincipalId by;
    MachineMoment askedAt;
};

struct Account {
    std::string name; ///< See `isAccountName`.
    PrincipalId number;
    risk::Roles roles;
    std::uint32_t sessionVersion = 1; ///< Sessions of an earlier one have ended.
    PasswordVerifier verifier;
    SignInPace pace;
    platform::SecretBytes seed; ///< Of the second factor; empty: there is none.
    std::int64_t lastStep = -1; ///< The last step whose code was accepted.
    RecoveryCodes recovery;
    FactorReset reset;
};

struct AccountState {
    PasswordVerifier stranger; ///< What a name that nobody has is held against, for the same work.
    std::array<std::byte, 16> strangerSalt{}; ///< Which of the paces such a name has.
    std::array<SignInPace, strangerPaces> strangers{};
    PrincipalId nextNumber = firstNumber; ///< Above those of all who ever had an account.
    std::vector<Account> accounts; ///< The owner first, then in the order in which they were added.
};

/// 1 to 32 of `a–z 0–9 . _ -`, a letter first.
[[nodiscard]] bool isAccountName(std::string_view name) noexcept;

/// Nobody's, with random salts.
[[nodiscard]] Result<AccountState> emptyState();

/// At most 60 KiB. Full when there is no memory.
[[nodiscard]] Result<platform::SecretBytes> keptBytes(const AccountState& state);
/// Corrupt when the bytes are anything but what `keptBytes` gives; Newer for a later form.
[[nodiscard]] Result<AccountState> stateOf(std::span<const std::byte> kept);

} // namespace omni::accounts

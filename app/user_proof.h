// The accounts of a profile, opened for one command, and people who prove there who they are.

#pragma once

#include "app/opened_vault.h"
#include "core/host/access/account_store.h"

#include <memory>
#include <string>
#include <string_view>

namespace omni::app {

inline constexpr std::string_view passwordOption = "--password-fd";
inline constexpr std::string_view codeOption = "--code-fd";
inline constexpr std::string_view newPasswordOption = "--new-password-fd";
inline constexpr std::string_view confirmOption = "--confirm-fd";
inline constexpr std::string_view byOption = "--by";

/// Stays where it is: its parts point at each other.
struct OpenedAccounts {
    OpenedVault opened;
    runtime::VaultAccountStore store;
    std::unique_ptr<accounts::Accounts> all;

    explicit OpenedAccounts(OpenedVault vault)
        : opened(std::move(vault))
        , store(*opened.vault, wallNow)
    {
    }
    OpenedAccounts(const OpenedAccounts&) = delete;
    OpenedAccounts& operator=(const OpenedAccounts&) = delete;
    ~OpenedAccounts() = default;
};
/// Refused and bad input as `openVault` and `openAccounts`.
[[nodiscard]] runtime::Outcome<std::unique_ptr<OpenedAccounts>> openedAccounts(const Arguments& arguments,
                                                                               const std::string& purpose);

/// A name that an account can have; wrong usage otherwise.
[[nodiscard]] runtime::Outcome<std::string> personOf(const std::string& word);
/// "trader,risk" or "all". Wrong usage: a word that is no role of a person.
[[nodiscard]] runtime::Outcome<risk::Roles> rolesFrom(const std::string& words);
/// "trader, risk"
[[nodiscard]] std::string rolesText(risk::Roles roles);

/// What a person typed, or what came through descriptors. The code is asked for where the person has a second factor.
struct TypedProof {
    platform::SecretBytes password, second;
    [[nodiscard]] accounts::Proof proof() const noexcept
    {
        return {password.exposed(), second.exposed()};
    }
};
[[nodiscard]] runtime::Outcome<TypedProof> proofOf(const Arguments& arguments, const OpenedAccounts& accounts,
                                                   std::string_view person);

/// Refused (exit 4): who `--by` names is not let in, has no right to manage users, or has shown no fresh code of an
/// authenticator (safety 4.4). `about` is whose account it is about: nobody changes his own roles beside another who
/// could. The name of who has proven it.
[[nodiscard]] runtime::Outcome<std::string> provenManager(const Arguments& arguments, OpenedAccounts& accounts,
                                                          std::string_view about);

/// An error of the accounts in words. `person`: whose wait is named.
[[nodiscard]] tl::unexpected<runtime::RunFailure> accountFailure(const Error& why, const OpenedAccounts& accounts,
                                                                 std::string_view person);

} // namespace omni::app

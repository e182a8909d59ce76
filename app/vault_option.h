// `--vault-passphrase-fd N` or `--vault-source NAME`: the keys of brokers come from the profile's vault, which the
// passphrase behind that descriptor opens, or the keyring, or a key service.

#pragma once

#include "app/options.h"
#include "app/slot_option.h"
#include "core/desk/events/event.h"
#include "core/host/runtime/broker/key_ring.h"

#include <memory>
#include <optional>
#include <string>

namespace omni::app {

inline constexpr OptionSpec vaultOption{
    "--vault-passphrase-fd", "N",
    "brokers' keys from the vault of the profile; its passphrase is one line from this file descriptor"};

inline constexpr OptionSpec vaultSourceOption{ofSessions.source, "NAME", sourceMeaning};
inline constexpr OptionSpec vaultServiceOption{ofSessions.address, "URL", addressMeaning};
inline constexpr OptionSpec vaultAuthorityOption{ofSessions.authority, "FILE", authorityMeaning};
inline constexpr OptionSpec vaultCredentialOption{ofSessions.credential, "N", credentialMeaning};

/// The keys of the vault, and those of the environment of brokers that it has none of. While the program has one
/// thread. Null: neither option was given; wrong usage: both. Holds the profile's lock while the vault is open; it is
/// locked again when this returns, and the keys alone are left. Refused as `openVault`; wrong usage as `descriptorOf`.
/// `people`, where it is not null, gets what the desk is to be told of the accounts: nothing where there are none.
[[nodiscard]] runtime::Outcome<std::shared_ptr<const runtime::KeyRing>>
vaultKeysFrom(const Arguments& arguments, const std::string& profile,
              std::optional<events::PeopleVouched>* people = nullptr);

} // namespace omni::app

// Options that say who else than a person opens the vault: the desktop's keyring, or a key service and what signs in
// there.

#pragma once

#include "app/options.h"
#include "core/host/access/key_slots/key_slots.h"

#include <QCoreApplication>
#include <QCoroTask>

#include <filesystem>
#include <optional>
#include <string_view>

namespace omni::app {

/// The same options under the names of two kinds of commands.
struct SlotOptionNames {
    std::string_view source, address, authority, credential;
};
inline constexpr SlotOptionNames ofVaultCommands{"--source", "--service", "--service-ca", "--credential-fd"};
inline constexpr SlotOptionNames ofSessions{"--vault-source", "--vault-service", "--vault-service-ca",
                                            "--vault-credential-fd"};

inline constexpr std::string_view keyringSource = "keyring";
inline constexpr std::string_view sourceMeaning
    = "what opens it: keyring, hashicorp-transit, hashicorp-kv or aws-kms, by a slot that vault add-slot has made";
inline constexpr std::string_view addressMeaning
    = "address of the key service, as in https://vault.example.com:8200; AWS has its own";
inline constexpr std::string_view authorityMeaning
    = "certificates in PEM of authorities to trust for it beside those of the system";
inline constexpr std::string_view credentialMeaning
    = "what signs in there, from this file descriptor: a line with a token; or two, a role and its secret; for AWS the "
      "access key, its secret and perhaps a session's token. Without it the environment is asked";

/// Who is asked, and by what.
struct SlotSource {
    bool isKeyring = false;
    runtime::ServiceWish wish;
    runtime::ServiceCredential credential;
};

/// Of the source of this name. Takes the credential from the descriptor or out of the environment: while the program
/// has one thread. Wrong usage: no such source, or no address.
[[nodiscard]] runtime::Outcome<SlotSource> slotSourceFrom(const Arguments& arguments, std::string_view name,
                                                          const SlotOptionNames& names);

/// Blocks until the vault is open or is not; for a thread that serves nobody else.
[[nodiscard]] runtime::Outcome<runtime::OpenVault> openedBySlot(const std::filesystem::path& profile,
                                                                SlotSource source);

/// An event loop to wait in, where the program has none yet.
class WaitingPlace
{
public:
    WaitingPlace();

private:
    std::optional<QCoreApplication> m_application;
};

} // namespace omni::app

#include "app/vault_option.h"

#include "app/secret_option.h"

#include "core/edge/brokers/registry.h"
#include "core/edge/platform/profile.h"
#include "core/host/access/vault_door.h"

namespace omni::app {

runtime::Outcome<std::shared_ptr<const runtime::KeyRing>> vaultKeysFrom(const Arguments& arguments,
                                                                        const std::string& profile)
{
    if (!arguments.has(vaultOption.name)) {
        return nullptr;
    }
    const auto passphrase = secretOf(arguments, vaultOption.name, {});
    if (!passphrase) {
        return tl::unexpected(passphrase.error());
    }
    if (!runtime::hasVault(profile)) {
        return tl::unexpected(runtime::RunFailure{runtime::FailureKind::Refused, "no_vault",
                                                  "there is no vault in this profile", "omnitrade vault init makes one",
                                                  profile, 0});
    }
    const auto lock = platform::ProfileLock::take(profile);
    if (!lock) {
        return tl::unexpected(runtime::RunFailure{runtime::FailureKind::Refused, "profile_in_use", lock.error().detail,
                                                  "end that program first", profile, 0});
    }
    auto vault = runtime::openVault(profile, runtime::VaultLock::Passphrase, *passphrase);
    if (!vault) {
        return tl::unexpected(vault.error());
    }
    return std::make_shared<const runtime::KeyRing>(runtime::KeyRing::ofVault(**vault, brokers::allBrokers()));
}

} // namespace omni::app

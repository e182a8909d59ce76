// What is left of a profile's vault behind a loss of power, held against what its owner was told. Opened by recovery
// keys alone, which no slow derivation guards. For the tools of the crash matrix.

#pragma once

#include "core/edge/security/vault/vault.h"
#include "core/edge/security/vault/vault_keys.h"
#include "core/host/access/machine_moment.h"
#include "core/host/access/vault_files.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace omni::crash {

struct VaultPromises {
    std::vector<std::string> keys; ///< Every recovery key of the trace, in the order in which they are made.
    std::size_t told = 0; ///< So many of them have been shown. The next one may open it already, the last one still.
    std::set<std::string> holds; ///< Names of brokers' keys that are in it.
    std::uint32_t guesses = 0; ///< Wrong ones that were answered.
};

/// Empty: every promise is kept.
inline std::string faultOfVault(const std::filesystem::path& profile, const VaultPromises& promised)
{
    if (promised.keys.empty() || (promised.told == 0 && !runtime::hasVault(profile))) {
        return {};
    }
    auto files = runtime::VaultFiles::open(profile);
    if (!files) {
        return "F3: the vault's folder does not open: " + files.error().detail;
    }
    const auto pace = (*files)->readPace(runtime::momentOfThisMachine());
    if (!pace || pace->isMended() || pace->failures() < promised.guesses) {
        return "V14: a wrong guess that was answered is not counted";
    }
    std::string why = "there is no key";
    const std::size_t first = promised.told > 0 ? promised.told - 1 : 0;
    for (std::size_t at = first; at < std::min(promised.told + 1, promised.keys.size()); ++at) {
        const auto letters = std::as_bytes(std::span(promised.keys[at]));
        const auto key = vault::recoveryKeyFrom(letters);
        auto opened = key ? vault::Vault::openWithKey(**files, vault::SlotKind::RecoveryKey, key->exposed())
                          : tl::unexpected(key.error());
        if (!opened && promised.told == 0 && opened.error().code == Errc::NotFound) {
            return {}; // its passphrase alone opens it, as yet
        }
        if (!opened) {
            why = opened.error().detail;
            continue;
        }
        const auto listed = opened->list();
        for (const auto& name : promised.holds) {
            if (!listed || std::none_of(listed->begin(), listed->end(), [&name](const auto& one) {
                    return one.label.name == name;
                })) {
                return "S23: the vault does not hold " + name;
            }
        }
        return {};
    }
    return "V9: no recovery key that was shown opens the vault: " + why;
}

} // namespace omni::crash

// The command line of omnitrade-watchdog, read strictly.

#pragma once

#include "core/host/control/run_failure.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::watchdog {

using runtime::Outcome;

struct WatchdogOptions {
    std::filesystem::path profile;
    std::optional<std::filesystem::path> config;
    std::optional<int>
        vaultPassphraseFd; ///< Its keys come from the vault, which the line behind this descriptor opens.
    bool isOnce = false; ///< One look, without acting.
    bool stays = false; ///< Watches on behind a rescue.
    bool asJson = false;
    bool wantsHelp = false, wantsVersion = false;
};

/// Without the program's name. WrongUsage (exit 2): what is not known, or said twice.
[[nodiscard]] Outcome<WatchdogOptions> optionsFrom(const std::vector<std::string>& words);

/// The text of --help.
[[nodiscard]] std::string helpText();

} // namespace omni::watchdog

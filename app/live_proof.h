// People who prove, for one command, that they may enable trading with real money: it takes two where two have the
// right, and a minute to think where there is one (safety 4.4).

#pragma once

#include "app/user_proof.h"

#include <string>
#include <string_view>
#include <vector>

namespace omni::app {

inline constexpr std::string_view secondOption = "--second";
inline constexpr std::string_view secondPasswordOption = "--second-password-fd";
inline constexpr std::string_view secondCodeOption = "--second-code-fd";

struct LiveProvers {
    PrincipalId by, second; ///< No second: nobody else has the right.
    std::string names; ///< By their numbers, for the audit record.
};

/// Refused (exit 4): somebody is not let in, has no right to it, or has shown no fresh code; another one has the right
/// as well and is not named. `able`: who has the right. Blocks for a minute where there is one alone.
[[nodiscard]] runtime::Outcome<LiveProvers> provenForLive(const Arguments& arguments, OpenedAccounts& accounts,
                                                          const std::vector<std::string>& able);

} // namespace omni::app

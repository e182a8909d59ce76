// Words that the project's own sources may not have, as patterns over their code.

#pragma once

#include <filesystem>
#include <regex>
#include <string>
#include <vector>

namespace omni::tests {

struct Ban {
    const char* what; ///< What such code does: "asks a clock".
    std::regex pattern;
    std::string freeBelow = {}; ///< Paths that begin so may have it; empty: none may.
    std::vector<std::string> hints
        = {}; ///< Without one of them a file is not searched: patterns are slow. Empty: all are.
};

/// "path:line what: the words", for each hit in the sources below the folders named.
[[nodiscard]] std::vector<std::string> hitsOf(const std::vector<Ban>& bans, const std::filesystem::path& root,
                                              const std::vector<std::string>& folders);

} // namespace omni::tests

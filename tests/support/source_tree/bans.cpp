#include "tests/support/source_tree/bans.h"

#include "tests/support/source_tree/source_tree.h"

#include <algorithm>

namespace omni::tests {

std::vector<std::string> hitsOf(const std::vector<Ban>& bans, const std::filesystem::path& root,
                                const std::vector<std::string>& folders)
{
    std::vector<std::string> hits;
    for (const auto& file : sourcesBelow(root, folders)) {
        for (const auto& ban : bans) {
            if (!ban.freeBelow.empty() && file.path.starts_with(ban.freeBelow)) {
                continue;
            }
            const auto isIn = [&file](const std::string& hint) { return file.code.find(hint) != std::string::npos; };
            if (!ban.hints.empty() && std::none_of(ban.hints.begin(), ban.hints.end(), isIn)) {
                continue;
            }
            for (std::sregex_iterator hit(file.code.begin(), file.code.end(), ban.pattern), end; hit != end; ++hit) {
                const auto line = lineOf(file.code, static_cast<std::size_t>(hit->position()));
                hits.push_back(file.path + ":" + std::to_string(line) + " " + ban.what + ": " + hit->str());
            }
        }
    }
    return hits;
}

} // namespace omni::tests

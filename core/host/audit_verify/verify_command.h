// The command line of omnitrade-audit-verify: what is asked, and the answer in words or as JSON.

#pragma once

#include <string>
#include <vector>

namespace omni::audit_verify {

struct Answer {
    int code = 0; ///< 0 good, 1 tampered, 2 unreadable or asked wrongly, 3 truncated against an anchor.
    std::string out; ///< For stdout.
    std::string errors; ///< For stderr.
};

[[nodiscard]] std::string helpText();

/// `words`: the arguments, without the program's name. Reads files; writes none.
[[nodiscard]] Answer answerTo(const std::vector<std::string>& words);

} // namespace omni::audit_verify

// How long functions are, by counting braces: no parser, but right for code that clang-format has laid out.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace omni::tests {

struct FunctionSize {
    std::string head; ///< What stands before the brace, on one line.
    std::size_t line = 0; ///< Of the opening brace, counted from 1.
    std::size_t bodyLines = 0; ///< Between the braces, but for `case` labels: a table of names is one idea, however
                               ///< long. A lambda's lines count for the function around it.
};

/// The functions with a body in `code`, which has its comments and literals blanked (`SourceFile::code`).
[[nodiscard]] std::vector<FunctionSize> functionsOf(std::string_view code);

} // namespace omni::tests

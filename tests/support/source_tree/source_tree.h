// The project's own sources as text, for the tests that read them as a stranger would.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace omni::tests {

struct SourceFile {
    std::string path; ///< Relative to the root, with '/'.
    std::string text; ///< As it is on the disk.
    std::string code; ///< The same length and lines, with comments and the insides of literals blanked.
};

struct Include {
    std::string name; ///< "core/base/error.h" or "QTest", without its quotes or brackets.
    bool quoted = false;
    std::size_t line = 0; ///< Counted from 1.
};

/// The C++ sources below the folders named, in the order of their paths. Folders that do not exist hold none.
[[nodiscard]] std::vector<SourceFile> sourcesBelow(const std::filesystem::path& root,
                                                   const std::vector<std::string>& folders);

/// Every file below `root`, in the order of their paths, but for `.git` and `build` at its top.
[[nodiscard]] std::vector<std::filesystem::path> filesOf(const std::filesystem::path& root);

/// The whole file; empty when it cannot be read.
[[nodiscard]] std::string textOf(const std::filesystem::path& file);

/// `text` with comments and the insides of string and character literals replaced by spaces, line by line the same.
/// The names in #include directives stay.
[[nodiscard]] std::string codeOf(std::string_view text);

[[nodiscard]] std::vector<Include> includesOf(const SourceFile& file);

[[nodiscard]] std::size_t lineOf(std::string_view text, std::size_t offset);

/// Writes `text` to `root/path` and makes the folders; for tests that plant a fault.
void plant(const std::filesystem::path& root, std::string_view path, std::string_view text);

} // namespace omni::tests

// Reads the files of an audit record, a few ahead, and has them judged.

#pragma once

#include "core/host/audit_verify/chain_check.h"

#include <filesystem>
#include <vector>

namespace omni::audit_verify {

struct FolderVerdict {
    Verdict verdict;
    std::vector<std::string> foreign; ///< Up to 16 names of files there that are no segments: nobody vouches for them.
};

/// `folder` is a profile, or the folder `audit` of one. Needs no lock; a record that is being written is read as far
/// as it had got. Memory: the names' numbers, and three files of at most 2.6 MB for each of at most four threads.
[[nodiscard]] FolderVerdict checkFolder(const std::filesystem::path& folder, Question question);

/// A small text file, or what a descriptor gives until its end; at most `mostTextFile` bytes. Nothing when it cannot be
/// read or is longer.
[[nodiscard]] std::optional<std::string> textOfFile(const std::filesystem::path& file);
[[nodiscard]] std::optional<std::string> textOfDescriptor(int descriptor);

} // namespace omni::audit_verify

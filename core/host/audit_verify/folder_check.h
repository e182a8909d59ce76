// Reads the files of an audit record, a few ahead, and has them judged.

#pragma once

#include "core/host/audit_verify/chain_check.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <vector>

namespace omni::audit_verify {

struct FolderVerdict {
    Verdict verdict;
    std::vector<std::string> foreign; ///< Up to 16 names of files there that are no segments: nobody vouches for them.
    bool isGivenUp = false; ///< Whoever watched wanted no more: the verdict is none.
};

/// Called before each segment with how many are behind it and how many there are. False: no more of it.
using Watching = std::function<bool(std::size_t done, std::size_t total)>;

/// `folder` is a profile, or the folder `audit` of one. Needs no lock; a record that is being written is read as far
/// as it had got. Memory: the names' numbers, and three files of at most 2.6 MB for each of at most four threads.
[[nodiscard]] FolderVerdict checkFolder(const std::filesystem::path& folder, Question question,
                                        const Watching& watching = {});

/// A small text file, or what a descriptor gives until its end; at most `mostTextFile` bytes. Nothing when it cannot be
/// read or is longer.
[[nodiscard]] std::optional<std::string> textOfFile(const std::filesystem::path& file);
[[nodiscard]] std::optional<std::string> textOfDescriptor(int descriptor);

} // namespace omni::audit_verify

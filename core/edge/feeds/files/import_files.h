// Reads data files, checks every row and keeps them as archives in a folder, all of them or none.

#pragma once

#include "core/edge/feeds/files/archive.h"
#include "core/edge/feeds/files/open_files.h"

#include <span>
#include <string>
#include <vector>

namespace omni::feeds {

struct ImportedFile {
    std::string from;
    std::string to; ///< The archive.
    ArchiveInfo info;
    std::uint64_t bytes = 0; ///< Of the archive.
};

struct Import {
    std::vector<ImportedFile> files; ///< In the order asked for.
    std::vector<std::string> notes; ///< What was inferred, as in `FileFeed::notes`.
};

/// `folder` is made if need be. What `FileFeed::open` refuses is refused, also a fault in a pipe; what cannot be
/// written, too. Until every file is read, checked and safely on the disk none appears under its name. Importing
/// the same data again changes nothing.
[[nodiscard]] Checked<Import> importFiles(std::span<const std::string> paths, const std::string& folder,
                                          const FeedOptions& options);

} // namespace omni::feeds

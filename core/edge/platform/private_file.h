// Files that only their owner may read, for those who then open them by name: a database does.

#pragma once

#include "core/base/error.h"

#include <filesystem>

namespace omni::platform {

/// Makes the file, empty and with mode 0600, if there is none; one that is there keeps its content and is narrowed to
/// 0600. At no moment does it exist with wider rights because of this call. Denied for what is a link, no regular file
/// or another user's.
///
/// A file that is there is not opened: closing it would drop the locks that this process holds on it (POSIX).
/// Windows: it inherits the rights of its folder, which the profile has narrowed.
[[nodiscard]] Result<void> makePrivateFile(const std::filesystem::path& file);

/// Narrows a file that is there, as above; having none is well.
[[nodiscard]] Result<void> narrowToOwner(const std::filesystem::path& file);

} // namespace omni::platform

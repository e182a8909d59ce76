// A file with secrets that its owner alone can read (0600), whole or not at all.

#pragma once

#include "core/edge/platform/secret_memory.h"

#include <QString>

#include <vector>

namespace omni::ui::people {

/// Writes `head`, then each line, in place of what stood there. The text of the system where it fails; empty: done.
/// Nothing of the lines stands anywhere but in the file.
[[nodiscard]] QString writeForOwner(const QString& path, const QString& head,
                                    const std::vector<platform::SecretBytes>& lines);

} // namespace omni::ui::people

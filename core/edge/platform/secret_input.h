// Secrets on their way in, and the few that are handed out once: from a file descriptor that the caller gave, or typed
// at the terminal without an echo. Never from arguments: those are seen by every user of the machine.
//
// Bytes go straight into guarded memory; nothing is buffered elsewhere. Blocks.

#pragma once

#include "core/edge/platform/secret_memory.h"

#include <span>
#include <string_view>

namespace omni::platform {

inline constexpr std::size_t mostSecretInput = 16'384;

[[nodiscard]] bool isOpenDescriptor(int descriptor) noexcept;

/// One line, without its end ("\n" or "\r\n"); the last may lack one. What comes behind it stays to be read. Full:
/// longer than `mostSecretInput`. NotFound: nothing more comes. Unavailable: no such descriptor, or it cannot be read.
[[nodiscard]] Result<SecretBytes> readSecretLine(int descriptor);
/// All that is left, without the line ends at its end. As above.
[[nodiscard]] Result<SecretBytes> readSecretRest(int descriptor);

/// All of it to a descriptor that the caller gave, past every buffer. Unavailable: it cannot be written, or not all.
[[nodiscard]] Result<void> writeSecret(int descriptor, std::span<const std::byte> secret);

/// Shows `prompt` at the terminal of the process and reads one line without showing it; the terminal is as it was
/// afterwards, also when a signal ends the program in between: that is met within a moment. Unavailable: the process
/// has no terminal, or such a signal came.
[[nodiscard]] Result<SecretBytes> askForSecret(std::string_view prompt);

} // namespace omni::platform

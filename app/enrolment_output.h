// What a person needs to set up an authenticator, on stdout: the QR code for its camera, the address and the key for
// fingers, and the recovery codes. Shown once, straight from guarded memory.

#pragma once

#include "core/edge/platform/secret_memory.h"
#include "core/host/control/run_failure.h"

#include <string_view>
#include <vector>

namespace omni::app {

/// With `asJson` a line {"otpauth":"…","key":"…"}. A failure to write it out leaves everything as it was.
[[nodiscard]] runtime::Outcome<void> showEnrolment(const platform::SecretBytes& seed, std::string_view person,
                                                   bool asJson);
/// With `asJson` a line {"recovery_codes":["…"]}. They count when this is called: what cannot be shown is told with the
/// way to others.
[[nodiscard]] runtime::Outcome<void> showRecoveryCodes(const std::vector<platform::SecretBytes>& codes,
                                                       std::string_view person, bool asJson);

} // namespace omni::app

// What went wrong on the way to a key service, in words; the same for all of them.

#pragma once

#include "core/base/error.h"
#include "core/edge/net/http_values.h"

#include <string_view>

namespace omni::keyservice {

/// A request that has no answer.
[[nodiscard]] Error errorOf(const net::HttpFailure& failure);

/// A status that no service means itself: what stands in between, or a service that fails.
[[nodiscard]] Error errorOfStatus(int status);

/// At most 160 bytes of what a service says, for the log and the screen: letters as they are, anything else as '?'.
[[nodiscard]] std::string told(std::string_view text);

} // namespace omni::keyservice

// What the broker @words@ needs to be told.

#pragma once

#include "core/base/error.h"

#include <chrono>
#include <string>

namespace omni::brokers::@name@ {

struct Config {
    std::string address; ///< "https://…"; nothing else is spoken to.
    std::chrono::milliseconds timeout{5'000}; ///< 100 to 60'000. After it a request's fate is unknown.
};

/// Refused: an address without TLS, a time-out outside its bounds.
[[nodiscard]] Result<void> validate(const Config& config);

} // namespace omni::brokers::@name@

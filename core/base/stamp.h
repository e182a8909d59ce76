// Place and times of an event, as the sequencer stamped it.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"

#include <compare>
#include <cstdint>

namespace omni {

/// Expiry, windows, throttles and lockouts use `mono` within a boot; over a restart a wait never gets shorter.
struct Stamp {
    Sequence seq;
    Timestamp wall; ///< UTC. For market data the time of receipt.
    Monotonic mono; ///< Within `boot`.
    std::uint32_t boot = 0; ///< Number of the session within the profile, from 1.
    friend bool operator==(const Stamp&, const Stamp&) = default;
};

} // namespace omni

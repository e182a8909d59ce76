// A lease of a key service, and when it has to be renewed (safety 4.9, V-KEY).

#pragma once

#include "core/base/time.h"

namespace omni::keyservice {

/// What a token is worth from the moment of the answer on.
struct Lease {
    Duration life{}; ///< 0: it has no end.
    bool isRenewable = false;
};

/// How long to wait before it is renewed: two thirds of its life. 0: never, since it has no end or cannot be renewed.
[[nodiscard]] constexpr Duration renewalAfter(const Lease& lease) noexcept
{
    return lease.isRenewable ? Duration{lease.life.ns / 3 * 2} : Duration{};
}

} // namespace omni::keyservice

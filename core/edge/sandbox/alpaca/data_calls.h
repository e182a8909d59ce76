// Market data REST: shares at /v2/stocks, coins at /v1beta3/crypto/us.

#pragma once

#include "core/edge/sandbox/alpaca/calls.h"
#include "core/edge/sandbox/alpaca/quote_tape.h"

namespace omni::sandbox::alpaca {

/// `call.path` behind the version: {"stocks", "bars"}, {"crypto", "us", "latest", "quotes"}.
[[nodiscard]] WebAnswer dataCall(FaceParts& parts, const Call& call);

} // namespace omni::sandbox::alpaca

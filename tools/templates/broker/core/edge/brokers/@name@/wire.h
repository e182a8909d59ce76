// The bytes of @words@ to and from our values. Pure: no socket, no clock; any bytes give a value or an error.

#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string_view>

namespace omni::brokers::@name@ {

/// The best bid and offer as the venue writes them.
struct QuoteMessage {
    std::int64_t bidE8 = 0, askE8 = 0; ///< Prices, counted in hundred-millionths.
};

/// Reads "bid,ask", "99.50,99.51" for instance. Refused: anything else, and a bid above the ask.
[[nodiscard]] Result<QuoteMessage> quoteFrom(std::string_view text);

} // namespace omni::brokers::@name@

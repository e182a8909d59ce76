// Errors as this face words them: a number, a sentence, a status of HTTP.

#pragma once

#include "core/edge/sandbox/exchange/venue_order.h"

#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace omni::sandbox::binance {

struct Fault {
    int code = -1000; ///< Below zero.
    std::string message;
    int status = 400;
    std::string data; ///< A JSON value for "data"; empty: there is none.
};

/// A JSON value, or why not.
using Answer = tl::expected<std::string, Fault>;

[[nodiscard]] std::string jsonOf(const Fault& fault);

[[nodiscard]] Fault missing(std::string_view parameter); ///< -1102
[[nodiscard]] Fault illegal(std::string_view parameter, std::string_view range); ///< -1100
[[nodiscard]] Fault notRequired(std::string_view parameter); ///< -1106
[[nodiscard]] Fault filterFailure(std::string_view filter); ///< -1013

enum class Deed : std::uint8_t { Place, Cancel, Amend };
/// Why the exchange refused a deed.
[[nodiscard]] Fault faultOf(Refusal refusal, Deed deed);

} // namespace omni::sandbox::binance

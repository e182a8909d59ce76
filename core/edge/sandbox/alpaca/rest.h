// One request of REST: who asks, whether the minute has room for it, and which call it is.

#pragma once

#include "core/edge/sandbox/alpaca/calls.h"
#include "core/edge/sandbox/server/web_values.h"

namespace omni::sandbox::alpaca {

/// Requests a minute, of trading and of data each.
inline constexpr std::int64_t requestsPerMinute = 200;

/// The client of this key and secret, or null. Takes the same time for every wrong secret.
[[nodiscard]] ClientAccount* clientWith(std::vector<ClientAccount>& clients, std::string_view key,
                                        std::string_view secret) noexcept;

[[nodiscard]] WebAnswer serve(FaceParts& parts, const WebRequest& request, std::uint64_t requestNumber);

} // namespace omni::sandbox::alpaca

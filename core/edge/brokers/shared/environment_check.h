// Whether a key, an account, an endpoint and an order are of the same environment: a mix never sends a byte (S35, F48).

#pragma once

#include "core/base/error.h"
#include "core/edge/brokers/shared/broker_info.h"
#include "core/edge/net/endpoint.h"
#include "core/trade/orders/environment.h"

#include <span>
#include <string>
#include <string_view>

namespace omni::brokers {

/// An address taken apart.
struct FaceUrl {
    net::Endpoint endpoint;
    bool isSocket = false; ///< ws, wss
};

/// `scheme://host[:port]` with http, https, ws or wss, no path but "/", no user. Invalid, and what is wrong.
[[nodiscard]] Result<FaceUrl> faceUrl(std::string_view text);

/// Of which environment an address is: this machine is Paper; the broker's own hosts are what `faces` says. Denied: any
/// other host; it might be anything.
[[nodiscard]] Result<orders::Environment> environmentOf(const net::Endpoint& endpoint, std::span<const Face> faces);

/// All endpoints, the key and the account agree on `config.environment`, which is Paper or Live. Denied, and which do
/// not.
[[nodiscard]] Result<void> checkEnvironment(const BrokerConfig& config, const BrokerKey& key,
                                            std::span<const Face> faces);

/// The address of a face: as configured, else the broker's own. NotFound: neither. Invalid: see `faceUrl`.
[[nodiscard]] Result<FaceUrl> faceOf(const BrokerConfig& config, std::span<const Face> faces, std::string_view key);

} // namespace omni::brokers

// What a broker's folder says of itself, and what is given to make a session with it.

#pragma once

#include "core/base/error.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/desk/ports/broker.h"
#include "core/desk/views/connection.h"
#include "core/edge/brokers/shared/order_guard.h"
#include "core/edge/net/endpoint.h"
#include "core/trade/orders/environment.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers {

/// One address of a broker, by the name that the configuration gives it.
struct Face {
    std::string_view key; ///< "rest", "ws", "data_rest"
    std::string_view live, paper; ///< URL without a path, the broker's own; empty: it has none of that kind.
};

/// An address as configured. `http` and `ws` are taken for this machine alone.
struct FaceSetting {
    std::string key;
    std::string url; ///< "https://api.example.com", "ws://127.0.0.1:9000"
};

/// A key of an account, of one environment alone (S35).
struct BrokerKey {
    orders::Environment environment = orders::Environment::Paper;
    Secret id;
    Secret secret; ///< The shared secret, or a private key in PEM.
    std::string source; ///< "external"
};

struct BrokerConfig {
    orders::Environment environment = orders::Environment::Paper;
    std::string account; ///< Name of the account: "binance-paper".
    std::vector<FaceSetting> faces; ///< Those named; the others are the broker's own of that environment.
    std::string trustedPem; ///< Certificates of further authorities.
    std::shared_ptr<const net::Proxy> proxy; ///< Null: straight.
    std::string plan; ///< Of market data, where a broker has several: "iex". Empty: the broker's usual one.
};

/// `clock` outlives the broker. `seed` makes its waits its own.
struct BrokerMaking {
    BrokerConfig config;
    BrokerKey key;
    Clock& clock;
    std::uint64_t seed = 1;
    /// The venue wants to hear nothing until then (F37): for whoever keeps it over a restart. On the loop's thread, and
    /// each time that the end is a later one.
    std::function<void(Timestamp until)> onBan = {};
};

struct BrokerInfo {
    std::string_view key; ///< The folder's name: "binance". Venue of its instruments.
    std::string_view title; ///< "Binance"
    std::span<const Face> faces;
    views::Abilities abilities; ///< Before a session has learned more.
    /// Invalid: what in the configuration cannot be, in words for who wrote it. Denied: environment, key and endpoints
    /// do not agree.
    Result<std::unique_ptr<ports::Broker>> (*make)(BrokerMaking making);
    /// The broker as a watchdog sees it, with the same checks. Null: nobody can watch over it from outside.
    Result<std::unique_ptr<OrderGuard>> (*guard)(BrokerMaking making) = nullptr;
};

} // namespace omni::brokers

// What is known of a broker before any session with it: what it is called, where it is, whether a key is there. No
// secret is part of it.

#pragma once

#include "core/desk/views/connection.h"
#include "core/trade/orders/environment.h"

#include <string>
#include <vector>

namespace omni::views {

struct BrokerOffer {
    std::string key; ///< "binance", "sandbox-binance": as `--broker` takes it.
    std::string title; ///< "Binance"; of the paper exchange: whose protocol it speaks.
    orders::Environment environment = orders::Environment::Paper; ///< As configured.
    bool isConfigured = false; ///< The configuration names it.
    bool isInHouse = false; ///< The paper exchange in this program: made-up prices, and a key of its own each time.
    std::string account; ///< "binance-paper"
    std::string host; ///< Of its orders, as configured or its own. Empty: it has none of that environment.
    std::vector<std::string> symbols; ///< Configured; empty: to be named at the start.
    std::string keyVariable, secretVariable, secretFileVariable; ///< Names in the environment of the process.
    bool hasKey = false; ///< They, or the vault, held a key when the program started.
    std::string keySource; ///< "external", "vault". Empty: there is no key.
    std::string keyFault; ///< Why what they held is none. Empty: nothing was wrong, or nothing was there.
    Abilities abilities{}; ///< Before a session has learned more.
    friend bool operator==(const BrokerOffer&, const BrokerOffer&) = default;
};

/// By their keys.
using BrokerOffers = std::vector<BrokerOffer>;

} // namespace omni::views

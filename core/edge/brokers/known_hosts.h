// Every host that the program may speak to (V39): the brokers' own, as their folders say, and no others. It has no
// telemetry, asks for no updates and opens no pages. Addresses of this machine are not listed, nor is a proxy: those
// are the configuration's.
//
// The list binds: an account at any other host is refused (`environmentOf`), and no other part of the program opens a
// connection (tests/architecture/tst_one_way_out).

#pragma once

#include "core/edge/brokers/shared/broker_info.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers {

struct KnownHost {
    std::string host;
    std::uint16_t port = 443;
    std::string_view broker; ///< Its title, "Binance".
    bool isLive = false, isPaper = false; ///< At least one; both: market data of either, for instance.
    std::vector<std::string_view> faces; ///< What is asked there: "rest", "stream_ws".
    friend bool operator==(const KnownHost&, const KnownHost&) = default;
};

/// One entry for each broker, host and port; in the order of the brokers, then of their faces, live before paper.
[[nodiscard]] std::vector<KnownHost> knownHosts(std::span<const BrokerInfo* const> known);

} // namespace omni::brokers

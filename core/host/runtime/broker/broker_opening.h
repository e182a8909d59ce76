// From a broker's name to its loop with what it lists: its configuration and key, or the paper exchange in this
// program.

#pragma once

#include "core/host/runtime/broker/broker_market.h"
#include "core/host/runtime/paper/paper_name.h"

#include <optional>
#include <string>
#include <vector>

namespace omni::runtime {

/// What there is of a broker before a byte is sent.
struct ChosenBroker {
    const brokers::BrokerInfo* info = nullptr;
    config::BrokerSettings settings;
    std::optional<PaperFace> paper; ///< It is the paper exchange in this program, by that broker's protocol.
    std::optional<events::LiveVouched> live; ///< It is of real money, and that is granted.
};

/// Exit 3: there is none of that name. Exit 4: it is configured for real money, and something of what that takes is
/// missing (host/access/going_live).
[[nodiscard]] Outcome<ChosenBroker> chosenBroker(const std::string& broker, const BrokerSurroundings& around);

/// The broker's account of `environment`, whatever is configured, for whoever asks what its key may. It holds no desk:
/// no order can be sent by it. Exit 3 and 4 as `openBrokerMarket`; that it is granted is not asked.
struct AskedBroker {
    config::BrokerSettings settings;
    std::unique_ptr<BrokerLoop> loop;
};
[[nodiscard]] Outcome<AskedBroker> openToAsk(const std::string& broker, orders::Environment environment,
                                             const BrokerSurroundings& around);

/// Opens it and asks for these symbols; for none: for all. Failures as `openBrokerMarket`.
[[nodiscard]] Outcome<ListedBroker> openChosen(const ChosenBroker& broker, const std::vector<std::string>& symbols,
                                               const BrokerSurroundings& around);

} // namespace omni::runtime

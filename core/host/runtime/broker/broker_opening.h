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
};

/// Exit 3: there is none of that name. Exit 4: it is configured for real money.
[[nodiscard]] Outcome<ChosenBroker> chosenBroker(const std::string& broker, const BrokerSurroundings& around);

/// Opens it and asks for these symbols; for none: for all. Failures as `openBrokerMarket`.
[[nodiscard]] Outcome<ListedBroker> openChosen(const ChosenBroker& broker, const std::vector<std::string>& symbols,
                                               const BrokerSurroundings& around);

} // namespace omni::runtime

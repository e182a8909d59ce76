// A broker's key from the environment of the process: OMNI_BINANCE_PAPER_KEY and OMNI_BINANCE_PAPER_SECRET, or
// OMNI_BINANCE_PAPER_SECRET_FILE, which names a file with a private key in PEM.
//
// The environment is in the name: a key of one never stands for the other (S35).

#pragma once

#include "core/edge/brokers/shared/broker_info.h"
#include "core/host/control/run_failure.h"

#include <string_view>

namespace omni::runtime {

/// More is no key and no secret.
inline constexpr std::size_t mostKeyBytes = 16'384;

/// One line of what can be seen; a private key has lines. Neither is empty or longer than that.
[[nodiscard]] bool isKeyText(std::string_view text, bool hasLines) noexcept;

/// Names of the variables that a key is taken from.
struct KeyVariables {
    std::string key, secret, secretFile;
};
[[nodiscard]] KeyVariables keyVariablesOf(std::string_view broker, orders::Environment environment);

/// Reads and removes them from the environment: once, while the program has one thread. Refused (exit 4): one is
/// missing, or the file may be read by others. Exit 3: both forms of a secret, a file that cannot be read, characters
/// that no key has.
[[nodiscard]] Outcome<brokers::BrokerKey> takeBrokerKey(std::string_view broker, orders::Environment environment);
/// From variables of other names; an empty one names none.
[[nodiscard]] Outcome<brokers::BrokerKey> takeBrokerKey(std::string_view broker, orders::Environment environment,
                                                        const KeyVariables& variables);

} // namespace omni::runtime

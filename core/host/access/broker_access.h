// What was configured of a broker as what an adapter is made of: for whoever speaks with it, the program or a watchdog.

#pragma once

#include "core/edge/brokers/shared/broker_info.h"
#include "core/host/config/broker_settings.h"
#include "core/host/control/run_failure.h"

namespace omni::runtime {

/// Reads the file of certificates, if there is one. Bad input (exit 3): it holds none.
[[nodiscard]] Outcome<brokers::BrokerConfig> brokerConfigOf(const config::BrokerSettings& settings);

} // namespace omni::runtime

// Alpaca as the registry of brokers lists it.

#pragma once

#include "core/edge/brokers/shared/broker_info.h"

namespace omni::brokers {

extern const BrokerInfo alpaca_info;

} // namespace omni::brokers

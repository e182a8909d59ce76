// What the window is told of the brokers that there are, made of their folders, the configuration and the keys at hand.

#pragma once

#include "core/desk/views/broker_offer.h"
#include "core/edge/brokers/shared/broker_info.h"
#include "core/host/config/broker_settings.h"
#include "core/host/runtime/broker/key_ring.h"

#include <span>

namespace omni::runtime {

/// The paper exchange in this program stands behind the brokers, once for each protocol that it speaks.
[[nodiscard]] views::BrokerOffers offersOf(std::span<const brokers::BrokerInfo* const> known,
                                           std::span<const config::BrokerSettings> configured, const KeyRing& keys);

} // namespace omni::runtime

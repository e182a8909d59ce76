// All brokers that this program knows: the folders beside this file that have an info.cpp.

#pragma once

#include "core/edge/brokers/shared/broker_info.h"

#include <span>
#include <string_view>

namespace omni::brokers {

/// In the order of their keys.
[[nodiscard]] std::span<const BrokerInfo* const> allBrokers() noexcept;

/// Null: there is none of that name.
[[nodiscard]] const BrokerInfo* brokerOf(std::string_view key, std::span<const BrokerInfo* const> known) noexcept;

} // namespace omni::brokers

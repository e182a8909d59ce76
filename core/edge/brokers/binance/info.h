// What the venue is called, where it lives and what it can hold.

#pragma once

#include "core/edge/brokers/shared/broker_info.h"

#include <span>

namespace omni::brokers::binance {

/// "rest", "ws" (market data) and "ws_api" (the account's stream).
[[nodiscard]] std::span<const Face> faces() noexcept;
[[nodiscard]] views::Abilities abilities() noexcept;

} // namespace omni::brokers::binance

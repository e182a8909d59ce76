// An order within a larger message: for the wire_* files alone.

#pragma once

#include "core/edge/brokers/alpaca/json_fields.h"
#include "core/edge/brokers/alpaca/wire_order.h"

namespace omni::brokers::alpaca {

[[nodiscard]] Result<OrderImage> orderFrom(const simdjson::dom::element& element);

} // namespace omni::brokers::alpaca

// A whole order as one value of a column.

#pragma once

#include "core/base/bytes.h"
#include "core/trade/orders/ledger.h"

#include <cstddef>
#include <optional>
#include <span>

namespace omni::storage {

[[nodiscard]] Bytes orderBlob(const orders::OrderRecord& record);
/// Nothing for bytes that are no order.
[[nodiscard]] std::optional<orders::OrderRecord> orderFromBlob(std::span<const std::byte> bytes);

} // namespace omni::storage

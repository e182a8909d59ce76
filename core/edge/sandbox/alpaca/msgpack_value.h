// Reads what clients of the data stream send in MessagePack, as the same value that JSON gives.

#pragma once

#include "core/base/error.h"
#include "core/edge/sandbox/server/json_value.h"

#include <string_view>

namespace omni::sandbox::alpaca {

/// Maps with texts as keys, arrays, texts, whole numbers, booleans and nil; at most 16 levels and 10'000 values.
/// Errc::Invalid for anything else, and for bytes behind the value.
[[nodiscard]] Result<JsonValue> msgpackFrom(std::string_view bytes);

} // namespace omni::sandbox::alpaca

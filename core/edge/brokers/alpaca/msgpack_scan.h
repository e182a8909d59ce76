// A trade or a quote in msgpack, read in the forms in which the venue writes its values: short keys, "T" first, no
// field that is not known. Fields may come in any order. Pure.

#pragma once

#include "core/edge/brokers/alpaca/scanned_fields.h"

#include <cstddef>
#include <string_view>

namespace omni::brokers::alpaca {

/// The message with which `bytes` begin, and how many bytes it takes. Zero: it is for the general reader,
/// and `fields` mean nothing.
[[nodiscard]] std::size_t scannedMsgpack(std::string_view bytes, ScannedFields& fields);

} // namespace omni::brokers::alpaca

// A record of the journal or the tape: when, in which place, of which kind, and its bytes.
//
// The journal knows nothing of what the bytes mean; core/desk/events/codec does.

#pragma once

#include "core/base/stamp.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace omni::journal {

using omni::Stamp;

/// `payload` is borrowed from the reader or the writer's caller. Several records may share a sequence: an input and the
/// facts decided upon it; `index` counts them from 0.
struct Record {
    Stamp stamp;
    std::uint32_t index = 0;
    std::uint16_t kind = 0;
    std::span<const std::byte> payload;
};

} // namespace omni::journal

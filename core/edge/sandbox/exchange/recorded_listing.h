// What of a recording a protocol can list, and as what.

#pragma once

#include "core/base/error.h"
#include "core/edge/sandbox/exchange/listing.h"

#include <optional>

namespace omni::sandbox {

/// How a protocol spells what it lists.
enum class Spelling : std::uint8_t {
    Joined, ///< "BTCUSDT": pairs of coins against a coin; no shares.
    Slashed, ///< "BTC/USD": what is paid in USD, pairs and shares.
};

/// The listing of `fed`, its increments as they are; nothing where that protocol cannot know it. A pair is told by a
/// slash, or by a symbol that ends with the currency in which it is quoted; up to five capitals against USD are a
/// share. `index` is its place among the listings. Errc::Invalid where the value of a lot at one tick is no multiple
/// of 10^-8, so that its sums would not be exact.
[[nodiscard]] Result<std::optional<Listing>> recordedListing(const market::Instrument& fed, Spelling spelling,
                                                             std::size_t index);

} // namespace omni::sandbox

// The id under which a venue knows an order: unique for ever, and enough to find our order again.
//
// `<install nonce>-<start nonce>-<order number>-<role letter>`, at most 36 of [A-Za-z0-9-]. The install nonce is made
// once per profile, the start nonce at each start and journaled before it is used: a restored backup cannot repeat an
// id. It is outside the state hash.

#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/short_text.h"
#include "core/trade/orders/order.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace omni::orders {

using ClientOrderId = ShortText<36>;
using Nonce = ShortText<8>;

/// The low 40 bits as 8 characters of base 32 (Crockford's alphabet: no I, L, O, U).
[[nodiscard]] Nonce nonceFrom(std::uint64_t bits) noexcept;
/// Of the watchdog, which names its closing orders beside the program's starts: 'U', outside that alphabet, and the low
/// 35 bits.
[[nodiscard]] Nonce watchdogNonceFrom(std::uint64_t bits) noexcept;
[[nodiscard]] bool isWatchdogNonce(const Nonce& nonce) noexcept;

struct ClientOrderParts {
    Nonce install;
    Nonce start;
    OrderId order;
    OrderRole role = OrderRole::Entry;
    friend bool operator==(const ClientOrderParts&, const ClientOrderParts&) = default;
};

/// 'e', 's', 't', 'x'.
[[nodiscard]] char letterOf(OrderRole role) noexcept;

/// Invalid: a nonce that is not 1 to 8 of [A-Za-z0-9], no order. Overflow: longer than 36.
[[nodiscard]] Result<ClientOrderId> clientOrderId(const ClientOrderParts& parts);

/// Nothing for any text that `clientOrderId` does not make: somebody else's order.
[[nodiscard]] std::optional<ClientOrderParts> partsOf(std::string_view text) noexcept;

} // namespace omni::orders

// Orders and fills as bytes, for the snapshots of this module and for records elsewhere.

#pragma once

#include "core/base/bytes.h"
#include "core/trade/orders/order.h"
#include "core/trade/orders/order_event.h"

#include <cstddef>
#include <optional>
#include <type_traits>

namespace omni::orders {

void write(ByteWriter& out, const OrderTicket& ticket);
/// An enum value that does not exist makes the reader bad.
[[nodiscard]] OrderTicket readTicket(ByteReader& in);

void write(ByteWriter& out, const Fill& fill);
[[nodiscard]] Fill readFill(ByteReader& in);

/// An enum of `count` values from 0 on; anything else makes the reader bad and gives 0.
template<class Enum> [[nodiscard]] Enum readEnum(ByteReader& in, std::uint8_t count) noexcept
{
    const std::uint8_t value = in.u8();
    if (value >= count) {
        in.fail();
        return Enum{};
    }
    return static_cast<Enum>(value);
}

/// Text of at most `N` bytes.
template<std::size_t N> [[nodiscard]] ShortText<N> readShortText(ByteReader& in)
{
    return ShortText<N>{in.text(N)};
}

void write(ByteWriter& out, const std::optional<Ticks>& price);
[[nodiscard]] std::optional<Ticks> readTicks(ByteReader& in);

} // namespace omni::orders

// What every rule looks at, and the few questions that several of them ask.

#pragma once

#include "core/trade/risk/gate.h"

#include <limits>
#include <optional>

namespace omni::risk {

/// One order at the gate. Refers to the caller's values and lives no longer than the call.
struct OrderCase {
    const orders::OrderTicket& ticket;
    const market::Instrument& instrument;
    const RiskView& view;
    const Limits& limits;
};

/// Rests until the market comes to it, and only then becomes a market or limit order.
[[nodiscard]] constexpr bool isStopKind(orders::OrderKind kind) noexcept
{
    return kind == orders::OrderKind::Stop || kind == orders::OrderKind::StopLimit
        || kind == orders::OrderKind::TrailingStop;
}

/// A stop that stands behind a position. The risk module's own may also be a market order: that is a stop which this
/// program watches itself, where the venue has none, at the moment it fires.
[[nodiscard]] constexpr bool isProtective(const orders::OrderTicket& ticket) noexcept
{
    return ticket.reduceOnly && ticket.role == orders::OrderRole::Stop
        && (isStopKind(ticket.kind) || ticket.origin == orders::Origin::Risk);
}

/// A person closes with his own hand: the explicit confirmation that stands in for a fresh quote (S15).
[[nodiscard]] constexpr bool isClosedByHand(const OrderCase& order) noexcept
{
    return order.view.byPerson && order.ticket.reduceOnly;
}

/// |a - b|, which may need 65 bits.
[[nodiscard]] constexpr Int128 distance(Ticks a, Ticks b) noexcept
{
    const Int128 difference = Int128{a.count} - b.count;
    return difference < 0 ? -difference : difference;
}

[[nodiscard]] constexpr Int128 magnitude(std::int64_t value) noexcept
{
    return value < 0 ? -Int128{value} : Int128{value};
}

/// The value, or the end of the range it passes: for figures that only a refusal shows.
[[nodiscard]] constexpr std::int64_t saturated(Int128 value) noexcept
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    return value > most ? most : value < least ? least : static_cast<std::int64_t>(value);
}

/// `share` of `whole`, rounded down.
[[nodiscard]] constexpr std::int64_t shareOf(Money whole, BasisPoints share) noexcept
{
    return saturated(dividedDown(Int128{whole.e8} * share.count, 10'000));
}

/// Exact, whatever the numbers: `part` is more than `share` of `whole`.
[[nodiscard]] constexpr bool isAbove(Int128 part, Money whole, BasisPoints share) noexcept
{
    return part * 10'000 > Int128{whole.e8} * share.count;
}

} // namespace omni::risk

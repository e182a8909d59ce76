// Events and facts to bytes and back: the contents of journal and tape records, version 1.
//
// Record kinds are numbers that never change their meaning. Inputs are below 100, facts from 100 on. An unknown kind, a
// value out of its range and bytes left over are all refused: nothing is guessed. A field that comes later comes with a
// new kind; the one before is still read and no longer written.

#pragma once

#include "core/base/bytes.h"
#include "core/base/stamp.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"

#include <cstdint>
#include <span>

namespace omni::events {

inline constexpr std::uint16_t firstFactKind = 100;
inline constexpr std::uint16_t sessionStartedKind = 14;
inline constexpr std::uint16_t sessionEndedKind = 15;

/// The kind of a record, from 1. Market data have kinds 1 to 5 and go to the tape.
[[nodiscard]] std::uint16_t kindOf(const Event& event) noexcept;
[[nodiscard]] std::uint16_t kindOf(const market::Tick& tick) noexcept;
[[nodiscard]] std::uint16_t kindOf(const Fact& fact) noexcept;

[[nodiscard]] constexpr bool isTape(std::uint16_t kind) noexcept
{
    return kind >= 1 && kind <= 5;
}
[[nodiscard]] constexpr bool isFact(std::uint16_t kind) noexcept
{
    return kind >= firstFactKind;
}

/// Appends the contents to `out`. Times are stored as distances from `stamp.wall`.
void encode(const Stamp& stamp, const Event& event, Bytes& out);
void encode(const Stamp& stamp, const market::Tick& tick, Bytes& out);
void encode(const Stamp& stamp, const Fact& fact, Bytes& out);

/// Refused with Newer for an unknown kind and with Corrupt for contents that do not fit it.
[[nodiscard]] Result<Event> decodeEvent(const Stamp& stamp, std::uint16_t kind, std::span<const std::byte> bytes);
/// The same for tape kinds, without building an `Event`. False: as above.
[[nodiscard]] bool decodeTick(const Stamp& stamp, std::uint16_t kind, std::span<const std::byte> bytes,
                              market::Tick& out);
[[nodiscard]] Result<Fact> decodeFact(const Stamp& stamp, std::uint16_t kind, std::span<const std::byte> bytes);

/// Digest of everything an approval consents to: account, environment, instrument, side, size, type, prices, time in
/// force, legs, and the band in which the price may be when it is sent. The order's own id is not in it.
[[nodiscard]] Digest approvalDigest(const orders::OrderTicket& ticket, std::optional<Ticks> stop,
                                    std::optional<Ticks> target, Ticks reference, Ticks driftAllowed);

} // namespace omni::events

// Ticks as columns of bytes, and back.

#pragma once

#include "core/base/bytes.h"
#include "core/desk/ports/tick_source.h"
#include "core/edge/feeds/files/row.h"

#include <cstdint>
#include <span>
#include <vector>

namespace omni::feeds {

namespace archive {
enum class Form : std::uint8_t {
    Archive,
    Recording, ///< Its quotes say which sides they have.
};
} // namespace archive

/// The columns of `ticks`, all of `kind`, one after the other: times and prices as differences to the row above,
/// sizes as they are, flags in a byte. Every column starts anew, so that a block is read by itself.
void writeColumns(std::span<const ports::TimedTick> ticks, FileKind kind, archive::Form form, ByteWriter& out);

/// `count` ticks of `kind` from exactly the bytes of `in`. Empty when the bytes are none of them.
[[nodiscard]] std::vector<ports::TimedTick> readColumns(ByteReader& in, std::size_t count, FileKind kind,
                                                        archive::Form form, InstrumentId instrument, Duration interval);

} // namespace omni::feeds

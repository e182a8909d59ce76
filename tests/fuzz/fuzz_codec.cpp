// needs: desk/events
//
// Any bytes as the contents of a record: refused, or a value that is written again as it was read.

#include "tests/fuzz/fuzz.h"

#include "core/desk/events/codec.h"

using namespace omni;

namespace {

/// What was decoded is encoded to bytes that decode to the same bytes again: one value has one form. What was read
/// under an earlier kind is written under today's.
template<class Value, class Decode> void mustKeep(const Stamp& stamp, const Value& value, const Decode& decode)
{
    Bytes once, twice;
    events::encode(stamp, value, once);
    const auto again = decode(events::kindOf(value), once);
    fuzz::require(again.has_value(), "what was encoded does not decode");
    events::encode(stamp, *again, twice);
    fuzz::require(once == twice, "a value has two forms");
}

} // namespace

int fuzz::run(std::span<const std::byte> input)
{
    if (input.size() < 2) {
        return 0;
    }
    const auto kind
        = static_cast<std::uint16_t>(static_cast<unsigned>(input[0]) | (static_cast<unsigned>(input[1]) & 1U) << 8U);
    const auto contents = input.subspan(2);
    const Stamp stamp{Sequence{7}, Timestamp{1'700'000'000'000'000'000}, Monotonic{5'000'000'000}, 3};
    const auto event
        = [&](std::uint16_t of, std::span<const std::byte> bytes) { return events::decodeEvent(stamp, of, bytes); };
    const auto fact
        = [&](std::uint16_t of, std::span<const std::byte> bytes) { return events::decodeFact(stamp, of, bytes); };
    if (const auto decoded = event(kind, contents)) {
        mustKeep(stamp, *decoded, event);
    }
    if (const auto decoded = fact(kind, contents)) {
        mustKeep(stamp, *decoded, fact);
    }
    market::Tick tick;
    if (events::decodeTick(stamp, kind, contents, tick)) {
        fuzz::require(event(kind, contents).has_value(), "a tick that is no event");
    }
    return 0;
}

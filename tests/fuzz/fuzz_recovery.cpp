// needs: desk/journal desk/driver desk/engine
//
// Any row of records, in a sound journal: folded into a state, or refused in words. A state that comes of it is saved
// and loaded again with the same hash.
//
// The input is cut into records: a kind (1 byte), a length (1 byte), so many bytes.

#include "tests/fuzz/fuzz.h"

#include "core/desk/driver/recovery.h"
#include "core/desk/engine/desk_state.h"
#include "core/desk/journal/recovery.h"
#include "core/desk/journal/writer.h"
#include "tests/support/memory_folder.h"

using namespace omni;

int fuzz::run(std::span<const std::byte> input)
{
    tests::MemoryFolder folder;
    auto writer = journal::Writer::open(folder, {});
    fuzz::require(writer.has_value(), "no writer");
    Stamp stamp{Sequence{0}, Timestamp{1'700'000'000'000'000'000}, Monotonic{}, 1};
    std::uint32_t index = 0;
    while (input.size() >= 2) {
        const auto kind = static_cast<std::uint16_t>(input[0]);
        const auto size = std::min<std::size_t>(static_cast<std::size_t>(input[1]), input.size() - 2);
        const bool isFact = kind >= 100;
        if (!isFact || stamp.seq.value == 0) {
            ++stamp.seq.value;
            stamp.wall = stamp.wall + milliseconds(250);
            stamp.mono = stamp.mono + milliseconds(250);
        }
        index = isFact ? index + 1 : 0;
        static_cast<void>(writer->append({stamp, index, kind, input.subspan(2, size)}));
        input = input.subspan(2 + size);
    }
    static_cast<void>(writer->commit(true));
    const auto desk = driver::recoverDesk(folder);
    if (!desk) {
        fuzz::require(!desk.error().detail.empty(), "refused without a word");
        return 0;
    }
    Bytes bytes;
    ByteWriter out(bytes);
    desk->state.save(out);
    ByteReader in(bytes);
    engine::DeskState again;
    fuzz::require(again.load(in) && in.finished() && again.hash() == desk->state.hash(), "a state that does not load");
    return 0;
}

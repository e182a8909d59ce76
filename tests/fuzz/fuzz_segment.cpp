// needs: desk/journal desk/driver
//
// Any bytes as the journal's first segment: verified, recovered and folded, or refused in words; and whatever recovery
// accepts, it accepts a second time with the same end.

#include "tests/fuzz/fuzz.h"

#include "core/desk/driver/recovery.h"
#include "core/desk/journal/recovery.h"
#include "core/desk/journal/verify.h"
#include "tests/support/memory_folder.h"

using namespace omni;

namespace {

void put(tests::MemoryFolder& folder, std::string_view name, std::span<const std::byte> bytes)
{
    auto file = std::make_shared<tests::MemoryFolder::File>();
    file->bytes.assign(bytes.begin(), bytes.end());
    file->durable = file->bytes;
    folder.files[std::string(name)] = std::move(file);
}

} // namespace

int fuzz::run(std::span<const std::byte> input)
{
    if (input.empty()) {
        return 0;
    }
    // The first byte says which file it is.
    constexpr std::string_view names[]{"journal-00000001.omj", "tape-00000001.omt", "emergency-00000001.ome",
                                       "checkpoint-00000000000000000001.omc"};
    tests::MemoryFolder folder;
    put(folder, names[static_cast<unsigned>(input[0]) % std::size(names)], input.subspan(1));
    static_cast<void>(journal::verify(folder));
    static_cast<void>(driver::recoverDesk(folder));
    const auto first = journal::recover(folder);
    if (!first) {
        fuzz::require(!first.error().detail.empty(), "refused without a word");
        return 0;
    }
    const auto second = journal::recover(folder);
    fuzz::require(second && second->last == first->last, "recovery of what was recovered differs");
    return 0;
}

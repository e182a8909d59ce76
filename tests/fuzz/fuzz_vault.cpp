// needs: edge/security/vault
//
// Any bytes as a vault's file: refused in words, or read within the bounds of its page, with every part in the bytes.

#include "tests/fuzz/fuzz.h"

#include "core/edge/security/vault/vault_format.h"

#include <algorithm>

using namespace omni;
using namespace omni::vault;

int fuzz::run(std::span<const std::byte> input)
{
    const auto image = readVault(input);
    if (!image) {
        require(!image.error().detail.empty(), "refused without a word");
        return 0;
    }
    std::size_t records = 0;
    for (const auto& record : image->records) {
        require(record.key.data() >= input.data()
                    && record.secret.data() + record.secret.size() <= input.data() + input.size(),
                "a record outside of the file");
        records += recordBytes(record.label.size() - boxedBytes(0), record.secret.size() - boxedBytes(0));
    }
    for (const auto& slot : image->header.keySlots) {
        require(slot.kind != SlotKind::Passphrase || isWithinBounds(slot.cost), "a cost out of bounds");
    }
    // One vault has one form: written again, the header is byte for byte what was read.
    const auto header = headerBytes(image->header, image->records.size(), records);
    require(header && header->size() <= input.size() && std::equal(header->begin(), header->end(), input.begin()),
            "the header has two forms");
    return 0;
}
